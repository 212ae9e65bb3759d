"""The columns of a table without rules, and the column that each text of a line stands in."""

import re
from collections.abc import Callable

from ingest.readers.lines import Line, Span
from ingest.wording import plain

_TOUCHING = 1.5  # points: texts nearer than this stand in one column
_IN_LINE = 3.0  # points: figures of one column end, or have their middle, no further apart
_IN_TEXT = 15.0  # the same in a text, which is laid out by whole characters
_BESIDE = 18.0  # points: a header so near to a column without one is its own
_TOUCH = re.compile(r"[\u4e00-\u9fff）]{3}[ \u3000][\u4e00-\u9fff（]{3}")
_AMOUNT = re.compile(r"\d[.．,，]\s*\d")  # no code, no number of a line
_SIDES = frozenset({"收入", "支出"})  # the sides of a form, whatever they stand over

Columns = list[tuple[float, float]]  # left and right end of each, in points


def overlapped(span: Span, columns: Columns) -> list[int]:
    """The columns that a text shares some of its width with."""
    return [i for i, (a, b) in enumerate(columns) if min(span.x1, b) > max(span.x0, a)]


def _headed(heads: list[Line], columns: Columns) -> set[int]:
    """The columns that some text of a header stands over."""
    return {i for line in heads for span in line.spans for i in overlapped(span, columns)}


def off_centre_at_most(line: Line) -> float:
    """How far a header over several columns of a line may be from their middle, in their distance."""
    return 0.3 if line.number is None else 0.45  # a text is laid out by whole characters


def middle(span: Span) -> float:
    """The middle of a text."""
    return (span.x0 + span.x1) / 2


def is_numbered(line: Line) -> bool:
    """Whether a line of a header numbers its columns (栏次): 1, 2, 3 and so on."""
    numbers = [int(span.text) for span in line.spans if span.text.isdecimal()]
    return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))


def columns_of(body: list[Line], heads: list[Line]) -> Columns:
    """The extents of the columns: where some cell of the body stands, cut at what is always white.

    A column that is blank all the way down has its header alone; a header over several columns is
    a parent and makes none, so the heads are taken from the lowest up. Right beside a column without
    a header it is that column's, whose figures do not reach below it. No columns where it may be either
    of two.
    """
    columns: Columns = []
    for x0, x1 in sorted((span.x0, span.x1) for row in body for span in row.spans):
        if columns and x0 < columns[-1][1] + _TOUCHING:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    heads = [line for line in heads if not (columns and is_numbered(line))]
    headed = _headed(heads, columns)
    alone, side = _alone(heads, columns), _side(heads, body, columns)
    for extent in [extent for i, extent in enumerate(columns) if i not in headed]:
        own = _beside(extent, alone, columns, side)
        if len(own) > 1:
            return []
        if own:
            alone = [span for span in alone if span is not own[0]]
            columns.remove(extent)
            columns.append((min(own[0].x0, extent[0]), max(own[0].x1, extent[1])))
            columns.sort()
    return sorted([*columns, *((span.x0, span.x1) for span in alone)])


def _alone(heads: list[Line], columns: Columns) -> list[Span]:
    """The texts of a header that stand over no column, and are no parents of texts below them."""
    found: list[Span] = []
    lower: Columns = []
    for line in reversed(heads):
        for span in line.spans:
            if overlapped(span, columns) or overlapped(span, lower):
                continue
            if plain(span.text) not in _SIDES and not _is_over_two(span, line, lower):
                found.append(span)
        lower = sorted([*lower, *((span.x0, span.x1) for span in line.spans)])
    return found


def _side(heads: list[Line], body: list[Line], columns: Columns) -> int:
    """On which side of their headers the amounts of columns stand: 1 right, -1 left, 0 where that is not one."""
    of_amounts = _of_amounts(body, columns)
    sides = set()
    for line in heads:
        for span in line.spans:
            at = overlapped(span, columns)
            if len(at) != 1 or at[0] not in of_amounts:
                continue
            left, right = columns[at[0]][0] - span.x0, columns[at[0]][1] - span.x1
            if min(left, right) > _TOUCHING:
                sides.add(1)
            elif max(left, right) < -_TOUCHING:
                sides.add(-1)
            else:
                sides.add(0)
    return sides.pop() if len(sides) == 1 else 0


def _beside(
    extent: tuple[float, float], alone: list[Span], columns: Columns, side: int
) -> list[Span]:
    """The headers of which a column that stands under none may be: those beside it, with nothing between.

    Two where one on either side may be meant, and the other columns do not tell.
    """
    free = [span for span in alone if not _between(span, extent, columns)]
    left = max((span for span in free if span.x1 <= extent[0]), key=lambda s: s.x1, default=None)
    right = min((span for span in free if span.x0 >= extent[1]), key=lambda s: s.x0, default=None)
    if side and (own := left if side > 0 else right):
        return [own]
    found = [span for span in (left, right) if span]
    is_near = any(max(extent[0] - s.x1, s.x0 - extent[1]) < _BESIDE for s in found)
    return found if is_near else []


