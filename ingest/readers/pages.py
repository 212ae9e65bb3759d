"""Pages of lines, of a PDF or of laid-out text: what runs through all of them goes, the rest is prose and tables."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.errors import Problem
from ingest.readers.assembly import Assembly
from ingest.readers.columns import Columns
from ingest.readers.gaps import gap_tables
from ingest.readers.lines import Line, is_page_number

Box = tuple[float, float, float, float]  # left, top, right, bottom in points
Ruled = tuple[Box, list[tuple[str, ...]]]
OTHERWISE = (
    "give the document itself (PDF, spreadsheet, web page), or extract its tables with TAB, pipes "
    "or HTML"
)
Paragraphs = Callable[[list[Line]], list[tuple[str, Line]]]


def place(box: Box) -> str:
    """Where a table stands on its page, as the warehouse says it."""
    return "box " + " ".join(f"{value:.0f}" for value in box)


@dataclass(frozen=True)
class Page:
    """A page: its lines outside the ruled tables, its size, the ruled tables with their boxes."""

    lines: list[Line]
    width: int
    height: float
    tables: list[Ruled] = field(default_factory=list)

    def is_number(self, line: Line) -> bool:
        """Whether a line is the number of the page, at its top or bottom."""
        at_edge = line.bottom > 0.88 * self.height or line.top < 0.09 * self.height
        return at_edge and is_page_number(line.text)


def running(pages: list[Page]) -> set[str]:
    """Lines that stand at the top or bottom edge of most pages: running heads and feet.

    A line with a colon (单位：万元) says something of the table below it and is none.
    """
    seen: Counter[str] = Counter()
    for page in pages:
        top, bottom = 0.09 * page.height, 0.91 * page.height
        edge = {x.text for x in page.lines if x.top < top or x.bottom > bottom}
        seen.update(text for text in edge if not any(mark in text for mark in ":："))
    return {text for text, times in seen.items() if times >= max(3, 0.5 * len(pages))}


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
        assembly.end_table()
    return columns
