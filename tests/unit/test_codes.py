"""Codes as they are printed, and as recognition of a scan leaves them."""

import pytest

from tests.unit.test_layouts import doc, form


def expenditure(code, name="行政运行"):
    return doc(
        "支出决算表",
        [
            ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
            ["合计", "", "7.00", "6.00", "1.00"],
            ["20103", "政府办公厅", "7.00", "6.00", "1.00"],
            [code, name, "7.00", "6.00", "1.00"],
        ],
    )


@pytest.mark.parametrize(
    "printed",
    [
        *("2010301", "２０１０３０１", "201 03 01", "201.03.01", "201-03-01", "201—03—01"),
        *("2010301、", "·2010301", "[2010301]", "（2010301）", "2010301*"),
        "2010301行政运行",
    ],
)
def test_marks_around_a_code_and_between_its_levels_are_none_of_it(parse, printed):
    document = parse(expenditure(printed))
    found = form(document, 3)
    assert [row.code for row in found.rows] == [None, "20103", "2010301"], document.problems
    assert found.rows[2].item_name == "行政运行"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("2010301A", "行政运行"),
        ("20103.", "行政运行"),  # cut
        ("20103Q1", "行政运行"),
        ("20103Q1行政运行", ""),
        ("20103O1行政运行", ""),
        # letters: which digits they were is not known
        *((code, "行政运行") for code in ("20l0301", "2O10301", "20103O1", "20103oI")),
        # an amount, or a code in two parts
        ("20103.01", "行政运行"),
        ("OOOlOOl", "行政运行"),
    ],
)
def test_what_may_be_another_code_is_none(parse, printed, name):
    assert form(parse(expenditure(printed, name)), 3).status == "malformed"


def test_codes_of_form_6(parse):
    table = [
        ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"],
        ["301、", "工资福利支出", "6.00", "302*", "商品和服务支出", "1.00"],
        ["301-01", "基本工资", "6.00", "[30201]", "办公费", "1.00"],
    ]
    document = parse(doc("一般公共预算财政拨款基本支出决算表", table))
    codes = [row.code for row in form(document, 6).rows]
    assert codes == ["301", "302", "30101", "30201"], document.problems


def in_turn(*rows, head=("类", "款", "", "", "项", "", "")):
    """Codes printed in the first row of theirs alone, under a header that does not stand above all of them."""
    top = ["科", "目编码", "", "科目名称", "本年支出合计", "基本支出", "项目支出"]
    figures = ["7.00", "6.00", "1.00"]
    total = ["合计", "", "", "", *figures]
    return doc("支出决算表", [top, list(head), total, *([*row, *figures] for row in rows)])


BELOW = (
    ("201", "", "", "一般公共服务支出"),
    ("", "03", "", "政府办公厅（室）及相关机构事务"),
    ("", "", "01", "行政运行"),
    ("", "", "02", "一般行政管理事务"),
)


def test_levels_below_words_that_stand_above_other_columns(parse):
    document = parse(in_turn(*BELOW))
    found = form(document, 3)
    assert found.status == "loaded", document.problems
    assert [row.code for row in found.rows] == [None, "201", "20103", "2010301", "2010302"]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param((*BELOW[:2], ("", "", "1", "行政运行")), id="one digit"),
        pytest.param((*BELOW[:2], ("", "03", "01", "行政运行")), id="two of them in a row"),
        pytest.param(BELOW[1:], id="no 类"),
    ],
)
def test_columns_that_are_not_filled_in_turn_are_no_levels(parse, rows):
    found = form(parse(in_turn(*rows)), 3)
    codes = {row.code for row in found.rows if row.code}
    assert found.status == "malformed" or codes <= {"201", "20103", "2010301"}
