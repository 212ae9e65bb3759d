"""Project self-evaluation tables as the national template prints them."""

import dataclasses

import pytest

from ingest.forms.indicators import IN_LEVELS
from ingest.forms.project_header import IN_LABELS, project_words, wordings
from tests.unit.test_statements import prose

FUNDS = [
    [
        "项目资金（万元）",
        "",
        "年初预算数",
        "全年预算数",
        "全年执行数",
        "分值",
        "执行率",
        "得分",
        "",
    ],
    ["", "年度资金总额", "100.00", "100.00", "95.00", "10", "95.00%", "9.5", ""],
    ["", "其中：当年财政拨款", "80.00", "80.00", "75.00", "—", "", "—", ""],
    ["", "上年结转资金", "20.00", "20.00", "20.00", "—", "", "—", ""],
    ["", "其他资金", "0", "0", "0", "—", "", "—", ""],
]
GOALS = [
    ["年度总体目标", "预期目标", "", "", "", "实际完成情况", "", "", ""],
    ["", "维修完成", "", "", "", "已完成", "", "", ""],
]
HEADER = [
    *["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    "偏差原因分析及改进措施",
]
INDICATORS = [
    ["", "产出指标", "数量指标", "维修面积", "500平方米", "500平方米", "20", "20", ""],
    ["", "（50分）", "质量指标", "合格率", "100%", "100%", "30", "30", ""],
    ["", "效益指标（30分）", "社会效益指标", "办公条件", "改善", "改善", "30", "28", "略"],
    ["", "满意度指标（10分）", "服务对象满意度指标", "满意度", "≥90%", "95%", "10", "10", ""],
    ["总分", "", "", "", "", "", "100", "97.5", ""],
]
HEAD = [
    ["项目名称", "办公楼维修", *[""] * 7],
    ["主管部门", "样例局", "", "", "实施单位", "样例局本级", "", "", ""],
]
REST = [*FUNDS, *GOALS, HEADER, *INDICATORS]


def document_of(parse, title, table, below="（2023年度）"):
    rows = "\n".join("\t".join(row) for row in table)
    return parse(prose(title, below, rows))


@pytest.mark.parametrize(
    ("title", "head", "below"),
    [
        pytest.param("项目支出绩效自评表", HEAD, "（2023年度）", id="title above the table"),
        pytest.param("2023年度项目支出绩效自评表", HEAD, "金额单位：元", id="year in the title"),
        pytest.param(
            "附件2", [["项目支出绩效自评表（2023年度）", *[""] * 8], *HEAD], "", id="in the table"
        ),
        pytest.param("附件", HEAD, "（2023年度）", id="no title, by its funds"),
        pytest.param(
            "项目绩效自评表",
            [["项目名称：办公楼维修", *[""] * 8], HEAD[1]],
            "（2023年度）",
            id="a colon",
        ),
    ],
)
def test_a_national_table(parse, title, head, below):
    (project,) = document_of(parse, title, head + REST, below).projects
    assert (project.project_name, project.unit_name) == ("办公楼维修", "样例局本级")
    assert (project.fiscal_year, project.unit_text) == ("2023", "万元")
    figures = {
        (row.fund_item, c.column_key): c.printed_text for row in project.funds for c in row.cells
    }
    assert figures["total", "executed"] == "95.00"
    assert figures["total", "rate"] == "95.00%"
    assert figures["carry_over", "full_year_budget"] == "20.00"
    assert project.group_weights == {"产出指标": "50", "效益指标": "30", "满意度指标": "10"}
    assert [(i.level2, i.level3, i.weight, i.score) for i in project.indicators] == [
        ("数量指标", "维修面积", "20", "20"),
        ("质量指标", "合格率", "30", "30"),
        ("社会效益指标", "办公条件", "30", "28"),
        ("服务对象满意度指标", "满意度", "10", "10"),
    ]
    assert project.total_score.printed_text == "97.5"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("年初预算数", "年初预算数（A）"),
        ("全年预算数", "全年预算数（B）"),
        ("全年执行数", "全年执行数（C）"),
        ("执行率", "执行率（C/B）"),
        ("年度指标值", "目标值"),
        ("实际完成值", "完成值"),
        ("得分", "自评得分"),
        ("偏差原因分析及改进措施", "未完成原因及改进措施"),
    ],
)
def test_headers_in_other_words(parse, was, now):
    table = [[now if text == was else text for text in row] for row in HEAD + REST]
    (project,) = document_of(parse, "项目支出绩效自评表", table).projects
    (plain,) = document_of(parse, "项目支出绩效自评表", HEAD + REST).projects
    assert project.funds == plain.funds
    assert project.indicators == plain.indicators


