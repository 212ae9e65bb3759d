"""Finds tables without rules: texts that stand in columns, with white between them."""

import re
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.columns import Columns, columns_of, fits
from ingest.readers.lines import Line
from ingest.readers.rows import CELL_GAP, NEAR, Row, rows_of
from ingest.wording import ordinal

_SHORT = 6  # characters of 合计 and its like
_WIDE = 4  # texts in a line that no prose has
_PAGE_DIGITS = 3
_MOST_HEADERS = 8  # lines of a header
_ROW_GAP = 2.0  # of the size of the letters: between rows
_PROSE_INDENT = 4.0  # of the size of the letters: the first line of a paragraph is indented by less
_INDENT = 0.2  # of the width of a table: what stands further right is no heading
_CAPTION = re.compile(r"单位\s*[:：]|[（(](?:单位)?[:：]?[百十万亿]*元[)）]$")
_PART = re.compile("其中[:：]")
_HEADING = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}(?:、|部[分份])|[（(][一二三四五六七八九十]{1,3}[）)]|附?表\s?\d)"
)


def _is_said(line: Line) -> bool:
    """Whether a line is prose, a note or a caption by its marks; 其中： begins the name of a part."""
    return any(mark in _PART.sub("", line.text) for mark in "。：:；;")


def _is_tabular(line: Line) -> bool:
    """Whether a line has several texts, none of them prose, a note or a caption."""
    return len(line.spans) > 1 and not _is_said(line)


def _is_inside(line: Line, left: float, right: float) -> bool:
    """Whether a line of one text may be a cell of the table around it: short, and no heading."""
    if len(line.spans) > 1 or _is_said(line):
        return False
    is_narrow = line.x1 - line.x0 < 0.45 * (right - left)
    return is_narrow and (
        line.x0 > left + _INDENT * (right - left) or not _HEADING.match(line.text)
    )


def _stands_over(line: Line, other: Line) -> bool:
    """Whether a line shares some of its width with a text of another."""
    return any(min(line.x1, s.x1) > max(line.x0, s.x0) for s in other.spans)


def _is_beside(line: Line, run: list[Line]) -> bool:
    """Whether a line stands in a column of a run of lines that is not its first, right of where prose begins."""
    (_, left), *others = columns_of(run, [])
    begins = line.x0 >= max(left, min(x.x0 for x in run) + _PROSE_INDENT * line.size)
    return begins and any(min(line.x1, x1) > max(line.x0, x0) for x0, x1 in others)


def _goes_on(lines: list[Line], index: int, pitch: float) -> bool:
    """Whether a line of one text stands in the rows around it: as near as lines of a cell, or as rows do.

    ``pitch`` is the gap between the rows before it.
    """
    line, before = lines[index], lines[index - 1]
    if len(line.spans) > 1 or _is_said(line):
        return False
    after = lines[index + 1] if index + 1 < len(lines) else None
    is_cell = after is not None and -1 < after.top - line.bottom < CELL_GAP * line.size
    if after is not None and is_cell and _stands_over(line, after):
        return True
    gap = line.top - before.bottom
    is_row = 0 <= gap < pitch + NEAR * line.size and abs(line.size - before.size) < NEAR
    return is_row and _stands_over(line, before) and not line.text.endswith("表")


def _run(lines: list[Line], start: int, known: int = 0) -> int:
    """Where the run of table-like lines that begins at ``start`` ends (``start``: there is none).

    The first ``known`` lines of it are rows whatever they look like.
    """
    end = start + known
    left = min((line.x0 for line in lines[start:end]), default=float("inf"))
    right = max((line.x1 for line in lines[start:end]), default=0.0)
    gaps = (below.top - above.bottom for above, below in pairwise(lines[start:end]))
    pitch = max(gaps, default=0.0)
    while end < len(lines) and _is_tabular(lines[end]):
        left, right = min(left, lines[end].x0), max(right, lines[end].x1)
        if end > start and _is_tabular(lines[end - 1]):
            pitch = lines[end].top - lines[end - 1].bottom
        end += 1
        after = end
        while after < len(lines) and (
            _is_inside(lines[after], left, right) or _goes_on(lines, after, pitch)
        ):
            after += 1
        run = lines[start:end]
        hangs = all(
            line.x0 > left + _INDENT * (right - left) or _is_beside(line, run)
            for line in lines[end:after]
        )
        if hangs or (after < len(lines) and _is_tabular(lines[after])):
            end = after
    if start < end < len(lines) and len(lines[end].text) <= _SHORT:
        end += _is_inside(lines[end], left, right)  # 合计 of an empty table
    return end


