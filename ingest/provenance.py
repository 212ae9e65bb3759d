"""Names the code that read a document, so that a change of code reads again just what it touches."""

import ast
import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from ingest.forms.layouts import SEEDS

INGEST = Path(__file__).resolve().parent
READERS = INGEST / "readers"
# kind of content -> the libraries that decide what is read from it
KINDS: dict[str, tuple[str, ...]] = {
    "text": ("selectolax",),
    "html": ("selectolax",),
    "mhtml": ("selectolax",),
    "pdf": ("pdfplumber", "pdfminer.six"),
    "workbook": ("python-calamine", "lxml", "xlrd"),
    "docx": ("python-docx", "python-calamine", "lxml", "xlrd"),
    "doc": ("python-calamine", "lxml", "xlrd"),
}
# the seeds that recognition reads; all the others belong to dbt alone
SEED_FILES = (
    "statutory_forms.csv",
    "statutory_columns.csv",
    "statutory_lines.csv",
    "economic_classes.csv",
    "measures.csv",
)


def _imports(module: Path) -> set[Path]:
    """The modules of readers/ that a module of readers/ needs, itself among them."""
    found, waiting = set(), [module]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                "ingest.readers."
            ):
                waiting.append(READERS / f"{(node.module or '').rsplit('.', 1)[1]}.py")
    return found


def _hash(files: set[Path], packages: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for package in packages:
        digest.update(f"{package} {version(package)}\n".encode())
    return digest.hexdigest()[:16]


@lru_cache(maxsize=16)
def code_key(kind: str | None) -> str:
    """A hash of all code, maps, seeds and libraries that decide what is read from such a document.

    ``kind`` is the kind of content (text, html, mhtml, pdf, workbook, docx, doc); None (refused before its
    kind was known) and an archive of files take in every reader.
    """
    common = {p for p in INGEST.rglob("*.py") if p.parent != READERS}
    common |= set(INGEST.rglob("*.csv")) | {SEEDS / name for name in SEED_FILES}
    common |= _imports(READERS / "__init__.py")
    kinds = (kind,) if kind in KINDS else KINDS
    readers = {path for k in kinds for path in _imports(READERS / f"{k}.py")}
    packages = tuple(package for k in kinds for package in KINDS[k])
    return _hash(common | readers, packages)
