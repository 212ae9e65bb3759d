"""Tables as the templates of different places print them, beside those of the Ministry of Finance."""

import pytest

from tests.unit.test_layouts import doc, form, values

PARTS = ["年初结转和结余", "", "", "本年收入", "", "", "本年支出", "", "", "", ""]
BY_NATURE = [
    ["项目", "", *PARTS, "年末结转和结余", "", "", "", ""],
    [
        *("科目编码", "科目名称", "合计", "基本支出结转", "项目支出结转和结余"),
        *("合计", "基本支出收入", "项目支出收入", "合计", "基本支出", "", "", "项目支出"),
        *("合计", "基本支出结转", "项目支出结转和结余", "", ""),
    ],
    [*[""] * 9, "小计", "人员经费", "公用经费", *[""] * 3, "小计", "项目支出结转", "项目支出结余"],
    ["栏次", "", *map(str, range(1, 17))],
]
FIGURES = [
    *("1.00", "0.40", "0.60", "10.00", "7.00", "3.00"),
    *("9.00", "6.50", "5.50", "1.00", "2.50", "2.00", "0.90", "1.10", "1.00", "0.10"),
]


@pytest.mark.parametrize(
    ("title", "form_no"),
    [
        ("一般公共预算财政拨款收入支出决算表", 5),
        ("政府性基金预算财政拨款收入支出决算表", 7),
    ],
)
def test_balances_and_income_by_nature(parse, title, form_no):
    table = [*BY_NATURE, ["合计", "", *FIGURES], ["212", "城乡社区支出", *FIGURES]]
    document = parse(doc(title, table, unit="元"))
    found = form(document, form_no)
    assert found.status == "loaded", document.problems
    assert values(found.rows[1]) == {
        "opening": "1.00",
        "income": "10.00",
        "total": "9.00",
        "basic": "6.50",
        "project": "2.50",
        "closing": "2.00",
    }
    left_out = [p for p in document.problems if "is no figure of the form" in p.message]
    assert len(left_out) == 2 * (len(FIGURES) - 6)  # each of them is said


def test_balances_of_state_capital_as_carried_over_and_left_over(parse):
    table = [
        [
            "项目",
            "",
            "年初结转和结余",
            "",
            "",
            "本年收入",
            *["本年支出", "", ""],
            *["年末结转和结余", "", ""],
        ],
        [
            "科目编码",
            "科目名称",
            "合计",
            "结转",
            "结余",
            "",
            "合计",
            "基本支出",
            "项目支出",
            "合计",
            "结转",
            "结余",
        ],
        [
            "合计",
            "",
            "1.00",
            "1.00",
            "0.00",
            "5.00",
            "4.00",
            "0.00",
            "4.00",
            "2.00",
            "2.00",
            "0.00",
        ],
    ]
    document = parse(doc("国有资本经营预算财政拨款收入支出决算表", table))
    found = form(document, 8)
    assert found.status == "loaded", document.problems
    printed = values(found.rows[0])
    assert (printed["opening"], printed["income"], printed["closing"]) == ("1.00", "5.00", "2.00")


@pytest.mark.parametrize("below", ["其他资金", "中央补助"])
def test_an_unknown_part_of_a_balance_is_unknown(parse, below):
    table = [
        ["项目", "", "年初结转和结余", "", "本年收入", "本年支出合计", "基本支出", "项目支出"],
        ["科目编码", "科目名称", "合计", below, "", "", "", ""],
        ["合计", "", "1.00", "1.00", "5.00", "4.00", "0.00", "4.00"],
    ]
    document = parse(doc("政府性基金预算财政拨款收入支出决算表", table))
    assert form(document, 7).status == "unmapped"