def _is_contents(line: Line) -> bool:
    """Whether a line is an entry of a contents list: a heading and the number of its page."""
    return (
        len(line.spans) == 2
        and line.spans[1].text.isdigit()
        and len(line.spans[1].text) <= _PAGE_DIGITS
        and bool(_HEADING.match(line.text))
    )


def _is_table(run: list[Line], *, is_sure: bool) -> bool:
    figures = [line for line in run if line.has_figure]
    if figures and all(_is_contents(line) for line in figures):
        return False
    if is_sure:
        return True
    wide = sum(len(line.spans) >= _WIDE for line in run)
    return len(run) > 1 and bool(figures or wide > 1)


def _lines_below_caption(prose: list[Line]) -> int | None:
    """How many lines stand below the unit of a table (单位：万元), the last of the prose; None without one.

    All of them are of the header: no prose stands between the two.
    """
    for count, line in enumerate(reversed(prose)):
        if _CAPTION.search(line.text):
            return count
        if count == _MOST_HEADERS or _is_said(line) or line.text.endswith("表"):
            break
    return None


def _lines_above(prose: list[Line], run: list[Line], *, continues: bool) -> int:
    """How many of the lines above a table belong to it: the first line of a wrapped header or name.

    On a page that goes on with a table (``continues``) its first rows may be names without figures, and
    a header said again may begin with words far from the margin.
    """
    left, right = min(line.x0 for line in run), max(line.x1 for line in run)

    def count(widest_gap: float) -> int:
        below, found = run[0], 0
        for line in reversed(prose):
            is_cell = _is_inside(line, left, right) and not line.text.endswith("表")
            if (
                not (is_cell and _stands_over(line, below))
                or below.top - line.bottom > widest_gap * line.size
            ):
                break
            below, found = line, found + 1
        return found

    begins = left + _INDENT * (right - left)
    hang = all(_is_inside(x, left, right) and x.x0 > begins and x.text[-1] != "表" for x in prose)
    if continues and (hang or count(_ROW_GAP) == len(prose)):
        return len(prose)
    return _lines_below_caption(prose) or count(CELL_GAP)


def _rest(lines: list[Line], columns: Columns) -> int:
    """The last line of figures down to which a page goes on in the columns of the page before (0: the first, or none)."""
    last = 0
    for index, line in enumerate(lines):
        if _is_said(line) or line.text.endswith("表") or not fits(line, columns):
            break
        if line.has_figure:
            last = index
    return last


def _items(lines: list[Line]) -> int:
    """The line of figures that items at the top of a page lead to, rows of a table as it is (0: none do)."""
    for index, line in enumerate(lines):
        number = ordinal(line.text)
        if number is None or (index and number != (ordinal(lines[index - 1].text) or 0) + 1):
            return 0
        if line.has_figure:
            return index
    return 0


@dataclass(frozen=True)
class Part:
    """Lines of prose, or of a table with its rows: one text each where the columns are not certain."""

    lines: list[Line]
    rows: list[Row] | None = None
    is_certain: bool = True


def gap_tables(lines: list[Line], before: Columns | None = None) -> tuple[list[Part], Columns]:
    """The lines cut into prose and tables.

    A table without rules is a run of lines of several texts each, with figures or with many
    columns; lines of one text inside the run belong to it. ``before`` are the columns of the table in
    which the page before ended, None where it did not: one line of figures at the top is the rest of
    it. The columns of the last table are given back.
    """
    parts: list[Part] = []
    columns: Columns = []
    continues = before is not None
    prose: list[Line] = []
    index = 0
    while index < len(lines):
        rest = max(_rest(lines, before), _items(lines)) if before and not index else 0
        end = _run(lines, index, rest)
        run = lines[index:end]
        is_sure = (continues and not index and any(line.has_figure for line in run)) or (
            _lines_below_caption(prose) is not None
        )
        if run and _is_table(run, is_sure=is_sure):
            above = _lines_above(prose, run, continues=continues and not parts)
            prose, run = prose[: len(prose) - above], prose[len(prose) - above :] + run
            if prose:
                parts.append(Part(prose))
                prose = []
            rows, columns = rows_of(run, before if before and not parts else [])
            parts.append(Part(run, rows, is_certain=bool(columns)))
            index = end
        else:
            prose.append(lines[index])
            index += 1
    if prose:
        parts.append(Part(prose))
    return parts, columns
