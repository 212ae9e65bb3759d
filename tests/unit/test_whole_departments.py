"""Self-evaluations of whole departments, which stand among those of projects, and the items of their funds."""

import pytest

from tests.unit.test_performance import FUNDS, GOALS, HEAD, HEADER, INDICATORS, REST, unread
from tests.unit.test_statements import prose

TITLE = "部门整体支出绩效自评表"
WHOLE_FUNDS = [
    FUNDS[0],
    ["", "年度资金总额", "1000.00", "900.00", "800.00", "10", "88.89%", "8.89", ""],
    ["", "其中：基本支出", "600.00", "600.00", "600.00", "—", "", "—", ""],
    ["", "项目支出", "400.00", "300.00", "200.00", "—", "", "—", ""],
]
NAMED = [["部门名称", "样例局", *[""] * 7]]
WHOLE = [*NAMED, *WHOLE_FUNDS, *GOALS, HEADER, *INDICATORS]
PROJECT = HEAD + REST


def text_of(table):
    return "\n".join("\t".join(row) for row in table)


def evaluations(parse, *parts):
    """The self-evaluations of a document whose parts are titles and tables."""
    return parse(prose(*(part if isinstance(part, str) else text_of(part) for part in parts)))


def figures(project):
    return {
        (row.fund_item, c.column_key): c.printed_text for row in project.funds for c in row.cells
    }


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        "附件2：2023年度部门（单位）整体支出绩效自评表",
        "部门整体绩效自评表（2023年度）",
        "单位整体支出绩效目标自评表",
        "部门整体支出绩效评价指标评分表",
        "2023年部门整体支出绩效目标完成情况表",
    ],
)
@pytest.mark.parametrize("is_first", [False, True])
def test_a_whole_department_beside_a_project(parse, title, is_first):
    pair = [("项目支出绩效自评表", PROJECT), (title, WHOLE)]
    parts = [part for one in (reversed(pair) if is_first else pair) for part in one]
    found = {p.evaluated: p for p in evaluations(parse, *parts).projects}
    assert found.keys() == {"project", "department"}
    project, whole = found["project"], found["department"]
    assert project.project_name == "办公楼维修"
    assert figures(project)["total", "executed"] == "95.00"
    assert len(project.indicators) == len(whole.indicators) == 4
    assert (whole.project_name, whole.unit_name) == (None, "样例局")
    assert figures(whole)["total", "executed"] == "800.00"
    assert figures(whole)["basic", "full_year_budget"] == "600.00"
    assert figures(whole)["project", "executed"] == "200.00"
    assert whole.total_score.printed_text == "97.5"


@pytest.mark.parametrize("head", [NAMED, []], ids=["named", "without a name"])
def test_the_title_may_stand_in_the_table(parse, head):
    table = [[f"{TITLE}（2023年度）", *[""] * 8], *head, *WHOLE[1:]]
    (whole,) = evaluations(parse, "附件", table).projects
    assert (whole.evaluated, whole.fiscal_year) == ("department", "2023")
    assert figures(whole)["total", "initial_budget"] == "1000.00"


def test_names_of_a_departments_own(parse):
    header = ["一级指标", "二级指标", "三级指标", "评分标准", "分值", "自评得分", "扣分原因"]
    rows = [
        ["投入", "目标设定", "绩效目标合理性", "依据充分", "10", "10", ""],
        ["过程", "预算执行", "预算完成率", "100%", "30", "28", "进度"],
        ["产出", "职责履行", "实际完成率", "100%", "30", "30", ""],
    ]
    more = [
        ["效果", "履职效益", "社会效益", "显著", "20", "20", ""],
        ["效果", "履职效益", "公众满意度", "≥90%", "10", "9", ""],
    ]
    total = ["总分", "", "", "", "100", "97", ""]
    whole = evaluations(parse, TITLE, [header, *rows, *more, total]).projects[0]
    levels = ["投入", "过程", "产出", "效果", "效果"]
    assert [i.level1 for i in whole.indicators] == levels
    assert whole.total_score.printed_text == "97"
    # a page may hold no more than the funds
    funds = [*NAMED, *WHOLE_FUNDS]
    document = evaluations(parse, TITLE, funds, [header, *rows, *more, total])
    assert [i.level1 for i in document.projects[0].indicators] == levels
    assert document.projects[0].total_score.printed_text == "97"
    # its second page has no name of the template: it is as wide, and nothing stands above it
    document = evaluations(parse, TITLE, [header, *rows], [*more, total])
    assert document.projects[0].indicators[:3] == whole.indicators[:3]
    assert [i.level1 for i in document.projects[0].indicators] == levels
    assert document.projects[0].total_score.printed_text == "97"


@pytest.mark.parametrize(
    "title",
    ["部门整体支出绩效目标表", "部门整体支出情况说明表", "项目绩效自评表"],
)
def test_what_no_title_calls_the_evaluation_of_a_whole_department_is_none(parse, title):
    assert evaluations(parse, title, WHOLE[1:]).projects == []


