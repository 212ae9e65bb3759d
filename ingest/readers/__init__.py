"""One reader a format, all yielding the same pages, raw tables and paragraphs."""

from collections.abc import Callable
from importlib import import_module

from ingest.document import Reading
from ingest.errors import DocumentRefused
from ingest.readers.content import MAX_CELLS, content_kind
from ingest.readers.dumps import without_additions

MAX_BYTES = 200 * 1024 * 1024
MAX_COLUMNS = 1_000
# kind of content -> module and function; a library is only imported when a document needs it
_READERS = {
    "text": ("text", "read_text"),
    "html": ("html", "read_html"),
    "mhtml": ("mhtml", "read_mhtml"),
    "pdf": ("pdf", "read_pdf"),
    "workbook": ("workbook", "read_workbook"),
    "docx": ("docx", "read_docx"),
    "doc": ("doc", "read_doc"),
}


def read_document(data: bytes) -> Reading:
    """The reading of one file, its type decided by content; raises DocumentRefused."""
    check_bytes(data)
    kind = content_kind(data)
    if kind not in _READERS:
        raise DocumentRefused(
            "it is an archive within an archive", "unpack it, and pack its files with the others"
        )
    module, name = _READERS[kind]
    read: Callable[[bytes], Reading] = getattr(import_module(f"ingest.readers.{module}"), name)
    reading = without_additions(read(data), data)
    check_cells(reading)
    if not reading.tables and not reading.paragraphs:
        raise DocumentRefused(
            f"the {reading.reader} holds no text at all", "fetch the document again"
        )
    return reading


def check_bytes(data: bytes) -> None:
    """Refuse an empty file, and one far too large; raises DocumentRefused."""
    if not data.strip():
        raise DocumentRefused("the file is empty", "fetch the document again")
    if len(data) > MAX_BYTES:
        raise DocumentRefused(
            f"the file has {len(data):,} bytes, more than the limit of {MAX_BYTES:,}",
            "split the file, or take out what is not the disclosure",
        )


def check_cells(reading: Reading) -> None:
    """Refuse what no disclosure can be, before recognition walks through it; raises DocumentRefused."""
    widths = [len(row) for table in reading.tables for row in table.rows]
    cells, columns = sum(widths), max(widths, default=0)
    if cells > MAX_CELLS or columns > MAX_COLUMNS:
        raise DocumentRefused(
            f"its tables hold {cells:,} cells in up to {columns:,} columns "
            f"(the limits are {MAX_CELLS:,} and {MAX_COLUMNS:,})",
            "see whether this is a disclosure, and take out what is not",
        )
