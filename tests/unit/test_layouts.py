"""Layouts of other places, as small documents: the same form must come out of each."""

import pytest

from ingest.document import Places


def form(document, form_no):
    return document.forms[form_no - 1]


def values(row):
    return {c.column_key: c.printed_text for c in row.cells}


def doc(title, table, unit="万元"):
    rows = "\n".join("\t".join(row) for row in table)
    return f"2023年度样例局部门决算\n\n{title}\n\n部门：样例局\n\n单位：{unit}\n\n{rows}\n"


SOURCES = [
    "本年收入合计",
    "财政拨款收入",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
]
EXPENDITURE_HEAD = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]


def test_complete_fixture_loads_every_form(parse, complete_text):
    document = parse(complete_text)
    counted = {f.form_no: sum(r.is_labelled for r in f.rows) for f in document.forms}
    assert document.status == "loaded", document.problems
    assert counted == {1: 40, 2: 19, 3: 19, 4: 36, 5: 13, 6: 18, 7: 4, 8: 4, 9: 1}
    # 24 functional items: the last canonical lines are absent, the others keep their meaning
    keys = {r.line_key for r in form(document, 1).rows if r.is_labelled}
    assert {"L31", "L54", "L57", "L60"} <= keys
    assert not {"L55", "L56"} & keys
    assert [r.code for r in form(document, 5).rows if r.code][:3] == ["201", "20101", "2010101"]
    assert {r.code for r in form(document, 6).rows} >= {"30102", "31013", None}
    assert values(form(document, 9).rows[0])["actual_vehicle_running"] == "4.20"
    assert values(form(document, 9).rows[0])["budget_abroad"] == "0.50"


def test_fund_names_of_form_4_are_keyed_by_position(parse, complete_text):
    rows = {r.line_key: values(r) for r in form(parse(complete_text), 4).rows if r.line_key}
    assert rows["L1"]["amount"] == "178.00"
    assert rows["L29"]["amount"] == "4.00"


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(
            [
                EXPENDITURE_HEAD,
                ["", "合计", "3.00", "1.00", "2.00"],
                ["201", "一般公共服务支出", "3.00", "1.00", "2.00"],
            ],
            id="total first, word in the name cell",
        ),
        pytest.param(
            [
                EXPENDITURE_HEAD,
                ["201", "一般公共服务支出", "3.00", "1.00", "2.00"],
                ["合 计", "", "3.00", "1.00", "2.00"],
            ],
            id="total last, word in the code cell",
        ),
        pytest.param(
            [
                ["科目编码", "", "", "科目名称", "合计", "基本支出", "项目支出"],
                ["类", "款", "项", "", "", "", ""],
                ["", "", "", "合计", "3.00", "1.00", "2.00"],
                ["201", "", "", "一般公共服务支出", "3.00", "1.00", "2.00"],
            ],
            id="code in three columns",
        ),
        pytest.param(
            [
                ["项目", "", "本年支出", "", ""],
                ["科目编码", "科目名称", "小计", "基本 支出", "项目支 出"],
                ["栏次", "", "1", "2", "3"],
                ["合计", "", "3.00", "1.00", "2.00"],
                ["201", "一般公共 服务支出", "3.00", "1.00", "2.00"],
            ],
            id="merged parents, broken words, 栏次",
        ),
        pytest.param(
            [
                ["科目编码", "科目名称", "基本支出", "项目支出", "合计"],
                ["合计", "", "1.00", "2.00", "3.00"],
                ["201", "一般公共服务支出", "1.00", "2.00", "3.00"],
            ],
            id="columns in another order",
        ),
        pytest.param(
            [
                ["科目", "合计", "基本支出", "项目支出"],
                ["合计：", "3.00", "1.00", "2.00"],
                ["201 一般公共服务支出", "3.00", "1.00", "2.00"],
            ],
            id="code and name in one cell",
        ),
        pytest.param(
            [
                ["功能分类科目编码及名称", "合计", "基本支出", "项目支出"],
                ["[201]一般公共服务支出", "3.00", "1.00", "2.00"],
                ["合计", "3.00", "1.00", "2.00"],
            ],
            id="code in brackets before the name",
        ),
    ],
)
def test_form_5_in_many_layouts(parse, table):
    document = parse(doc("一般公共预算财政拨款支出决算表", table))
    rows = form(document, 5).rows
    assert form(document, 5).status == "loaded", document.problems
    total = next(r for r in rows if r.is_total)
    item = next(r for r in rows if r.code == "201")
    assert values(total) == values(item) == {"total": "3.00", "basic": "1.00", "project": "2.00"}
    assert item.item_name == "一般公共服务支出"


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("100 万元以上设备", "no readable code"),
        ("301工资福利支出", "no readable code"),
        ("3010301", "no readable code"),
        ("2024年度支出", "no readable code"),
        ("20104.5", "an amount in a column of codes"),
    ],
)
def test_a_name_that_begins_with_digits_is_no_functional_code(parse, label, reason):
    table = [
        ["科目", "合计", "基本支出", "项目支出"],
        ["合计", "3.00", "1.00", "2.00"],
        [label, "3.00", "1.00", "2.00"],
    ]
    document = parse(doc("一般公共预算财政拨款支出决算表", table))
    assert form(document, 5).status == "malformed"
    assert any(reason in p.message for p in document.problems)


