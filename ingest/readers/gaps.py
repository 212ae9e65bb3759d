"""Finds tables without rules: texts that stand in columns, with white between them."""

import re

from ingest.readers.lines import Line, Span

_TOUCHING = 1.5  # points: texts nearer than this stand in one column
_IN_LINE = 3.0  # points: figures of one column end, or have their middle, no further apart
_SHORT = 6  # characters of 合计 and its like
_WIDE = 4  # texts in a line that no prose has
_PAGE_DIGITS = 3
_CELL_GAP, _ROW_GAP = 0.3, 2.0  # of the size of the letters: between lines of a cell, between rows
_AS_NEAR = 0.15  # of the size of the letters: gaps that differ by less are one
_INDENT = 0.2  # of the width of a table: what stands further right is no heading
_HEADING = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}(?:、|部分)|[（(][一二三四五六七八九十]{1,3}[）)]|附?表\s?\d)"
)

Columns = list[tuple[float, float]]


def _overlapped(span: Span, columns: Columns) -> list[int]:
    return [i for i, (a, b) in enumerate(columns) if min(span.x1, b) > max(span.x0, a)]


def _columns(body: list[Line], heads: list[Line]) -> Columns:
    """The extents of the columns: where some cell of the body stands, cut at what is always white.

    A column that is blank all the way down has its header alone; a header over several columns is
    a parent and makes none, so the heads are taken from the lowest up.
    """
    columns: Columns = []
    for x0, x1 in sorted((span.x0, span.x1) for row in body for span in row.spans):
        if columns and x0 < columns[-1][1] + _TOUCHING:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    for line in reversed(heads):
        for span in line.spans:
            if not _overlapped(span, columns):
                columns = sorted([*columns, (span.x0, span.x1)])
    return columns


def _place(line: Line, columns: Columns, *, is_head: bool) -> list[str]:
    row = [""] * len(columns)
    for span in line.spans:
        at = _overlapped(span, columns)
        if not at:
            middle = (span.x0 + span.x1) / 2
            at = [min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))]
        elif not is_head:
            at = [max(at, key=lambda i: min(span.x1, columns[i][1]) - max(span.x0, columns[i][0]))]
        row[at[0]] += span.text
    return row


def _fits(span: Span, columns: Columns) -> bool:
    """Whether a text stands in a column: a figure at its right end or its middle, and in it alone.

    A name may reach over the column beside it.
    """
    at = _overlapped(span, columns)
    if not at or not span.is_figure:
        return bool(at)
    x0, x1 = columns[at[0]]
    off = min(abs(span.x1 - x1), abs(span.x0 + span.x1 - x0 - x1) / 2)
    return len(at) == 1 and off < _IN_LINE


def _table(lines: list[Line], before: Columns) -> tuple[list[list[str]], Columns]:
    """Rows of cells of a table without rules, and its columns; a wrapped name joins its row.

    ``before`` are the columns of the page before: where no header is said again and every text
    stands in one of them, they are those of this page too, whatever is blank on it.
    """
    first = next((i for i, line in enumerate(lines) if line.has_figure), len(lines))
    body = [line for line in lines[first:] if len(line.spans) > 1] or lines[:1]
    has_header = any(len(line.spans) > 1 for line in lines[:first])
    spans = [span for line in lines for span in line.spans]
    goes_on = bool(before) and not has_header
    columns = _columns(body, lines[:first])
    if goes_on:
        first = -1
        columns = before if all(_fits(span, before) for span in spans) else columns
    rows: list[list[str]] = []
    begun = [""] * len(columns)  # the first lines of a name whose row follows
    for index, line in enumerate(lines):
        row = _place(line, columns, is_head=index < first)
        side = _nearer(lines, index, has_begun=any(begun)) if index > first else 0
        at = next((i for i, text in enumerate(row) if text), 0)
        if side > 0:
            begun[at] += row[at]
        elif side < 0 and not any(begun) and rows[-1][at]:
            rows[-1][at] += row[at]
        else:
            rows.append([one + other for one, other in zip(begun, row, strict=True)])
            begun = [""] * len(columns)
    if any(begun):
        rows.append(begun)
    return rows, columns


