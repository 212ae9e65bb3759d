"""The header of a table without rules: its texts by columns, parents over the columns that are theirs."""

from itertools import pairwise

from ingest.readers.columns import Columns, middle, nearest, off_centre_at_most, overlapped
from ingest.readers.lines import Line, Span

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
                self.middles[first] = middle(span)
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
            overlapped(span, self.columns) or [nearest(span, self.columns)] for span in line.spans
        ]
        own = [(each[0], each[-1]) for each in under]
        off = off_centre_at_most(line)
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
        return abs((left + right) / 2 - middle(span)) / ((right - left) / (last - first))

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
