"""Turns files into recognised documents: one pure function a file, so it can run anywhere."""

import hashlib
from pathlib import Path

from ingest.document import Document
from ingest.errors import DocumentRefused
from ingest.forms.recognition import recognise
from ingest.identity import identify, looks_like_budget
from ingest.prose.statements import read_statements
from ingest.readers import read_document

REGISTER = "_register"
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


def _has_figures(document: Document) -> bool:
    """Whether any statutory form holds a digit, or could not be read and may hold one."""
    return any(
        form.status in ("unmapped", "malformed")
        or any(char.isdigit() for row in form.rows for c in row.cells for char in c.printed_text)
        for form in document.forms
        if form.status != "missing"
    )


def parse_document(data: bytes, source_path: str) -> Document:
    """Read, recognise and name one document; a refusal is its status, never an exception."""
    document = Document(hashlib.sha256(data).hexdigest(), source_path, len(data))
    try:
        reading = read_document(data)
        document.reading = reading
        if looks_like_budget(reading):
            raise DocumentRefused(
                "this is a budget disclosure (部门预算), not final accounts",
                "put the 部门决算 of the year here instead",
            )
        recognise(document, reading)
        if not any(form.status != "missing" for form in document.forms):
            raise DocumentRefused(
                "no statutory form of final accounts was found in it",
                "see whether it is a 部门决算 disclosure and whether its tables were extracted",
            )
        if not _has_figures(document):
            raise DocumentRefused(
                "it is a blank template: its forms hold no figure at all",
                "put the disclosure that a department has filled in here",
            )
        document.problems += reading.remarks
        identify(document, reading)
        read_statements(document, reading)
    except DocumentRefused as refusal:
        document.status, document.reason, document.remedy = (
            "refused",
            refusal.reason,
            refusal.remedy,
        )
        document.forms, document.projects, document.problems = [], [], []
        document.table_records, document.statements = [], []
    else:
        if any(form.status != "loaded" for form in document.forms):
            document.status = "partial"
            document.reason = "; ".join(
                f"form {form.form_no} {form.status}"
                for form in document.forms
                if form.status != "loaded"
            )
    return document
