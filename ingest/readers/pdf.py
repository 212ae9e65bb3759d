"""Reads PDFs with a text layer: ruled tables by their lines, others by the gaps between columns."""

import io
import logging
from collections import Counter
from dataclasses import dataclass

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from ingest.document import Reading
from ingest.errors import DocumentRefused, Problem, raised_in
from ingest.readers.assembly import Assembly
from ingest.readers.gaps import Columns, gap_tables
from ingest.readers.lines import Line, blocks, is_page_number, lines_of

MAX_PAGES = 3000
Box = tuple[float, float, float, float]  # left, top, right, bottom in points
Ruled = tuple[Box, list[tuple[str, ...]]]


def _is_inside(char: dict[str, float], box: Box) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _place(box: Box) -> str:
    return "box " + " ".join(f"{value:.0f}" for value in box)


def _ruled(page: Page) -> list[Ruled]:
    """Tables drawn with lines, top to bottom; a frame around prose has one column and is none."""
    found = []
    for table in page.find_tables():
        rows = [
            tuple((text or "").replace("\n", "").strip() for text in row) for row in table.extract()
        ]
        if rows and max(len(row) for row in rows) > 1 and any(any(row) for row in rows):
            found.append((table.bbox, rows))
    return sorted(found, key=lambda item: (item[0][1], item[0][0]))


def _add_lines(
    lines: list[Line], margins: tuple[float, float], assembly: Assembly, before: Columns
) -> Columns:
    """Prose and tables without rules, in order; ``before`` are the columns of the last such table."""
    last = assembly.tables[-1] if assembly.tables else None
    continues = (
        last is not None
        and last.page == (assembly.page or 0) - 1
        and last.after_paragraph == len(assembly.paragraphs)
    )
    parts, columns = gap_tables(lines, before if continues else None)
    for kind, part in parts:
        if kind == "prose":
            for text in blocks(part, *margins):
                assembly.add_paragraph(text)
            continue
        assembly.place = _place(
            (
                min(line.x0 for line in part),
                part[0].top,
                max(line.x1 for line in part),
                part[-1].bottom,
            )
        )
        for row in kind:
            assembly.add_row(tuple(row))
        assembly.end_table()
    return columns


@dataclass(frozen=True)
class _Page:
    """A page: its lines outside the ruled tables, the tables with their boxes, its size."""

    lines: list[Line]
    tables: list[Ruled]
    width: int
    height: float

    def is_number(self, line: Line) -> bool:
        """Whether a line is the number of the page, at its top or bottom."""
        at_edge = line.bottom > 0.88 * self.height or line.top < 0.09 * self.height
        return at_edge and is_page_number(line.text)


def _margins(pages: list[_Page]) -> dict[int, tuple[float, float]]:
    """Left and right end of the lines, by width of the page."""
    found: dict[int, tuple[float, float]] = {}
    for page in pages:
        for line in page.lines:
            left, right = found.get(page.width, (line.x0, line.x1))
            found[page.width] = (min(left, line.x0), max(right, line.x1))
    return found


def _running(pages: list[_Page]) -> set[str]:
    """Lines that stand at the top or bottom edge of most pages: running heads and feet.

    A line with a colon (单位：万元) says something of the table below it and is none.
    """
    seen: Counter[str] = Counter()
    for page in pages:
        top, bottom = 0.09 * page.height, 0.91 * page.height
        edge = {x.text for x in page.lines if x.top < top or x.bottom > bottom}
        seen.update(text for text in edge if not any(mark in text for mark in ":："))
    return {text for text, times in seen.items() if times >= max(3, 0.5 * len(pages))}


def _read_page(page: Page) -> _Page:
    tables = _ruled(page)
    outside = [c for c in page.chars if not any(_is_inside(c, box) for box, _ in tables)]
    return _Page(lines_of(outside), tables, round(page.width), float(page.height))


def _read_pages(pdf: PDF, assembly: Assembly) -> None:
    pages: list[_Page] = []
    for number, printed in enumerate(pdf.pages, start=1):
        if not printed.chars and (printed.images or printed.curves):
            assembly.remarks.append(
                Problem(
                    "warn",
                    f"page {number} is a picture without text",
                    "recognise its text (OCR), if a table stands on it",
                )
            )
        pages.append(_read_page(printed))
        printed.close()
    running, margins = _running(pages), _margins(pages)
    columns: Columns = []
    for number, page in enumerate(pages, start=1):
        assembly.page = number
        own = margins.get(page.width, (0.0, 0.0))
        kept = [x for x in page.lines if x.text not in running and not page.is_number(x)]
        for box, rows in page.tables:
            above = [line for line in kept if line.top < box[1]]
            kept = kept[len(above) :]
            _add_lines(above, own, assembly, columns)
            columns = []
            assembly.place = _place(box)
            for row in rows:
                assembly.add_row(row)
            assembly.end_table()
        columns = _add_lines(kept, own, assembly, columns)


class _Warnings(logging.Handler):
    """Collects what pdfminer says of a damaged file."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the first words: a broken stream may be quoted whole."""
        self.said.append(record.getMessage()[:120])

    def __enter__(self) -> "_Warnings":
        logging.getLogger("pdfminer").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("pdfminer").removeHandler(self)


def read_pdf(data: bytes) -> Reading:
    """Paragraphs and tables of every page; raises DocumentRefused when there is no text to read."""
    try:
        with _Warnings() as warnings, pdfplumber.open(io.BytesIO(data)) as pdf:
            count = len(pdf.pages)
            if count > MAX_PAGES:
                raise DocumentRefused(
                    f"the PDF has {count:,} pages, more than the limit of {MAX_PAGES:,}",
                    "split it, or take out what is not the disclosure",
                )
            assembly = Assembly()
            _read_pages(pdf, assembly)
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect):
            raise DocumentRefused(
                "the PDF is encrypted with a password", "save it again without a password"
            ) from error
        raise DocumentRefused(
            f"the PDF is broken: {cause or type(cause).__name__}", "fetch the document again"
        ) from error
    except Exception as error:
        if not raised_in(error, "pdfplumber", "pdfminer"):
            raise
        raise DocumentRefused(
            f"the PDF is broken: {type(error).__name__}: {error}"[:200], "fetch the document again"
        ) from error
    if not assembly.paragraphs and not assembly.tables:
        raise DocumentRefused(
            f"the PDF has {count} pages and no text: it is a scan",
            "recognise its text (OCR) and put the searchable PDF or the text here",
        )
    if warnings.said:
        assembly.remarks.append(
            Problem(
                "warn",
                f"the PDF is damaged in {len(warnings.said)} places, text may be missing; the "
                f"first: {warnings.said[0]}",
                "fetch the document again; see the pages if a figure is missing",
            )
        )
    return assembly.reading("pdf", None, count)
