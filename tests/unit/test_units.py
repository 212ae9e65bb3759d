"""Whose accounts a department's accounts hold, as disclosures of several places name them."""

import pytest

from tests.conftest import LONGGANG

OWN = ("样例市示范局（本级）", True)
CENTRE = ("样例市信息中心", False)
SCHOOL = ("样例市示范学校", False)
SAID = "三、部门决算单位构成"


def named(parse, complete_text, section):
    """The units of a document whose section on its units is this."""
    head, rest = complete_text.split(SAID, 1)
    tables = rest.split("第二部分", 1)[1]
    document = parse(f"{head}{section}\n\n第二部分{tables}")
    assert document.status == "loaded"
    return [(unit.unit_name, unit.is_own_level) for unit in document.units]


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        (  # in a sentence
            f"{SAID}\n\n从决算单位构成看，纳入本部门2023年部门汇总决算编制范围的预算单位共计3家，具体包括："
            "样例市示范局（本级）、样例市信息中心和样例市示范学校。",
            [OWN, CENTRE, SCHOOL],
        ),
        (  # as items
            f"{SAID}\n\n纳入样例市示范局2023年度部门决算编制范围的二级预算单位包括：\n\n"
            "1.样例市示范局本级\n\n2.样例市信息中心，内设综合科、技术科\n\n3.样例市示范学校",
            [OWN, CENTRE, SCHOOL],
        ),
        (  # as items that are numbered as headings are
            f"{SAID}\n\n纳入样例市示范局2023年度部门决算编制范围的单位包括：\n\n"
            "（一）样例市示范局本级\n（二）样例市信息中心；\n\n（三）样例市示范学校。\n\n（四）其他事项",
            [OWN, CENTRE, SCHOOL],
        ),
        (  # as lines
            f"{SAID}\n\n本部门决算为汇总决算，纳入编制范围的单位共2个，具体如下：\n样例市信息中心\n样例市示范学校",
            [CENTRE, SCHOOL],
        ),
        (  # in a table
            f"{SAID}\n\n纳入2023年度部门决算编制范围的单位包括：\n\n"
            "序号\t单位名称\t单位性质\n1\t样例市示范局机关\t行政\n2\t样例市信息中心\t事业",
            [OWN, CENTRE],
        ),
        (  # under two names
            f"{SAID}\n\n纳入2023年度部门决算编制范围的单位包括：\n\n"
            "序号\t单位名称\t备注\n1\t样例市示范局（本级）\t\n2\t样例市图书馆（样例市古籍文献保护研究中心）\t",
            [OWN, ("样例市图书馆（样例市古籍文献保护研究中心）", False)],
        ),
        (  # 和 within a name parts nothing
            f"{SAID}\n\n纳入部门决算编报范围的单位包括样例市示范局本级及下属样例市人力资源和社会保障服务中心。",
            [OWN, ("样例市人力资源和社会保障服务中心", False)],
        ),
        (  # the department alone, under its own name
            f"{SAID}\n\n纳入2023年度本部门决算编报的单位共1个，即样例市示范局。",
            [OWN],
        ),
        (  # of another department its own level
            f"{SAID}\n\n纳入部门决算编报范围的单位包括：本级、样例市公园局本级。",
            [OWN, ("样例市公园局（本级）", False)],
        ),
        (  # 本溪 is a place, 本单位 is not
            f"{SAID}\n\n纳入部门决算编报范围的单位包括：本溪市信息中心、本单位的食堂、本局服务中心。",
            [("本溪市信息中心", False)],
        ),
        (  # outside the section
            "二、机构设置\n\n内设机构包括：办公室、人事处。\n\n"
            "纳入样例市示范局2023年部门决算编报范围的单位包括：样例市示范局本级、样例市信息中心。",
            [OWN, CENTRE],
        ),
        # offices, what is directed, and units that were left
        (f"{SAID}\n\n内设机构包括：行政办公室、人事教育处、财务审计处。", []),
        ("一、职责\n\n指导纳入规划的样例市信息中心、样例市示范学校的工作。", []),
        (f"{SAID}\n\n与上年相比，减少1个单位，为样例市示范学校。", []),
        (f"{SAID}\n\n本部门无下属单位。", []),
    ],
)
def test_units_are_read_where_they_are_named(parse, complete_text, section, expected):
    assert named(parse, complete_text, section) == expected


def test_forms_by_unit_name_units(parse, complete_text):
    section = (
        "二、机构设置\n\n本部门有两个单位。\n\n收入决算表（分单位）\n\n单位：万元\n\n"
        "单位名称\t本年收入合计\t财政拨款收入\n合计\t227.00\t224.00\n"
        "样例市示范局（本级）\t200.00\t200.00\n样例市信息中心\t27.00\t24.00"
    )
    assert named(parse, complete_text, section) == [OWN, CENTRE]


def test_a_table_of_units_elsewhere_is_none(parse, complete_text):
    section = "二、机构设置\n\n本部门联系的单位如下表。\n\n序号\t单位名称\n1\t样例市信息中心"
    assert named(parse, complete_text, section) == []


def test_each_unit_says_where_it_is_named(parse):
    text = LONGGANG.read_text("utf-8")
    document = parse(text)
    lines = text.split("\n")
    assert [unit.is_own_level for unit in document.units] == [True, False]
    for unit in document.units:
        assert unit.named_as in lines[unit.source_line - 1]
        assert unit.table_no is None