def test_basic_expenditure_in_one_list_with_day_to_day_public_funds(parse):
    table = [
        ["项目", "", "本年基本支出", "", ""],
        ["经济分类科目编码", "科目名称", "合计", "人员经费", "日常公用经费"],
        ["合计", "", "16.00", "10.00", "6.00"],
        ["301", "工资福利支出", "10.00", "10.00", ""],
        ["302", "商品和服务支出", "6.00", "", "6.00"],
    ]
    document = parse(doc("一般公共预算财政拨款基本支出决算表", table))
    found = form(document, 6)
    assert found.status == "loaded", document.problems
    assert {(r.side, r.code, *r.texts) for r in found.rows} == {
        ("人员经费", None, "10.00"),
        ("公用经费", None, "6.00"),
        ("人员经费", "301", "10.00"),
        ("公用经费", "302", "6.00"),
    }


PART_OF_INSTITUTIONAL = "其中：纳入财政专户管理的非税收入拨款"


def test_a_column_that_says_it_is_a_part_of_the_one_before_it(parse):
    table = [
        ["科目编码", "科目名称", "本年收入合计", "财政拨款收入", "事业收入", PART_OF_INSTITUTIONAL],
        ["合计", "", "7.00", "6.00", "1.00", "0.50"],
        ["2010301", "行政运行", "7.00", "6.00", "1.00", "0.50"],
    ]
    document = parse(doc("收入决算表", table))
    found = form(document, 2)
    assert found.status == "loaded", document.problems
    assert values(found.rows[1]) == {
        "total": "7.00",
        "fiscal_appropriation": "6.00",
        "institutional": "1.00",
    }
    assert any("0.50" in problem.message for problem in document.problems)
    # a part of nothing that is known is unknown
    table[0][4] = "甲收入"
    assert form(parse(doc("收入决算表", table)), 2).status == "unmapped"


def test_the_first_part_of_a_total_says_so(parse):
    table = [
        ["科目编码", "科目名称", "本年支出合计", "其中：基本支出", "项目支出"],
        ["合计", "", "7.00", "6.00", "1.00"],
        ["2010301", "行政运行", "7.00", "6.00", "1.00"],
    ]
    found = form(parse(doc("一般公共预算财政拨款支出决算表", table)), 5)
    assert values(found.rows[1]) == {"total": "7.00", "basic": "6.00", "project": "1.00"}


@pytest.mark.parametrize("of_fund", ["一般公共预算财政拨款安排的", "财政拨款开支的", ""])
def test_three_public_expenses_that_a_fund_pays(parse, of_fund):
    table = [
        ["项目", f"{of_fund}“三公”经费", "", "", "", "", "", "会议费"],
        ["", "小计", "因公出国（境）费用", "公务接待费", "公务用车购置及运行维护费", "", "", ""],
        ["", "", "", "", "小计", "公务用车购置费", "公务用车运行维护费", ""],
        ["预算数", "7.50", "0.00", "2.50", "5.00", "0.00", "5.00", "1.00"],
        ["决算数", "6.20", "0.00", "1.20", "5.00", "0.00", "5.00", "0.50"],
    ]
    document = parse(doc("“三公”经费及会议费支出决算表", table))
    found = form(document, 9)
    assert found.status == "loaded", document.problems
    assert [
        values(row).get("actual_total", values(row).get("budget_total")) for row in found.rows
    ] == [
        "7.50",
        "6.20",
    ]


