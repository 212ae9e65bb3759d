"""Ruled tables that the end of a page cuts: both parts get one grid of columns, and a header stays with its rows."""

import re
from itertools import dropwhile, pairwise, takewhile

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
        head, first, rest = _parted(upper.rows, lower.rows)
        if first and (whole := _whole(upper.rows[-1], first, [*upper.rows[:-1], *rest[:-1]])):
            upper = upper._replace(rows=[*upper.rows[:-1], whole])
            lower = lower._replace(rows=[*head, *rest] if rest else [])
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


def _parted(upper: list[Row], lower: list[Row]) -> tuple[list[Row], Row, list[Row]]:
    """The header that a page repeats, the row below it and the rest; no row where there is the header alone."""
    repeated = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(upper, lower, strict=False))
    )
    head, body = lower[:repeated], lower[repeated:]
    return head, body[0] if body else (), body[1:]


def _whole(upper: Row, lower: Row, others: list[Row]) -> Row | None:
    """A row of which a page has the beginning and the next the rest, where a figure or a code shows that it is cut.

    580,35 and 3.00 are no figures of their own, or not of one cell, and 580,353.00 is one; nor are 2,448 and .15, or
    506.2 and 5 where the figures of the ``others`` have two decimals. 2210 and 203 are no codes.
    """
    whole = tuple(one + other for one, other in zip(upper, lower, strict=False))
    pairs = list(zip(upper, lower, whole, strict=False))
    is_rest = len(upper) == len(lower) and all(one for one, other, _ in pairs if other)
    if not is_rest:
        return None
    columns = [[row[at] for row in others if _has_figures(row)] for at in range(len(upper))]
    figures = [(pair, columns[at]) for at, pair in enumerate(pairs) if _DIGITS.match(pair[1])]
    is_none = any(map(_is_numbered, upper, lower, columns))
    is_cut = all(
        _is_cut_amount(*pair, column, is_none) or _is_cut_code(*pair, column)
        for pair, column in figures
    )
    return whole if figures and is_cut else None


def _is_numbered(one: str, other: str, column: list[str]) -> bool:
    """Whether all rows have a code or a number in the column but the lower one, which is no row by itself."""
    numbers = [text for text in column if text.isdigit()]
    return one.isdigit() and not other and all(column) and len(numbers) * 2 > len(column)


def _is_cut_amount(one: str, other: str, whole: str, column: list[str], is_none: bool) -> bool:
    """Whether both are parts of an amount: by their marks, or by the decimals that all figures of the column have.

    ``is_none`` says that the lower row is none by itself: the figures may have fewer decimals, too.
    """
    if not _AMOUNT.match(whole):
        return False
    if _CUT.match(one) or other[0] in ".．,，":
        return True
    decimals = {_decimals(text) for text in column if is_figure(text)}
    if is_none:
        return _decimals(one) < _decimals(whole) <= max(decimals, default=0)
    return decimals == {_decimals(whole)} and _decimals(one) not in decimals


def _is_cut_code(one: str, other: str, whole: str, column: list[str]) -> bool:
    """Whether both are parts of a code of a 款 or 项, in a column of codes, in which one of them is none."""
    lengths = {len(text) for text in column if text.isdigit()}
    if not one.isdigit() or not whole.isdigit() or not lengths <= {3, 5, 7}:
        return False
    return len(whole) in lengths - {3} and not {len(one), len(other)} <= lengths


def _decimals(text: str) -> int:
    return len(text.replace("．", ".").partition(".")[2])


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
