"""The columns of a table without rules, and the column that each text of a line stands in."""

import re
from collections.abc import Callable
from itertools import pairwise

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


def _overlapped(span: Span, columns: Columns) -> list[int]:
    return [i for i, (a, b) in enumerate(columns) if min(span.x1, b) > max(span.x0, a)]


def _headed(heads: list[Line], columns: Columns) -> set[int]:
    """The columns that some text of a header stands over."""
    return {i for line in heads for span in line.spans for i in _overlapped(span, columns)}


def _off_centre_at_most(line: Line) -> float:
    """How far a header over several columns of a line may be from their middle, in their distance."""
    return 0.3 if line.number is None else 0.45  # a text is laid out by whole characters


def _middle(span: Span) -> float:
    return (span.x0 + span.x1) / 2


def is_numbered(line: Line) -> bool:
    """Whether a line of a header numbers its columns (栏次): 1, 2, 3 and so on."""
    numbers = [int(span.text) for span in line.spans if span.text.isdecimal()]
    return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))


def columns_of(body: list[Line], heads: list[Line]) -> Columns:
    """The extents of the columns: where some cell of the body stands, cut at what is always white.

    A column that is blank all the way down has its header alone; a header over several columns is
    a parent and makes none, so the heads are taken from the lowest up. Right beside a column without
    a header it is that column's, whose figures do not reach below it.
    """
    columns: Columns = []
    for x0, x1 in sorted((span.x0, span.x1) for row in body for span in row.spans):
        if columns and x0 < columns[-1][1] + _TOUCHING:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    heads = [line for line in heads if not (columns and is_numbered(line))]
    headed = _headed(heads, columns)
    bare = [extent for i, extent in enumerate(columns) if i not in headed]
    lower: Columns = []
    for line in reversed(heads):
        for span in line.spans:
            if _overlapped(span, columns) or _overlapped(span, lower):
                continue
            if plain(span.text) in _SIDES or _is_over_two(span, line, lower):
                continue
            x0, x1 = span.x0, span.x1
            near = [c for c in bare if max(c[0] - x1, x0 - c[1]) < _BESIDE]
            if len(near) == 1 and not _between(span, near[0], columns):
                bare.remove(near[0])
                columns.remove(near[0])
                x0, x1 = min(x0, near[0][0]), max(x1, near[0][1])
            columns = sorted([*columns, (x0, x1)])
        lower = sorted([*lower, *((span.x0, span.x1) for span in line.spans)])
    return columns


def _is_over_two(span: Span, line: Line, lower: Columns) -> bool:
    """Whether a text of a header stands in the middle above two others that have nothing else above them."""
    left = max((c for c in lower if c[1] <= span.x0), default=None)
    right = min((c for c in lower if c[0] >= span.x1), default=None)
    if left is None or right is None:
        return False
    together = Span("", left[0], right[1])
    off = abs(_middle(together) - _middle(span)) / (sum(right) / 2 - sum(left) / 2)
    alone = sum(min(s.x1, together.x1) > max(s.x0, together.x0) for s in line.spans) == 1
    return alone and off < _off_centre_at_most(line)


def _between(span: Span, extent: tuple[float, float], columns: Columns) -> bool:
    """Whether another column stands between a text and a column, or begins under the two together."""
    together = Span("", min(span.x0, extent[0]), max(span.x1, extent[1]))
    return len(_overlapped(together, columns)) > 1


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
    at = _overlapped(span, columns)
    if not at:
        return _nearest(span, columns)
    return max(at, key=lambda i: min(span.x1, columns[i][1]) - max(span.x0, columns[i][0]))


def _nearest(span: Span, columns: Columns) -> int:
    return min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - _middle(span)))