def test_indicators_without_their_header_are_reported(parse):
    document = document_of(parse, "项目支出绩效自评表", [*HEAD, *FUNDS, *GOALS, *INDICATORS])
    assert document.projects[0].indicators == []
    assert any("indicator columns" in p.message for p in document.problems)


def indicators_under(parse, header, rows, total=("总分", "", "", "", "", "", "100", "97.5", "")):
    table = [*HEAD, *FUNDS, *GOALS, *header, *rows, list(total)]
    document = document_of(parse, "项目支出绩效自评表", table)
    assert document.status != "refused", document.reason
    return document, document.projects[0]


def unread(document):
    return [p for p in document.problems if "under no known header" in p.message]


@pytest.mark.parametrize("field", ["二级指标", "分值", "得分", "年度指标值"])
def test_a_header_that_is_not_known_costs_its_own_column_alone(parse, field):
    header = [text.replace(field, "某某栏") for text in HEADER]
    document, project = indicators_under(parse, [header], INDICATORS[:4])
    _, whole = indicators_under(parse, [HEADER], INDICATORS[:4])
    name = {"二级指标": "level2", "分值": "weight", "得分": "score", "年度指标值": "target"}[field]
    lost = [dataclasses.replace(i, **{name: None}) for i in whole.indicators]
    assert project.indicators == lost
    assert project.funds == whole.funds
    if field == "二级指标":  # names, no figures
        return
    (problem,) = unread(document)
    assert "某某栏" in problem.message
    assert problem.table_column == HEADER.index(field) + 1


def test_a_header_of_two_rows(parse):
    first = [{"年度指标值": "指标值", "实际完成值": "指标值"}.get(text, text) for text in HEADER]
    second = ["", "", "", "", "目标值", "完成值", "", "", ""]
    _, whole = indicators_under(parse, [HEADER], INDICATORS[:4])
    _, project = indicators_under(parse, [first, second], INDICATORS[:4])
    assert [(i.target, i.actual, i.score) for i in project.indicators] == [
        (i.target, i.actual, i.score) for i in whole.indicators
    ]
    # without the second row, one word heads two columns: which is which is not known
    document, project = indicators_under(parse, [first], INDICATORS[:4])
    assert {(i.target, i.actual) for i in project.indicators} == {(None, None)}
    assert unread(document)


@pytest.mark.parametrize("word", ["自评总分", "总得分", "综合得分"])
def test_the_total_in_other_words(parse, word):
    total = (word, "", "", "", "", "", "100", "97.5", "")
    _, project = indicators_under(parse, [HEADER], INDICATORS[:4], total)
    assert len(project.indicators) == 4
    assert project.total_score.printed_text == "97.5"


def test_a_first_level_that_is_not_known_keeps_its_printed_name(parse):
    rows = [
        ["", "投入和管理（20分）", "投入管理", "预算执行", "95%", "95%", "20", "20", ""],
        *INDICATORS[:4],
    ]
    _, project = indicators_under(parse, [HEADER], rows)
    assert [i.level1 for i in project.indicators][:2] == ["投入和管理", "产出指标"]
    assert project.group_weights["投入和管理"] == "20"


def test_figures_under_no_known_header_are_said(parse):
    """预算数 and 执行数 as labels before their figures: which budget it is, is not printed."""
    funds = [
        ["项目资金（万元）", "预算数：", "100.00", "", "", "执行数：", "95.00", "", ""],
        ["", "其中：财政拨款", "80.00", "", "", "其中：财政拨款", "75.00", "", ""],
    ]
    document = document_of(
        parse, "项目支出绩效自评表", [*HEAD, *funds, *GOALS, HEADER, *INDICATORS]
    )
    assert document.projects[0].funds == []
    (problem,) = unread(document)
    assert "'100.00' in row 3, column 3" in problem.message
    assert "and 1 more" in problem.message
    assert unread(document_of(parse, "项目支出绩效自评表", HEAD + REST)) == []


