"""Ruled tables that the end of a page cuts: both parts get one grid of columns, and a header stays with its rows."""

import re
from itertools import dropwhile, pairwise

from ingest.readers.lines import Line
from ingest.readers.pages import Ruled

_NEAR = 3.0  # points: lines that stand nearer are one
_HEADER = 5  # rows: headers take up to four, and 栏次
_FIGURE = re.compile(r"^[-(（△▲]?\d[\d,，.．]*[)）]?$")

Row = tuple[str, ...]


def over_pages(pages: list[tuple[list[Ruled], list[Line]]]) -> list[list[Ruled]]:
    """The tables of each page, given with its lines of text outside them.

    Where cells are merged on all of a part, as in the first row of a header, it lacks the lines between
    their columns: they are those of the other part. A header alone at the foot of a page is put above the
    rows that follow, on the page where their figures stand.
    """
    found = [list(tables) for tables, _ in pages]
    for (above, (_, lines)), (below, (_, next_lines)) in pairwise(zip(found, pages, strict=True)):
        if not above or not below:
            continue
        upper, lower = above[-1], below[0]
        bottom, top = upper.box[3], lower.box[1]
        is_cut = not any(line.top > bottom - _NEAR for line in lines) and not any(
            line.bottom < top + _NEAR for line in next_lines
        )
        if not is_cut or not _meet(upper.sides, lower.sides):
            continue
        upper, lower = _widened(upper, lower), _widened(lower, upper)
        # what is left of a frame where the page ends is no row
        upper = upper._replace(rows=_trimmed(upper.rows[::-1])[::-1])
        lower = lower._replace(rows=_trimmed(lower.rows))
        is_one = len(upper.edges) == len(lower.edges) and lower.rows[0] != upper.rows[0]
        if is_one and _is_header(upper.rows):
            above.pop()
            below[0] = lower._replace(rows=[*upper.rows, *lower.rows])
        else:
            above[-1], below[0] = upper, lower
    return found


def _trimmed(rows: list[Row]) -> list[Row]:
    """Rows without those at the beginning that hold no text; as they are where none does."""
    return list(dropwhile(lambda row: not any(row), rows)) or rows


def _meet(some: tuple[float, ...], others: tuple[float, ...]) -> bool:
    """Whether each of some places is one of the others."""
    return all(any(abs(x - other) < _NEAR for other in others) for x in some)


def _widened(table: Ruled, other: Ruled) -> Ruled:
    """The table in the columns of the other, where each of its own is one of them and some are not its own."""
    if len(other.edges) <= len(table.edges) or not _meet(table.edges, other.edges):
        return table
    places = [
        min(range(len(other.edges)), key=lambda at: abs(other.edges[at] - x)) for x in table.edges
    ]
    rows = [_placed(row, places, len(other.edges)) for row in table.rows]
    return table._replace(rows=rows, edges=other.edges)


def _placed(row: Row, places: list[int], width: int) -> Row:
    by_place = dict(zip(places, row, strict=True))
    return tuple(by_place.get(at, "") for at in range(width))


def _is_header(rows: list[Row]) -> bool:
    """Whether rows hold no figure but the numbers of columns (栏次)."""
    return len(rows) <= _HEADER and not any(map(_has_figures, rows))


def _has_figures(row: Row) -> bool:
    figures = [text for text in row if _FIGURE.match(text)]
    return figures != [str(number) for number in range(1, len(figures) + 1)]