def fits(line: Line, columns: Columns) -> bool:
    """Whether all texts of a line stand in columns: a figure at its right end or its middle, and in it alone.

    A name may reach over the column beside it.
    """
    for span in line.spans:
        at = _overlapped(span, columns)
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
    a column (栏次).
    """
    named = _headed(heads, columns)
    named |= {_nearest(span, columns) for line in heads if is_numbered(line) for span in line.spans}
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
            cells = _overlapped(span, columns)
            if len(cells) > 1 or (heads and not named.issuperset(cells)):
                return False
            left, right = span.x0 - columns[cells[0]][0], columns[cells[0]][1] - span.x1
            if min(left, right, abs(left - right) / 2) >= _IN_TEXT:
                return False
    return True


def _meet(line: Line, columns: Columns, counts: Callable[[Span], bool]) -> bool:
    """Whether two texts of a line stand in one column, one of which counts: it is no letter of a spaced word."""
    cells: dict[int, list[Span]] = {}
    for span in line.spans:
        cells.setdefault(_column(span, columns), []).append(span)
    return any(len(spans) > 1 and any(map(counts, spans)) for spans in cells.values())


Group = tuple[int, int]  # first and last column of a text of a header


class _Head:
    """A header whose lines are taken from the lowest up.

    ``rows`` are its texts by columns, ``over`` the text that each column has over it on each line and
    the number of columns which that text has; the upper lines come first.
    """

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.middles = [sum(extent) / 2 for extent in columns]  # of the lowest header of each
        self.rows: list[list[str]] = []
        self.over: list[list[tuple[str, int]]] = []

    def add(self, line: Line) -> None:
        """Take the next line up."""
        row = [""] * len(self.columns)
        over = [("", 0)] * len(self.columns)
        groups = self._repetitions(line) or self._parents(line)
        for span, (first, last) in zip(line.spans, groups, strict=True):
            row[first] += span.text
            if first == last and not any(lower[first][0] for lower in self.over):
                self.middles[first] = _middle(span)
            over[first : last + 1] = [(span.text, last - first + 1)] * (last - first + 1)
        self.rows.insert(0, row)
        self.over.insert(0, over)

    def _repetitions(self, line: Line) -> list[Group]:
        """The columns of the texts of a line, if the headers below repeat as often as it has texts."""
        stacks, times = list(zip(*self.over, strict=True)), len(line.spans)
        size, rest = divmod(len(stacks), times)
        period = next((n for n in range(1, len(stacks)) if stacks[n:] == stacks[:-n]), 0)
        if times == 1 or size < 2 or rest or period != size:
            return []
        if not all(text for text, _ in self.over[0]):
            return []
        return [(first, first + size - 1) for first in range(0, len(stacks), size)]

    def _parents(self, line: Line) -> list[Group]:
        """The columns of each text of a line: its own, or those in whose middle it stands as a parent.

        Where a column between them would be left without, parents are printed over their first column.
        """
        under = [
            _overlapped(span, self.columns) or [_nearest(span, self.columns)] for span in line.spans
        ]
        own = [(each[0], each[-1]) for each in under]
        off = _off_centre_at_most(line)
        found: list[Group] = []
        for index, (span, (first, last)) in enumerate(zip(line.spans, own, strict=True)):
            free = min(found[-1][1] + 1 if found else 0, first)
            end = max(own[index + 1][0] if index + 1 < len(own) else len(self.columns), last + 1)
            ways = [
                (a, b)
                for a in range(free, first + 1)
                for b in range(last, end)
                if a < b and self._off_centre(span, a, b) < off and self._can_have_parent(a, b)
            ]
            found.append(max(ways, key=lambda way: way[1] - way[0], default=(first, last)))
        between = [i for (_, a), (b, _) in pairwise(found) for i in range(a + 1, b)]
        return own if self.over and any(self.over[0][i][0] for i in between) else found

    def _off_centre(self, span: Span, first: int, last: int) -> float:
        """How far a text stands from the middle of columns, in their distance from each other."""
        left, right = self.middles[first], self.middles[last]
        if right <= left:  # headers far from their figures
            return float("inf")
        return abs((left + right) / 2 - _middle(span)) / ((right - left) / (last - first))

    def _can_have_parent(self, first: int, last: int) -> bool:
        """Whether columns can be those of one parent: all have a header on the next line, no two the same.

        A header of one column that goes on below it is broken over lines, and what stands above it is
        no parent but its beginning.
        """
        if not self.over:
            return False
        stacks = list(zip(*self.over, strict=True))[first : last + 1]
        return len(set(stacks)) == len(stacks) and not any(
            not text or (count == 1 and any(lower for lower, _ in others))
            for (text, count), *others in stacks
        )


def head_rows(heads: list[Line], columns: Columns) -> list[list[str]]:
    """The texts of the lines of a header by columns; a parent stands in the first of its columns.

    A parent is printed over the middle of its columns, of which it may touch one alone. Its columns
    are those whose headers stand on the next line, as many to both sides as keep it in the middle;
    where these headers repeat as often as there are parents, each has one repetition.
    """
    head = _Head(columns)
    for line in reversed(heads):
        head.add(line)
    return head.rows