def test_funds_with_the_budget_of_the_beginning_of_the_year_alone(parse):
    funds = [[text for text in row if text != "全年预算数"] for row in FUNDS]
    funds = [row[:3] + row[4:] if len(row) == 9 else row for row in funds]
    document = document_of(
        parse,
        "项目支出绩效自评表",
        [*HEAD, *[[*row, ""] for row in funds], *GOALS, HEADER, *INDICATORS],
    )
    figures = {c.column_key: c.printed_text for c in document.projects[0].funds[0].cells}
    assert (figures["initial_budget"], figures["executed"]) == ("100.00", "95.00")
    assert "full_year_budget" not in figures


@pytest.mark.parametrize("repeats", [True, False])
def test_a_second_page_with_and_without_its_header(parse, repeats):
    rows = "\n".join("\t".join(row) for row in [*HEAD, *FUNDS, *GOALS, HEADER, *INDICATORS[:2]])
    rest = "\n".join("\t".join(row) for row in [*[HEADER] * repeats, *INDICATORS[2:]])
    document = parse(prose("项目支出绩效自评表", "（2023年度）", rows + "\n\n" + rest))
    (project,) = document.projects
    assert [i.score for i in project.indicators] == ["20", "30", "28", "10"]
    assert not [p for p in document.problems if "indicator columns" in p.message]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param([["部门名称", "样例局", *[""] * 7], *REST], id="of a whole department"),
        pytest.param([["项目名称", "金额"], ["办公楼维修", "95.00"]], id="a list of projects"),
    ],
)
def test_another_table_is_no_project(parse, table):
    assert document_of(parse, "一、项目绩效自评情况", table, "").projects == []


def over_pages(parse, *pages):
    """The project of a table that runs over pages, and the document."""
    first, *rest = pages
    title = "项目支出绩效自评表"
    table = "\n".join("\t".join(row) for row in [*HEAD, *FUNDS, *GOALS, HEADER, *first])
    text = "\n\f".join([table, *("\n".join("\t".join(row) for row in page) for page in rest)])
    document = parse(prose(title, "（2023年度）", text))
    (project,) = document.projects
    return document, project


def torn(row, **halves):
    """A row of which the words of some columns go on on the next page: its two halves."""
    above, below = list(row), [""] * len(row)
    for text, length in halves.items():
        column = row.index(text)
        above[column], below[column] = text[:length], text[length:]
    return above, below


@pytest.mark.parametrize("header", [[], [HEADER]], ids=["no header", "header again"])
@pytest.mark.parametrize(
    "halves",
    [
        pytest.param({"合格率达到要求": 3}, id="the name"),
        pytest.param({"已经全部合格": 4}, id="the actual value"),
        pytest.param({"合格率达到要求": 3, "全部合格": 2, "已经全部合格": 4}, id="all words"),
    ],
)
def test_an_indicator_that_is_torn_over_pages_is_one(parse, header, halves):
    row = ["", "（50分）", "质量指标", "合格率达到要求", "全部合格", "已经全部合格", "30", "30", ""]
    above, below = torn(row, **halves)
    _, whole = over_pages(parse, [INDICATORS[0], row], [*header, *INDICATORS[2:]])
    document, project = over_pages(parse, [INDICATORS[0], above], [*header, below, *INDICATORS[2:]])
    assert [i.level3 for i in whole.indicators][:2] == ["维修面积", "合格率达到要求"]
    assert project.indicators[:2] == whole.indicators[:2]
    words = [(i.level3, i.target, i.actual, i.weight, i.score) for i in whole.indicators]
    assert words == [(i.level3, i.target, i.actual, i.weight, i.score) for i in project.indicators]
    (said,) = [p for p in document.problems if "is the rest of the indicator" in p.message]
    assert said.table_row == 1 + len(header)
    assert project.total_score.printed_text == "97.5"


def test_a_row_of_a_group_is_no_rest_of_an_indicator(parse):
    group = ["", "效益指标（30分）", "", "", "", "", "", "", ""]
    document, project = over_pages(parse, INDICATORS[:2], [group, *INDICATORS[2:]])
    assert [i.level3 for i in project.indicators] == ["维修面积", "合格率", "办公条件", "满意度"]
    assert not any("rest of" in p.message or "kept raw: " in p.message for p in document.problems)


