"""A second real disclosure, a PDF, and its renderings in every other format, against its oracle."""

import csv
import json
from collections import Counter
from decimal import Decimal

import pdfplumber
import pytest

from benchmarks.synthetic.disclosure import PageBreak, Table, Text
from benchmarks.synthetic.rendering import FORMATS
from ingest.corpus import parse_document
from ingest.readers import read_document
from tests.conftest import ROOT

SHARED = ROOT.parent / "shared" / "documents"
PDF = SHARED / "putuo-shgzb-2024.pdf"
ROWS = {1: 42, 2: 18, 3: 18, 4: 38, 5: 18, 6: 67, 7: 1, 8: 1, 9: 1}
pytestmark = pytest.mark.skipif(
    not PDF.exists(), reason="the document is not part of the repository and lies beside it"
)


@pytest.fixture(scope="module")
def oracle():
    return json.loads((SHARED / "putuo-shgzb-2024.gold.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def reading():
    return read_document(PDF.read_bytes())


@pytest.fixture(scope="module")
def blocks(reading):
    """What was read, as blocks in order, to be printed again in another format."""
    found = []
    tables = {n: [t for t in reading.tables if t.after_paragraph == n] for n in range(999)}
    page = 1
    items = [("p", p.page, p) for p in reading.paragraphs]
    ordered = [("t", t.page, t) for t in tables[0]]
    for kind, at, item in items:
        ordered.append((kind, at, item))
        ordered += [("t", t.page, t) for t in tables[item.paragraph_no]]
    for kind, at, item in ordered:
        if at != page:
            found.append(PageBreak())
            page = at
        if kind == "p":
            found.append(Text(item.text))
        else:
            width = max(len(row) for row in item.rows)
            found.append(Table([[*row, *[""] * (width - len(row))] for row in item.rows]))
    return found


@pytest.fixture(scope="module")
def column_names():
    with (ROOT / "seeds" / "statutory_columns.csv").open(encoding="utf-8", newline="") as file:
        return {
            (int(r["form_no"]), r["side"], r["column_key"]): r["column_name"].split("/")[-1]
            for r in csv.DictReader(file)
        }


def expected_cells(oracle):
    """(form, side, code or name, ordinal of the value) -> amount, blank as None."""
    found = {}
    for table in oracle["tables"]:
        for row in table["rows"]:
            side = row.get("side", "")
            label = row.get("code") or row["name"]
            found[table["form"], side, label] = [
                None if value is None else Decimal(str(value)) for value in row["values"].values()
            ]
    return found


def read_cells(document):
    found = {}
    for form in document.forms:
        for row in form.rows:
            if row.is_labelled:
                side = row.side if form.form_no in (1, 4, 6) else ""
                label = row.code or row.item_name
                found[form.form_no, side, label] = [
                    None if c.printed_text == "" else Decimal(c.printed_text.replace(",", ""))
                    for c in row.cells
                ]
    return found


def check(document, oracle, *, keeps_blank_rows=True):
    counted = {f.form_no: sum(r.is_labelled for r in f.rows) for f in document.forms}
    assert counted == (ROWS if keeps_blank_rows else {**ROWS, 9: 0})
    assert document.status == "loaded"
    assert document.department == oracle["document"]["department"]
    assert document.fiscal_year == oracle["document"]["fiscal_year"]
    wanted, found = expected_cells(oracle), read_cells(document)
    if not keeps_blank_rows:
        assert set(wanted.pop((9, "", "“三公”经费"))) == {None}
    assert set(found) == set(wanted)
    assert {key: found[key] for key in wanted} == wanted


def test_the_pdf_loads_to_the_oracle(oracle):
    document = parse_document(PDF.read_bytes(), "putuo.pdf")
    check(document, oracle)
    assert {p.severity for p in document.problems} == {"info"}
    # blanks are kept apart from zeros
    texts = Counter(c.printed_text for f in document.forms for r in f.rows for c in r.cells)
    assert texts[""] > 0
    assert texts["0.00"] > 0


def test_every_cell_of_the_pdf_says_where_it_stands(reading):
    assert all(t.page and t.place.startswith("box ") for t in reading.tables)


def test_no_digit_of_the_pdf_is_lost(reading):
    with pdfplumber.open(PDF) as pdf:
        printed = Counter(
            c["text"] for page in pdf.pages for c in page.chars if c["text"].isdigit()
        )
        pages = Counter("".join(str(page.page_number) for page in pdf.pages))
    read = Counter(
        char
        for text in [p.text for p in reading.paragraphs]
        + [cell for t in reading.tables for row in t.rows for cell in row]
        for char in text
        if char.isdigit()
    )
    # at most the page numbers are left out
    assert not read - printed
    assert not (printed - read) - pages


@pytest.mark.parametrize(
    "kind", ["text", "pipes", "recognised", "csv", "html", "xlsx", "xls", "docx"]
)
def test_every_rendering_loads_to_the_oracle(blocks, oracle, kind):
    ending, render = FORMATS[kind]
    document = parse_document(render(blocks), f"putuo.{ending}")
    # a workbook does not store a row of blank cells, and in a CSV it parts tables
    check(document, oracle, keeps_blank_rows=kind not in ("xlsx", "xls", "csv"))


@pytest.mark.parametrize("kind", ["text", "html", "xlsx", "docx"])
def test_the_prose_is_the_same_in_every_rendering(blocks, kind):
    wanted = parse_document(PDF.read_bytes(), "putuo.pdf").statements
    found = parse_document(FORMATS[kind][1](blocks), "putuo").statements

    def facts(statements):
        return [(s.measure_key, s.relation, s.base, s.printed_text) for s in statements]

    assert facts(found) == facts(wanted)


def test_the_figures_of_the_prose_are_those_of_the_oracle(oracle):
    document = parse_document(PDF.read_bytes(), "putuo.pdf")
    read = Counter(Decimal(s.printed_text.replace(",", "")) for s in document.statements)
    wanted = Counter(Decimal(str(entry["value"])) for entry in oracle["narrative"])
    assert not wanted - read
