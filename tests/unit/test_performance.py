"""Project self-evaluation tables as the national template prints them."""

import pytest

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


@pytest.mark.parametrize(
    "table",
    [
        pytest.param([["部门名称", "样例局", *[""] * 7], *REST], id="of a whole department"),
        pytest.param([["项目名称", "金额"], ["办公楼维修", "95.00"]], id="a list of projects"),
    ],
)
def test_another_table_is_no_project(parse, table):
    assert document_of(parse, "一、项目绩效自评情况", table, "").projects == []