def _is_over_two(span: Span, line: Line, lower: Columns) -> bool:
    """Whether a text of a header stands in the middle above two others that have nothing else above them."""
    left = max((c for c in lower if c[1] <= span.x0), default=None)
    right = min((c for c in lower if c[0] >= span.x1), default=None)
    if left is None or right is None:
        return False
    together = Span("", left[0], right[1])
    off = abs(middle(together) - middle(span)) / (sum(right) / 2 - sum(left) / 2)
    alone = sum(min(s.x1, together.x1) > max(s.x0, together.x0) for s in line.spans) == 1
    return alone and off < off_centre_at_most(line)


def _between(span: Span, extent: tuple[float, float], columns: Columns) -> bool:
    """Whether another column stands between a text and a column, or begins under the two together."""
    together = Span("", min(span.x0, extent[0]), max(span.x1, extent[1]))
    return len(overlapped(together, columns)) > 1


def placed(line: Line, columns: Columns) -> list[str]:
    """The texts of a row by columns."""
    row = [""] * len(columns)
    for span in line.spans:
        at = _column(span, columns)
        # two figures in one cell stay two
        row[at] += f" {span.text}" if row[at] and _AMOUNT.search(span.text) else span.text
    return row


def _column(span: Span, columns: Columns) -> int:
    """The column that most of a text stands in, or next to which it stands."""
    at = overlapped(span, columns)
    if not at:
        return nearest(span, columns)
    return max(at, key=lambda i: min(span.x1, columns[i][1]) - max(span.x0, columns[i][0]))


def nearest(span: Span, columns: Columns) -> int:
    """The column whose middle is nearest to that of a text."""
    return min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle(span)))


def fits(line: Line, columns: Columns) -> bool:
    """Whether all texts of a line stand in columns: a figure at its right end or its middle, and in it alone.

    A name may reach over the column beside it.
    """
    for span in line.spans:
        at = overlapped(span, columns)
        if not at or (span.is_figure and len(at) > 1):
            return False
        x0, x1 = columns[at[0]]
        off = min(abs(span.x1 - x1), abs(span.x0 + span.x1 - x0 - x1) / 2)
        if span.is_figure and off >= (_IN_LINE if line.number is None else _IN_TEXT):
            return False
    return True


def are_certain(columns: Columns, heads: list[Line], body: list[Line]) -> bool:
    """Whether the columns of a table in a text can be told apart: programs push texts aside that have no room.

    A figure stands alone in its cell, and so do words of the header, which do not touch either; each
    amount ends, begins or has its middle where those of its column do, below some header or number of
    a column (栏次). That ends, begins or has its middle there, too, where some header has no column: else
    each may be the one of the column beside it.
    """
    named = _headed(heads, columns)
    named |= {nearest(span, columns) for line in heads if is_numbered(line) for span in line.spans}
    if any(_TOUCH.search(span.text) for line in heads for span in line.spans):
        return False
    if any(_meet(line, columns, lambda span: len(span.text) > 1) for line in heads):
        return False
    if any(_meet(line, columns, lambda span: span.is_figure) for line in body):
        return False
    for line in body:
        for span in line.spans:
            if not (span.is_figure and _AMOUNT.search(span.text)):
                continue
            cells = overlapped(span, columns)
            if len(cells) > 1 or (heads and not named.issuperset(cells)):
                return False
            if _off(span, columns[cells[0]]) >= _IN_TEXT:
                return False
    names = [line for line in heads if not is_numbered(line)]
    filled = {at for line in body for span in line.spans for at in overlapped(span, columns)}
    if not _alone(names, [columns[at] for at in sorted(filled)]):
        return True
    of_amounts = _of_amounts(body, columns)
    return all(
        _off(span, columns[at[0]]) < _IN_TEXT
        for line in names
        for span in line.spans
        if len(at := overlapped(span, columns)) == 1
        and at[0] in of_amounts
        and plain(span.text) not in _SIDES
    )


def _off(span: Span, extent: tuple[float, float]) -> float:
    """How far a text is from beginning or ending where another does, or from having its middle there."""
    left, right = span.x0 - extent[0], extent[1] - span.x1
    return min(abs(left), abs(right), abs(left - right) / 2)


def _of_amounts(body: list[Line], columns: Columns) -> set[int]:
    """The columns in which amounts stand."""
    amounts = [span for line in body for span in line.spans if _AMOUNT.search(span.text)]
    return {at for span in amounts for at in overlapped(span, columns)}


def _meet(line: Line, columns: Columns, counts: Callable[[Span], bool]) -> bool:
    """Whether two texts of a line stand in one column, one of which counts: it is no letter of a spaced word."""
    cells: dict[int, list[Span]] = {}
    for span in line.spans:
        cells.setdefault(_column(span, columns), []).append(span)
    return any(len(spans) > 1 and any(map(counts, spans)) for spans in cells.values())
