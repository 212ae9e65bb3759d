"""Tables of a PDF that are drawn with lines; those whose lines do not part all their cells are none."""

import re
from bisect import bisect
from itertools import pairwise
from typing import Any

from pdfplumber.page import Page as PrintedPage
from pdfplumber.table import Table

from ingest.readers.characters import Char
from ingest.readers.pages import NEAR, Box, Ruled, is_inside

Edge = dict[str, Any]

_TOUCHING = 0.1  # of the size of a letter: between those of one word
_FULL = 0.02  # of it: letters that are printed at once
_LETTER = re.compile(r"[\u4e00-\u9fff（）()、]")
# along lines across ("h") and down ("v"), and from one of them to the next
_AXES = {
    "h": (("x0", "x1"), ("top", "bottom")),
    "v": (("top", "bottom"), ("x0", "x1")),
}
_FEWEST = 2  # lines of each direction: fewer are no table, and pdfplumber raises
_SHORTEST = 1.0  # points: what is shorter is the end of a line
_STRIP = 8.0  # points: no column is as narrow
_OF_FIGURE = re.compile(r"^[-\d,，.．]$")
_FIGURE = re.compile(r"^-?(?:\d+|\d{1,3}(?:[,，]\d{3})+)(?:[.．]\d+)?$")
_AMOUNT = re.compile(r"(?<!\S)-?[\d,，]+[.．]\d+(?!\S)")
# amounts of one cell, or of two with two each: the lines between their rows are missing
_SEVERAL = 3


def ruled_tables(page: PrintedPage) -> list[Ruled]:
    """Tables drawn with lines, top to bottom; a frame around prose has one column and is none.

    Where amounts stand below each other in the cells of a row, or figures beside the table, lines are
    missing: such a table is read by where its texts stand.
    """
    tables = _tables(page)
    found = []
    boxes = [table.bbox for table in tables]
    outside = [char for char in page.chars if not any(is_inside(char, box) for box in boxes)]
    for table in tables:
        if _has_figures_beside(table.bbox, outside):
            continue
        _rejoin(page.chars, table)
        _rejoin_figures(page.chars, table)
        # what is printed over them stays whole: pdfplumber parts words at letters without text
        page.chars[:] = [char for char in page.chars if char["text"]]
        printed = [tuple(text or "" for text in row) for row in table.extract()]
        if any(map(_lacks_lines, printed)):
            continue
        rows = [tuple(text.replace("\n", "").strip() for text in row) for row in printed]
        edges = sorted({cell[0] for cell in table.cells})
        ruled = _without_frame(Ruled(table.bbox, rows, tuple(edges)))
        if len(ruled.edges) > 1 and any(any(row) for row in ruled.rows):
            found.append(ruled)
    return sorted(found, key=lambda table: (table.box[1], table.box[0]))


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


def _rejoin_figures(chars: list[Char], table: Table) -> None:
    """Put a figure that runs over the line beside its cell into the cell where most of it stands.

    The line goes through a digit, or leaves what is no figure at a side of it: else they are figures of
    two cells that touch.
    """
    for run in _figures(chars):
        middle = (run[0]["top"] + run[0]["bottom"]) / 2
        edges = sorted({c[0] for c in table.cells if c[1] < middle < c[3]})
        cells = [bisect(edges, (char["x0"] + char["x1"]) / 2) for char in run]
        if cells[0] == cells[-1]:
            continue
        parts = [
            "".join(char["text"] for char, at in zip(run, cells, strict=True) if at == cell)
            for cell in dict.fromkeys(cells)
        ]
        if not _goes_through(run, edges) and all(map(_FIGURE.match, parts)):
            continue
        most = run[cells.index(max(cells, key=cells.count))]
        text = "".join(parts)
        for char in run:
            char["text"] = ""
        most["text"] = text


def _goes_through(run: list[Char], edges: list[float]) -> bool:
    """Whether a line goes through a character."""
    inside = _TOUCHING * run[0]["size"]
    return any(char["x0"] + inside < x < char["x1"] - inside for char in run for x in edges)


def _figures(chars: list[Char]) -> list[list[Char]]:
    """Runs of characters that stand side by side and are one figure or code."""
    runs: list[list[Char]] = [[]]
    for char in chars:
        is_of_figure = _OF_FIGURE.match(char["text"])
        if runs[-1] and not (is_of_figure and _touch(runs[-1][-1], char)):
            runs.append([])
        if is_of_figure:
            runs[-1].append(char)
    return [run for run in runs if _FIGURE.match("".join(char["text"] for char in run))]


def _touch(left: Char, right: Char) -> bool:
    touching = _TOUCHING * left["size"]
    gaps = (right["x0"] - left["x1"], right["top"] - left["top"])
    return all(abs(gap) < touching for gap in gaps)


def _goes_on(left: Char, right: Char) -> bool:
    """Whether two letters stand side by side in one word."""
    return _touch(left, right) and _LETTER.match(right["text"]) is not None


