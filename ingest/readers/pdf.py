"""Reads PDFs with a text layer: ruled tables by their lines, others by the gaps between columns."""

import io
from collections import Counter

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.table import Table
from pdfplumber.utils.exceptions import PdfminerException

from ingest.document import Reading
from ingest.errors import DocumentRefused, Problem
from ingest.readers.assembly import Assembly
from ingest.readers.lines import Line, blocks, gap_tables, is_page_number, lines_of

MAX_PAGES = 3000


def _is_inside(char: dict[str, float], box: tuple[float, float, float, float]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _place(box: tuple[float, float, float, float]) -> str:
    return "box " + " ".join(f"{value:.0f}" for value in box)


def _ruled(page: Page) -> list[tuple[Table, list[tuple[str, ...]]]]:
    """Tables drawn with lines, top to bottom; a frame around prose has one column and is none."""
    found = []
    for table in page.find_tables():
        rows = [
            tuple((text or "").replace("\n", "").strip() for text in row) for row in table.extract()
        ]
        if rows and max(len(row) for row in rows) > 1 and any(any(row) for row in rows):
            found.append((table, rows))
    return sorted(found, key=lambda item: (item[0].bbox[1], item[0].bbox[0]))


def _add_lines(lines: list[Line], margins: tuple[float, float], assembly: Assembly) -> None:
    """Prose and tables without rules, in order."""
    last = assembly.tables[-1] if assembly.tables else None
    continues = (
        last is not None
        and last.page == (assembly.page or 0) - 1
        and last.after_paragraph == len(assembly.paragraphs)
    )
    for kind, part in gap_tables(lines, continues=continues):
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


class _Pages:
    """The lines of every page outside its ruled tables, less what repeats at the edges."""

    def __init__(self) -> None:
        self.lines: list[list[Line]] = []
        self.tables: list[list[tuple[Table, list[tuple[str, ...]]]]] = []
        self.heights: list[float] = []
        self.widths: list[int] = []

    def margins(self) -> dict[int, tuple[float, float]]:
        """Left and right end of the lines, by width of the page."""
        found: dict[int, tuple[float, float]] = {}
        for lines, width in zip(self.lines, self.widths, strict=True):
            for line in lines:
                left, right = found.get(width, (line.x0, line.x1))
                found[width] = (min(left, line.x0), max(right, line.x1))
        return found

    def running(self) -> set[str]:
        """Lines that stand at the top or bottom edge of most pages: running heads and feet.

        A line with a colon (单位：万元) says something of the table below it and is none.
        """
        seen: Counter[str] = Counter()
        for lines, height in zip(self.lines, self.heights, strict=True):
            edge = {x.text for x in lines if x.top < 0.09 * height or x.bottom > 0.91 * height}
            seen.update(text for text in edge if not any(mark in text for mark in ":："))
        return {text for text, times in seen.items() if times >= max(3, 0.5 * len(self.lines))}


def _read_pages(pdf: PDF, assembly: Assembly) -> None:
    pages = _Pages()
    for number, page in enumerate(pdf.pages, start=1):
        if not page.chars and (page.images or page.curves):
            assembly.remarks.append(
                Problem(
                    "warn",
                    f"page {number} is a picture without text",
                    "recognise its text (OCR), if a table stands on it",
                )
            )
        tables = _ruled(page)
        boxes = [table.bbox for table, _ in tables]
        outside = [c for c in page.chars if not any(_is_inside(c, box) for box in boxes)]
        pages.lines.append(lines_of(outside))
        pages.tables.append(tables)
        pages.heights.append(float(page.height))
        pages.widths.append(round(page.width))
        page.close()
    running, margins = pages.running(), pages.margins()
    for number, (lines, tables, height) in enumerate(
        zip(pages.lines, pages.tables, pages.heights, strict=True), start=1
    ):
        assembly.page = number
        own = margins.get(pages.widths[number - 1], (0.0, 0.0))
        kept = [
            line
            for line in lines
            if line.text not in running
            and not (
                is_page_number(line.text)
                and (line.bottom > 0.88 * height or line.top < 0.09 * height)
            )
        ]
        for table, rows in tables:
            above = [line for line in kept if line.top < table.bbox[1]]
            kept = kept[len(above) :] if above else kept
            _add_lines(above, own, assembly)
            assembly.place = _place(table.bbox)
            for row in rows:
                assembly.add_row(row)
            assembly.end_table()
        _add_lines(kept, own, assembly)


def read_pdf(data: bytes) -> Reading:
    """Paragraphs and tables of every page; raises DocumentRefused when there is no text to read."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
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
    if not assembly.paragraphs and not assembly.tables:
        raise DocumentRefused(
            f"the PDF has {count} pages and no text: it is a scan",
            "recognise its text (OCR) and put the searchable PDF or the text here",
        )
    return assembly.reading("pdf", None, count)
