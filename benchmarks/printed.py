"""Prints synthetic disclosures with the programs that are here, and compares what is read with the truth.

Usage: python -m benchmarks.printed [--keep FOLDER] [--json]

Each layout is printed as a web page by Chromium and by wkhtmltopdf, and as a Word document by LibreOffice, which
makes one of Word 97 of it too (DOC), and pdftotext (-layout) makes text of its PDF: those of them that are installed. A form counts as read where every
cell of it is as it was printed; a figure is wrong where a form was loaded with another. Exit code 1 when one is.
"""

import argparse
import io
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt
from rich.console import Console
from rich.table import Table

from benchmarks.synthetic.disclosure import Disclosure, disclose
from benchmarks.synthetic.layouts import LAYOUTS
from benchmarks.synthetic.ledger import departments
from benchmarks.synthetic.office import to_docx
from benchmarks.synthetic.rendering import to_html, to_pdf
from benchmarks.synthetic.roundtrip import differences
from ingest.corpus import parse_document

_FORMS = 9
_USUAL = "<style>td{border:1px solid}</style>"
_STYLE = """<style>table table{border-collapse:collapse;width:100%;font-size:12px}
table table td{border:1px solid #000;padding:3px}</style>"""
_QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]


def web_page(disclosure: Disclosure) -> bytes:
    """The disclosure as a page whose tables have one line between two cells."""
    return to_html(disclosure.blocks).decode().replace(_USUAL, _STYLE).encode()


def word(disclosure: Disclosure) -> bytes:
    """The disclosure as a Word document across the page, its tables with all their lines."""
    document = docx.Document(io.BytesIO(to_docx(disclosure.blocks)))
    for section in document.sections:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
        section.left_margin = section.right_margin = Cm(1.5)
    for table in document.tables:
        table.style = "Table Grid"
        for paragraph in (p for row in table.rows for cell in row.cells for p in cell.paragraphs):
            paragraph.paragraph_format.space_after = Pt(0)
            for run in paragraph.runs:
                run.font.size = Pt(8)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _chromium(source: Path, target: Path) -> list[str]:
    profile = f"--user-data-dir={target.parent / 'profile'}"
    return ["chromium", *_QUIET, profile, f"--print-to-pdf={target}", source.as_uri()]


def _wkhtmltopdf(source: Path, target: Path) -> list[str]:
    return ["wkhtmltopdf", "-q", "--encoding", "utf-8", str(source), str(target)]


def _soffice(source: Path, target: Path) -> list[str]:
    into = ["--convert-to", target.suffix[1:], "--outdir", str(target.parent)]
    return ["soffice", "--headless", *into, str(source)]


def _pdftotext(source: Path, target: Path) -> list[str]:
    return ["pdftotext", "-layout", str(source), str(target)]


def pdf(disclosure: Disclosure) -> bytes:
    """The disclosure as a PDF with all lines of its tables."""
    return to_pdf(disclosure.blocks)


Command = Callable[[Path, Path], list[str]]
# what each program (and what it makes) reads and writes, and how the first is made
PROGRAMS: dict[str, tuple[str, str, Callable[[Disclosure], bytes], Command]] = {
    "chromium": ("html", "pdf", web_page, _chromium),
    "wkhtmltopdf": ("html", "pdf", web_page, _wkhtmltopdf),
    "soffice": ("docx", "pdf", word, _soffice),
    "soffice doc": ("docx", "doc", word, _soffice),
    "pdftotext": ("pdf", "txt", pdf, _pdftotext),
}


def printed(program: str, folder: Path) -> list[dict[str, object]]:
    """What was read of each layout that the program printed."""
    ending, into, write, command = PROGRAMS[program]
    years = departments(len(LAYOUTS), [2023, 2024], seed=7)
    found = []
    for index, layout in enumerate(LAYOUTS):
        disclosure = disclose(years[2 * index + 1], layout, years[2 * index])
        source = folder / f"{program.replace(' ', '-')}-{index}.{ending}"
        source.write_bytes(write(disclosure))
        target = source.with_suffix(f".{into}")
        subprocess.run(command(source, target), check=True, capture_output=True, timeout=120)
        document = parse_document(target.read_bytes(), target.name)
        loaded = {form.form_no for form in document.forms if form.status == "loaded"}
        unlike = differences(document, disclosure)
        wrong = [said for said in unlike if _form(said) in loaded and "not read" not in said]
        read = len(loaded - set(map(_form, unlike)))
        found.append(
            {
                "program": program,
                "layout": layout.name,
                "forms read": read,
                "of": _FORMS,
                "wrong": wrong,
            }
        )
    return found


def _form(said: str) -> int:
    return int(said[1 : said.index(",")])


def main() -> None:
    """Print with each program that is here, and show what was read."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--keep", type=Path, help="a folder for the documents and the PDFs")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    here = [program for program in PROGRAMS if shutil.which(program.split()[0])]
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        for program in here:
            rows += printed(program, folder)
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        table = Table("program", "layout", "forms read", "of", "wrong")
        for row in rows:
            table.add_row(
                *(str(row[each]) for each in ("program", "layout", "forms read", "of")),
                "\n".join(map(str, row["wrong"])) or "none",
            )  # type: ignore[call-overload]
        Console().print(table)
    for program in set(PROGRAMS) - set(here):
        print(f"{program} is not installed", file=sys.stderr)
    sys.exit(any(row["wrong"] for row in rows))


if __name__ == "__main__":
    main()
