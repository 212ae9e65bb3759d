"""The chapters of a disclosure: what is said of money in the overview, or in an attachment, is not of the accounts."""

import io
import zipfile

import pytest

from ingest.corpus import parse_document

FORM = "收入决算表\n\n单位：万元\n\n科目编码\t科目名称\t本年收入合计\t财政拨款收入\n合计\t\t7.00\t7.00\n2010301\t行政运行\t7.00\t7.00"
FORMS = ("第二部分 2023年度部门决算表", FORM)
EXPLAINED = (
    "第三部分 2023年度部门决算情况说明",
    "一、收入支出决算总体情况说明",
    "2023年度收入总计7.00万元。",
    "二、“三公”经费支出决算情况说明",
    "“三公”经费支出3.00万元。",
)
ACCOUNTS = [("7.00", "total_income"), ("3.00", "three_public_total")]
WORK = "全市财政总收入200亿元，争取上级补助收入10亿元，政府采购支出50亿元，共有车辆5辆。"
REPORT = (
    "一、部门概况",
    "（二）部门收支情况。2023年收入总计5,000.00万元，项目支出1,900.00万元，“三公”经费支出30.00万元。",
    "二、评价结论",
    "绩效自评得分96.5分。",
)
OF_REPORT = [("5,000.00", None), ("1,900.00", None), ("30.00", None), ("96.5", "performance_score")]
OF_WORK = [("200", None), ("10", None), ("50", None), ("5", "vehicles_total")]


def figures(*lines):
    text = "\n\n".join(("2023年度样例市样例局部门决算", *lines)) + "\n"
    document = parse_document(text.encode(), "2023.txt")
    return [(s.printed_text, s.measure_key) for s in document.statements]


@pytest.mark.parametrize(
    "above",
    [
        ("第一部分 部门概况", "二、2023年重点工作完成情况"),
        ("第一部分", "样例局概况", "二、2023年工作"),
        ("第1部份 样例局概况", "二、2023年工作"),
        ("二、2023年重点工作完成情况",),
        ("一、单位概况", "（二）2023年主要工作任务"),
    ],
)
def test_what_the_overview_says_of_money_is_of_the_place(above):
    assert figures(*above, WORK, *FORMS, *EXPLAINED) == OF_WORK + ACCOUNTS


def test_the_explanation_may_lack_its_title():
    """A title of a part may be a picture, or stand in a box."""
    assert figures("第一部分 部门概况", FORM, *EXPLAINED[1:]) == ACCOUNTS


def test_what_the_explanation_says_of_the_same_is_of_the_accounts():
    found = figures(*FORMS, EXPLAINED[0], "一、收入支出决算总体情况说明", WORK)
    assert found[1:] == [
        ("10", "income_superior_subsidy"),
        ("50", "procurement_total"),
        ("5", "vehicles_total"),
    ]


@pytest.mark.parametrize(
    "title",
    [
        ("第四部分 附件",),
        ("第四部分", "附件"),
        ("附件1", "2023年度样例市样例局部门整体支出绩效自评报告"),
        ("附件：样例专项资金绩效评价报告",),
        ("2023年度样例市样例局部门整体支出绩效评价报告",),
        ("附件3：2023年度部门决算绩效自评报告",),
        ("第四部分 名词解释", "一、财政拨款收入：指从财政取得的5.00万元。", "附件2"),
        ("三、名词解释", "1.财政拨款收入：指从财政取得的5.00万元。", "附件2"),
    ],
)
def test_the_report_of_an_evaluation_speaks_of_what_it_evaluates(title):
    assert figures(*FORMS, *EXPLAINED, *title, *REPORT) == ACCOUNTS + OF_REPORT


@pytest.mark.parametrize(
    "again",
    [
        EXPLAINED,
        EXPLAINED[1:],
        ("附件2：2023年度样例局部门决算情况说明", *EXPLAINED[2:]),
        ("2023年度样例市样例局部门决算", "二、收支情况", *EXPLAINED[2:]),
    ],
)
def test_attachments_end_where_the_accounts_are_explained(again):
    """A page names its files first, and so does an archive that begins with them."""
    attached = ("附件：2023年度样例局部门决算公开表.xls", *REPORT)
    assert figures(*attached, *FORMS[1:], *again) == OF_REPORT + ACCOUNTS


@pytest.mark.parametrize(
    "heading",
    [
        "（三）部门整体支出绩效评价报告",
        "附件所列项目共2个。",
        "1.项目绩效自评报告",
        "三、绩效自评报告",
    ],
)
def test_a_section_is_no_attachment(heading):
    behind = "四、机关运行经费支出情况"
    found = figures(*FORMS, *EXPLAINED, heading, behind, "机关运行经费支出9.00万元。")
    assert found[-1] == ("9.00", "operating_cost")


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        (("十、预算绩效情况说明", "（二）部门决算中项目绩效自评结果"), None),
        (("十、预算绩效管理情况", "1.信息化项目"), None),
        (("十、绩效和政府采购情况",), "procurement_total"),
        (("十、预算绩效情况说明", "十一、政府采购支出情况"), "procurement_total"),
    ],
)
def test_what_is_evaluated_is_not_all_that_there_is(heading, expected):
    sentence = "项目自评得分为92分，完成系统升级5套，政府采购支出8.00万元。"
    found = figures(*FORMS, *EXPLAINED, *heading, sentence)
    assert found[-1] == ("8.00", expected)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("六、“三公”经费、会议费支出情况", None),
        ("六、政府采购支出情况", None),
        ("六、一般公共预算财政拨款支出情况", "expenditure_general_public"),
        ("六、收支和“三公”经费情况", "expenditure_general_public"),
    ],
)
def test_funds_and_totals_in_a_section_on_costs_are_of_these_costs(heading, expected):
    sentence = "“三公”经费支出8.00万元（其中：一般公共预算财政拨款支出8.00万元）。政府性基金预算财政拨款支出2.00万元。"
    found = figures(*FORMS, *EXPLAINED, heading, sentence)
    assert found[2:] == [
        ("8.00", "three_public_total"),
        ("8.00", expected),
        ("2.00", "expenditure_government_fund"),
    ]


def test_the_glossary_is_left_out():
    glossary = ("第四部分 名词解释", "一、财政拨款收入：指从财政取得的5.00万元。")
    assert figures(*FORMS, *EXPLAINED, *glossary) == ACCOUNTS


def test_each_file_of_an_archive_begins_anew():
    """The glossary of one, and the report that another is, end with their file."""
    files = {
        "1 决算.txt": ("2023年度样例市样例局部门决算", *FORMS, "第四部分 名词解释", "指5.00万元。"),
        "2 报告.txt": ("2023年度样例市样例局绩效评价报告", "本年支出8.00万元。"),
        "3 说明.txt": ("二、机关运行经费支出情况", "机关运行经费支出9.00万元。"),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, lines in files.items():
            archive.writestr(name, "\n\n".join(lines))
    document = parse_document(packed.getvalue(), "2023.zip")
    found = [(s.printed_text, s.measure_key) for s in document.statements]
    assert found == [("8.00", None), ("9.00", "operating_cost")]
