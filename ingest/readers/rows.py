"""The rows of a table without rules: its header by columns, wrapped names with their figures."""

from ingest.readers.columns import (
    Columns,
    are_certain,
    columns_of,
    fits,
    is_numbered,
    placed,
)
from ingest.readers.heads import head_rows
from ingest.readers.lines import Line

CELL_GAP = 0.3  # of the size of the letters: the widest gap between the lines of a cell
NEAR = 0.15  # of the size of the letters: gaps that differ by less are one

Row = tuple[list[str], Line]  # its cells, and the line that its figures stand on


def rows_of(lines: list[Line], before: Columns) -> tuple[list[Row], Columns]:
    """Rows of cells of a table without rules, and its columns; a wrapped name joins its row.

    ``before`` are the columns of the page before: where no header is said again and every text
    stands in one of them, they are those of this page too, whatever is blank on it. Without columns
    that are certain each line is one cell.
    """
    # a table without figures has its header down to its last line of several texts
    last = max((i for i, line in enumerate(lines) if len(line.spans) > 1), default=-1)
    first = next(
        (i for i, line in enumerate(lines) if line.has_figure and not is_numbered(line)), last + 1
    )
    while first < len(lines) and first and _begins(lines[first - 1], lines[first]):
        first -= 1
    heads = lines[:first]
    body = [line for line in lines[first:] if len(line.spans) > 1]
    columns = columns_of(body, heads if body else lines)
    if before and not any(len(line.spans) > 1 for line in heads):  # nothing of a header
        first, heads = 0, []
        columns = before if all(fits(line, before) for line in lines) else columns
    if not columns or (lines[0].number and not are_certain(columns, heads, body)):
        return [([line.text, ""], line) for line in lines], []
    texts = iter(head_rows([line for line in heads if not is_numbered(line)], columns))
    rows: list[Row] = [
        (placed(line, columns) if is_numbered(line) else next(texts), line) for line in heads
    ]
    begun = [""] * len(columns)  # the first lines of a name whose row follows
    for index, line in enumerate(lines[first:], start=first):
        row = placed(line, columns)
        side = _nearer(lines, index, has_begun=any(begun))
        at = next((i for i, text in enumerate(row) if text), 0)
        if side > 0:
            begun[at] += row[at]
        elif side < 0 and not any(begun) and rows and rows[-1][0][at]:
            rows[-1][0][at] += row[at]
        else:
            rows.append(([one + other for one, other in zip(begun, row, strict=True)], line))
            begun = [""] * len(columns)
    if any(begun):
        rows.append((begun, lines[-1]))
    return rows, columns


def _begins(line: Line, below: Line) -> bool:
    """Whether a line is the first of a name whose figures stand below it, not the last of the header."""
    is_name = len(line.spans) == 1 and not line.spans[0].is_figure
    return is_name and below.top - line.bottom < CELL_GAP * line.size


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
        if below is not None and below < CELL_GAP * line.size:
            return 1
        return -1 if above is not None and above < CELL_GAP * line.size else 0
    if abs(above - below) < NEAR * line.size:
        if above >= CELL_GAP * line.size:
            return 0
        return 1 if has_begun else -1
    return 1 if below < above else -1
