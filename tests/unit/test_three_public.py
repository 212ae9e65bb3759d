"""Form 9 as provinces print it that show more than the three public expenses in it."""

import pytest

from tests.unit.test_layouts import doc, form

ACTUAL = {
    "actual_total": "8.00",
    "actual_abroad": "1.00",
    "actual_vehicle": "6.00",
    "actual_vehicle_purchase": "2.00",
    "actual_vehicle_running": "4.00",
    "actual_reception": "1.00",
}
BUDGET = {
    "budget_total": "9.00",
    "budget_abroad": "1.00",
    "budget_vehicle": "6.00",
    "budget_vehicle_purchase": "2.00",
    "budget_vehicle_running": "4.00",
    "budget_reception": "2.00",
}
# with 会议费 and 培训费 beside them, the phases in rows and across
MEETINGS = "一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表"
IN_ROWS = [
    ["项目", "一般公共预算财政拨款“三公”经费", "", "", "", "", "", "会议费", "培训费"],
    ["", "小计", "因公出国（境）费用", "公务接待费", "公务用车购置及运行维护费", "", "", "", ""],
    ["", "", "", "", "小计", "公务用车购置费", "公务用车运行维护费", "", ""],
    ["栏次", "1", "2", "3", "4", "5", "6", "7", "8"],
    ["预算数", "9.00", "1.00", "2.00", "6.00", "2.00", "4.00", "0.50", "0.60"],
    ["决算数", "8.00", "1.00", "1.00", "6.00", "2.00", "4.00", "0.40", "0.30"],
]
_ITEMS = [
    "合计",
    "因公出国（境）费",
    "公务用车购置及运行费",
    "",
    "",
    "公务接待费",
    "会议费",
    "培训费",
]
_PARTS = ["", "", "小计", "公务用车购置费", "公务用车运行费", "", "", ""]
_BUDGETS = ["9.00", "1.00", "6.00", "2.00", "4.00", "2.00", "0.50", "0.60"]
_ACTUALS = ["8.00", "1.00", "6.00", "2.00", "4.00", "1.00", "0.40", "0.30"]
ACROSS = [
    ["预算数", *[""] * 7, "决算数", *[""] * 7],
    _ITEMS * 2,
    _PARTS * 2,
    _BUDGETS + _ACTUALS,
]
# with numbers of visits and the operating cost of the agency below them
OPERATING = "财政拨款“三公”经费、行政参公单位机关运行经费情况表"
DOWN = [
    ["一、“三公”经费支出", "1", "—", "—", "—"],
    ["（一）支出合计", "2", "7.00", "9.00", "8.00"],
    ["1.因公出国（境）费", "3", "0.50", "1.00", "1.00"],
    ["2.公务用车购置及运行维护费", "4", "5.00", "6.00", "6.00"],
    ["（1）公务用车购置费", "5", "1.00", "2.00", "2.00"],
    ["（2）公务用车运行维护费", "6", "4.00", "4.00", "4.00"],
    ["3.公务接待费", "7", "1.50", "2.00", "1.00"],
    ["（1）国内接待费", "8", "—", "—", "1.00"],
    ["其中：外事接待费", "9", "—", "—", "0.20"],
    ["（二）相关统计数", "10", "—", "—", "—"],
    ["4．公务用车保有量（辆）", "11", "—", "—", "3"],
    ["二、机关运行经费", "12", "—", "—", "—"],
    ["（一）行政单位", "13", "—", "—", "10.00"],
]
THREE_PHASES = [
    ["项  目", "行次", "预算数", "全年预算数", "决算统计数"],
    ["栏次", "", "1", "2", "3"],
]


def printed(found):
    return {c.column_key: c.printed_text for row in found.rows for c in row.cells}


@pytest.mark.parametrize(
    ("title", "table"),
    [
        pytest.param(MEETINGS, IN_ROWS, id="meetings beside phases in rows"),
        pytest.param(MEETINGS, ACROSS, id="meetings across"),
        pytest.param(OPERATING, THREE_PHASES + DOWN, id="operating cost below, two budgets"),
    ],
)
def test_what_is_beside_the_three_public_expenses_is_kept_raw(parse, title, table):
    document = parse(doc(title, table))
    found = form(document, 9)
    assert found.status == "loaded", document.problems
    assert printed(found) == BUDGET | ACTUAL
    assert any(p.message.endswith("is no figure of the form; kept raw") for p in document.problems)


def test_a_form_of_actual_figures_alone_has_no_budgets(parse):
    table = [
        ["项目", "行次", "统计数"],
        *[[label, number, actual] for label, number, _, _, actual in DOWN],
    ]
    document = parse(doc(OPERATING, table))
    found = form(document, 9)
    assert (found.status, printed(found)) == ("loaded", ACTUAL)
    assert sum("prints no column 预算数" in p.message for p in document.problems) == 6


# 机构运行信息表: the other facts stand at the right of the expenses
BESIDE = [
    ["三、机关运行经费", "14", "—"],
    ["（一）行政单位", "15", "10.00"],
    ["四、资产信息", "16", "—"],
    ["（一）车辆数合计（辆）", "17", "3"],
    ["1．副部（省）级及以上领导用车", "18", "0"],
    ["五、政府采购支出信息", "19", "—"],
    ["1．政府采购货物支出", "20", "12.00"],
]
TWO_SIDES = [
    [*THREE_PHASES[0], "项目", "行次", "决算统计数"],
    [*THREE_PHASES[1], "", "", "4"],
    *[[*row, *right] for row, right in zip(DOWN, [*BESIDE, *[["", "", ""]] * 6], strict=True)],
]


