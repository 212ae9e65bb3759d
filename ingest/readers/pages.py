"""Pages of lines, of a PDF or of laid-out text: what runs through all of them goes, the rest is prose and tables."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.errors import Problem
from ingest.readers.assembly import Assembly
from ingest.readers.columns import Columns
from ingest.readers.gaps import gap_tables
from ingest.readers.lines import Line, is_page_number

Box = tuple[float, float, float, float]  # left, top, right, bottom in points
OTHERWISE = (
    "give the document itself (PDF, spreadsheet, web page), or extract its tables with TAB, pipes "
    "or HTML"
)
# what names the accounts of a year, and no day of printing: …局2024年度部门决算
_ACCOUNTS = re.compile(r"20\d\d\s*年(?!\s*\d).*决算")
# words with the number of their page behind them, and how many there are
_COUNTED = re.compile(r"^(.*[^\W\d].*?)[第\s]*(\d{1,4})\s*(?:/\s*\d{1,4})?\s*页?$")
_OTHER_COLON = re.compile(r"(?<=\d)[:：](?=\d)|:(?=[/\\])")
NEAR = 3.0  # points: lines, and ends of them, that stand nearer meet, as pdfplumber has it
Paragraphs = Callable[[list[Line]], list[tuple[str, Line]]]


class Ruled(NamedTuple):
    """A table drawn with lines: its box, the texts of its cells by row, and the left edges of its columns."""

    box: Box
    rows: list[tuple[str, ...]]
    edges: tuple[float, ...]

    @property
    def sides(self) -> tuple[float, float]:
        """Its left and right end."""
        return self.box[0], self.box[2]


def is_inside(char: dict[str, float], box: Box) -> bool:
    """Whether the middle of a character stands in a box."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def place(box: Box) -> str:
    """Where a table stands on its page, as the warehouse says it."""
    return "box " + " ".join(f"{value:.0f}" for value in box)


@dataclass(frozen=True)
class Page:
    """A page: its lines outside the ruled tables, its size, the ruled tables."""

    lines: list[Line]
    width: int
    height: float
    tables: list[Ruled] = field(default_factory=list)

    def is_number(self, line: Line) -> bool:
        """Whether a line is the number of the page, at its top or bottom."""
        at_edge = line.bottom > 0.88 * self.height or line.top < 0.09 * self.height
        return at_edge and is_page_number(line.text)


def running(pages: list[Page]) -> list[set[str]]:
    """By page, the lines at its top or bottom edge that stand on most pages: running heads and feet.

    Lines that differ by the numbers of their pages alone are one (the address of a web page, and 3/11). Where one
    names the accounts (…局2024年度部门决算) it is the title of the document at its first place, and none there.
    """
    heads = [_heads(page, number) for number, page in enumerate(pages)]
    seen = Counter(head for found in heads for head in set(found.values()))
    often = {head for head, times in seen.items() if times >= max(3, 0.5 * len(pages))}
    titles = {head for head in often if _ACCOUNTS.search(head[0])}
    repeated = []
    for found in heads:
        repeated.append({text for text, head in found.items() if head in often - titles})
        titles -= set(found.values())
    return repeated


def without_running(pages: list[Page]) -> list[list[Line]]:
    """The lines of each page but running heads and feet and the number of the page."""
    return [
        [line for line in page.lines if line.text not in run and not page.is_number(line)]
        for page, run in zip(pages, running(pages), strict=True)
    ]


def _heads(page: Page, number: int) -> dict[str, tuple[str, int]]:
    """The lines at the edge of a page: what each says, and how far the number at its end is from ``number``.

    A line with a colon (单位：万元) says something of the table below it; one in an hour or an address does not.
    """
    found = {}
    for line in page.lines:
        if 0.09 * page.height <= line.top and line.bottom <= 0.91 * page.height:
            continue
        counted = _COUNTED.match(line.text)
        said, at = (counted.group(1), int(counted.group(2)) - number) if counted else (line.text, 0)
        if not any(mark in _OTHER_COLON.sub("", said) for mark in ":："):
            found[line.text] = said, at
    return found


def add_lines(
    lines: list[Line], paragraphs: Paragraphs, assembly: Assembly, before: Columns
) -> Columns:
    """Prose and tables without rules, in order; ``before`` are the columns of the last such table.

    ``paragraphs`` joins lines of prose into paragraphs, each with its first line.
    """
    last = assembly.tables[-1] if assembly.tables else None
    continues = (
        last is not None
        and last.page == (assembly.page or 0) - 1
        and last.after_paragraph == len(assembly.paragraphs)
    )
    parts, columns = gap_tables(lines, before if continues else None)
    for part in parts:
        if part.rows is None:
            for text, first in paragraphs(part.lines):
                assembly.add_paragraph(text, first.number)
            continue
        assembly.place = None
        if part.lines[0].number is None:
            left, right = min(x.x0 for x in part.lines), max(x.x1 for x in part.lines)
            assembly.place = place((left, part.lines[0].top, right, part.lines[-1].bottom))
        if not part.is_certain and part.lines[0].number:
            assembly.remarks.append(
                Problem(
                    "warn",
                    f"the columns of the table on lines {part.lines[0].number} to "
                    f"{part.lines[-1].number} cannot be told apart by its blanks",
                    OTHERWISE,
                    source_line=part.lines[0].number,
                )
            )
        for row, line in part.rows:
            assembly.add_row(tuple(row), line.number)
        assembly.end_table(is_certain=part.is_certain)
    return columns
