"""Reads PDFs with a text layer: ruled tables by their lines, others by the gaps between columns."""

import io
import logging
from functools import partial

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page as PrintedPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from ingest.document import Reading
from ingest.errors import DocumentRefused, Problem, raised_in
from ingest.readers.assembly import Assembly
from ingest.readers.characters import Letters, add_fields, printed, upright
from ingest.readers.columns import Columns
from ingest.readers.continued import over_pages
from ingest.readers.lines import blocks, lines_of
from ingest.readers.pages import Page, add_lines, is_inside, place, without_running
from ingest.readers.rules import ruled_tables

MAX_PAGES = 3000


def _margins(pages: list[Page]) -> dict[int, tuple[float, float]]:
    """Left and right end of the lines, by width of the page."""
    found: dict[int, tuple[float, float]] = {}
    for page in pages:
        for line in page.lines:
            left, right = found.get(page.width, (line.x0, line.x1))
            found[page.width] = (min(left, line.x0), max(right, line.x1))
    return found


def _read_page(page: PrintedPage) -> Page:
    tables = ruled_tables(page)
    outside = [c for c in page.chars if not any(is_inside(c, box) for box, *_ in tables)]
    return Page(lines_of(outside), round(page.width), float(page.height), tables)


def _read_pages(pdf: PDF, assembly: Assembly) -> None:
    pages: list[Page] = []
    letters = Letters()
    for number, found in enumerate(pdf.pages, start=1):
        if not found.chars and (found.images or found.curves):
            assembly.remarks.append(
                Problem(
                    "warn",
                    f"page {number} is a picture without text",
                    "recognise its text (OCR), if a table stands on it",
                )
            )
        turned = upright(found)
        if "AcroForm" in pdf.doc.catalog:
            add_fields(turned, letters)
        pages.append(_read_page(printed(turned, letters)))
        turned.close()
    assembly.remarks += letters.remarks()
    lines, margins = without_running(pages), _margins(pages)
    columns: Columns = []
    with_lines = [(page.tables, kept) for page, kept in zip(pages, lines, strict=True)]
    tables = over_pages(with_lines, assembly.remarks)
    for number, page in enumerate(pages, start=1):
        assembly.page, kept = number, lines[number - 1]
        left, right = margins.get(page.width, (0.0, 0.0))
        prose = partial(blocks, left=left, right=right)
        for box, rows, _ in tables[number - 1]:
            above = [line for line in kept if line.top < box[1]]
            kept = kept[len(above) :]
            add_lines(above, prose, assembly, columns)
            columns = []
            assembly.place = place(box)
            for row in rows:
                assembly.add_row(row)
            assembly.end_table()
        columns = add_lines(kept, prose, assembly, columns)


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