TOTALS = [
    ["收入", "", "", "支出", "", ""],
    ["项目", "行次", "决算数", "项目（按功能分类）", "行次", "决算数"],
    ["一、一般公共预算财政拨款收入", "1", "8.00", "一、一般公共服务支出", "32", "8.00"],
    ["本年收入合计", "27", "8.00", "本年支出合计", "58", "8.00"],
    ["总计", "31", "8.00", "总计", "62", "8.00"],
]
LINES = ["L1", "L27", "L30", "L31", "L57", "L60"]  # of the catalogue, whatever 行次 is printed
BY_CODE = [
    ["项目", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"],
    ["科目编码", "科目名称", "", "", "合计", "基本支出", "项目支出", ""],
    ["201", "一般公共服务支出", "", "8.00", "8.00", "8.00", "", ""],
]


def under(title, table):
    return "\n".join([title, "", "单位：元", "", *["\t".join(row) for row in table], "", ""])


@pytest.mark.parametrize("is_first", [True, False])
def test_a_form_by_functional_code_under_the_title_of_form_1(parse, is_first):
    tables = [under("收入支出决算总表", TOTALS), under("收入支出决算表", BY_CODE)]
    text = "2023年度样例局部门决算\n\n" + "".join(tables[::-1] if is_first else tables)
    document = parse(text)
    found = form(document, 1)
    assert (found.status, found.printed_title) == ("loaded", "收入支出决算总表")
    assert sorted(r.line_key for r in found.rows if r.is_labelled) == LINES
    assert any("is by functional code; kept raw" in p.message for p in document.problems)


def test_a_second_page_of_form_1_that_cannot_be_read_withholds_it(parse):
    """Under the same title, but by no other classification: a part of the form was lost."""
    lost = [["某某", "行次", "某数"], ["一、一般公共预算财政拨款收入", "1", "8.00"]]
    tables = [under("收入支出决算总表", TOTALS), under("收入支出决算总表", lost)]
    document = parse("2023年度样例局部门决算\n\n" + "".join(tables))
    assert form(document, 1).status == "unmapped"


def test_basic_expenditure_by_functional_code_is_not_form_6(parse):
    across = [
        ["项目", "", "合计", "工资福利支出", "", ""],
        ["支出功能分类科目编码", "科目名称", "", "小计", "基本工资", "津贴补贴"],
        ["201", "一般公共服务支出", "5.00", "5.00", "3.00", "2.00"],
    ]
    down = [["科目编码", "科目名称", "决算数"], ["301", "工资福利支出", "5.00"]]
    text = under("一般公共预算财政拨款基本支出决算明细表", across)
    document = parse(
        f"2023年度样例局部门决算\n\n{text}" + under("一般公共预算财政拨款基本支出决算表", down)
    )
    found = form(document, 6)
    assert (found.status, [r.code for r in found.rows]) == ("loaded", ["301"])


def test_expenditure_by_nature_in_a_third_block_of_form_1(parse):
    years = ["年初预算数", "决算数"]
    table = [
        ["收入", "", "", "", "支出", *[""] * 7],
        [
            "项目",
            "行次",
            *years,
            "项目（按功能分类）",
            "行次",
            *years,
            "项目（按支出性质和经济分类）",
            "行次",
            *years,
        ],
        [
            "一、一般公共预算财政拨款收入",
            "1",
            "7.00",
            "8.00",
            "一、一般公共服务支出",
            "31",
            "7.00",
            "8.00",
            "一、基本支出",
            "61",
            "6.00",
            "5.00",
        ],
        [
            "本年收入合计",
            "27",
            "7.00",
            "8.00",
            "本年支出合计",
            "57",
            "7.00",
            "8.00",
            "本年支出合计",
            "87",
            "7.00",
            "8.00",
        ],
    ]
    document = parse(doc("收入支出决算总表", table))
    found = form(document, 1)
    assert found.status == "loaded", document.problems
    assert [(r.side, r.texts) for r in found.rows] == [
        ("income", ("8.00",)),
        ("expenditure", ("8.00",)),
    ] * 2


ITEMS = [
    pytest.param(
        [
            "因公出国（境）费",
            "公务用车购置及运行维护费",
            "公务用车购置费",
            "公务用车运行维护费",
            "公务接待费",
        ],
        id="national",
    ),
    pytest.param(
        ["因公出国费用", "公车购置及运行费", "公车购置", "公车运行费", "公务接待"],
        id="Zhejiang",
    ),
    pytest.param(
        ["因公临时出国（境）经费", "公务用车费", "购置费", "运行维护费", "公务接待支出"],
        id="short names below vehicles",
    ),
    pytest.param(
        [
            "因公出国（境）支出",
            "公务用车购置、运维费",
            "车辆购置费",
            "车辆运维费",
            "公务接待费支出",
        ],
        id="in other words",
    ),
]


@pytest.mark.parametrize("items", ITEMS)
@pytest.mark.parametrize(
    "phases", [["预算数", "决算数"], ["2023年度预算", "2023年决算数"], ["年初预算数", "支出决算数"]]
)
def test_form_9_across_however_its_items_are_called(parse, items, phases):
    abroad, vehicle, purchase, running, reception = items
    above = ["合计", abroad, vehicle, "", "", reception]
    below = ["", "", "小计", purchase, running, ""]
    table = [
        [phases[0], *[""] * 5, phases[1], *[""] * 5],
        above * 2,
        below * 2,
        [
            "9.50",
            "1.00",
            "6.00",
            "2.00",
            "4.00",
            "2.50",
            "8.25",
            "0.50",
            "5.50",
            "2.00",
            "3.50",
            "2.25",
        ],
    ]
    document = parse(doc("财政拨款“三公”经费支出决算表", table))
    found = form(document, 9)
    assert found.status == "loaded", document.problems
    assert values(found.rows[0]) == {
        "budget_total": "9.50",
        "budget_abroad": "1.00",
        "budget_vehicle": "6.00",
        "budget_vehicle_purchase": "2.00",
        "budget_vehicle_running": "4.00",
        "budget_reception": "2.50",
        "actual_total": "8.25",
        "actual_abroad": "0.50",
        "actual_vehicle": "5.50",
        "actual_vehicle_purchase": "2.00",
        "actual_vehicle_running": "3.50",
        "actual_reception": "2.25",
    }


def test_form_9_with_item_and_phase_in_one_cell(parse):
    table = [
        ["合计预算数", "公务接待费预算数", "合计决算数", "公务接待费决算数"],
        ["2.50", "2.50", "2.25", "2.25"],
    ]
    document = parse(doc("财政拨款“三公”经费支出决算表", table))
    found = form(document, 9)
    assert found.status == "loaded", document.problems
    assert values(found.rows[0]) == {
        "budget_total": "2.50",
        "budget_reception": "2.50",
        "actual_total": "2.25",
        "actual_reception": "2.25",
    }


@pytest.mark.parametrize("unknown", ["差旅费", "购置费", "小计"])
def test_form_9_with_an_unknown_item_is_withheld(parse, unknown):
    """购置费 and 小计 below nothing say not of what."""
    table = [
        ["预算数", "", "决算数", ""],
        ["合计", unknown, "合计", unknown],
        ["2.50", "2.50", "2.25", "2.25"],
    ]
    document = parse(doc("财政拨款“三公”经费支出决算表", table))
    assert form(document, 9).status == "unmapped"
    assert any("three_public_items.csv" in p.remedy for p in document.problems)


@pytest.mark.parametrize("lost", ["公务用车运行维费", "公务用车行维护费"])
def test_form_9_with_a_letter_lost(parse, lost):
    table = [
        ["预算数", "", "决算数", ""],
        ["合计", lost, "合计", lost],
        ["2.50", "2.50", "2.25", "2.25"],
    ]
    document = parse(doc("财政拨款“三公”经费支出决算表", table))
    found = form(document, 9)
    assert found.status == "loaded", document.problems
    assert values(found.rows[0])["actual_vehicle_running"] == "2.25"
    assert 0.8 <= found.mapping_score < 1


COUNTS = [
    "公务接待（批次）",
    "公务接待人次",
    "公务接待费（人次）",
    "公务用车购置（辆）",
    "因公出国（境）（个）",
]


@pytest.mark.parametrize("count", COUNTS)
def test_form_9_with_how_many_beside_how_much(parse, count):
    table = [
        ["预算数", "", "", "决算数", "", ""],
        ["合计", "公务接待费", count, "合计", "公务接待费", count],
        ["2.50", "2.50", "30", "2.25", "2.25", "20"],
    ]
    document = parse(doc("财政拨款“三公”经费支出决算表", table))
    found = form(document, 9)
    assert found.status == "loaded", document.problems
    assert values(found.rows[0]) == {
        "budget_total": "2.50",
        "budget_reception": "2.50",
        "actual_total": "2.25",
        "actual_reception": "2.25",
    }


@pytest.mark.parametrize("count", ["公务接待次", "公务用车运行维护辆"])
def test_form_9_reads_how_many_as_no_sum_of_money(parse, count):
    table = [
        ["预算数", "", "决算数", ""],
        ["合计", count, "合计", count],
        ["2.50", "30", "2.25", "20"],
    ]
    found = form(parse(doc("财政拨款“三公”经费支出决算表", table)), 9)
    assert not any(
        key.endswith(("reception", "running")) for row in found.rows for key in values(row)
    )


@pytest.mark.parametrize("count", COUNTS)
def test_form_9_in_rows_with_how_many_beside_how_much(parse, count):
    table = [
        ["项目", "预算数", "决算数"],
        ["合计", "2.50", "2.25"],
        ["3.公务接待费", "2.50", "2.25"],
        [count, "30", "20"],
    ]
    found = form(parse(doc("财政拨款“三公”经费支出决算表", table)), 9)
    assert found.status == "loaded"
    assert {key: text for row in found.rows for key, text in values(row).items()} == {
        "budget_total": "2.50",
        "budget_reception": "2.50",
        "actual_total": "2.25",
        "actual_reception": "2.25",
    }


def test_form_9_with_its_counts_on_the_other_side_and_no_decimals(parse):
    """A row that names an item and a count beside it is no header, whatever its figures look like."""
    table = [
        ["项目", "行次", "决算数", "项目", "行次", "统计数"],
        ["一、“三公”经费支出", "1", "—", "二、相关统计数", "8", "—"],
        ["（一）支出合计", "2", "9", "（一）因公出国（境）团组数（个）", "9", "1"],
        ["1.因公出国（境）费", "3", "1", "（二）因公出国（境）人次数（人）", "10", "3"],
        ["2.公务用车购置及运行维护费", "4", "6", "（三）公务用车购置数（辆）", "11", "0"],
        ["（1）公务用车购置费", "5", "3", "（四）公务用车保有量（辆）", "12", "2"],
        ["（2）公务用车运行维护费", "6", "3", "（五）国内公务接待批次（个）", "13", "20"],
        ["3.公务接待费", "7", "2", "（六）国内公务接待人次（人）", "14", "100"],
    ]
    found = form(parse(doc("财政拨款“三公”经费支出决算表", table)), 9)
    assert found.status == "loaded"
    assert {key: text for row in found.rows for key, text in values(row).items()} == {
        "actual_total": "9",
        "actual_abroad": "1",
        "actual_vehicle": "6",
        "actual_vehicle_purchase": "3",
        "actual_vehicle_running": "3",
        "actual_reception": "2",
    }


WHOLE = {
    "budget_total": "10",
    "budget_reception": "10",
    "actual_total": "9",
    "actual_reception": "9",
}


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(
            [["项目", "小计", "公务接待费"], ["预算数", "10", "10"], ["决算数", "9", "9"]],
            id="rows",
        ),
        pytest.param(
            [
                ["项目", "预算数", "决算数"],
                ["小计", "10", "9"],
                ["公务接待费", "10", "9"],
                ["公务用车费", "", ""],
            ],
            id="down",
        ),
        pytest.param(
            [["小计", "", "公务接待费", ""], ["预算数", "决算数"] * 2, ["10", "9", "10", "9"]],
            id="item above phase",
        ),
        pytest.param(
            [["预算数", "", "决算数", ""], ["小计", "公务接待费"] * 2, ["10", "10", "9", "9"]],
            id="phase above item",
        ),
    ],
)
def test_form_9_whose_total_says_not_of_what(parse, table):
    """It stands before every item. Whole numbers in the rows of phases are figures, no header."""
    found = form(parse(doc("财政拨款“三公”经费支出决算表", table)), 9)
    assert found.status == "loaded"
    read = {key: text for row in found.rows for key, text in values(row).items() if text}
    assert read == WHOLE