def test_economic_codes_and_names_in_one_cell(parse):
    table = [
        ["人员经费", "", "公用经费", ""],
        ["经济分类科目", "决算数", "经济分类科目", "决算数"],
        ["301 工资福利支出", "3.00", "302 商品和服务支出", "1.00"],
        ["30101 基本工资", "3.00", "30201 办公费", "1.00"],
        ["人员经费合计", "3.00", "公用经费合计", "1.00"],
    ]
    found = form(parse(doc("一般公共预算财政拨款基本支出决算表", table)), 6)
    assert found.status == "loaded"
    assert {(r.code, r.item_name, r.texts[0]) for r in found.rows} == {
        ("301", "工资福利支出", "3.00"),
        ("302", "商品和服务支出", "1.00"),
        ("30101", "基本工资", "3.00"),
        ("30201", "办公费", "1.00"),
        (None, "人员经费合计", "3.00"),
        (None, "公用经费合计", "1.00"),
    }


@pytest.mark.parametrize("between", ["（续表）", "续上表", "接上页", "— 5 —", "第 5 页 共 20 页"])
def test_a_table_goes_on_after_what_a_page_prints_at_its_edge(parse, between):
    table = [
        EXPENDITURE_HEAD,
        ["", "合计", "3.00", "1.00", "2.00"],
        ["201", "一般公共服务支出", "3.00", "1.00", "2.00"],
    ]
    text = doc("一般公共预算财政拨款支出决算表", table)
    cut = text.replace("\n201\t", f"\n\n{between}\n\n201\t")
    assert len(parse(cut).table_records) == 2
    assert [r.code for r in form(parse(cut), 5).rows] == [None, "201"]


