"""Turns files into recognised documents: one pure function a file, so it can run anywhere."""

import base64
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from ingest.archive import READER as ARCHIVE
from ingest.archive import read_archive, refuse_several
from ingest.document import Document
from ingest.errors import DocumentRefused
from ingest.forms.empty import EMPTY
from ingest.forms.recognition import recognise
from ingest.forms.stacked import parted
from ingest.identity import identify, is_of_a_government, looks_like_budget
from ingest.prose.passages import passages
from ingest.prose.statements import read_statements
from ingest.prose.units import read_units
from ingest.readers import read_document
from ingest.readers.content import is_archive
from ingest.seen import Seen

REGISTER = "_register"
_NO_FORM = "no statutory form of final accounts was found in it"
_OF_FUNDS = 7  # the first of the forms that a government may have too: its funds, its 三公
IGNORED_NAMES = frozenset({"README.md", ".gitkeep", ".DS_Store", "Thumbs.db"})


def find_files(source: Path) -> list[Path]:
    """Every file below the folder that may be a document, in path order (``_register`` is none)."""
    return sorted(
        path
        for path in source.rglob("*")
        if path.is_file()
        and path.name not in IGNORED_NAMES
        and not path.name.startswith(".")
        and REGISTER not in path.relative_to(source).parts
    )


@dataclass(frozen=True)
class SourceFile:
    """A file of the corpus: where it lies, its name below the corpus, and the hash of its content.

    ``refusal`` is set when it cannot be opened, or is a link that leads out of the corpus.
    """

    path: Path
    name: str
    byte_count: int
    content_hash: str
    refusal: tuple[str, str] | None = None


def document_key(content_hash: str) -> str:
    """The id of a document: 60 bits of the SHA-256 of its content as twelve characters (RFC 4648 base32).

    Short, because it stands in every row; the whole hash stands once, beside the document.
    """
    return base64.b32encode(bytes.fromhex(content_hash[:16])).decode("ascii")[:12].lower()


def inventory(source: Path, seen: Seen | None = None) -> list[SourceFile]:
    """Every file that may be a document with the hash of its content, in path order.

    What is as it was when it was ``seen`` is not read.
    """
    seen = seen or Seen()
    inside = source.resolve()
    found = []
    for path in find_files(source):
        # a name need not be UTF-8: what is not is written as \xNN
        name = os.fsencode(path.relative_to(source)).decode("utf-8", "backslashreplace")
        unread = hashlib.sha256(b"unread\0" + os.fsencode(name)).hexdigest()
        if not path.resolve().is_relative_to(inside):
            refusal = ("it is a link that leads out of the folder", "put the document itself here")
            found.append(SourceFile(path, name, 0, unread, refusal))
            continue
        try:
            found.append(SourceFile(path, name, *seen.content(path, name)))
        except OSError as error:
            refusal = (f"it cannot be opened: {error.strerror}", "see who may read the file")
            found.append(SourceFile(path, name, 0, unread, refusal))
    return found


def refused(file: SourceFile, document_id: str, reason: str, remedy: str) -> Document:
    """The document of a file that was not read at all."""
    return Document(
        document_id,
        file.content_hash,
        file.name,
        file.byte_count,
        status="refused",
        reason=reason,
        remedy=remedy,
    )


def _has_figures(document: Document) -> bool:
    """Whether any statutory form holds a digit, or could not be read and may hold one."""
    return any(
        form.status in ("unmapped", "malformed")
        or any(char.isdigit() for row in form.rows for text in row.texts for char in text)
        for form in document.forms
    )


def parse_document(data: bytes, source_path: str) -> Document:
    """Read, recognise and name one document; a refusal is its status, never an exception."""
    content_hash = hashlib.sha256(data).hexdigest()
    document = Document(document_key(content_hash), content_hash, source_path, len(data))
    try:
        reading = read_archive(data) if is_archive(data) else read_document(data)
        document.reading = reading = parted(reading)
        if looks_like_budget(reading):
            raise DocumentRefused(
                "this is a budget disclosure (部门预算), not final accounts",
                "put the 部门决算 of the year here instead",
            )
        recognise(document, reading)
        found = [form.form_no for form in document.forms if form.is_printed]
        if min(found, default=_OF_FUNDS) >= _OF_FUNDS and is_of_a_government(reading):
            raise DocumentRefused(
                "these are the final accounts of a government (政府决算), not of a department",
                "put the 部门决算 of its departments here instead",
            )
        if not found:
            titles = sum(form.listed_no is not None for form in document.forms)
            said = f"{_NO_FORM}, though the titles of {titles} stand there" if titles else _NO_FORM
            raise DocumentRefused(
                "; ".join([said, *(remark.message for remark in reading.remarks[:3])]),
                "see whether it is a 部门决算 disclosure and whether its tables were extracted, each row "
                "on a line of its own with its cells apart; if they are in other files, pack them with it "
                "into one ZIP archive",
            )
        if not _has_figures(document):
            raise DocumentRefused(
                "it is a blank template: its forms hold no figure at all",
                "put the disclosure that a department has filled in here",
            )
        if reading.reader == ARCHIVE:
            refuse_several(document, reading)
        document.problems += reading.remarks
        identify(document, reading)
        prose = passages(reading)
        read_statements(document, prose)
        read_units(document, reading, prose)
    except DocumentRefused as refusal:
        document.status, document.reason, document.remedy = (
            "refused",
            refusal.reason,
            refusal.remedy,
        )
        document.forms, document.projects, document.problems = [], [], []
        document.table_records, document.statements, document.units = [], [], []
    else:
        lacking = [form for form in document.forms if form.status not in ("loaded", EMPTY)]
        if lacking:
            document.status = "partial"
            document.reason = "; ".join(f"form {form.form_no} {form.status}" for form in lacking)
    return document