@pytest.mark.parametrize(
    ("budget", "actual"),
    [("全年预算", "支出决算"), ("支出预算数", "支出数"), ("调整预算", "全年执行数")],
)
def test_form_9_by_other_words_for_its_phases(parse, budget, actual):
    table = [
        ["项目", "上年执行数", budget, actual],
        ["合计", "8", "10", "9"],
        ["公务接待费", "8", "10", "9"],
    ]
    found = form(parse(doc("财政拨款“三公”经费支出决算表", table)), 9)
    assert {key: text for row in found.rows for key, text in values(row).items()} == WHOLE


def test_what_a_merged_cell_says_is_said_once(parse):
    """Some programs repeat the text of a merged cell in each column that it reaches over."""
    amounts = ["9.00", "6.00", "3.00"]
    code = ["支出功能分类科目编码"] * 3
    head = ["本年支出合计", "基本支出", "项目支出"]
    table = [
        [*["项目"] * 4, *head],
        [*code, "科目名称", *head],
        ["类", "款", "项", "科目名称", *head],
        [*["合计"] * 4, *amounts],
        [*["205"] * 3, "教育支出", *amounts],
        ["205", "02", "02", "小学教育", *amounts],
        [*["2050299"] * 3, "其他普通教育支出", *amounts],
    ]
    found = form(parse(doc("支出决算表", table)), 3)
    assert found.status == "loaded"
    assert [(r.code, r.item_name, r.is_total) for r in found.rows] == [
        (None, "合计", True),
        ("205", "教育支出", False),
        ("2050202", "小学教育", False),
        ("2050299", "其他普通教育支出", False),
    ]


