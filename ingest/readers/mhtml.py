"""Reads web archives (MHTML): the pages that a browser, or an Office program, saved as one file."""

from email import message_from_bytes

from ingest.document import Reading
from ingest.errors import DocumentRefused
from ingest.readers.assembly import Assembly
from ingest.readers.html import read_html


def read_mhtml(data: bytes) -> Reading:
    """The pages of the archive in order (RFC 2557), several as if each were a file; raises DocumentRefused for none."""
    pages = [
        found
        for part in message_from_bytes(data.lstrip()).walk()
        if part.get_content_type() == "text/html"
        and isinstance(found := part.get_payload(decode=True), bytes)
        and found.strip()
    ]
    if not pages:
        raise DocumentRefused("the web archive holds no page", "save the page itself, or as PDF")
    readings = list(map(read_html, pages))
    if len(readings) == 1:
        return readings[0]
    assembly = Assembly()
    for number, reading in enumerate(readings, start=1):
        assembly.add_reading(f"part {number}", reading, lambda page: page)
    return assembly.reading("html", readings[0].encoding, None)
