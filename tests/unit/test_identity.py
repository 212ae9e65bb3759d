"""Whose accounts a document holds and of which year, from whatever says so."""

import pytest

from ingest.document import Paragraph, Reading
from ingest.identity import published_on

FORM = (
    "{title}\n\n{owner}\n\n单位：万元\n\n"
    "科目编码\t科目名称\t本年收入合计\t财政拨款收入\n合计\t\t7.00\t7.00\n2010301\t行政运行\t7.00\t7.00\n\n"
)


@pytest.fixture
def named(parse):
    def read(cover="", prose="", owner="", title="收入决算表"):
        document = parse(f"{cover}\n\n{FORM.format(title=title, owner=owner)}{prose}\n")
        return document

    return read


@pytest.mark.parametrize(
    "cover",
    [
        "2023年度样例市示范局部门决算",
        "2023年样例市示范局决算公开",
        "样例市示范局2023年度部门决算公开说明",
        "样例市示范局部门2023年度决算公开",
        "关于样例市示范局2023年度部门决算公开的说明",
        "样例市示范局2023年度部门决算公开文本",
        "2023年度样例市示范局部门决算公开表",
        "二〇二三年度样例市示范局部门决算",
        "样例市示范局\n2023年度部门决算",
        "二○二三年度\n样例市示范局部门决算",
        "样例市示范局2023年度部门决算及“三公”经费决算信息公开",
        "样例市示范局2023年度部门决算及“三公”经费决算情况说明",
        "样例市示范局2023年部门决算补充公开",
        "样例市示范局 2023 年度决算公开说明（目录）",
        "样例市示范局2023年度部门决算草案",
        "样例市示范局2023年度部门决算目录",
        "样例市示范局2023年部门决算信息公开目录",
        "样例市示范局关于2023年度部门决算公开的说明",
        "样例市示范局2023年度一般公共预算财政拨款“三公”经费支出决算情况说明",
        "2023年样例市示范局一般公共预算财政拨款“三公”经费支出决算情况说明",
        "样例市示范局\n2023年度“三公”经费决算汇总情况",
        "2023年度部门决算公开\n\n样例市示范局",
        "关于公开样例市示范局2023年度部门决算的公告",
        "样例市示范局2023年度决算公开说明（目录） 第一部分：基本情况 一、主要职能",
        "样例市示范局（汇总）\n2023年度部门决算",
        "2023年度\n样例市\n示范局\n部门决算",
        "样例市示范局2023年度部门决算公开（修订版）",
        "样例市示范局2023年度部门决算公开报告（更新）",
        "样例市示范局关于公开2023年度部门决算的说明",
        "样例市示范局2023年度部门决算公开表格",
        "样例市示范局2023年度部门决算及绩效自评结果公开",
        "样例市示范局2023年度部门决算公开汇编",
        "样例市示范局2023年度部门决算编制说明",
        "样例市示范局2023年度决算公开.pdf",
        "样例市示范局2023财政年度部门决算",
        "样例市示范局（单位）2023年度决算公开",
        "\n\n".join(["首页", "政务公开"] * 10) + "\n\n样例市示范局2023年度部门决算",
    ],
)
def test_a_cover_names_department_and_year(named, cover):
    document = named(cover)
    assert (document.department, document.fiscal_year) == ("样例市示范局", 2023)
    assert document.fiscal_year_source == "cover"


@pytest.mark.parametrize(
    "line",
    [
        "第二部分：部门2023年度部门决算表\n\n第一部分 部门概况",
        "第一部分 样例局概况\n\n第一部分 示范局概况",
        "2023年度部门决算公开文本",
        "2023年度收入支出决算表",
        "2023年度支出决算情况说明",
        "2023年度政府性基金预算财政拨款支出决算情况说明",
        "2023年度财政拨款“三公”经费支出决算情况说明",
        "二、2023年度部门决算情况说明",
        "2023年度部门决算公开\n\n第一部分 部门概况",
        "2023年度部门决算公开\n\n公开时间",
        "\n\n".join(["首页", "政务公开"] * 10)
        + "\n\n样例市示范局2023年度部门决算\n\n样例市样例局2023年度部门决算",
    ],
)
def test_a_line_that_is_no_cover_names_no_department(named, line):
    assert named(line).department is None


@pytest.mark.parametrize(
    "prose",
    [
        "2023年度收入7万元，比2022年度增加1万元。较2022年度，支出增加。与2022年度相比，结余减少。",
        "2023年度收入7万元，2022年度决算数为6万元。",
        "2023年度部门决算收入7万元。2022年度部门决算数6万元。按照2022年度部门决算口径。",
        "2023年度部门决算收入7万元。2024年度预算8万元。2024年度部门预算见附件。",
        "2023年度部门决算收入7万元。2024年8月公开2023年度决算。",
        "2023年度部门决算。" * 6 + "2033年度决算数有误。",
        "二〇二三年度部门决算收入7万元。",
        "2023年度收入7万元。",
    ],
)
def test_the_year_that_prose_is_about(named, prose):
    document = named(prose=prose, owner="部门：样例市示范局")
    assert (document.fiscal_year, document.fiscal_year_source) == (2023, "prose")