@pytest.mark.parametrize("head", [["科目编码", "科目名称"], ["功能分类科目编码", "科目名称"]])
def test_a_total_is_said_once_where_its_cell_is_merged(parse, head):
    """合计 in both rows of the header heads the amounts, as it does where it is printed once."""
    table = [
        ["项目", "项目", "合计", "基本支出", "项目支出"],
        [*head, "合计", "基本支出", "项目支出"],
        ["栏次", "栏次", "1", "2", "3"],
        ["合计", "合计", "9.00", "6.00", "3.00"],
        ["205", "教育支出", "9.00", "6.00", "3.00"],
    ]
    found = form(parse(doc("一般公共预算财政拨款支出决算表", table)), 5)
    assert found.status == "loaded"
    assert [(r.code, r.item_name, r.texts) for r in found.rows] == [
        (None, "合计", ("9.00", "6.00", "3.00")),
        ("205", "教育支出", ("9.00", "6.00", "3.00")),
    ]


def test_form_6_with_subtotals_of_its_sides(parse):
    table = [
        ["科目编码", "科目名称", "决算数"],
        ["合计", "合计", "16.00"],
        ["人员经费小计", "人员经费小计", "10.00"],
        ["301", "工资福利支出", "10.00"],
        ["公用经费小计", "公用经费小计", "6.00"],
        ["302", "商品和服务支出", "6.00"],
    ]
    found = form(parse(doc("一般公共预算财政拨款基本支出决算明细表", table)), 6)
    assert found.status == "loaded"
    assert [(r.side, r.code, r.is_total, r.texts) for r in found.rows] == [
        ("", None, True, ("16.00",)),
        ("人员经费", None, True, ("10.00",)),
        ("人员经费", "301", False, ("10.00",)),
        ("公用经费", None, True, ("6.00",)),
        ("公用经费", "302", False, ("6.00",)),
    ]


