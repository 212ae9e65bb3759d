"""Tables of a PDF that are drawn with lines; those whose lines do not part all their cells are none."""

import re
from itertools import pairwise
from typing import Any

from pdfplumber.page import Page as PrintedPage

from ingest.readers.pages import Ruled

Edge = dict[str, Any]

_NEAR = 3.0  # points: ends of lines that stand nearer meet, as pdfplumber has it
_AMOUNT = re.compile(r"(?<!\S)-?[\d,，]+[.．]\d+(?!\S)")
_SEVERAL = (
    3  # amounts of one cell, or of two with two each: the lines between their rows are missing
)


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
        printed = [tuple(text or "" for text in row) for row in table.extract()]
        if any(map(_lacks_lines, printed)):
            continue
        rows = [tuple(text.replace("\n", "").strip() for text in row) for row in printed]
        if rows and max(map(len, rows)) > 1 and any(any(row) for row in rows):
            found.append((table.bbox, rows))
    return sorted(found, key=lambda item: (item[0][1], item[0][0]))


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