def _edge_between(left: Char, right: Char, edges: list[float]) -> float | None:
    """The line between the middles of two letters that goes through one of them, or has no room between them."""
    at = bisect(edges, (left["x0"] + left["x1"]) / 2)
    if at == len(edges) or edges[at] > (right["x0"] + right["x1"]) / 2:
        return None
    through = max(left["x1"] - edges[at], edges[at] - right["x0"]) > _TOUCHING * left["size"]
    is_full = right["x0"] - left["x1"] < _FULL * left["size"]
    return edges[at] if through or is_full else None


def _tables(page: PrintedPage) -> list[Table]:
    """Tables by their lines, those that are missing at an open side among them.

    Lines that stand near each other are taken for one: each table is found again by its own lines, for
    those of another table on the page may stand near them.
    """
    edges = page.edges
    finder = page.debug_tablefinder()
    tables = list(finder.tables)
    missing = _missing(finder.edges, "h") + _missing(finder.edges, "v")
    if missing:
        edges = edges + missing
        tables = _found(page, edges)
    if len(tables) < 2:
        return tables
    return [_by_its_own_lines(page, table, edges) for table in tables]


def _by_its_own_lines(page: PrintedPage, table: Table, edges: list[Edge]) -> Table:
    found = _found(page, [edge for edge in edges if _is_near(edge, table.bbox)])
    return found[0] if len(found) == 1 else table


def _found(page: PrintedPage, edges: list[Edge]) -> list[Table]:
    """The tables that these lines draw."""
    lines = {
        f"explicit_{name}_lines": [
            e for e in edges if e["orientation"] == kind and e[size] >= _SHORTEST
        ]
        for kind, name, size in (("v", "vertical", "height"), ("h", "horizontal", "width"))
    }
    if any(len(each) < _FEWEST for each in lines.values()):
        return []
    explicit: dict[str, Any] = {"vertical_strategy": "explicit", "horizontal_strategy": "explicit"}
    return list(page.debug_tablefinder(explicit | lines).tables)


def _is_near(edge: Edge, box: Box) -> bool:
    left, top, right, bottom = box
    is_beside = edge["x1"] > left - NEAR and edge["x0"] < right + NEAR
    return bool(is_beside and edge["bottom"] > top - NEAR and edge["top"] < bottom + NEAR)


def _without_frame(table: Ruled) -> Ruled:
    """The table without the strips between it and a frame around it: blank columns too narrow for a letter."""
    box, rows, edges = table
    left, top, right, bottom = box
    while len(edges) > 1 and edges[1] - left < _STRIP and not any(row[0] for row in rows):
        left, edges, rows = edges[1], edges[1:], [row[1:] for row in rows]
    while len(edges) > 1 and right - edges[-1] < _STRIP and not any(row[-1] for row in rows):
        right, edges, rows = edges[-1], edges[:-1], [row[:-1] for row in rows]
    return Ruled((left, top, right, bottom), rows, edges)


def _has_figures_beside(box: Box, outside: list[Char]) -> bool:
    """Whether digits that are in no table stand beside one: lines of it are missing at that side."""
    return any(
        char["text"].isdigit() and box[1] < (char["top"] + char["bottom"]) / 2 < box[3]
        for char in outside
    )


def _lacks_lines(row: tuple[str, ...]) -> bool:
    """Whether the cells of a row hold the amounts of several, on lines of their own."""
    counts = [len(_AMOUNT.findall(text)) for text in row if "\n" in text]
    return any(count >= _SEVERAL for count in counts) or sum(count > 1 for count in counts) > 1


def _missing(edges: list[Edge], lines: str) -> list[Edge]:
    """The lines that are missing where the ``lines`` ("h" across, "v" down) of a table are open to a side.

    Between two of them that end beside each other, where another line leads from one to the other: the
    left and right end of some tables are not drawn, nor is the lower end of one that a browser cuts.
    """
    (start, stop), (near, far) = _AXES[lines]
    own = [edge for edge in edges if edge["orientation"] == lines]
    others = [edge for edge in edges if edge["orientation"] != lines]
    found: list[Edge] = []
    for end in (start, stop):
        ordered = sorted(own, key=lambda line: (round(line[end] / NEAR), line[near]))
        for one, next_one in pairwise(ordered):
            at, low, high = one[end], one[near], next_one[near]
            if abs(next_one[end] - at) > NEAR:
                continue
            leads = [x for x in others if x[near] < low + NEAR and x[far] > high - NEAR]
            inner = [x for x in leads if one[start] - NEAR < x[start] < one[stop] + NEAR]
            if inner and all(abs(x[start] - at) > NEAR for x in inner):
                found.append(_edge({start: at, stop: at, near: low, far: high}))
    return found


def _edge(place: dict[str, float]) -> Edge:
    is_down = place["x0"] == place["x1"]
    size = {"width": place["x1"] - place["x0"], "height": place["bottom"] - place["top"]}
    kind = "v" if is_down else "h"
    return {"object_type": f"{kind}_edge", "orientation": kind} | place | size