def test_the_total_alone_on_the_last_page(parse):
    document, project = over_pages(parse, INDICATORS[:4], INDICATORS[4:])
    assert (project.total_weight.printed_text, project.total_score.printed_text) == ("100", "97.5")
    last = document.table_records[-1]
    assert (last.kind, project.total_table, project.total_row) == ("performance", last.table_no, 1)


def test_a_total_of_another_width_is_not_that_of_the_project(parse):
    document, project = over_pages(parse, INDICATORS[:4], [["总分", "100", "97.5"]])
    assert project.total_score is None
    assert document.table_records[-1].kind == "other"


def test_an_indicator_that_has_neither_weight_nor_score_is_not_lost(parse):
    row = ["", "", "时效指标", "按时完成", "12月前", "11月", "", "", ""]
    _, project = indicators_under(parse, [HEADER], [*INDICATORS[:2], row, *INDICATORS[2:4]])
    found = project.indicators[2]
    assert (found.level1, found.level2, found.level3) == ("产出指标", "时效指标", "按时完成")
    assert (found.target, found.actual, found.weight, found.score) == ("12月前", "11月", None, None)


def test_words_beside_no_figure_are_said(parse):
    row = ["", "", "", "", "", "见附件", "", "", ""]
    document, project = indicators_under(parse, [HEADER], [*INDICATORS[:2], row, *INDICATORS[2:4]])
    assert len(project.indicators) == 4
    (said,) = [p for p in document.problems if "without weight and score" in p.message]
    assert "见附件" in said.message
    assert said.table_row == len([*HEAD, *FUNDS, *GOALS]) + 4


def test_rows_that_the_template_has_for_more_indicators_are_not_said(parse):
    rows = [["", "", "", name, "", "", "", "", ""] for name in ("指标2：", "……", "…")]
    document, project = indicators_under(
        parse, [HEADER], [*INDICATORS[:2], *rows, *INDICATORS[2:4]]
    )
    assert len(project.indicators) == 4
    assert not any("without weight and score" in p.message for p in document.problems)


def test_a_sign_in_a_column_of_its_own_belongs_to_the_target(parse):
    """≤ | 90 is another target than ≥ | 90; what only says of which kind it is, is none."""
    table = [
        *HEAD,
        *FUNDS,
        [
            "绩效指标",
            "一级指标",
            "二级指标",
            "三级指标",
            "指标性质",
            "指标值",
            "实际完成值",
            "分值",
            "得分",
        ],
        ["", "产出指标", "成本指标", "单位成本", "≤", "90", "80", "20", "20"],
        ["", "", "数量指标", "次数", "＝", "3", "3", "20", "20"],
        ["", "", "质量指标", "合格率", "≥", "98%", "99%", "20", "20"],
        ["", "效益指标", "社会效益指标", "条件", "定性", "改善", "改善", "30", "30"],
    ]
    document = document_of(parse, "项目支出绩效自评表", table)
    targets = [i.target for i in document.projects[0].indicators]
    assert targets == ["≤90", "=3", "≥98%", "改善"]