@pytest.mark.parametrize("title", [OPERATING, "机构运行信息表"])
def test_what_stands_at_the_right_of_the_expenses_is_kept_raw(parse, title):
    document = parse(doc(title, TWO_SIDES))
    found = form(document, 9)
    assert found.status == "loaded", document.problems
    assert printed(found) == BUDGET | ACTUAL
    assert not [p for p in document.problems if p.form_no == 9 and p.severity != "info"]
    said = [p.message for p in document.problems if p.message.endswith("kept raw")]
    assert any("12.00" in message for message in said)


def test_the_items_may_go_on_at_the_right(parse):
    left = [row for row in DOWN[:6] if row[0][0] != "一"]
    head = ["项目", "行次", "预算数", "全年预算数", "决算统计数"]
    rows = [[*row, "", "", "", "", ""] for row in left]
    rows[0][5:] = DOWN[6]
    document = parse(doc(OPERATING, [head * 2, *rows]))
    found = form(document, 9)
    assert (found.status, printed(found)) == ("loaded", BUDGET | ACTUAL), document.problems
    rows[1][5:] = ["其他", "9", "", "", "5.00"]
    assert form(parse(doc(OPERATING, [head * 2, *rows])), 9).status == "malformed"


def test_an_amount_of_an_unknown_line_withholds_the_form(parse):
    document = parse(
        doc(OPERATING, [*THREE_PHASES, *DOWN, ["三、其他经费", "14", "—", "—", "5.00"]])
    )
    assert form(document, 9).status == "malformed"


ONE_PHASE = [
    ["“三公”经费", "", "", "", "", "", "会议费", "培训费"],
    [*_ITEMS[:6], "", ""],
    _PARTS,
    _ACTUALS,
]
ALONE = "财政拨款“三公”经费、会议费和培训费支出决算表"


def test_figures_of_a_form_of_final_accounts_that_names_no_phase_are_actual(parse):
    table = [*ONE_PHASE, ["相关统计数", *[""] * 7], ["国内公务接待批次（个）", "12", *[""] * 6]]
    document = parse(doc(ALONE, table))
    found = form(document, 9)
    assert (found.status, printed(found)) == ("loaded", ACTUAL), document.problems
    # a title that does not say so leaves open what they are
    assert form(parse(doc(ALONE.replace("支出决算表", "情况表"), table)), 9).status == "unmapped"


def test_a_second_row_of_figures_without_a_phase_withholds_the_form(parse):
    document = parse(doc(ALONE, [*ONE_PHASE, _BUDGETS]))
    assert form(document, 9).status == "malformed"


def test_a_table_of_meetings_beside_the_form_is_kept_raw_whatever_its_unit(parse):
    beside = doc(ALONE, [["会议费", "培训费"], ["1.00", "0.50"]], unit="元").split("\n\n", 1)[1]
    document = parse(doc(MEETINGS, IN_ROWS) + "\n" + beside)
    found = form(document, 9)
    assert (found.status, found.unit_text) == ("loaded", "万元"), document.problems
    assert printed(found) == BUDGET | ACTUAL
    # alone it is no form of the three public expenses
    assert form(parse("2023年度样例局部门决算\n\n" + beside), 9).status == "unmapped"


def test_a_rate_beside_the_figures_is_kept_raw(parse):
    table = [
        ["项目", "预算数", "决算数", "决算数占预算数的百分比（%）", "比上年增减（%）"],
        ["合计", "9.00", "8.00", "88.89", "-1.00"],
        ["1.因公出国（境）费", "1.00", "1.00", "100.00", "0.00"],
        ["2.公务用车购置及运行维护费", "6.00", "6.00", "100.00", "0.00"],
        ["（1）公务用车购置费", "2.00", "2.00", "100.00", "0.00"],
        ["（2）公务用车运行维护费", "4.00", "4.00", "100.00", "0.00"],
        ["3.公务接待费", "2.00", "1.00", "50.00", "0.00"],
    ]
    document = parse(doc(MEETINGS, table))
    found = form(document, 9)
    assert (found.status, printed(found)) == ("loaded", BUDGET | ACTUAL), document.problems


def test_a_total_below_an_unknown_header_is_no_total_of_the_three_public_expenses(parse):
    table = [
        ["项目", "因公出国（境）费", "车辆费用", "", "公务接待费"],
        ["", "", "小计", "公务用车运行维护费", ""],
        ["预算数", "1.00", "6.00", "4.00", "2.00"],
        ["决算数", "1.00", "6.00", "4.00", "1.00"],
    ]
    document = parse(doc(MEETINGS, table))
    assert form(document, 9).status == "unmapped"
    assert any("column 3 is headed by no item" in p.message for p in document.problems)
    # below a header of them it is
    whole = [["", "三公经费", "", "", ""], *table]
    whole[1] = ["项目", "合计", "因公出国（境）费", "公务用车运行维护费", "公务接待费"]
    whole[2] = ["", "", "", "", ""]
    assert "actual_total" in printed(form(parse(doc(MEETINGS, whole)), 9))
