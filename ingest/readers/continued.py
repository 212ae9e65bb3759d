"""Ruled tables that the end of a page cuts: both parts get one grid of columns, and a header stays with its rows."""

import re
from itertools import dropwhile, pairwise

from ingest.errors import Problem
from ingest.readers.lines import Line, is_figure
from ingest.readers.pages import NEAR, Ruled

_HEADER = 5  # rows: headers take up to four, and 栏次
_CUT = re.compile(r"^-?\d[\d,，]*(?:[,，]\d{0,2}|[.．])$")
_DIGITS = re.compile(r"^-?[\d,，.．]+$")
_AMOUNT = re.compile(r"^-?\d{1,3}(?:[,，]?\d{3})*(?:[.．]\d+)?$")

Row = tuple[str, ...]


def over_pages(
    pages: list[tuple[list[Ruled], list[Line]]], remarks: list[Problem]
) -> list[list[Ruled]]:
    """The tables of each page, given with its lines of text outside them.

    Where cells are merged on all of a part, as in the first row of a header, it lacks the lines between
    their columns: they are those of the other part. A header alone at the foot of a page is put above the
    rows that follow, on the page where their figures stand. A row whose figures are cut is put together,
    and that is said.
    """
    found = [list(tables) for tables, _ in pages]
    both = pairwise(zip(found, pages, strict=True))
    for number, ((above, (_, lines)), (below, (_, next_lines))) in enumerate(both, start=1):
        if not above or not below:
            continue
        upper, lower = above[-1], below[0]
        bottom, top = upper.box[3], lower.box[1]
        is_cut = not any(line.top > bottom - NEAR for line in lines) and not any(
            line.bottom < top + NEAR for line in next_lines
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
            continue
        if whole := _whole(upper.rows[-1], lower.rows[0]):
            upper = upper._replace(rows=[*upper.rows[:-1], whole])
            lower = lower._replace(rows=lower.rows[1:])
            remarks.append(
                Problem(
                    "info",
                    f"the row of {' '.join(filter(None, whole))} is cut by the end of page {number}",
                    "nothing: its parts on both pages are put together",
                )
            )
        above[-1] = upper
        below[:1] = [lower] if lower.rows else []
    return found


def _whole(upper: Row, lower: Row) -> Row | None:
    """A row of which a page has the beginning and the next the rest, where a figure shows that it is cut.

    580,35 and 3.00 are no figures of their own, or not of one cell, and 580,353.00 is one.
    """
    whole = tuple(one + other for one, other in zip(upper, lower, strict=False))
    pairs = list(zip(upper, lower, whole, strict=False))
    is_rest = len(upper) == len(lower) and all(one for one, other, _ in pairs if other)
    figures = [(one, text) for one, other, text in pairs if _DIGITS.match(other)]
    is_cut = all(_CUT.match(one) and _AMOUNT.match(text) for one, text in figures)
    return whole if is_rest and figures and is_cut else None


def _trimmed(rows: list[Row]) -> list[Row]:
    """Rows without those at the beginning that hold no text; as they are where none does."""
    return list(dropwhile(lambda row: not any(row), rows)) or rows


def _meet(some: tuple[float, ...], others: tuple[float, ...]) -> bool:
    """Whether each of some places is one of the others."""
    return all(any(abs(x - other) < NEAR for other in others) for x in some)


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
    figures = [text for text in row if is_figure(text)]
    return figures != [str(number) for number in range(1, len(figures) + 1)]