def test_form_6_with_a_subtotal_of_what_is_not_said(parse):
    table = [
        ["科目编码", "科目名称", "决算数"],
        ["", "小计", "6.00"],
        ["302", "商品和服务支出", "6.00"],
    ]
    found = form(parse(doc("一般公共预算财政拨款基本支出决算明细表", table)), 6)
    assert found.status == "malformed"


def test_form_2_by_the_words_of_budgetary_accounting(parse):
    sources = ["事业", "经营", "其他", "上级补助", "附属单位上缴"]
    table = [
        [
            "科目编码",
            "科目名称",
            "总计",
            "财政拨款预算收入",
            *(f"{word}预算收入" for word in sources),
        ],
        ["", "合计", "21.00", "1.00", "2.00", "3.00", "4.00", "5.00", "6.00"],
        ["205", "教育支出", "21.00", "1.00", "2.00", "3.00", "4.00", "5.00", "6.00"],
    ]
    found = form(parse(doc("收入决算表", table)), 2)
    assert found.status == "loaded"
    assert values(found.rows[0]) == {
        "total": "21.00",
        "fiscal_appropriation": "1.00",
        "institutional": "2.00",
        "operating": "3.00",
        "other": "4.00",
        "superior_subsidy": "5.00",
        "affiliate_remittance": "6.00",
    }