def _nearer(lines: list[Line], index: int, *, has_begun: bool) -> int:
    """Whether a line of one text is a part of a wrapped name: -1 of the row above, 1 below, 0 of none.

    Lines inside a cell stand nearer than rows do. Where both neighbours are as near it is a row, or
    inside a name that goes on (``has_begun`` above its row).
    """
    line = lines[index]
    if len(line.spans) > 1 or line.spans[0].is_figure:
        return 0
    above = line.top - lines[index - 1].bottom if index else None
    below = lines[index + 1].top - line.bottom if index + 1 < len(lines) else None
    if (
        above is None or below is None
    ):  # at the edge of a page the one neighbour must be in the cell
        if below is not None and below < _CELL_GAP * line.size:
            return 1
        return -1 if above is not None and above < _CELL_GAP * line.size else 0
    if abs(above - below) < _AS_NEAR * line.size:
        if above >= _CELL_GAP * line.size:
            return 0
        return 1 if has_begun else -1
    return 1 if below < above else -1


def _is_tabular(line: Line) -> bool:
    """Whether a line has several texts, none of them prose, a note or a caption."""
    return len(line.spans) > 1 and not any(mark in line.text for mark in "。：:；;")


def _is_inside(line: Line, left: float, right: float) -> bool:
    """Whether a line of one text may be a cell of the table around it: short, and no heading."""
    if len(line.spans) > 1 or any(mark in line.text for mark in "。：:；;"):
        return False
    is_narrow = line.x1 - line.x0 < 0.45 * (right - left)
    return is_narrow and (
        line.x0 > left + _INDENT * (right - left) or not _HEADING.match(line.text)
    )


def _stands_over(line: Line, other: Line) -> bool:
    """Whether a line shares some of its width with a text of another."""
    return any(min(line.x1, s.x1) > max(line.x0, s.x0) for s in other.spans)


def _goes_on(lines: list[Line], index: int, pitch: float) -> bool:
    """Whether a line of one text stands in the rows around it: as near as lines of a cell, or as rows do.

    ``pitch`` is the gap between the rows before it.
    """
    line, before = lines[index], lines[index - 1]
    if len(line.spans) > 1 or any(mark in line.text for mark in "。：:；;"):
        return False
    after = lines[index + 1] if index + 1 < len(lines) else None
    is_cell = after is not None and -1 < after.top - line.bottom < _CELL_GAP * line.size
    if after is not None and is_cell and _stands_over(line, after):
        return True
    gap = line.top - before.bottom
    is_row = 0 <= gap < pitch + _AS_NEAR * line.size and abs(line.size - before.size) < _AS_NEAR
    return is_row and _stands_over(line, before) and not line.text.endswith("表")


def _run(lines: list[Line], start: int) -> int:
    """Where the run of table-like lines that begins at ``start`` ends (``start``: there is none)."""
    end = start
    left, right, pitch = float("inf"), 0.0, 0.0
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
        hangs = all(line.x0 > left + _INDENT * (right - left) for line in lines[end:after])
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


def _is_table(run: list[Line], *, continues: bool) -> bool:
    figures = [line for line in run if line.has_figure]
    if figures and all(_is_contents(line) for line in figures):
        return False
    if continues and figures:
        return True
    wide = sum(len(line.spans) >= _WIDE for line in run)
    return len(run) > 1 and bool(figures or wide > 1)


def _lines_above(prose: list[Line], run: list[Line], *, continues: bool) -> int:
    """How many of the lines above a table belong to it: the first line of a wrapped header or name.

    On a page that goes on with a table (``continues``) its first rows may be names without figures.
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

    if continues and count(_ROW_GAP) == len(prose):
        return len(prose)
    return count(_CELL_GAP)


Part = tuple[str | list[list[str]], list[Line]]


def gap_tables(lines: list[Line], before: Columns | None = None) -> tuple[list[Part], Columns]:
    """The lines cut into prose and tables: ("prose", lines) or (rows of the table, lines).

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
        end = _run(lines, index)
        run = lines[index:end]
        if run and _is_table(run, continues=continues and index == 0):
            above = _lines_above(prose, run, continues=continues and not parts)
            prose, run = prose[: len(prose) - above], prose[len(prose) - above :] + run
            if prose:
                parts.append(("prose", prose))
                prose = []
            rows, columns = _table(run, before if before and not parts else [])
            parts.append((rows, run))
            index = end
        else:
            prose.append(lines[index])
            index += 1
    if prose:
        parts.append(("prose", prose))
    return parts, columns
