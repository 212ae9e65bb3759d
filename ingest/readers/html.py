"""Reads web pages: tables that hold data keep their grid, tables used for layout are unfolded."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.document import Reading
from ingest.errors import DocumentRefused, Problem
from ingest.readers.assembly import Assembly
from ingest.readers.content import MAX_CELLS
from ingest.readers.decoding import decode

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "kbd",
        "label",
        "mark",
        "o:p",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_FILLED = frozenset(["text", "number"])  # fields that show what is filled in
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|ods|wps|et|ofd|zip|rar)$", re.IGNORECASE)
_RAISED = frozenset(["sup", "sub"])  # the mark of a note is no digit of the figure before it
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "select",
        "option",
        "button",
        "textarea",
        "svg",
        "iframe",
        "object",
    ]
)
_BLANKS = re.compile(r"[ \t\r\n\xa0\u3000]+")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\xad]")  # where a word may be broken, or not
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def _text(node: LexborNode) -> str:
    """The words of a node; a line break inside it is a blank."""
    parts = []
    for child in node.traverse(include_text=True):
        if child.tag == "-text":
            parts.append(child.text_content or "")
        elif child.tag == "input" and (child.attributes.get("type") or "text") in _FILLED:
            parts.append(child.attributes.get("value") or "")
        elif child.tag not in _INLINE or child.tag in _RAISED:
            parts.append(" ")
    return _printed("".join(parts))


def _printed(text: str) -> str:
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def _span(node: LexborNode, name: str, limit: int) -> int:
    found = re.match(r"\s*(\d+)", node.attributes.get(name) or "")
    return min(max(int(found.group(1)), 1), limit) if found else 1


def grid(table: LexborNode) -> list[tuple[str, ...]]:
    """The cells of a table on their grid: a merged cell takes its places, its text the first."""
    rows: list[dict[int, str]] = []
    taken: dict[int, int] = {}  # column -> rows that a cell from above still covers
    count = 0
    for tr in table.css("tr"):
        if _is_hidden(tr):
            continue
        row: dict[int, str] = {}
        column = 0
        for cell in tr.iter():
            if cell.tag not in ("td", "th") or _is_hidden(cell):
                continue
            while taken.get(column, 0):
                row[column] = ""
                column += 1
            text = _text(cell)
            wide, high = _span(cell, "colspan", 1000), _span(cell, "rowspan", 65534)
            for offset in range(wide):
                row[column + offset] = text if offset == 0 else ""
                taken[column + offset] = high
            column += wide
        taken = {c: left - 1 for c, left in taken.items() if left > 1}
        count += len(row)
        if count > MAX_CELLS:
            raise DocumentRefused(
                f"a table of the page has more than {MAX_CELLS:,} cells",
                "see whether the page is a disclosure",
            )
        rows.append(row)
    width = max((max(row) + 1 for row in rows if row), default=0)
    return [tuple(row.get(column, "") for column in range(width)) for row in rows]


def table_of(fragment: str) -> tuple[str, list[tuple[str, ...]]]:
    """The caption and the rows of a table that is given as HTML."""
    root = LexborHTMLParser(fragment).root
    table = root.css_first("table") if root is not None else None
    return (_caption(table), grid(table)) if table is not None else ("", [])


def _caption(table: LexborNode) -> str:
    caption = table.css_first("caption")
    return _text(caption) if caption is not None else ""


def _add_table(table: LexborNode, assembly: Assembly) -> None:
    assembly.add_paragraph(_caption(table))
    for row in grid(table):
        assembly.add_row(row)
    assembly.end_table()
    if hidden := sum(1 for tr in table.css("tr") if _is_hidden(tr) and _text(tr)):
        assembly.remarks.append(
            Problem(
                "warn",
                f"{hidden} hidden rows of table {len(assembly.tables)} were not read",
                "save the page with all its rows shown, if they are a part of the form",
                table_no=len(assembly.tables),
            )
        )


def _unfold(root: LexborNode, assembly: Assembly, *, with_hidden: bool = False) -> int:
    """Walk the blocks of the page without recursion: nesting may be thousands deep.

    Returns how many tables stand in hidden parts that were left out.
    """
    words: list[str] = []

    def flush() -> None:
        assembly.add_paragraph(_printed("".join(words)))
        words.clear()

    hidden = 0
    stack: list[LexborNode | None] = [root]
    while stack:
        node = stack.pop()
        if node is None:
            flush()
            continue
        if node.tag == "-text":
            words.append(node.text_content or "")
            continue
        if not node.is_element_node or node.tag in _SKIPPED:
            continue
        if _is_hidden(node) and not with_hidden:
            hidden += len(node.css("table"))
            continue
        if node.tag == "table" and len(node.css("table")) == 1:
            flush()
            _add_table(node, assembly)
            continue
        if node.tag == "br":
            flush()
        elif node.tag not in _INLINE:
            flush()
            stack.append(None)
        stack.extend(reversed(list(node.iter(include_text=True))))
    flush()
    return hidden


def _linked(root: LexborNode) -> list[str]:
    """The names of documents that the page links to or embeds."""
    found = (
        node.attributes.get(name) or ""
        for name, selector in (("href", "a[href]"), ("src", "iframe[src], embed[src]"))
        for node in root.css(selector)
    )
    paths = (address.partition("?")[0].partition("#")[0] for address in found)
    return list(dict.fromkeys(p.rpartition("/")[2] for p in paths if _DOCUMENT.search(p)))


def read_html(data: bytes) -> Reading:
    """Paragraphs and tables of a page, in the order a person reads them."""
    text, encoding = decode(data)
    root = LexborHTMLParser(text).root
    if root is None:
        raise DocumentRefused("the page is empty", "fetch the page again")
    assembly = Assembly()
    hidden = _unfold(root, assembly)
    if hidden and not assembly.tables:  # its scripts show them
        assembly = Assembly()
        _unfold(root, assembly, with_hidden=True)
    elif hidden:
        assembly.remarks.append(
            Problem(
                "warn",
                f"{hidden} tables in hidden parts of the page were not read",
                "save the page with all its parts shown, if forms are among them",
            )
        )
    if linked := _linked(root):
        assembly.remarks.append(
            Problem(
                "info",
                f"the page links to {len(linked)} documents: {', '.join(linked)[:200]}",
                "put them here, if forms are in them",
            )
        )
    return assembly.reading("html", encoding, None)
