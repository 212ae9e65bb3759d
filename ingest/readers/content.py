"""Says what a file is from its first bytes and its container, whatever its name."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from importlib import import_module

from ingest.errors import DocumentRefused

MAX_CELLS = 2_000_000  # of a table, or a document; the largest disclosures known print some 20,000
MAX_UNPACKED = 1024 * 1024 * 1024  # what a container may unpack to: more is a bomb
# what zipfile raises at broken bytes; a wrong offset is a ValueError
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, NotImplementedError, OSError, ValueError),
)
ENCRYPTED = 0x1  # of the flags of a file in a container (APPNOTE.TXT 4.4.4, bit 0)
OLE = b"\xd0\xcf\x11\xe0"  # of old Office files
_PACKED = (b"PK\x03\x04", b"PK\x05\x06")  # the second is that of an archive of nothing
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_OTHERS = {
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"{\\rtf": "an RTF text",
}
_EXCEL_2003 = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet|progid=.Excel\.Sheet")
_WORD_XML = re.compile(
    rb"office/word/2003/wordml|office/2006/xmlPackage|progid=.Word\.Document"
)  # of Word 2003 and, as one file, of Word 2007
_WEB_ARCHIVE = re.compile(rb"\A\s*(?:(?:[\w-]+: |[ \t]).*\r?\n)*?MIME-Version: ", re.IGNORECASE)
OLD_OFFICE = (
    "the file is an old Office file, and neither a workbook nor a Word document",
    "open it and save it as DOCX or PDF",
)
_SHEETS = b"application/vnd.oasis.opendocument.spreadsheet"
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<table[\s>]|<body[\s>]", re.IGNORECASE)
_BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n"  # with the marks of UTF-8 and UTF-16
_WORKBOOK_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_WORD_STREAM = "WordDocument"


def content_kind(data: bytes) -> str:
    """One of text, html, pdf, workbook, docx, doc, mhtml and archive; raises DocumentRefused for any other kind."""
    if data.startswith(_PACKED):  # asked first: what is not compressed in it begins in these bytes
        return _container_kind(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(OLE):
        return _old_office_kind(data)
    if data.startswith(_PICTURES):
        raise DocumentRefused(
            "the file is a picture", "recognise its text (OCR) and put the text here"
        )
    for mark, kind in _OTHERS.items():
        if data.startswith(mark):
            raise DocumentRefused(f"the file is {kind}", "unpack it, or save it as DOCX or PDF")
    if _EXCEL_2003.search(data[:1024]):
        return "workbook"
    if _WORD_XML.search(data[:1024]):
        raise DocumentRefused("the file is a Word document as XML", "open it and save it as DOCX")
    if _WEB_ARCHIVE.match(data[:1024]):
        return "mhtml"
    # an even number of zero bytes is UTF-16, which has no tags in single bytes
    head = data[:65536].replace(b"\x00", b"")
    return "html" if _HTML.search(head) and _is_page(head) else "text"


def is_archive(data: bytes) -> bool:
    """Whether a file is a ZIP archive of files, and no document itself; raises DocumentRefused for a broken one."""
    return data.startswith(_PACKED) and content_kind(data) == "archive"


def _is_page(head: bytes) -> bool:
    """Whether tags are those of a web page; text recognition writes tables as HTML between lines of text."""
    return head.lstrip(_BLANK).startswith(b"<") and head.lower().count(b"<html") <= 1


def _container_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = {info.filename for info in container.infolist()}
            unpacked = sum(info.file_size for info in container.infolist())
            is_open_document = {"content.xml", "mimetype"} <= names
            kind = b""
            if is_open_document:
                with container.open("mimetype") as stated:
                    kind = stated.read(len(_SHEETS))
    except BROKEN as error:
        raise DocumentRefused(
            f"the file is a broken ZIP container: {error}", "fetch the document again"
        ) from error
    if unpacked > MAX_UNPACKED:
        raise DocumentRefused(
            f"the container would unpack to {unpacked:,} bytes, more than {MAX_UNPACKED:,}",
            "see what is in it; a disclosure is a few megabytes",
        )
    if any(name.startswith("xl/") for name in names):
        return "workbook"
    if any(name.startswith("word/") for name in names):
        return "docx"
    if is_open_document and kind == _SHEETS:
        return "workbook"
    if is_open_document:
        raise DocumentRefused(
            "the file is an OpenDocument text (ODT), or another that is no spreadsheet",
            "open it and save it as DOCX or PDF",
        )
    if "OFD.xml" in names:
        raise DocumentRefused("the file is an OFD document", "open it and save it as PDF")
    return "archive"


def _old_office_kind(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise DocumentRefused(
            "the document is encrypted with a password", "save it again without a password"
        )
    is_workbook = any(name in data for name in _WORKBOOK_STREAMS)
    is_text = _WORD_STREAM.encode("utf-16-le") in data
    if is_text and is_workbook:  # one is embedded in the other; the library is seldom needed
        container = import_module("ingest.readers.ole").Container(data)
        is_text = container.stream(_WORD_STREAM) is not None
    if is_text:
        return "doc"
    if is_workbook:
        return "workbook"
    raise DocumentRefused(*OLD_OFFICE)