def of_form_1(amount):
    return [
        ["收入", "", "支出", ""],
        ["项目", amount, "项目", amount],
        ["一、一般公共预算财政拨款收入", "8.00", "一、一般公共服务支出", "8.00"],
        ["本年收入小计", "8.00", "本年支出小计", "8.00"],
        ["总计", "8.00", "总计", "8.00"],
    ]


def without_unit(title, table):
    return doc(title, table).replace("单位：万元\n\n", "")


@pytest.mark.parametrize("amount", ["决算数（万元）", "金额(万元)", "决算 （单位：万元）"])
def test_a_header_says_the_unit(parse, amount):
    document = parse(without_unit("收入支出决算总表", of_form_1(amount)))
    found = form(document, 1)
    assert (found.status, found.unit_text, found.unit_source) == ("loaded", "万元", "table")
    assert not [p for p in document.problems if "unit" in p.message and "form 1" in p.message]
    assert [r.line_key for r in found.rows] == ["L1", "L31", "L27", "L57", "L30", "L60"]


def test_a_header_and_a_caption_that_say_other_units(parse):
    document = parse(doc("收入支出决算总表", of_form_1("决算数（元）"), unit="万元"))
    said = [p for p in document.problems if p.message.startswith("the unit changes")]
    assert [p.severity for p in said] == ["error"]
    assert form(document, 1).status != "loaded"


def test_headers_with_units_beside_counts(parse):
    table = [
        ["项目", "预算数（元）", "决算数（元）"],
        ["合计", "10.00", "9.00"],
        ["公务接待费", "10.00", "9.00"],
        ["国内公务接待人次（人）", "7", "6"],
    ]
    found = form(parse(without_unit("财政拨款“三公”经费支出决算表", table)), 9)
    assert (found.status, found.unit_text) == ("loaded", "元")
    read = {key: text for row in found.rows for key, text in values(row).items()}
    assert read == {key: f"{text}.00" for key, text in WHOLE.items()}


@pytest.mark.parametrize(
    "labels",
    [["经济科目编码", "经济科目名称"], ["支出经济分类科目代码", "支出经济分类科目名称"]],
)
def test_form_6_with_the_year_in_its_headers(parse, labels):
    table = [
        [*labels, "2023年决算数"] * 2,
        ["301", "工资福利支出", "10.00", "302", "商品和服务支出", "6.00"],
        ["人员经费合计", "", "10.00", "公用经费合计", "", "6.00"],
    ]
    found = form(parse(doc("一般公共预算财政拨款基本支出决算明细表", table)), 6)
    assert found.status == "loaded"
    assert [(r.side, r.code, r.texts) for r in found.rows] == [
        ("人员经费", "301", ("10.00",)),
        ("公用经费", "302", ("6.00",)),
        ("人员经费", None, ("10.00",)),
        ("公用经费", None, ("6.00",)),
    ]


def test_form_6_never_reads_the_year_before(parse):
    table = [
        ["科目编码", "科目名称", "2022年决算数", "2023年决算数"],
        ["301", "工资福利支出", "9.00", "10.00"],
    ]
    found = form(parse(doc("一般公共预算财政拨款基本支出决算明细表", table)), 6)
    assert not any("9.00" in row.texts for row in found.rows)


