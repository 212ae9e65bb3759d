"""Lists of projects with the scores of their self-evaluations."""

import pytest

from tests.unit.test_performance import HEAD, REST
from tests.unit.test_statements import prose

TITLE = "2023年度项目绩效自评结果汇总表"
LIST = [
    [
        "序号",
        "项目名称",
        "主管部门",
        "实施单位",
        "年初预算数",
        "全年预算数",
        "全年执行数",
        "执行率",
        "自评得分",
        "等级",
    ],
    ["1", "办公楼维修", "样例局", "样例局本级", "100.00", "110.00", "99.00", "90%", "95.5", "优"],
    ["2", "信息化建设", "样例局", "样例中心", "50.00", "50.00", "50.00", "100%", "98", "优"],
    ["合计", "", "", "", "150.00", "160.00", "149.00", "", "", ""],
]


def document_of(parse, *tables, unit="金额单位：万元"):
    text = [
        line
        for title, table in tables
        for line in (title, unit, "\n".join("\t".join(row) for row in table), "")
    ]
    return parse(prose(*text))


def scores(document):
    return [(p.project_no, p.project_name, p.total_score.printed_text) for p in document.projects]


def test_each_row_is_a_project_with_its_score(parse):
    document = document_of(parse, (TITLE, LIST))
    assert scores(document) == [(1, "办公楼维修", "95.5"), (2, "信息化建设", "98")]
    first = document.projects[0]
    assert (first.unit_name, first.unit_text, first.total_row) == ("样例局本级", "万元", 2)
    cut = document_of(parse, (TITLE, LIST), unit="金额单位：万\n\n元")
    assert [project.unit_text for project in cut.projects] == ["万元", "万元"]
    (funds,) = first.funds
    assert {c.column_key: (c.printed_text, c.table_column) for c in funds.cells} == {
        "initial_budget": ("100.00", 5),
        "full_year_budget": ("110.00", 6),
        "executed": ("99.00", 7),
        "rate": ("90%", 8),
    }
    assert document.table_records[-1].kind == "performance"


def test_a_header_of_two_rows_with_units(parse):
    table = [
        ["项目名称", "项目资金（万元）", "", "", "自评得分（分）"],
        ["", "全年预算数", "全年执行数", "执行率", ""],
        ["办公楼维修", "110.00", "99.00", "90%", "95.5"],
    ]
    document = document_of(parse, ("项目支出绩效自评情况", table))
    assert scores(document) == [(1, "办公楼维修", "95.5")]
    assert [c.column_key for c in document.projects[0].funds[0].cells] == [
        "full_year_budget",
        "executed",
        "rate",
    ]


@pytest.mark.parametrize("header", [0, 1])
def test_a_list_over_two_pages(parse, header):
    pages = [LIST[:2], [*LIST[:header], *LIST[2:]]]
    document = document_of(parse, (TITLE, pages[0]), ("", pages[1]))
    assert scores(document) == [(1, "办公楼维修", "95.5"), (2, "信息化建设", "98")]
    assert document.projects[1].total_row == 1 + header
    assert document.projects[1].unit_text == "万元"


@pytest.mark.parametrize("is_first", [True, False])
def test_beside_the_tables_of_the_projects_a_list_stays_raw(parse, is_first):
    """Each project would stand twice, and count twice in every mean."""
    tables = [("项目支出绩效自评表", [*HEAD, *REST]), (TITLE, LIST)]
    document = document_of(parse, *(tables[::-1] if is_first else tables))
    assert scores(document) == [(1, "办公楼维修", "97.5")]
    assert any("is a list of 2 projects; kept raw" in p.message for p in document.problems)


@pytest.mark.parametrize(
    ("title", "table"),
    [
        pytest.param("供应商评审结果", LIST, id="nothing says self-evaluation"),
        pytest.param(TITLE, [[*row[:8]] for row in LIST], id="no score"),
        pytest.param(TITLE, [LIST[0], ["1", "", *LIST[1][2:]]], id="a row without a name"),
        pytest.param(
            TITLE, [LIST[0], LIST[1], [*LIST[2][:8], "", "优"]], id="a row without a score"
        ),
        pytest.param(TITLE, LIST[:1], id="no row"),
        pytest.param(
            "部门整体支出绩效自评表",
            [["项目", "分值", "得分"], ["预算执行", "20", "18"], ["项目决策", "20", "20"]],
            id="indicators of the whole department",
        ),
    ],
)
def test_another_table_is_no_list(parse, title, table):
    if title != TITLE:
        table = [[text.replace("自评", "") for text in row] for row in table]
    document = document_of(parse, (title, table))
    assert document.projects == []
    assert document.table_records[-1].kind == "other"
