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
WORKBOOKS = ("xlsx", "xls", "excel2003")
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
    "kind",
    ["text", "pipes", "pipes_bare", "recognised", "csv", "html", "mhtml", *WORKBOOKS, "docx"],
)
def test_every_rendering_loads_to_the_oracle(blocks, oracle, kind):
    ending, render = FORMATS[kind]
    document = parse_document(render(blocks), f"putuo.{ending}")
    # a workbook does not store a row of blank cells, and in a CSV it parts tables
    check(document, oracle, keeps_blank_rows=kind not in (*WORKBOOKS, "csv"))


@pytest.mark.parametrize("kind", ["aligned", "aligned_wide"])
def test_in_columns_of_blanks_no_figure_is_another(blocks, oracle, kind):
    """Columns without a figure leave no trace on a page without a header: sums say which are left."""
    document = parse_document(FORMATS[kind][1](blocks), "putuo.txt")
    assert {form.status for form in document.forms} == {"loaded"}
    by_sums = {p.form_no for p in document.problems if "sums hold in no other way" in p.message}
    assert by_sums == {2, 3, 4}
    wanted, found = expected_cells(oracle), read_cells(document)
    assert set(wanted.pop((9, "", "“三公”经费"))) == {None}  # a header alone, no row
    # the last columns have left no trace where they are blank
    whole = {key: [*each, *[None] * (len(wanted[key]) - len(each))] for key, each in found.items()}
    assert whole == wanted


@pytest.mark.parametrize("kind", ["text", "aligned", "html", "xlsx", "docx"])
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


MEASURES = {
    "收入支出总计": "grand_total",
    "本年收入合计": "income_total",
    "财政拨款收入": "income_fiscal",
    "本年支出合计": "expenditure_total",
    "基本支出": "expenditure_basic",
    "项目支出": "expenditure_project",
    "财政拨款收入支出总计": "fiscal_grand_total",
    "一般公共预算财政拨款支出": "expenditure_general_public",
    "一般公共预算财政拨款基本支出": "general_public_basic",
    "人员经费": "basic_personnel",
    "公用经费": "basic_public",
    "绩效目标项目数": "performance_target_projects",
    "绩效目标金额": "performance_target_amount",
    "绩效跟踪项目数": "performance_tracked_projects",
    "绩效自评项目数": "performance_projects",
    "绩效自评金额": "performance_covered",
    "绩效自评平均得分": "performance_score",
    "绩效评级优": "performance_rated_excellent",
    "机关运行经费": "operating_cost",
    "政府采购金额": "procurement_total",
    "货物采购金额": "procurement_goods",
    "工程采购金额": "procurement_works",
    "服务采购金额": "procurement_services",
    "面向中小企业预留采购预算": "procurement_reserved_sme",
    "面向小微企业预留采购预算": "procurement_reserved_micro",
    "中小企业预留项目中标额": "procurement_reserved_sme_awarded",
    "小微企业预留项目中标额": "procurement_reserved_micro_awarded",
    "其他项目中小企业中标额": "procurement_other_sme_awarded",
    "车辆合计": "vehicles_total",
    "单价100万元以上设备": "equipment_over_1m",
}


def test_every_figure_of_the_prose_is_linked(oracle):
    statements = parse_document(PDF.read_bytes(), "putuo.pdf").statements
    found = {
        (s.measure_key, s.relation, s.base, Decimal(s.printed_text.replace(",", "")))
        for s in statements
    }
    for figure in oracle["narrative"]:
        name, value = figure["key"], Decimal(str(figure["value"]))
        base, _, what = name.partition("/")
        if base.endswith("占比%"):
            assert (MEASURES[base.removesuffix("占比%")], "share", None, value) in found, name
        elif what == "":
            assert (MEASURES[base], "value", None, value) in found, name
        elif what.startswith("比上年"):
            relation = "rate" if what.endswith("%") else "change"
            assert (MEASURES[base], relation, "prior_year_actual", value) in found, name
        elif what.startswith("完成"):
            assert (MEASURES[base], "completion", "initial_budget", value) in found, name
        else:
            budget = "initial_budget" if what == "年初预算" else "full_year_budget"
            assert (MEASURES[base], "base_value", budget, value) in found, name


def test_every_item_of_the_prose_has_its_budget_and_its_actual(oracle):
    document = parse_document(PDF.read_bytes(), "putuo.pdf")
    names = {r.code: r.item_name for r in document.forms[4].rows if r.code}
    found = {
        ((s.subject or "").rsplit("/", 1)[-1], s.relation, Decimal(s.printed_text.replace(",", "")))
        for s in document.statements
        if s.measure_key == "function_item"
    }
    for item in oracle["subject_budget_vs_final_in_prose"]:
        name = names[item["code"]]
        assert (name, "base_value", Decimal(str(item["budget"]))) in found, item
        assert (name, "value", Decimal(str(item["final"]))) in found, item
