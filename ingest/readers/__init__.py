"""One reader a format, all yielding the same pages, raw tables and paragraphs."""

from ingest.document import Reading
from ingest.errors import DocumentRefused
from ingest.readers.text import read_text

MAX_BYTES = 200 * 1024 * 1024
_BINARY_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP container (XLSX, DOCX, ...)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (XLS, DOC)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


def read_document(data: bytes) -> Reading:
    """The reading of one file, its type decided by content; raises DocumentRefused."""
    if not data.strip():
        raise DocumentRefused("the file is empty", "fetch the document again")
    if len(data) > MAX_BYTES:
        raise DocumentRefused(
            f"the file has {len(data):,} bytes, more than the limit of {MAX_BYTES:,}",
            "split the file, or take out what is not the disclosure",
        )
    for mark, kind in _BINARY_KINDS:
        if data.startswith(mark):
            raise DocumentRefused(
                f"the file is {kind}; this reader takes extracted text only",
                "extract its text, with tables as TAB-separated lines",
            )
    return read_text(data)