def test_indicators_in_one_list_without_levels(parse):
    """As Chongqing prints them: the score of the whole beside the name, an adjusted target beside the first."""
    table = [
        ["项目名称", "办公楼维修", "", "", "项目编码", "50000", "", "自评总分（分）", "98.5"],
        ["主管部门", "样例局", *[""] * 7],
        [
            "项目资金（万元）",
            "",
            "年初预算数",
            "全年（调整）预算数",
            "全年执行数",
            "执行率",
            "执行率权重",
            "执行率得分",
            "",
        ],
        ["", "年度总金额", "100", "110", "99", "90%", "10", "9", ""],
        ["", "其中：财政拨款", "100", "110", "99", "90%", "", "", ""],
        [
            "绩效指标",
            "指标名称",
            "计量单位",
            "年初指标值",
            "调整指标值",
            "全年完成值",
            "得分系数",
            "指标权重",
            "指标得分",
        ],
        ["", "维修面积", "平方米", "500", "510", "510", "100%", "45", "45"],
        ["", "满意度", "%", "≥90", "≥90", "95", "99%", "45", "44.5"],
    ]
    document = document_of(parse, "项目绩效自评表", table)
    (project,) = document.projects
    assert (project.project_code, project.total_score.printed_text) == ("50000", "98.5")
    assert {c.column_key: c.printed_text for c in project.funds[0].cells} == {
        "initial_budget": "100",
        "full_year_budget": "110",
        "executed": "99",
        "rate": "90%",
        "weight": "10",
        "score": "9",
    }
    assert [
        (i.level3, i.target, i.unit, i.actual, i.weight, i.score) for i in project.indicators
    ] == [
        ("维修面积", "500", "平方米", "510", "45", "45"),
        ("满意度", "≥90", "%", "95", "45", "44.5"),
    ]
    (problem,) = unread(document)
    assert "'510' in row 7, column 5 (调整指标值)" in problem.message
    assert problem.table_row == 7  # the code of the project is no figure of a column below it


def test_a_sum_in_the_head_is_no_score(parse):
    head = [
        ["项目名称", "办公楼维修", *[""] * 7],
        ["预算金额", "合计", "100.00", "财政拨款", "80.00", *[""] * 4],
    ]
    table = [*head, *REST[:-1]]
    (project,) = document_of(parse, "项目支出绩效自评表", table).projects
    assert project.total_score is None


def test_every_word_for_a_level_has_what_is_looked_for_first():
    levels = [w for w, field in wordings()["indicator"].items() if field.startswith("level")]
    assert levels and all(IN_LEVELS in word for word in levels)


def test_every_label_of_a_project_has_what_is_looked_for_first():
    lists = [w for w, field in wordings()["list"].items() if field == "project_name"]
    assert all(IN_LABELS in word for word in (*project_words(), *lists))


@pytest.mark.parametrize(
    ("budget", "executed", "unit"),
    [
        ("全年预算数（万元）", "全年执行数（万元）", "万元"),
        ("全年预算数（元）（A）", "全年执行数（元）（B）", "元"),
        ("全年预算数(A)", "全年执行数(B)", "万元"),
    ],
)
def test_headers_of_funds_with_unit_and_letter(parse, budget, executed, unit):
    head = [
        f"项目资金（{unit}）",
        "",
        "年初预算数",
        budget,
        executed,
        "分值",
        "执行率(B/A)",
        "得分",
        "",
    ]
    table = [*HEAD, head, *FUNDS[1:], *GOALS, HEADER, *INDICATORS]
    document = document_of(parse, "项目支出绩效自评表", table)
    (project,) = document.projects
    assert project.unit_text == unit
    assert {c.column_key: c.printed_text for c in project.funds[0].cells} == {
        "initial_budget": "100.00",
        "full_year_budget": "100.00",
        "executed": "95.00",
        "weight": "10",
        "rate": "95.00%",
        "score": "9.5",
    }
    assert not [p for p in document.problems if "under no known header" in p.message]


@pytest.mark.parametrize(
    "named",
    [
        ["年度指标值（A）", "全年实际值（B）", "分值（100分）", "得分（自评分）"],
        ["绩效指标值", "实际完成情况", "权重（%）", "自评得分"],
        ["预期指标值", "实际完成指标值", "标准分", "自评分（分）"],
    ],
)
def test_headers_of_indicators_with_letters_and_units(parse, named):
    table = [*HEAD, *FUNDS, *GOALS, [*HEADER[:4], *named, HEADER[8]], *INDICATORS]
    (project,) = document_of(parse, "项目支出绩效自评表", table).projects
    first = project.indicators[0]
    assert (first.target, first.actual, first.weight, first.score) == (
        *("500平方米", "500平方米", "20", "20"),
    )


@pytest.mark.parametrize(
    "label",
    ["转移支付（项目）名称", "专项资金名称", "项目名称（全称）", "子项目名称", "二级项目名称"],
)
def test_a_project_is_named_by_other_labels(parse, label):
    table = [[label, "办公楼维修", *[""] * 7], *HEAD[1:], *REST]
    (project,) = document_of(parse, "项目支出绩效自评表", table).projects
    assert project.project_name == "办公楼维修"
