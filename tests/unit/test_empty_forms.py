"""Forms of which a document says that they are empty: neither missing nor zeros."""

import pytest

from ingest.corpus import parse_document
from tests.unit.test_layouts import form
from tests.unit.test_sheets import workbook

SPENT = (
    "2023年度样例局部门决算\n\n支出决算表\n\n单位：万元\n\n"
    "科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n合计\t\t1.00\t1.00\t0.00\n"
)
FUND = "政府性基金预算财政拨款收入支出决算表"
CAPITAL = "国有资本经营预算财政拨款支出决算表"


@pytest.mark.parametrize(
    ("number", "title", "note"),
    [
        (7, FUND, "本表无数据"),
        (7, FUND, "（空表）"),
        (7, FUND, "本年度无发生额。"),
        (7, f"{FUND}（无数据）", ""),
        (8, f"表8：{CAPITAL}", "公开08表\n部门：样例局\n单位：万元\n\n注：本表为空表。"),
        (8, CAPITAL, "注：我部门2023年度没有国有资本经营预算财政拨款支出，故本表无数据。"),
        (8, CAPITAL, "本单位2023年度未安排国有资本经营预算财政拨款支出。"),
        (8, CAPITAL, "故本表为空。"),
        (7, FUND, "没有数据"),
        (7, FUND, "备注：本单位无此项支出"),
        (7, FUND, "本单位无相关收支，此表为零"),
        (9, "财政拨款“三公”经费支出决算表", "2023年度本单位没有使用财政拨款安排“三公”经费支出。"),
    ],
)
def test_a_form_that_is_said_to_be_empty(parse, number, title, note):
    document = parse(f"{SPENT}\n{title}\n\n{note}\n\n第三部分 决算情况说明\n")
    found = form(document, number)
    assert (found.status, found.rows) == ("empty", [])
    assert found.printed_title is not None and found.source_line
    assert found.note
    said = [p for p in document.problems if p.form_no == number]
    assert [(p.severity, p.source_line) for p in said] == [("info", found.source_line)]
    assert f"form {number}" not in (document.reason or "")


@pytest.mark.parametrize(
    "text",
    [
        f"{FUND}\n\n第三部分 决算情况说明\n\n本表无数据",  # something else stands between
        f"{FUND}\n\n本单位2023年度没有国有资本经营预算财政拨款支出。",  # of another form
        f"{FUND}\n\n本单位除政府性基金5.00万元外，无政府性基金支出。",  # there is a figure
        f"{FUND}\n\n本表反映部门政府性基金预算财政拨款收入支出情况。",
        f"{FUND}\n\n本表为空，见附件3。",
        f"{FUND}12\n\n国有资本经营预算财政拨款支出决算表13\n\n本表无数据",  # a list of contents
        "本单位没有政府性基金预算财政拨款支出，本表无数据。",  # no title
        "政府性基金预算财政拨款情况\n\n本单位无此项支出",
    ],
)
def test_a_form_that_is_not_said_to_be_empty_is_missing(parse, text):
    document = parse(f"{SPENT}\n{text}\n")
    assert form(document, 7).status == "missing"
    assert "form 7 missing" in document.reason


def test_a_table_of_a_form_is_read_whatever_is_said_of_it(parse):
    head = "科目编码\t科目名称\t年初结转和结余\t本年收入\t本年支出合计\t基本支出\t项目支出\t年末结转和结余\n"
    table = head + "合计\t\t0.00\t5.00\t5.00\t0.00\t5.00\t0.00\n"
    document = parse(f"{SPENT}\n{FUND}\n\n本表无数据\n\n单位：万元\n\n{table}")
    assert (form(document, 7).status, len(form(document, 7).rows)) == ("loaded", 1)


def sheets(note, *below):
    """A workbook with form 3 and a sheet of form 8 that has a note, and ``below`` rows under it."""

    def fill(book, sheet):
        rows = [line.split("\t") for line in SPENT.split("\n") if line]
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        other = book.add_worksheet("国资")
        for number, row in enumerate([[CAPITAL], ["部门：样例局", "单位：万元"], [note], *below]):
            other.write_row(number, 0, row)

    return parse_document(workbook(fill), "2023.xlsx")


@pytest.mark.parametrize("note", ["本表无数据", "我单位2023年度没有国有资本经营预算财政拨款支出。"])
def test_a_sheet_that_says_so(note):
    found = form(sheets(note), 8)
    assert (found.status, found.note) == ("empty", note)


def test_a_sheet_with_rows_below_the_note_is_no_empty_form():
    row = ["2230105", "国有企业退休人员社会化管理补助支出", "5.00"]
    assert form(sheets("本表无数据", row), 8).status != "empty"


def test_a_document_of_empty_forms_alone_is_refused(parse):
    document = parse(f"2023年度样例局部门决算\n\n{FUND}\n\n本表无数据\n\n{CAPITAL}\n\n本表无数据\n")
    assert document.status == "refused"
