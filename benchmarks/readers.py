"""Measures reading by format: documents a second beside the bare library's time for the same files.

Usage: python -m benchmarks.readers [--documents 40] [--json]

For each format the same synthetic disclosures, in every layout, are (a) taken apart by the library
alone (text: split into cells by polars; PDF: tables and text of pdfplumber; workbook: every cell of
python-calamine; HTML: every cell of selectolax; DOCX: every cell of python-docx), (b) read into
pages, tables and paragraphs, (c) read and recognised whole. One process; ratios above 1 are faster
than the library alone.
"""

import argparse
import io
import json
import time
from collections.abc import Callable

import docx
import pdfplumber
import polars as pl
from python_calamine import CalamineWorkbook
from rich.console import Console
from rich.table import Table
from selectolax.lexbor import LexborHTMLParser

from benchmarks.synthetic.disclosure import disclose
from benchmarks.synthetic.layouts import LAYOUTS
from benchmarks.synthetic.ledger import departments
from benchmarks.synthetic.rendering import FORMATS
from ingest.corpus import parse_document
from ingest.readers import read_document

SLOW = 8  # documents of a PDF run: one takes as long as fifty texts


def _bare_text(files: list[bytes]) -> None:
    frame = pl.DataFrame({"text": [data.decode() for data in files]})
    lines = frame.select(pl.col("text").str.split("\n")).explode("text")
    cells = lines.select(pl.col("text").str.split("\t")).explode("text")
    cells.select(
        pl.col("text")
        .str.strip_chars()
        .str.replace_all(",", "")
        .cast(pl.Decimal(20, 2), strict=False)
    )


def _bare_pdf(files: list[bytes]) -> None:
    for data in files:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            for page in pdf.pages:
                for table in page.find_tables():
                    table.extract()
                page.extract_text()


def _bare_workbook(files: list[bytes]) -> None:
    for data in files:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()


def _bare_html(files: list[bytes]) -> None:
    for data in files:
        for cell in LexborHTMLParser(data.decode()).css("td, p"):
            cell.text()


def _bare_docx(files: list[bytes]) -> None:
    for data in files:
        document = docx.Document(io.BytesIO(data))
        for paragraph in document.paragraphs:
            _ = paragraph.text
        for table in document.tables:
            for row in table._tbl.tr_lst:
                for cell in row.tc_lst:
                    "".join(p.text for p in cell.p_lst)


BARE: dict[str, Callable[[list[bytes]], None]] = {
    "text": _bare_text,
    "html": _bare_html,
    "xlsx": _bare_workbook,
    "xls": _bare_workbook,
    "docx": _bare_docx,
    "pdf": _bare_pdf,
    "pdf_unruled": _bare_pdf,
}


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure(count: int) -> list[dict[str, float | str]]:
    """One row a format: documents a second for the library alone, for reading, for the whole."""
    years = departments(count, [2022, 2023], seed=5)
    disclosures = [
        disclose(years[2 * n + 1], LAYOUTS[n % len(LAYOUTS)], years[2 * n]) for n in range(count)
    ]
    found: list[dict[str, float | str]] = []
    for kind, bare in BARE.items():
        render = FORMATS[kind][1]
        wanted = disclosures[:SLOW] if kind.startswith("pdf") else disclosures
        files = [render(d.blocks) for d in wanted]
        parse_document(files[0], "warm")
        bare(files[:1])
        library = _seconds(lambda: bare(files))  # noqa: B023
        reading = _seconds(lambda: [read_document(f) for f in files])  # noqa: B023
        whole = _seconds(lambda: [parse_document(f, "x") for f in files])  # noqa: B023
        found.append(
            {
                "format": kind,
                "documents": len(files),
                "library_per_second": len(files) / library,
                "reading_per_second": len(files) / reading,
                "whole_per_second": len(files) / whole,
                "reading_ratio": library / reading,
                "whole_ratio": library / whole,
            }
        )
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, default=40, help="documents a format")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    found = measure(options.documents)
    if options.json:
        print(json.dumps(found, indent=1))
        return
    table = Table(title="Reading, documents a second in one process", title_justify="left")
    for name in (
        "format",
        "documents",
        "library alone",
        "read",
        "read ÷ library",
        "whole",
        "whole ÷ library",
    ):
        table.add_column(name, justify="left" if name == "format" else "right")
    for row in found:
        table.add_row(
            str(row["format"]),
            str(row["documents"]),
            f"{row['library_per_second']:,.1f}",
            f"{row['reading_per_second']:,.1f}",
            f"{row['reading_ratio']:.2f}",
            f"{row['whole_per_second']:,.1f}",
            f"{row['whole_ratio']:.2f}",
        )
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