def test_a_table_of_an_unknown_kind_is_no_page_of_the_project_before_it(parse):
    alone = evaluations(parse, "项目支出绩效自评表", PROJECT).projects
    for title in ("附表3", "其他绩效自评情况表"):
        assert evaluations(parse, "项目支出绩效自评表", PROJECT, title, WHOLE).projects == alone
    # nor is one with funds of its own where the score of the whole was not reached
    cut = PROJECT[:-1]
    (before,) = evaluations(parse, "项目支出绩效自评表", cut).projects
    (project,) = evaluations(parse, "项目支出绩效自评表", cut, "附表3", WHOLE).projects
    assert (project.funds, project.indicators) == (before.funds, before.indicators)


def test_a_page_under_the_same_title_goes_on(parse):
    first, rest = PROJECT[: -len(INDICATORS) + 2], [HEADER, *INDICATORS[2:]]
    title = "项目支出绩效自评表"
    (project,) = evaluations(parse, title, first, title, rest).projects
    (whole,) = evaluations(parse, title, PROJECT).projects
    assert [i.level3 for i in project.indicators] == [i.level3 for i in whole.indicators]
    assert project.total_score == whole.total_score


def with_funds(parse, rows):
    filled = [["", label, *amounts, "—", "", "—", ""] for label, *amounts in rows]
    table = [*HEAD, *FUNDS[:2], *filled, *GOALS, HEADER, *INDICATORS]
    document = evaluations(parse, "项目支出绩效自评表", table)
    return document, document.projects[0]


@pytest.mark.parametrize(
    ("rows", "items"),
    [
        pytest.param(
            ["其中：中央财政资金", "省级财政资金", "市级资金", "县（区）级财政资金", "其他资金"],
            ["central", "provincial", "municipal", "county", "other"],
            id="levels",
        ),
        pytest.param(
            ["其中：财政拨款", "其中：中央补助", "地方资金", "其他资金"],
            ["fiscal", "fiscal_central", "fiscal_local", "other"],
            id="levels of the fiscal funds",
        ),
        pytest.param(
            ["一般公共预算", "政府性基金", "财政专户管理资金", "单位资金"],
            ["general_public", "government_fund", "special_account", "own"],
            id="budgets",
        ),
        pytest.param(
            ["其中：基本支出", "项目支出", "其他支出"],
            ["basic", "project", "other_nature"],
            id="natures",
        ),
        pytest.param(
            ["其中：当年财政拨款", "贷款资金", "其他资金"],
            ["fiscal", "unlisted_1", "other"],
            id="not known",
        ),
        pytest.param(
            ["其中：市级资金", "市级资金", "其他资金"],
            ["municipal", "unlisted_1", "other"],
            id="twice",
        ),
    ],
)
def test_items_of_the_funds(parse, rows, items):
    amounts = [[f"{n}.00", f"{n}.10", f"{n}.20"] for n in range(1, len(rows) + 1)]
    given = [[label, *three] for label, three in zip(rows, amounts, strict=True)]
    document, project = with_funds(parse, given)
    assert [row.fund_item for row in project.funds] == ["total", *items]
    assert [[c.printed_text for c in r.cells[:3]] for r in project.funds[1:]] == amounts
    said = [p.message for p in document.problems if "no sum counts them" in p.message]
    assert len(said) == sum(item.startswith("unlisted") for item in items)
    assert len(project.indicators) == 4


def test_a_fund_without_amounts_ends_nothing(parse):
    _, project = with_funds(
        parse, [["其中：贷款资金", "", "", ""], ["其他资金", "1.00", "1.00", "1.00"]]
    )
    assert [row.fund_item for row in project.funds] == ["total", "other"]


def test_two_units_in_the_header_of_the_funds_are_none(parse):
    header = [*FUNDS[0]]
    header[2], header[4] = "年初预算数（万元）", "全年执行数（元）"
    header[0] = "项目资金"
    table = [*HEAD, header, *FUNDS[1:], *GOALS, HEADER, *INDICATORS]
    document = evaluations(parse, "项目支出绩效自评表", table)
    assert document.projects[0].unit_text == "万元、元"
    assert any("万元、元" in p.message for p in document.problems)


@pytest.mark.parametrize(
    ("title", "head", "table"),
    [
        pytest.param("项目支出绩效自评表", HEAD, PROJECT, id="project"),
        pytest.param(TITLE, NAMED, WHOLE, id="department"),
        pytest.param(
            "附件",
            [[TITLE, *[""] * 8], *NAMED],
            [[TITLE, *[""] * 8], *WHOLE],
            id="department, its title in the table",
        ),
    ],
)
@pytest.mark.parametrize("is_titled", [False, True])
def test_each_page_may_repeat_what_is_evaluated(parse, title, head, table, is_titled):
    cut = len(table) - len(INDICATORS) + 1
    pages = (table[:cut], [*head, HEADER, *table[cut:]])
    again = [title] if is_titled else []
    found = evaluations(parse, title, pages[0], *again, pages[1]).projects
    (whole,) = evaluations(parse, title, table).projects
    (project,) = found
    assert project.funds == whole.funds
    assert [(i.level1, i.level3) for i in project.indicators] == [
        (i.level1, i.level3) for i in whole.indicators
    ]
    assert project.total_score == whole.total_score