def test_total_inside_the_header_row(parse):
    table = [
        ["项目", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"],
        ["功能分类科目编码", "科目名称", "", "", "", "", "", ""],
        ["合计", "", "", "", "合计", "基本支出", "项目支出", ""],
        ["", "", "", "", "", "", "", ""],
    ]
    for title, number in (
        ("政府性基金预算财政拨款收入支出决算表", 7),
        ("国有资本经营预算财政拨款收入支出决算表", 8),
    ):
        # another form holds figures: a document without any is a blank template
        filled = [EXPENDITURE_HEAD, ["合计", "", "3.00", "1.00", "2.00"]]
        text = doc(title, table) + "\n" + doc("一般公共预算财政拨款支出决算表", filled)
        found = form(parse(text), number)
        (row,) = found.rows
        assert (row.item_name, row.is_total) == ("合计", True)
        assert set(values(row)) == {"opening", "income", "total", "basic", "project", "closing"}
        assert set(values(row).values()) == {""}


def test_a_column_that_is_not_printed_is_named(parse):
    table = [row[:4] for row in ([*EXPENDITURE_HEAD], ["合计", "", "1.00", "1.00", ""])]
    document = parse(doc("一般公共预算财政拨款支出决算表", table))
    assert form(document, 5).status == "loaded"
    assert any("prints no column 项目支出" in p.message for p in document.problems)


def test_form_9_down_the_page(parse):
    table = [
        ["项目", "预算数", "决算数"],
        ["合计", "6.00", "5.40"],
        ["一、因公出国（境）费", "0.50", "0.20"],
        ["二、公务用车购置及运行费", "4.50", "4.20"],
        ["其中：公务用车购置费", "", ""],
        ["公务用车运行费", "4.50", "4.20"],
        ["三、公务接待费", "1.00", "1.00"],
        ["会议费", "2.00", "2.00"],
    ]
    document = parse(doc("“三公”经费支出决算表", table))
    found = {k: v for row in form(document, 9).rows for k, v in values(row).items()}
    assert found["budget_total"] == "6.00"
    assert found["actual_vehicle_running"] == "4.20"
    assert found["budget_vehicle_purchase"] == ""
    assert len(found) == 12
    assert any("会议费" in p.message for p in document.problems)


FORM_5 = [
    EXPENDITURE_HEAD,
    ["", "合计", "3.00", "1.00", "2.00"],
    ["201", "一般公共服务支出", "3.00", "1.00", "2.00"],
    ["20101", "人大事务", "3.00", "1.00", "2.00"],
]


def under(title, table, page=""):
    rows = "\n".join("\t".join(row) for row in table)
    return f"\n\n{page}\n\n{title}\n\n单位：万元\n\n{rows}\n"


def test_a_form_that_is_printed_twice_is_loaded_once(parse):
    """Some places print form 9 for two budgets; the second is kept raw, and so are its further pages."""
    once = doc("一般公共预算财政拨款支出决算表", FORM_5)
    again = [FORM_5[0], ["", "合计", "9.00", "9.00", "0.00"], *FORM_5[2:]]
    further = "\n\n2\n\n" + "\t".join(["202", "外交支出", "1.00", "1.00", "0.00"]) + "\n"
    document = parse(once + under("2023年度一般公共预算财政拨款支出决算表", again) + further)
    assert form(document, 5).status == "loaded"
    assert [r.code for r in form(document, 5).rows] == [None, "201", "20101"]
    assert form(document, 5).rows[0].texts == ("3.00", "1.00", "2.00")
    assert [r.kind for r in document.table_records] == ["form", "other", "other"]
    [said] = [p for p in document.problems if "once more" in p.message]
    assert (said.severity, said.table_no) == ("warn", 2)


STATE_CAPITAL = [
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["合计", "", "5.00", "0.00", "5.00"],
    ["223", "国有资本经营预算支出", "5.00", "0.00", "5.00"],
]
WITH_BALANCES = [
    ["科目编码", "科目名称", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"],
    ["", "", "", "", "小计", "基本支出", "项目支出", ""],
    ["合计", "", "0.50", "5.00", "5.00", "0.00", "5.00", "0.50"],
    ["223", "国有资本经营预算支出", "0.50", "5.00", "5.00", "0.00", "5.00", "0.50"],
]


@pytest.mark.parametrize("first", [STATE_CAPITAL, WITH_BALANCES], ids=["expenditure", "balances"])
def test_a_form_with_other_columns_once_more_is_no_next_page(parse, first):
    """Sichuan prints form 8 with its balances and without them, one below the other."""
    second = WITH_BALANCES if first is STATE_CAPITAL else STATE_CAPITAL
    title = "国有资本经营预算财政拨款支出决算表"
    text = doc(title, first)
    text += "\n" + doc(title, second).split("\n\n", 1)[1]
    document = parse(text)
    found = form(document, 8)
    assert found.status == "loaded", document.problems
    assert len(found.rows) == 2
    assert any("is form 8 once more" in p.message for p in document.problems)


def test_a_page_that_prints_the_title_again_is_no_second_form(parse):
    once = doc("一般公共预算财政拨款支出决算表", FORM_5)
    page = [FORM_5[0], ["202", "外交支出", "1.00", "1.00", "0.00"]]
    document = parse(once + under("一般公共预算财政拨款支出决算表（续）", page))
    assert [r.code for r in form(document, 5).rows] == [None, "201", "20101", "202"]
    assert form(document, 5).status == "loaded"


def test_a_total_that_stands_twice_withholds_its_form(parse):
    table = [*FORM_5, ["合计", "", "4.00", "2.00", "2.00"]]
    document = parse(doc("一般公共预算财政拨款支出决算表", table))
    assert form(document, 5).status == "malformed"
    [said] = [p.message for p in document.problems if "says again" in p.message]
    assert "row 5 of table 1 (合计) says again what row 2 of table 1 says" in said


def test_a_code_that_stands_twice_is_told(parse):
    table = [*FORM_5, ["20101", "政协事务", "1.00", "1.00", "0.00"]]
    document = parse(doc("一般公共预算财政拨款支出决算表", table))
    [said] = [p for p in document.problems if p.message.startswith("code 20101")]
    assert said.severity == "warn"
    assert "stands in row 5 of table 1, and in row 4 of table 1" in said.message
    document = parse(doc("一般公共预算财政拨款支出决算表", FORM_5))
    assert not [p for p in document.problems if p.message.startswith("code ")]


THREE_PUBLIC = [
    ("“三公”经费合计", "9.00", "12.00", "13.00"),
    ("1.因公出国(境)费", "1.00", "1.00", "2.00"),
    ("2.公务用车购置及运行维护费", "7.00", "8.00", "8.00"),
    ("其中：公务用车购置费", "3.00", "3.00", "4.00"),
    ("公务用车运行维护费", "4.00", "5.00", "4.00"),
    ("3.公务接待费", "1.00", "3.00", "3.00"),
]
ACTUAL = {
    "actual_total": "12.00",
    "actual_abroad": "1.00",
    "actual_vehicle": "8.00",
    "actual_vehicle_purchase": "3.00",
    "actual_vehicle_running": "5.00",
    "actual_reception": "3.00",
}


@pytest.mark.parametrize(
    ("other", "actual", "budget"),
    [
        ("上年决算数", "本年决算数", "本年预算数"),
        ("2022年决算数", "2023年决算数", "2023年预算数"),
        ("年初预算数", "决算数", "全年预算数"),
        ("增减额", "决算数", "年初预算数"),
    ],
)
@pytest.mark.parametrize("is_down", [True, False])
def test_form_9_beside_another_year_or_a_change(parse, other, actual, budget, is_down):
    table = [["项目", other, actual, budget], *map(list, THREE_PUBLIC)]
    if not is_down:
        table = [list(row) for row in zip(*table, strict=True)]
    document = parse(doc("“三公”经费支出决算表", table))
    found = form(document, 9)
    assert found.status == "loaded", document.problems
    figures = {key: text for row in found.rows for key, text in values(row).items()}
    assert {k: v for k, v in figures.items() if k.startswith("actual")} == ACTUAL
    assert figures["budget_total"] == "13.00"
    assert len(figures) == 12
    said = [p for p in document.problems if p.form_no == 9 and p.severity == "info"]
    assert all(other in p.message and p.table_row and p.table_column for p in said)
    assert sorted(p.message.split("'")[1] for p in said) == sorted(row[1] for row in THREE_PUBLIC)


def test_form_9_beside_blank_columns(parse):
    """What stands right of the last header of the table is no column of it."""
    table = [
        ["项目", "预算数", "决算数", "", ""],
        *([r[0], r[3], r[2], "", ""] for r in THREE_PUBLIC),
    ]
    found = form(parse(doc("“三公”经费支出决算表", table)), 9)
    assert found.status == "loaded"
    assert found.rows[0].places.keys == ("budget_total", "actual_total")
    figures = {key: text for row in found.rows for key, text in values(row).items()}
    assert {k: v for k, v in figures.items() if k.startswith("actual")} == ACTUAL


def test_form_9_with_a_row_or_a_column_of_no_known_year_is_withheld(parse):
    down = [["项目", "某数", "决算数", "预算数"], *map(list, THREE_PUBLIC)]
    across = [list(row) for row in zip(*down, strict=True)]
    for table in (down, across):
        document = parse(doc("“三公”经费支出决算表", table))
        assert form(document, 9).status == "malformed"
        assert any("'9.00'" in p.message for p in document.problems)


# form 1 with its expenditure by function and, once more, by nature
THREE_BLOCKS = [
    ["收入", "", "支出", "", "支出", ""],
    ["项目", "决算数", "项目(按功能分类)", "决算数", "项目(按支出性质和经济分类)", "决算数"],
    [
        "一、一般公共预算财政拨款收入",
        "9.20",
        "一、一般公共服务支出",
        "9.00",
        "一、基本支出",
        "5.00",
    ],
    ["二、政府性基金预算财政拨款收入", "0.00", "二、外交支出", "0.20", "人员经费", "4.00"],
]
REST_OF_THEM = [
    ["本年收入合计", "9.20", "本年支出合计", "9.20", "本年支出合计", "9.20"],
    ["总计", "9.20", "总计", "9.20", "总计", "9.20"],
]


@pytest.mark.parametrize("between", [[], [[]]], ids=["one page", "a second page without header"])
def test_expenditure_by_another_classification_beside_form_1_is_kept_raw(parse, between):
    document = parse(doc("收入支出决算总表", THREE_BLOCKS + between + REST_OF_THEM))
    found = form(document, 1)
    assert found.status == "loaded", document.problems
    assert [(r.side, r.line_key, *r.texts) for r in found.rows if r.side == "expenditure"] == [
        ("expenditure", "L31", "9.00"),
        ("expenditure", "L32", "0.20"),
        ("expenditure", "L57", "9.20"),
        ("expenditure", "L60", "9.20"),
    ]
    aside = [p for p in document.problems if "by another classification" in p.message]
    assert len(aside) == 4
    # which of two is that of the form, nobody says
    unnamed = [[text.replace("(按支出性质和经济分类)", "") for text in row] for row in THREE_BLOCKS]
    assert form(parse(doc("收入支出决算总表", unnamed + REST_OF_THEM)), 1).status == "unmapped"


def test_numbers_of_the_rows_right_of_a_blank_column(parse):
    rows = [
        ["", "序号", "科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["", "1", "201", "一般公共服务支出", "5.00", "3.00", "2.00"],
        ["", "2", "2010301", "行政运行", "5.00", "3.00", "2.00"],
        ["", "", "合计", "", "5.00", "3.00", "2.00"],
    ]
    document = parse(doc("支出决算表", rows))
    found = form(document, 3)
    assert found.status == "loaded", document.problems
    assert [row.code for row in found.rows] == ["201", "2010301", None]


def test_a_page_without_header_continues_the_table_before(parse):
    head = [
        EXPENDITURE_HEAD,
        ["合计", "", "3.00", "1.00", "2.00"],
        ["201", "一般公共服务支出", "3.00", "1.00", "2.00"],
    ]
    text = doc("一般公共预算财政拨款支出决算表", head) + "\n20101\t人大事务\t3.00\t1.00\t2.00\n"
    assert [r.code for r in form(parse(text), 5).rows] == [None, "201", "20101"]


def test_the_contents_list_is_not_a_form(parse):
    text = "目录\n\n- 一、收入支出决算总表\n- 二、收入决算表\n\n第一部分 概况\n\n序号\t单位名称\n1\t样例局\n"
    document = parse(text)
    assert document.status == "refused"
    assert "no statutory form" in document.reason


def test_blank_and_zero_stay_apart(parse):
    table = [EXPENDITURE_HEAD, ["合计", "", "0.00", "", "0"]]
    row = form(parse(doc("一般公共预算财政拨款支出决算表", table)), 5).rows[0]
    assert values(row) == {"total": "0.00", "basic": "", "project": "0"}


def test_figures_of_a_short_row_are_blank_at_its_end():
    places = Places(("total", "basic"), (1, 3))
    assert places.texts(("201", "1.00", "x", "0.50")) == ("1.00", "0.50")
    assert places.texts(("201", "1.00")) == ("1.00", "")
    assert Places(("amount",), (2,)).texts(("301", "工资", "3.00")) == ("3.00",)
    assert Places(("amount",), (2,)).texts(("301",)) == ("",)