@pytest.mark.parametrize("unit", ["万元", "（万元）", "单位：\n\n万元", "单位：（万元）"])
def test_a_unit_that_lost_its_label(parse, unit):
    text = doc("收入支出决算总表", of_form_1("决算数")).replace("单位：万元", unit)
    found = form(parse(text), 1)
    assert (found.status, found.unit_text) == ("loaded", "万元")


def test_form_9_with_unknown_names_on_its_other_side(parse):
    """Their figures are those of no item beside them."""
    table = [
        ["项目", "预算数", "决算数", "项目", "统计数"],
        ["合计", "10", "9", "出访批数", "2"],
        ["公务接待费", "10", "9", "现有公车", "30"],
    ]
    document = parse(doc("财政拨款“三公”经费支出决算表", table))
    read = {key: text for row in form(document, 9).rows for key, text in values(row).items()}
    assert read == WHOLE
    assert any("现有公车" in p.message for p in document.problems)


PHASE_TWICE = [
    [
        ["项目", "预算数", "决算数", "决算数"],
        ["合计", "10", "9", "2"],
        ["公务接待费", "10", "9", "3"],
    ],
    [["项目", "合计", "公务接待费"], ["决算数", "9", "9"], ["决算数", "8", "8"]],
]


@pytest.mark.parametrize("table", PHASE_TWICE, ids=["columns", "rows"])
def test_form_9_with_a_phase_twice_is_withheld(parse, table):
    found = form(parse(doc("财政拨款“三公”经费支出决算表", table)), 9)
    assert (found.status, found.rows) == ("unmapped", [])


def test_the_budget_of_the_whole_year_is_that_of_form_9(parse):
    across = [
        ["年初预算数", "", "调整预算数", "", "全年预算数", "", "决算数", ""],
        ["合计", "公务接待费"] * 4,
        ["8", "8", "7", "7", "10", "10", "9", "9"],
    ]
    down = [
        ["项目", "年初预算数", "调整预算数", "全年预算数", "决算数"],
        ["合计", "8", "7", "10", "9"],
        ["公务接待费", "8", "7", "10", "9"],
    ]
    for table in (across, down):
        found = form(parse(doc("财政拨款“三公”经费支出决算表", table)), 9)
        read = {key: text for row in found.rows for key, text in values(row).items()}
        assert read == WHOLE


OF_FUNCTION = [
    ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
    ["合计", "", "9.00", "6.00", "3.00"],
    ["205", "教育支出", "9.00", "6.00", "3.00"],
]


def economic(header: list[str]) -> list[list[str]]:
    return [
        header,
        ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"],
        ["301", "工资福利支出", "4.00", "302", "商品和服务支出", "2.00"],
    ]


def test_forms_5_and_6_as_two_parts_under_one_title(parse):
    sides = economic(["人员经费", "", "", "公用经费", "", ""])
    first = doc("一般公共预算财政拨款支出决算表（一）", OF_FUNCTION)
    document = parse(first + doc("一般公共预算财政拨款支出决算表（二）", sides))
    assert [form(document, no).status for no in (5, 6)] == ["loaded", "loaded"], document.problems
    assert [(r.side, r.code, r.texts) for r in form(document, 6).rows] == [
        ("人员经费", "301", ("4.00",)),
        ("公用经费", "302", ("2.00",)),
    ]


def test_a_second_part_that_may_be_of_all_expenditure_is_withheld(parse):
    """By economic code, but of basic and project expenditure for all that is said."""
    table = economic(["支出", "", "", "支出", "", ""])
    document = parse(doc("一般公共预算财政拨款支出决算表（二）", table))
    assert form(document, 6).status == "unmapped"
    assert any("says that it is of 基本支出" in p.message for p in document.problems)
    # its own title says so
    document = parse(doc("一般公共预算财政拨款基本支出决算表", table))
    assert form(document, 6).status == "loaded", document.problems


def test_a_second_part_by_functional_code_is_no_form_6(parse):
    document = parse(doc("一般公共预算财政拨款支出决算表（二）", OF_FUNCTION))
    assert not form(document, 6).rows
