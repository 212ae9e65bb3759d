"""Columns and rows that a program read as one: what ran together is no figure, no header and no code of another."""

import pytest

from ingest.forms.headers import match_header
from ingest.forms.run_together import are_amounts, may_hold_amounts
from tests.unit.test_layouts import EXPENDITURE_HEAD, doc, form, values

TITLE = "一般公共预算财政拨款支出决算表"


@pytest.mark.parametrize(
    ("text", "is_several"),
    [
        ("0.00 449.21", True),
        ("1 12,741.74", True),
        ("1，950.48 0.00", True),
        ("1.561.56", True),
        ("0.000.000.00", True),
        ("42. 27", False),
        ("1, 234.00", False),
        ("12,741.74", False),
        ("201 03", False),
        ("2023 年 1.00", False),
        ("1.5612", False),
        ("", False),
    ],
)
def test_several_figures_in_a_cell(text, is_several):
    assert are_amounts(text) == is_several
    assert may_hold_amounts(f"1.00\t{text}") or not is_several


@pytest.mark.parametrize(
    ("path", "form_no", "key"),
    [
        (("项目支出上缴上级支出",), 3, None),
        (("经营支出对附属单位补助支出",), 3, None),
        (("基本支出项目支出",), 5, None),
        (("本年支出", "基本支出项目支出"), 7, None),
        (("本年支出", "小计基本支出"), 7, None),
        # a letter that was lost or misread, below a header of its own column or of all
        (("对附属单位补助支山",), 3, "affiliate_subsidy"),
        (("支出", "上缴上级支山"), 3, "superior_remittance"),
        (("基本支出", "小计"), 5, "basic"),
    ],
)
def test_two_headers_in_a_cell_head_neither_column(path, form_no, key):
    assert match_header(path, form_no, "")[0] == key


def merged(count):
    """The last ``count`` of four rows have both figures of two columns in one cell."""
    rows = [
        ["合计", "", "9.00", "6.00", "3.00"],
        ["201", "一般公共服务支出", "9.00", "6.00", "3.00"],
        ["20103", "政府办公厅（室）及相关机构事务", "9.00", "6.00", "3.00"],
        ["2010301", "行政运行", "9.00", "6.00", "3.00"],
    ]
    for row in rows[4 - count :]:
        row[3:] = [f"{row[3]} {row[4]}", ""]
    return [EXPENDITURE_HEAD, *rows]


def test_most_cells_of_a_column_with_two_figures_withhold_the_form(parse):
    document = parse(doc(TITLE, merged(2)))
    assert form(document, 5).status == "unmapped"
    message = "2 of the 4 figures of column 4 are two in one cell"
    assert message in [p.message for p in document.problems]


def test_one_cell_with_two_figures_is_kept_as_printed(parse):
    found = form(parse(doc(TITLE, merged(1))), 5)
    assert found.status == "loaded"
    assert values(found.rows[-1]) == {"total": "9.00", "basic": "6.00 3.00", "project": ""}


def test_figures_that_ran_together_beside_the_columns_of_a_form_are_not_left_out(parse):
    table = [
        [*EXPENDITURE_HEAD, ""],
        ["合计", "", "9.00", "6.00", "3.00", ""],
        ["201", "一般公共服务支出", "9.00", "6.00", "3.00", "1.00 2.00"],
    ]
    assert form(parse(doc(TITLE, table)), 5).status in ("malformed", "unmapped")


@pytest.mark.parametrize(
    ("labels", "code"),
    [
        (["201 03", "02 一般行政管理事务"], "2010302"),
        (["201", "03 02 一般行政管理事务"], "2010302"),
        (["20103", "02一般行政管理事务"], "2010302"),
        (["2010302", "一般行政管理事务"], "2010302"),
    ],
)
def test_levels_of_a_code_that_stand_with_its_name(parse, labels, code):
    table = [
        EXPENDITURE_HEAD,
        ["合计", "", "9.00", "6.00", "3.00"],
        ["201", "一般公共服务支出", "9.00", "6.00", "3.00"],
        ["201 03", "政府办公厅（室）及相关机构事务", "9.00", "6.00", "3.00"],
        [*labels, "9.00", "6.00", "3.00"],
    ]
    row = form(parse(doc(TITLE, table)), 5).rows[-1]
    assert (row.code, row.item_name) == (code, "一般行政管理事务")


def test_a_column_that_is_filled_on_a_later_page_alone_needs_a_header_too(parse):
    first = [
        ["科目编码", "科目名称", "本年支出合计", "基本支出", "全年花销"],
        ["合计", "", "9.00", "9.00", ""],
        ["201", "一般公共服务支出", "4.00", "4.00", ""],
    ]
    second = ["205", "教育支出", "5.00", "5.00", "3"]
    text = doc(TITLE, first) + "\n" + "\t".join(second) + "\n"
    document = parse(text)
    assert form(document, 5).status == "unmapped"
    message = "column 5 holds figures, and has no header of the form on the page before"
    assert message in [p.message for p in document.problems]
    second[-1] = ""
    assert form(parse(doc(TITLE, first) + "\n" + "\t".join(second) + "\n"), 5).status == "loaded"


def test_so_it_does_on_a_side_of_form_4(parse):
    first = [
        ["收入", "", "支出", "", "", ""],
        ["项目", "决算数", "项目", "合计", "一般公共预算财政拨款", "其他资金"],
        ["一、一般公共预算财政拨款", "9.00", "一、一般公共服务支出", "5.00", "5.00", ""],
    ]
    second = ["", "", "八、社会保障和就业支出", "4.00", "4.00", "3"]
    text = doc("财政拨款收入支出决算总表", first) + "\n" + "\t".join(second) + "\n"
    assert form(parse(text), 4).status == "unmapped"
    text = text.replace("4.00\t3\n", "4.00\t\n")
    assert form(parse(text), 4).status == "loaded"


def test_rows_behind_a_header_that_stands_alone_are_not_left_out(parse):
    """A line that fell out of the table parts the header from its rows."""
    rows = "\n".join("\t".join(row) for row in merged(0)[1:])
    header = doc(TITLE, [EXPENDITURE_HEAD])
    document = parse(f"{header}\n功能分类科目编码 科目名称\n\n{rows}\n")
    assert form(document, 5).status == "malformed"
    assert any("may be its next page" in p.message for p in document.problems)