def test_the_year_in_the_titles(named):
    document = named(prose="2025年度决算数为6万元。", title="2023年度收入决算表")
    assert (document.fiscal_year, document.fiscal_year_source) == (2023, "titles")
    assert any("the fiscal year differs" in p.message for p in document.problems)


def test_no_year_at_all(named):
    document = named(prose="本年收入7万元，比上年增加。")
    assert document.fiscal_year is None
    assert any("no fiscal year" in p.message for p in document.problems)


@pytest.mark.parametrize(
    "cover", ["样例馆（样例\n中心）2023年度单位决算", "样例馆（样例中\n心）\n2023年度单位决算"]
)
def test_half_of_a_name_in_brackets_is_no_name(named, cover):
    document = named(cover)
    assert document.department == "样例馆（样例中心）"


@pytest.mark.parametrize(
    "part",
    [
        "第一部分:样例市示范局概况\n\n第二部分：样例市示范局2023年度部门决算报表",
        "第一部分 样例市示范局 概况",
        "第二部分：样例市示范局2023年度部门决算表",
        "第一部分样例市示范局部门单位概况",
    ],
)
def test_the_titles_of_the_parts_name_the_department(named, part):
    document = named(part)
    assert document.department == "样例市示范局"
    assert document.department_source == "titles of the parts"


@pytest.mark.parametrize(
    ("prose", "department"),
    [
        (
            "样例市示范局2023年度收入总计7万元。样例市示范局2023年度财政拨款收入7万元。",
            "样例市示范局",
        ),
        ("样例市示范局2023年度收入总计7万元。", None),  # said once
        ("我局2023年度收入总计7万元。\n\n我局2023年度支出总计7万元。", None),
        ("样例局2023年度收入7万元。样例局2023年度支出7万元。示范局2023年度收入7万元。", None),
    ],
)
def test_sentences_that_begin_with_a_name(named, prose, department):
    document = named(prose=prose)
    assert document.department == department
    assert document.department_source == (department and "prose")


@pytest.mark.parametrize(
    "owner",
    [
        "部门：样例局（本级）",
        "部门：样例局(本级)",
        "部门名称（公章）：样例局（本级）",
        "部门：样例局（本级）（公章）",
    ],
)
def test_a_name_is_one_however_its_brackets_are_printed(named, owner):
    document = named("样例局（本级）2023年度部门决算", owner=owner)
    assert document.department == "样例局（本级）"
    assert not [p for p in document.problems if "named differently" in p.message]


def test_a_line_in_brackets_goes_on_with_the_name_above_it(named):
    assert named("样例市示范局\n（本级）2023年度部门决算").department == "样例市示范局（本级）"


def test_the_name_of_the_department_on_the_second_line_of_a_paragraph(named):
    document = named("2023年度部门决算\n部门名称：样例市示范局")
    assert (document.department, document.fiscal_year) == ("样例市示范局", 2023)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("来源：样例局    发布时间：2024-09-24 16:08:34", "2024-09-24"),
        ("[ 发布日期 ]\n  • 2024-09-02", "2024-09-02"),
        ("发布日期：[2024-02-18] 浏览", "2024-02-18"),
        ("公开日期: 2024-09-07 17:20", "2024-09-07"),
        ("公开时间：2024年9月9日", "2024-09-09"),
        ("成文日期：2024-09-24", None),
        ("发布时间：2024-13-45", None),
    ],
)
def test_the_day_of_publication_as_pages_print_it(text, day):
    paragraphs = (Paragraph(1, None, 1, text),)
    assert published_on("x.txt", Reading("text", "utf-8", None, paragraphs, ())) == day


@pytest.mark.parametrize(
    ("cover", "kind"),
    [
        ("样例市示范局2023年度部门决算\n\n三、部门决算单位构成", "department"),
        ("样例市示范局2023年度单位决算公开\n\n第二部分 2023年度单位决算表", "unit"),
        ("样例市示范局2023年度单位决算\n\n第二部分 2023年度部门决算表", None),
        ("样例市示范局2023年度部门（单位）决算", None),
        ("样例市示范局2023年度决算", None),
    ],
)
def test_the_head_says_whether_a_department_or_a_unit_accounts(named, cover, kind):
    assert named(cover=cover).accounts_kind == kind


@pytest.mark.parametrize(
    "owner",
    ["样例市示范局本级", "样例市示范局（本级）", "样例市示范局(本级)", "样例市示范局机关本级"],
)
def test_the_own_level_of_a_department_has_one_name(named, owner):
    assert named(owner=f"部门：{owner}").department == "样例市示范局（本级）"