def test_another_project_of_the_same_form_is_another(parse):
    other = [["项目名称", "道路养护", *[""] * 7], HEAD[1], *REST]
    first = PROJECT[:-1]  # without the score of the whole
    found = evaluations(
        parse, "项目支出绩效自评表", first, "项目支出绩效自评表", other, other
    ).projects
    assert [p.project_name for p in found] == ["办公楼维修", "道路养护", "道路养护"]
    assert [len(p.indicators) for p in found] == [4, 4, 4]


def test_a_list_may_hold_the_whole_department(parse):
    table = [
        ["序号", "项目名称", "全年预算数", "全年执行数", "自评得分"],
        ["1", "部门整体支出", "900.00", "800.00", "97.5"],
        ["2", "办公楼维修", "100.00", "95.00", "98"],
    ]
    found = evaluations(parse, "2023年度绩效自评结果汇总表", table).projects
    assert [(p.evaluated, p.project_name) for p in found] == [
        ("department", "部门整体支出"),
        ("project", "办公楼维修"),
    ]


def test_a_merged_cell_names_the_second_level_of_several_rows(parse):
    def levels(rows):
        table = [*HEAD, *FUNDS, *GOALS, HEADER, *rows, INDICATORS[-1]]
        (project,) = evaluations(parse, "项目支出绩效自评表", table).projects
        return [(i.level1, i.level2, i.level3) for i in project.indicators]

    merged = [
        ["", "产出指标", "数量指标", "面积", "5平方米", "5平方米", "20", "20", ""],
        ["", "", "", "次数", "5次", "5次", "20", "20", ""],
        ["", "", "质量指标", "合格率", "100%", "100%", "10", "10", ""],
        ["", "效益指标", "", "条件", "改善", "改善", "40", "38", ""],
    ]
    assert levels(merged) == [
        ("产出指标", "数量指标", "面积"),
        ("产出指标", "数量指标", "次数"),
        ("产出指标", "质量指标", "合格率"),
        ("效益指标", None, "条件"),  # the cell above is of another first level
    ]
    # where each row prints the name, one without it has lost it
    repeated = [
        merged[0],
        ["", "", "数量指标", "次数", "5次", "5次", "10", "10", ""],
        ["", "", "", "人数", "5人", "5人", "10", "10", ""],
    ]
    assert [level2 for _, level2, _ in levels(repeated)] == ["数量指标", "数量指标", None]


@pytest.mark.parametrize("word", ["未完成的主要原因", "扣分原因及整改措施", "偏差情况说明及原因"])
def test_why_a_target_was_missed_is_asked_in_many_words(parse, word):
    header = [word if "偏差" in text else text for text in HEADER]
    table = [*HEAD, *FUNDS, *GOALS, header, *INDICATORS]
    (project,) = evaluations(parse, "项目支出绩效自评表", table).projects
    assert [i.deviation for i in project.indicators] == [None, None, "略", None]


def test_scores_of_what_is_not_named_are_said(parse):
    document = evaluations(parse, "附表3", WHOLE[1:])
    assert document.projects == []
    (said,) = [p for p in document.problems if "of no project or department" in p.message]
    assert (said.severity, said.table_no) == ("warn", 2)
    goals = [row[:5] for row in [HEADER, *INDICATORS[:-1]]]  # aims without scores
    document = evaluations(parse, "项目支出绩效目标表", goals)
    assert not any("of no project or department" in p.message for p in document.problems)


def test_weights_stand_beside_the_name_of_each_level(parse):
    width = 9
    head = [
        ["评价指标", "", "", "", "", "", "指标说明", "评分标准", "得分"],
        ["一级指标", "", "二级指标", "", "三级指标", "", "", "", ""],
        ["名称", "权重（%）", "名称", "权重（%）", "名称", "权重（%）", "", "", ""],
    ]
    rows = [
        ["部门决策", "25", "预算编制", "10", "预算编制合理性", "5", "是否合理", "按档计分", "5"],
        ["", "", "", "", "预算编制规范性", "5", "是否规范", "按档计分", "4.5"],
        ["", "", "目标设置", "15", "绩效目标完整性", "15", "是否完整", "按档计分", "14"],
        ["部门管理", "75", "资金管理", "75", "支付进度", "75", "进度", "按比例计分", "70"],
        ["总分", "100", "", "100", "", "100", "", "", "93.5"],
    ]
    assert {len(row) for row in head + rows} == {width}
    document = evaluations(parse, "部门整体支出绩效评价指标评分表", head + rows)
    (whole,) = document.projects
    assert [(i.level1, i.level2, i.level3, i.weight, i.score) for i in whole.indicators] == [
        ("部门决策", "预算编制", "预算编制合理性", "5", "5"),
        ("部门决策", "预算编制", "预算编制规范性", "5", "4.5"),
        ("部门决策", "目标设置", "绩效目标完整性", "15", "14"),
        ("部门管理", "资金管理", "支付进度", "75", "70"),
    ]
    assert whole.total_score.printed_text == "93.5"
    assert not unread(document)
