"""Tables of a PDF that are drawn with lines; those whose lines do not part all their cells are none."""

import re
from bisect import bisect
from itertools import pairwise
from typing import Any

from pdfplumber.page import Page as PrintedPage
from pdfplumber.table import Table

from ingest.readers.characters import Char
from ingest.readers.pages import Ruled

Edge = dict[str, Any]

_TOUCHING = 0.1  # of the size of a letter: between those of one word
_FULL = 0.02  # of it: letters that are printed at once
_LETTER = re.compile(r"[\u4e00-\u9fff（）()、]")
_NEAR = 3.0  # points: ends of lines that stand nearer meet, as pdfplumber has it
_AMOUNT = re.compile(r"(?<!\S)-?[\d,，]+[.．]\d+(?!\S)")
# amounts of one cell, or of two with two each: the lines between their rows are missing
_SEVERAL = 3


def ruled_tables(page: PrintedPage) -> list[Ruled]:
    """Tables drawn with lines, top to bottom; a frame around prose has one column and is none.

    Where amounts stand below each other in the cells of a row, lines between rows are missing: such a
    table is read by where its texts stand.
    """
    finder = page.debug_tablefinder()
    if sides := _open_sides(finder.edges):
        finder = page.debug_tablefinder({"explicit_vertical_lines": sides})
    found = []
    for table in finder.tables:
        _rejoin(page.chars, table)
        printed = [tuple(text or "" for text in row) for row in table.extract()]
        if any(map(_lacks_lines, printed)):
            continue
        rows = [tuple(text.replace("\n", "").strip() for text in row) for row in printed]
        if rows and max(map(len, rows)) > 1 and any(any(row) for row in rows):
            found.append((table.bbox, rows))
    return sorted(found, key=lambda item: (item[0][1], item[0][0]))


def _rejoin(chars: list[Char], table: Table) -> None:
    """Put the letters of a name that runs over the line at the right of its cell back into the cell where it begins.

    Spreadsheets hide what has no room in its cell, and print it all the same. The line goes through a letter.
    """
    edges = sorted({cell[0] for cell in table.cells})
    first: Char | None = None  # the last letter inside the cell, to which the rest is added
    for left, right in pairwise(chars):
        if not _goes_on(left, right):
            first = None
        elif first is None and (x := _edge_between(left, right, edges)) is not None:
            middle = (right["top"] + right["bottom"]) / 2
            if any(c[0] == x and c[1] < middle < c[3] for c in table.cells):
                first = left
        if first is not None:
            first["text"] += right["text"]
            right["text"] = ""


def _goes_on(left: Char, right: Char) -> bool:
    """Whether two letters stand side by side in one word."""
    touching = _TOUCHING * left["size"]
    return (
        abs(right["x0"] - left["x1"]) < touching
        and abs(right["top"] - left["top"]) < touching
        and bool(_LETTER.match(right["text"]))
    )


def _edge_between(left: Char, right: Char, edges: list[float]) -> float | None:
    """The line between the middles of two letters that goes through one of them, or has no room between them."""
    at = bisect(edges, (left["x0"] + left["x1"]) / 2)
    if at == len(edges) or edges[at] > (right["x0"] + right["x1"]) / 2:
        return None
    through = max(left["x1"] - edges[at], edges[at] - right["x0"]) > _TOUCHING * left["size"]
    is_full = right["x0"] - left["x1"] < _FULL * left["size"]
    return edges[at] if through or is_full else None


def _lacks_lines(row: tuple[str, ...]) -> bool:
    """Whether the cells of a row hold the amounts of several, on lines of their own."""
    counts = [len(_AMOUNT.findall(text)) for text in row if "\n" in text]
    return any(count >= _SEVERAL for count in counts) or sum(count > 1 for count in counts) > 1


def _open_sides(edges: list[Edge]) -> list[Edge]:
    """The lines that are missing at the left and right end of tables that are open to the side.

    Between two lines that end below each other, where another line leads down from one to the other.
    """
    down = [edge for edge in edges if edge["orientation"] == "v"]
    across = [edge for edge in edges if edge["orientation"] == "h"]
    found: list[Edge] = []
    for end in ("x0", "x1"):
        lines = sorted(across, key=lambda line: (round(line[end] / _NEAR), line["top"]))
        for upper, lower in pairwise(lines):
            x, top, bottom = upper[end], upper["top"], lower["top"]
            if abs(lower[end] - x) > _NEAR:
                continue
            beside = [v for v in down if v["top"] < top + _NEAR and v["bottom"] > bottom - _NEAR]
            inner = [v for v in beside if upper["x0"] - _NEAR < v["x0"] < upper["x1"] + _NEAR]
            if inner and all(abs(v["x0"] - x) > _NEAR for v in inner):
                size = {"width": 0, "height": bottom - top, "top": top, "bottom": bottom}
                found.append(
                    {"object_type": "v_edge", "orientation": "v", "x0": x, "x1": x, **size}
                )
    return found
