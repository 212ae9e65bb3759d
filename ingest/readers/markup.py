"""Undoes what Markdown and LaTeX write around printed text: figures as formulas, escaped marks, line breaks in cells.

Programs that recognise scanned pages take a figure for a formula; converters escape marks that Markdown would read,
and write <br> where a cell goes on on another line, for which it has no other mark.
"""

import re

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~$%&])")
_UPRIGHT = r"\\(?:mathrm|mathbf|mathit|text|textbf|rm|bf|operatorname)(?![a-zA-Z])"
# words stand in a formula as \mathrm{万元} alone
_WORDS = rf"{_UPRIGHT} *\{{[^{{}}$|\t\n]{{0,20}}\}}"
_SIGN = rf"(?!{_WORDS})[^$|\t\n\u4e00-\u9fff]"
_DOLLARS = re.compile(rf"(?<!\\)(?P<mark>\$\$?)(?P<formula>(?:{_WORDS}|{_SIGN}){{1,80}})(?P=mark)")
_BRACKETS = re.compile(rf"\\\((?P<formula>(?:{_WORDS}|{_SIGN}){{1,80}}?)\\\)")
# \(5.8\%\), but 费\(境\) and \(1.00\) may be escaped brackets: they are formulas where others hold commands
_IS_LATEX = re.compile(
    r"\\\([^\n\u4e00-\u9fff]{0,80}?\\(?:%|[a-zA-Z])[^\n\u4e00-\u9fff]{0,80}?\\\)"
)
_COMMANDS = (
    (re.compile(_UPRIGHT), ""),
    (re.compile(r"\\(?:leqslant|leq|le)(?![a-zA-Z])"), "≤"),
    (re.compile(r"\\(?:geqslant|geq|ge)(?![a-zA-Z])"), "≥"),
    (re.compile(r"\\times(?![a-zA-Z])"), "×"),
    (re.compile(r"\\pm(?![a-zA-Z])"), "±"),
    (re.compile(r"\\sim(?![a-zA-Z])"), "~"),
    (re.compile(r"\\cdot(?![a-zA-Z])"), "·"),
    (re.compile(r"\\(?:triangle|bigtriangleup|vartriangle|Delta)(?![a-zA-Z])"), "△"),
    (re.compile(r"\\(?:quad|qquad)(?![a-zA-Z])|\\[,;:! ]|~"), " "),
    (re.compile(r"\\([%#&_$])"), r"\1"),
    (re.compile(r"\{\s*,\s*\}"), ","),
    (re.compile(r"[\^_]\s*(?=\{)|[{}]"), ""),
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_UNKNOWN = re.compile(r"[\\a-zA-Z]")
_INNER_BLANK = re.compile(r"(?<=[\d.,%]) +(?=[\d.,%])")


def without_markup(text: str) -> str:
    """The text as it was printed, line by line; a formula with other commands or letters stays as it is."""
    if _BREAK.search(text):
        text = "\n".join(map(_without_breaks, text.split("\n")))
    if "$" in text:
        text = _DOLLARS.sub(_printed, text)
    if "\\" not in text:
        return text
    if _IS_LATEX.search(text):
        text = _BRACKETS.sub(_printed, text)
    return _ESCAPED.sub(r"\1", text)


def _without_breaks(line: str) -> str:
    """A row of a table in Markdown with blanks where its cells go on on another line."""
    is_row = ("|" in line or "\t" in line) and "</" not in line
    return _BREAK.sub(" ", line) if is_row else line


def _printed(formula: re.Match[str]) -> str:
    """What a formula prints: its figures, without the blanks that stand between their digits."""
    found = formula["formula"]
    for command, mark in _COMMANDS:
        found = command.sub(mark, found)
    return formula.group() if _UNKNOWN.search(found) else _INNER_BLANK.sub("", found).strip()
