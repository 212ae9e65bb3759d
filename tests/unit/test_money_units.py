"""The unit of a form's amounts: declared on one line or on two, cut off, or a word alone."""

import pytest

from ingest.corpus import parse_document
from ingest.forms.money_units import units_in

INCOME = "科目编码\t科目名称\t本年收入合计\t财政拨款收入\n合计\t\t7.00\t7.00\n2010301\t行政运行\t7.00\t7.00"
SPENT = "科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n合计\t\t7.00\t7.00\t\n2010301\t行政运行\t7.00\t7.00\t"


def read(above, others="单位：万元"):
    """Form 2 below the lines ``above``, and form 3 in the unit of ``others``."""
    text = f"2023年度样例市样例局部门决算\n\n收入决算表\n\n{above}\n\n{INCOME}\n\n支出决算表\n\n{others}\n\n{SPENT}\n"
    document = parse_document(text.encode(), "2023.txt")
    said = [p.message for p in document.problems if p.form_no == 2 and "column" not in p.message]
    assert (document.forms[2].status, document.forms[2].unit_text is None) == ("loaded", False)
    return document.forms[1], said


@pytest.mark.parametrize(
    ("above", "unit"),
    [
        ("单位：万\n元", "万元"),
        ("单位：万\n\n元", "万元"),
        ("部门：样例市样例局 金额单位：万\n元", "万元"),
        ("单位：人民币\n元", "元"),
        ("单位：\n元", "元"),
        ("金额单\n位：亿元", "亿元"),
        ("单\n位：元", "元"),
        ("部门：样例市样例局\t金额单位：万\n\t元", "万元"),
        ("单位；万元", "万元"),  # as text recognition has it
        ("金额单位·\n千元", "千元"),
    ],
)
def test_a_unit_on_two_lines_is_whole(above, unit):
    form, said = read(above)
    assert (form.status, form.unit_text, said) == ("loaded", unit, [])


def test_a_unit_that_is_cut_off_is_none():
    form, said = read("单位：万", others="单位：元")
    assert form.status == "malformed"
    assert "the unit is cut off: 单位：万" in said


@pytest.mark.parametrize("above", ["单位：万元\n元", "元\n单位：万元", "单位：万元\n单位：元"])
def test_of_two_units_none_is_sure(above):
    form, (said,) = read(above, others="单位：元")
    assert form.status == "malformed"
    assert said.startswith("the unit changes within the form")


def test_a_unit_that_is_a_word_alone_is_none_where_others_declare_another():
    """It may be the end of 万元, whose beginning stands elsewhere."""
    form, said = read("金额单位：万\n公开02表\n元")
    assert form.status == "malformed"
    assert said == ["元 stands alone above the form, and others declare 万元"]


@pytest.mark.parametrize(
    ("above", "others", "unit"),
    [
        ("元", "元", "元"),
        ("元", "单位：元", "元"),
        ("元", "万元", "元"),  # nobody declares one
        ("单位：元", "万元", "元"),
        ("单位：元", "单位：万元", "元"),
        ("万元\n单位：万元", "单位：元", "万元"),
    ],
)
def test_a_word_alone_is_the_unit_where_nothing_else_is_said(above, others, unit):
    form, said = read(above, others)
    assert (form.status, form.unit_text, said) == ("loaded", unit, [])


@pytest.mark.parametrize(
    ("lines", "units"),
    [
        (("本部门收入总计7.00万元，其中下属单位", "元旦期间支出1.00万元。"), []),
        (("三家是预算单位", "元"), ["元"]),  # the line alone
        (("部门：样例局 单位：", "千元"), ["千元"]),
        (("金额单位", "元"), ["元"]),
        (("货币单位：人民币（万", "元）"), ["万元"]),
        (("单位：万元", "元"), ["万元", "元"]),
    ],
)
def test_the_units_that_lines_declare(lines, units):
    assert list(units_in(lines)) == units


def test_a_line_of_prose_that_ends_with_the_word_is_read():
    text = "2023年度收入总计7.00万元，其中上缴上级单位\n1.00万元，下属各单位\n2.00万元。"
    document = parse_document(
        f"2023年度样例市样例局部门决算\n\n收入决算表\n\n单位：万元\n\n{INCOME}\n\n"
        f"第三部分 2023年度部门决算情况说明\n\n一、收入支出决算总体情况说明\n\n{text}\n".encode(),
        "2023.txt",
    )
    assert [s.printed_text for s in document.statements] == ["7.00", "1.00", "2.00"]
