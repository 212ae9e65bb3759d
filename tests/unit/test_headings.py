"""Headings as places write them: on a line of their own, before their text, without their number."""

import pytest

from tests.unit.test_statements import prose

FUND = [
    ("income_government_fund", "10.00"),
    ("expenditure_government_fund", "8.00"),
    ("government_fund_closing", "2.00"),
]
TEXT = "本年收入10.00万元，本年支出8.00万元，年末结转和结余2.00万元。"


def linked(document):
    return [(s.measure_key, s.printed_text) for s in document.statements]


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("八、政府性基金预算财政拨款收入支出决算情况说明\n\n", id="own line"),
        pytest.param("八、政府性基金预算财政拨款收入支出决算情况。\n\n", id="own line with a stop"),
        pytest.param("（八）政府性基金预算财政拨款收入支出决算情况说明。", id="before its text"),
        pytest.param("（八）政府性基金预算财政拨款收入支出决算情况：", id="colon"),
        pytest.param("（八）政府性基金预算财政拨款收入支出决算情况 2023年度", id="blank"),
        pytest.param("8.政府性基金预算财政拨款收入支出决算情况说明。", id="numbered as an item"),
        pytest.param("八、政府性基金预算财政拨款收支。", id="no word for explanation"),
        pytest.param("政府性基金预算财政拨款收入支出决算情况说明\n\n", id="without a number"),
        pytest.param(
            "关于政府性基金预算财政拨款收入支出决算情况的说明\n\n", id="about, without a number"
        ),
        pytest.param(
            "十、关于样例省样例自治州样例县人民政府办公室及所属事业单位2023年度政府性基金预算财政拨款收入支出决算情况的说明\n\n",
            id="with the name of the department",
        ),
    ],
)
def test_the_fund_of_a_heading_is_that_of_its_text(parse, heading):
    document = parse(prose("三、决算情况", heading + TEXT))
    assert linked(document) == FUND
    assert "政府性基金" in document.statements[0].section


def test_what_follows_without_a_heading_of_its_own_stays_below(parse):
    document = parse(
        prose("政府性基金预算财政拨款支出决算情况说明", "共计支出8.00万元。", "其中基本支出3万元。")
    )
    assert linked(document)[-1] == ("government_fund_basic", "3")


def test_an_item_that_is_numbered_on_leaves_the_heading_before_it(parse):
    document = parse(
        prose(
            "8.政府性基金预算财政拨款收支情况说明。本年收入10.00万元。",
            "9.其他情况。本年支出90.00万元。",
        )
    )
    assert linked(document) == [
        ("income_government_fund", "10.00"),
        ("expenditure_total", "90.00"),
    ]


def test_items_below_a_heading_that_is_numbered_as_they_are_stay_below_it(parse):
    document = parse(
        prose(
            "8.政府性基金预算财政拨款收支情况说明。",
            "1.本年收入10.00万元。",
            "2.本年支出8.00万元。",
        )
    )
    assert linked(document) == FUND[:2]


def test_a_section_without_a_number_ends_the_one_before(parse):
    document = parse(
        prose(
            "政府性基金预算财政拨款支出决算情况说明",
            "本年支出8.00万元。",
            "支出决算情况说明",
            "本年支出90.00万元。",
        )
    )
    assert linked(document) == [
        ("expenditure_government_fund", "8.00"),
        ("expenditure_total", "90.00"),
    ]


def test_a_part_without_a_number_is_of_the_fund_above_it(parse):
    document = parse(
        prose("政府性基金预算财政拨款支出决算情况说明", "支出决算总体情况", "本年支出8.00万元。")
    )
    assert linked(document) == [("expenditure_government_fund", "8.00")]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("（一）本年支出90.00万元的情况。", id="a heading with a figure"),
        pytest.param("本年支出90.00万元，详见支出决算情况说明", id="a sentence that names one"),
    ],
)
def test_a_line_with_a_figure_is_no_heading(parse, line):
    assert linked(parse(prose("三、决算情况", line))) == [("expenditure_total", "90.00")]


def test_the_end_of_a_broken_sentence_is_no_heading(parse):
    document = parse(
        prose("三、决算情况", "今年本部门\n严格执行公务支出情况\n制度，本年支出90.00万元。")
    )
    assert linked(document) == [("expenditure_total", "90.00")]
    assert "严格执行公务支出情况制度" in document.statements[0].sentence
    assert document.statements[0].section == "三、决算情况"


def test_a_sentence_without_its_stop_is_no_heading(parse):
    document = parse(
        prose("三、决算情况", "本部门无国有资本经营预算财政拨款收入支出情况", "本年支出90.00万元。")
    )
    # nor is it known whether the 90 are of that fund
    assert linked(document) == [(None, "90.00")]
    assert document.statements[0].section == "三、决算情况"


def test_classes_that_a_fund_lists_below_such_a_heading(parse):
    document = parse(
        prose(
            "三、一般公共预算财政拨款支出决算情况。",
            "2023年度一般公共预算财政拨款支出100万元。其中：",
            "1. 教育支出60.00万元，主要用于办公。",
        )
    )
    assert linked(document)[-1] == ("function_class", "60.00")
