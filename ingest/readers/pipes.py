"""Rows of tables whose cells are parted by pipes, as Markdown writes them: with pipes around the row or without.

Lines of a frame (│ ｜ +---+ ┌──┬──┐) are pipes and rules too.
"""

import re
from collections import Counter
from itertools import groupby

from ingest.document import has_blank_inside
from ingest.errors import DocumentRefused
from ingest.readers.pages import OTHERWISE

Cells = tuple[str, ...]
# the cells of each line that is a row, by the number of the line; none for the rule below a header
Rows = dict[int, Cells]
Run = list[tuple[int, str]]

PIPES = frozenset("|│┃｜")
_AS_PIPE = str.maketrans(dict.fromkeys(PIPES, "|"))
# dashes and what parts or ends them
_RULE = re.compile(r"^(?=.*[-=─━═])(?=.*[|+┌-╬])[-=:|+─-╬ ]+$")
_MARKED = re.compile(r"^(?:\*{1,3}|__)(.+?)(?:\*{1,3}|__)$")  # marks of Markdown: **合计**, *合计*
# pipes around a row, on its left and right: where few rows have them they part blank cells from others
_AROUND = (("|", "|"), ("|", ""), ("", "|"), ("", ""))
_FEW = 0.05
_WIDEST = 40  # cells of a row that is put together again: no form has as many
_AMOUNT = re.compile(r"(?:^|\|)\s*-?\d[\d,，]*\.\d+\s*(?:\||$)")
_FILLED = re.compile(r"\S \|[ |]*\|\|$")  # 28 | ||||


def pipe_rows(text: str, *, is_spaced: bool) -> Rows:
    """The rows of a text, by their lines (from 1). A single line is prose without pipes around it or an amount.

    ``is_spaced`` says that a blank line stands between rows. Raises DocumentRefused where blank cells were
    dropped, so that figures stand in columns that are not theirs.
    """
    if not any(pipe in text for pipe in PIPES):
        return {}
    printed = enumerate(text.translate(_AS_PIPE).split("\n"), start=1)
    lines = [(number, line.strip()) for number, line in printed]
    said = [each for each in lines if each[1]] if is_spaced else _unwrapped(lines)
    cut = {number for number, line in lines if line} - {number for number, _ in said}
    runs = [list(run) for is_run, run in groupby(said, key=_is_parted) if is_run]
    runs = [run for run in runs if len(run) > 1 or _is_row(run[0][1])]
    around = max(_AROUND, key=lambda pipes: _fit(runs, pipes))
    found: Rows = dict.fromkeys(cut, ())
    for run in runs:
        found |= _rows(run, around)
    # what a web page says of itself (发布机构 | 发布日期 | … |) has blank cells, and no figures
    tables = [run for run in runs if any(_AMOUNT.search(line) for _, line in run)]
    is_filled = any(_FILLED.search(line) for run in tables for _, line in run)
    if is_filled and not any(map(has_blank_inside, found.values())):
        raise DocumentRefused(
            "blank cells of its tables were dropped, and rows filled up with pipes at their end: "
            "which column a figure stands in cannot be known",
            OTHERWISE,
        )
    return found


def _unwrapped(lines: Run) -> Run:
    """Lines without pipes around them, those that were cut behind a pipe put together again, as html2text cuts them.

    Each but the last of them ends with a pipe, and together they have as many as the line around them with most; what
    stands alone on the last is an amount.
    """
    found: Run = []
    for is_said, block in groupby(lines, key=lambda each: bool(each[1])):
        part = list(block)
        is_cut = is_said and any(line[-1] == "|" != line[0] for _, line in part)
        found += _joined(part) if is_cut else part
    return found


def _joined(lines: Run) -> Run:
    most = max(line.count("|") for _, line in lines)
    if most > _WIDEST:
        return lines
    found: Run = []
    at = 0
    while at < len(lines):
        number, whole = lines[at]
        end = at + 1
        while whole[-1] == "|" != whole[0] and end < len(lines) and whole.count("|") <= most:
            whole, end = f"{whole} {lines[end][1]}", end + 1
        rest = lines[end - 1][1]
        is_rest = end > at + 1 and ("|" in rest or bool(_AMOUNT.match(rest)))
        is_whole = is_rest and whole.count("|") == most
        found.append((number, whole) if is_whole else lines[at])
        at = end if is_whole else at + 1
    return found


def _is_parted(numbered: tuple[int, str]) -> bool:
    return "|" in numbered[1] or bool(_RULE.match(numbered[1]))


def _is_row(line: str) -> bool:
    is_framed = len(line) > 1 and line[0] == line[-1] == "|"
    return is_framed or bool(_AMOUNT.search(line))


def _cells(line: str, around: tuple[str, str]) -> list[str]:
    return line.removeprefix(around[0]).removesuffix(around[1]).split("|")


def _fit(runs: list[Run], around: tuple[str, str]) -> int:
    """How many lines have as many cells as most of their table, or are the few that lost a pipe around them."""
    lines = [line for run in runs for _, line in run]
    broken = sum(not (x.startswith(around[0]) and x.endswith(around[1])) for x in lines)
    widths = [Counter(len(_cells(line, around)) for _, line in run) for run in runs]
    alike = sum(max(counts.values()) for counts in widths)
    return alike + (broken if broken <= _FEW * len(lines) else 0)


def _rows(run: Run, around: tuple[str, str]) -> Rows:
    """The rows of lines that follow each other."""
    found: Rows = {}
    above = 0
    for number, line in run:
        if _RULE.match(line):
            found[number] = ()
            if above:
                found[above] = _without_names(found[above])
            continue
        found[number] = tuple(_MARKED.sub(r"\1", cell.strip()) for cell in _cells(line, around))
        above = number
    return found


def _without_names(header: Cells) -> Cells:
    """A header without the names that PyMuPDF gives to columns without one: Col2 is the second."""
    return tuple("" if cell == f"Col{no}" else cell for no, cell in enumerate(header, start=1))
