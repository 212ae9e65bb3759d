"""Which row a line of a wrapped name belongs to, in text that tells no distances.

Between two rows stand lines of names alone: the end of the one above, the beginning of the one below.
They are told apart where one way to part them alone is possible: the names of a table stand in the
middle of their rows, or begin in them, and every line of a name but its last is full.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from ingest.readers.lines import Line, blank_lines
from ingest.wording import plain

_BEGINS = re.compile(
    r"^(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）、.．]|其中)"
)  # an item of its own
_WHOLE = frozenset({"合计", "总计", "小计", "项目", "栏次", "行次", "科目名称", "决算数", "金额"})
_FULL = 1  # Latin characters: full lines differ by no more

Parts = list[tuple[int, int]]  # lines above and below each row that are of its name


def wide(text: str) -> int:
    """The width of a text in Latin characters: a Chinese one takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def sides_of(lines: list[Line]) -> list[int]:
    """Of each line of a page whether it is of the row above it (-1), below (1), or of none that is known.

    A blank line stands in no cell.
    """
    sides = [0] * len(lines)
    starts = [i for i, line in enumerate(lines) if not i or blank_lines(lines[i - 1], line)]
    has_body = False
    for start, end in pairwise([*starts, len(lines)]):
        chunk = range(start, end)
        items = {i for i in chunk if _BEGINS.match(lines[i].text) and _is_part(lines[i])}
        # an item with its ordinal is a row of its own, or else the first line of one without a name
        for begun in (set[int](), {i for i in items if _lacks_name(lines, i, end)}):
            rows = [i for i in chunk if i in items - begun or not _is_part(lines[i])]
            parts = [i for i in chunk if i not in rows and not sides[i]]
            for column in _columns(parts, lines):
                for index, side in _parted(lines, rows, column, may_begin_later=not has_body):
                    sides[index] = side
        has_body = has_body or any(lines[i].has_figure for i in chunk)
    return sides


def _is_part(line: Line) -> bool:
    """Whether a line may be one of a wrapped name: a text alone, no figure, note or total."""
    return not (
        len(line.spans) > 1
        or line.spans[0].is_figure
        or any(mark in line.text for mark in "。：:；;")
        or line.text.endswith("表")
        or plain(line.text) in _WHOLE
    )


def _lacks_name(lines: list[Line], index: int, end: int) -> bool:
    """Whether the next row below a line has no name in its column."""
    line = lines[index]
    for below in lines[index + 1 : end]:
        if _BEGINS.match(below.text) or not _is_part(below):
            return all(s.is_figure or s.x0 >= line.x1 or s.x1 <= line.x0 for s in below.spans)
    return False


def _columns(parts: list[int], lines: list[Line]) -> list[list[int]]:
    """The lines by the columns that they stand in: those that share some of their width."""
    found: list[tuple[float, float, list[int]]] = []
    for index in sorted(parts, key=lambda i: lines[i].x0):
        line = lines[index]
        if found and line.x0 < found[-1][1]:
            x0, x1, members = found[-1]
            found[-1] = (x0, max(x1, line.x1), [*members, index])
        else:
            found.append((line.x0, line.x1, [index]))
    return [sorted(members) for _, _, members in found]


def _parted(
    lines: list[Line], rows: list[int], parts: list[int], *, may_begin_later: bool
) -> Iterator[tuple[int, int]]:
    """The lines of names with their sides, where there is one way; a header may stand before the rows."""
    x0, x1 = min(lines[i].x0 for i in parts), max(lines[i].x1 for i in parts)
    names = [
        next(
            (s.text for s in lines[i].spans if not s.is_figure and min(s.x1, x1) > max(s.x0, x0)),
            "",
        )
        for i in rows
    ]
    between: list[list[int]] = [
        [i for i in parts if before < i < after]
        for before, after in pairwise([-1, *rows, len(lines)])
    ]
    counts = [len(each) for each in between]
    ways = []
    for way in _ways(counts, may_begin_later=may_begin_later):
        cells = [
            [
                *(lines[i].text for i in between[n][len(between[n]) - above :]),
                *([names[n]] if names[n] else []),
                *(lines[i].text for i in between[n + 1][:below]),
            ]
            for n, (above, below) in enumerate(way)
        ]
        stands = all(
            bool(name) or above == below for name, (above, below) in zip(names, way, strict=True)
        )
        begins = any(_BEGINS.match(text) for cell in cells for text in cell[1:])
        if stands and not begins and _are_full(cells) and way not in ways:
            ways.append(way)
    if len(ways) != 1:
        return
    for n, (above, below) in enumerate(ways[0]):
        yield from ((i, 1) for i in between[n][len(between[n]) - above :])
        yield from ((i, -1) for i in between[n + 1][:below])


def _ways(counts: list[int], *, may_begin_later: bool) -> Iterator[Parts]:
    """How the lines between rows can be parted: ``counts`` are those before, between and after them."""
    rows = len(counts) - 1
    if not rows:
        return
    if not counts[0] or may_begin_later:
        yield [(0, below) for below in counts[1:]]  # a name begins in its row
    for first in range(0 if may_begin_later else counts[0], counts[0] + 1):
        around = [first]  # as many lines stand above a row as below it
        for count in counts[1:-1]:
            around.append(count - around[-1])
        if min(around) >= 0 and around[-1] == counts[-1]:
            yield [(each, each) for each in around]


def _are_full(cells: list[list[str]]) -> bool:
    """Whether every line but the last of its cell is as wide as the widest line of all."""
    wrapped = [cell for cell in cells if len(cell) > 1]
    widest = max((wide(text) for cell in wrapped for text in cell), default=0)
    return all(wide(text) >= widest - _FULL for cell in wrapped for text in cell[:-1])
