"""Forms as the national template prints them, and columns that are none of the form's."""

import pytest

from tests.unit.test_layouts import SOURCES, doc, form, values

BASIC = "一般公共预算财政拨款基本支出决算表"
BLOCK = ["科目编码", "科目名称", "决算数"]
BLOCKS = [
    ["人员经费", "", "", "公用经费", "", "", "", "", ""],
    BLOCK * 3,
    ["301", "工资福利支出", "10.00", "302", "商品和服务支出", "5.00", "310", "资本性支出", "1.00"],
    ["30101", "基本工资", "10.00", "30201", "办公费", "5.00", "31002", "办公设备购置", "1.00"],
]
TOTALS = ["人员经费合计", "", "10.00", "公用经费合计", "", "", "", "", "6.00"]
# a reader that says a merged cell in each of its columns
REPEATED = [*["人员经费合计"] * 2, "10.00", *["公用经费合计"] * 5, "6.00"]
LISTED = [
    ["经济分类科目编码", "科目名称", "合计", "人员经费", "公用经费"],
    ["合计", "", "16.00", "10.00", "6.00"],
    ["301", "工资福利支出", "10.00", "10.00", ""],
    ["30101", "基本工资", "10.00", "10.00", ""],
    ["302", "商品和服务支出", "5.00", "", "5.00"],
    ["30201", "办公费", "5.00", "", "5.00"],
    ["310", "资本性支出", "1.00", "", "1.00"],
    ["31002", "办公设备购置", "1.00", "", "1.00"],
]
WITHOUT_TOTAL = [[*row[:2], *row[3:]] for row in LISTED]


def by_side(found):
    return {(r.side, r.code or "total"): r.cells[0].printed_text for r in found.rows}


@pytest.mark.parametrize(
    "table",
    [
        pytest.param([*BLOCKS, TOTALS], id="three blocks"),
        pytest.param([*BLOCKS, REPEATED], id="three blocks, merged cells repeated"),
        pytest.param(LISTED, id="one list"),
        pytest.param(WITHOUT_TOTAL, id="one list of two columns"),
    ],
)
def test_basic_expenditure(parse, table):
    document = parse(doc(BASIC, table))
    found = form(document, 6)
    assert found.status == "loaded", document.problems
    assert by_side(found) == {
        ("人员经费", "301"): "10.00",
        ("人员经费", "30101"): "10.00",
        ("人员经费", "total"): "10.00",
        ("公用经费", "302"): "5.00",
        ("公用经费", "30201"): "5.00",
        ("公用经费", "310"): "1.00",
        ("公用经费", "31002"): "1.00",
        ("公用经费", "total"): "6.00",
    }


def test_an_amount_on_the_other_side_of_a_list_withholds_the_form(parse):
    table = [row[:] for row in WITHOUT_TOTAL]
    table[2][3] = "7.00"
    assert form(parse(doc(BASIC, table)), 6).status == "malformed"


def test_an_amount_behind_a_total_with_its_own_figure_withholds_the_form(parse):
    totals = [*TOTALS[:5], "5.00", "", "", "6.00"]
    assert form(parse(doc(BASIC, [*BLOCKS, totals])), 6).status == "malformed"


def test_what_is_said_of_a_column_is_none_of_the_form(parse):
    table = [
        [
            "项目",
            "",
            "本年收入合计",
            "财政拨款收入",
            "上级补助收入",
            "事业收入",
            "",
            "经营收入",
            "附属单位上缴收入",
            "其他收入",
        ],
        ["功能分类科目编码", "科目名称", "", "", "", "小计", "其中：教育收费", "", "", ""],
        ["栏次", "", *"12345678"],
        ["合计", "", "10.00", "9.00", "0.00", "1.00", "0.50", "0.00", "0.00", "0.00"],
        ["205", "教育支出", "10.00", "9.00", "0.00", "1.00", "0.50", "0.00", "0.00", "0.00"],
    ]
    document = parse(doc("收入决算表", table))
    found = form(document, 2)
    assert found.status == "loaded", document.problems
    assert values(found.rows[1]) == {
        "total": "10.00",
        "fiscal_appropriation": "9.00",
        "superior_subsidy": "0.00",
        "institutional": "1.00",
        "operating": "0.00",
        "affiliate_remittance": "0.00",
        "other": "0.00",
    }
    assert sum("教育收费" in p.message and p.severity == "info" for p in document.problems) == 2


@pytest.mark.parametrize(
    ("title", "form_no"),
    [
        ("一般公共预算财政拨款收入支出决算表", 5),
        ("政府性基金预算财政拨款收入支出决算表", 7),
    ],
)
def test_flows_by_nature(parse, title, form_no):
    """年初 | 本年收入 | 本年支出 | 年末, each with its parts: the form has the wholes, and spending by nature."""
    parts = ["合计", "基本支出结转", "项目支出结转和结余"]
    figures = [
        "1.00",
        "0.00",
        "1.00",
        "10.00",
        "6.00",
        "4.00",
        "9.00",
        "6.00",
        "3.00",
        "2.00",
        "0.00",
        "2.00",
    ]
    table = [
        [
            "项目",
            "",
            "",
            "",
            "年初结转和结余",
            "",
            "",
            "本年收入",
            "",
            "",
            "本年支出",
            "",
            "",
            "年末结转和结余",
            "",
            "",
        ],
        [
            "支出功能分类科目编码",
            "",
            "",
            "科目名称",
            *parts,
            *["合计", "基本支出", "项目支出"] * 2,
            *parts,
        ],
        [
            "类",
            "款",
            "项",
            "合计",
            *figures,
        ],
        [
            "201",
            "",
            "",
            "一般公共服务支出",
            *figures,
        ],
    ]
    document = parse(doc(title, table))
    found = form(document, form_no)
    assert found.status == "loaded", document.problems
    wanted = {
        "opening": "1.00",
        "income": "10.00",
        "total": "9.00",
        "basic": "6.00",
        "project": "3.00",
        "closing": "2.00",
    }
    assert [values(row) for row in found.rows] == [wanted, wanted]


def test_a_part_of_a_line_is_none_of_the_form(parse):
    table = [
        ["收入", "", "", "支出", "", ""],
        ["项目", "行次", "金额", "项目", "行次", "金额"],
        ["一、一般公共预算财政拨款收入", "1", "10.00", "一、一般公共服务支出", "31", "9.00"],
        ["本年收入合计", "27", "10.00", "本年支出合计", "57", "9.00"],
        ["年初结转和结余", "28", "1.00", "年末结转和结余", "58", "2.00"],
        [
            "　　其中：项目支出结转和结余",
            "29",
            "0.70",
            "　　其中：项目支出结转和结余",
            "59",
            "0.80",
        ],
        ["总计", "30", "11.00", "总计", "60", "11.00"],
    ]
    document = parse(doc("收入支出决算总表", table))
    found = form(document, 1)
    assert found.status == "loaded", document.problems
    amounts = {r.line_key: values(r)["amount"] for r in found.rows if r.is_labelled}
    assert amounts == {
        "L1": "10.00",
        "L31": "9.00",
        "L27": "10.00",
        "L57": "9.00",
        "L29": "1.00",
        "L59": "2.00",
        "L30": "11.00",
        "L60": "11.00",
    }
    assert [r.line_no for r in found.rows if not r.is_labelled] == ["29", "59"]
    assert sum("其中" in p.message and p.severity == "info" for p in document.problems) == 2


def test_an_unknown_line_still_withholds_the_form(parse):
    table = [
        ["收入", "", "支出", ""],
        ["项目", "金额", "项目", "金额"],
        ["一、一般公共预算财政拨款收入", "10.00", "一、一般公共服务支出", "9.00"],
        ["捐赠物资", "0.70", "", ""],
        ["总计", "10.00", "总计", "9.00"],
    ]
    assert form(parse(doc("收入支出决算总表", table)), 1).status == "malformed"


# before 2019 one line for all funds
POOLED = [
    ["收入", "", "支出", ""],
    ["项目", "决算数", "项目", "决算数"],
    ["一、财政拨款收入", "10.00", "一、一般公共服务支出", "9.00"],
    ["其中：政府性基金预算财政拨款", "4.00", "二、外交支出", ""],
    ["二、上级补助收入", "", "三、国防支出", ""],
    ["三、事业收入", "1.00", "四、公共安全支出", "2.00"],
    ["本年收入合计", "11.00", "本年支出合计", "11.00"],
    ["总计", "11.00", "总计", "11.00"],
]


def by_line(document):
    return {
        row.line_key: values(row)["amount"]
        for row in form(document, 1).rows
        if row.is_labelled and row.side == "income"
    }


@pytest.mark.parametrize(
    "part", ["其中：政府性基金预算财政拨款", "  政府性基金预算财政拨款", "其中:政府性基金"]
)
def test_fiscal_appropriation_of_all_funds_is_a_line_of_its_own(parse, part):
    table = [[part, *row[1:]] if "其中" in row[0] else row for row in POOLED]
    document = parse(doc("收入支出决算总表", table))
    assert form(document, 1).status == "loaded", document.problems
    assert by_line(document) == {
        "L0": "10.00",
        "L4": "",
        "L5": "1.00",
        "L27": "11.00",
        "L30": "11.00",
    }
    assert [p.message for p in document.problems if "'4.00'" in p.message and p.severity == "info"]


def test_a_fund_with_a_number_of_its_own_is_no_part(parse):
    table = [
        ["二、政府性基金预算财政拨款收入", *row[1:]] if "其中" in row[0] else row for row in POOLED
    ]
    assert by_line(parse(doc("收入支出决算总表", table)))["L2"] == "4.00"


DETAIL = [
    ["项目", "", "合计", "工资福利支出", "", "商品和服务支出", ""],
    ["科目编码", "科目名称", "", "小计", "基本工资", "小计", "办公费"],
    ["合计", "", "9.00", "5.00", "5.00", "4.00", "4.00"],
    ["201", "一般公共服务支出", "9.00", "5.00", "5.00", "4.00", "4.00"],
]
FUNCTIONS = [
    ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
    ["合计", "", "9.00", "5.00", "4.00"],
    ["201", "一般公共服务支出", "9.00", "5.00", "4.00"],
]


@pytest.mark.parametrize("detail_first", [True, False])
def test_a_table_by_economic_class_is_not_the_form_whose_title_it_has(parse, detail_first):
    tables = [
        doc("一般公共预算财政拨款支出决算明细表", DETAIL),
        doc("一般公共预算财政拨款支出决算表", FUNCTIONS).split("\n\n", 1)[1],
    ]
    if not detail_first:
        tables = [
            doc("一般公共预算财政拨款支出决算表", FUNCTIONS),
            doc("一般公共预算财政拨款支出决算明细表", DETAIL).split("\n\n", 1)[1],
        ]
    document = parse("\n".join(tables))
    found = form(document, 5)
    assert found.status == "loaded", document.problems
    assert [values(row) for row in found.rows] == 2 * [
        {"total": "9.00", "basic": "5.00", "project": "4.00"}
    ]
    kept_raw = [p for p in document.problems if "is by economic class; kept raw" in p.message]
    assert [p.table_no for p in kept_raw] == [1 if detail_first else 2]


def test_a_table_by_economic_class_alone_leaves_the_form_missing(parse):
    other = doc("支出决算表", FUNCTIONS)
    detail = doc("一般公共预算财政拨款支出决算明细表", DETAIL).split("\n\n", 1)[1]
    document = parse(f"{other}\n{detail}")
    assert form(document, 3).status == "loaded", document.problems
    assert form(document, 5).status == "missing"


NUMBERED = [
    ["序号", "科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
    ["合计", "", "", "9.00", "5.00", "4.00"],
    ["1", "201", "一般公共服务支出", "9.00", "5.00", "4.00"],
    ["2", "20101", "人大事务", "9.00", "5.00", "4.00"],
    ["3", "2010101", "行政运行", "9.00", "5.00", "4.00"],
]
NUMBERED_LIST = [
    ["行次", "科目编码", "科目名称", "合计", "人员经费", "公用经费"],
    ["1", "", "合计", "9.00", "5.00", "4.00"],
    ["2", "301", "工资福利支出", "5.00", "5.00", ""],
    ["3", "302", "商品和服务支出", "4.00", "", "4.00"],
]


@pytest.mark.parametrize("repeats_header", [True, False])
def test_a_column_that_numbers_the_rows_is_no_part_of_the_code(parse, repeats_header):
    head = "\t".join(NUMBERED[0]) + "\n" if repeats_header else ""
    page = doc("支出决算表", NUMBERED) + f"\n{head}4\t20102\t政协事务\t0.00\t0.00\t0.00\n"
    found = form(parse(page), 3)
    assert found.status == "loaded", found
    assert [row.code for row in found.rows] == [None, "201", "20101", "2010101", "20102"]
    assert [row.is_total for row in found.rows] == [True, False, False, False, False]


def test_a_numbered_list_of_economic_codes(parse):
    found = form(parse(doc(BASIC, NUMBERED_LIST)), 6)
    assert found.status == "loaded", found
    assert {row.code for row in found.rows} == {None, "301", "302"}


def test_codes_under_the_header_of_numbers_are_not_taken_for_numbers_in_silence(parse):
    table = [[row[1], "", *row[2:]] if row[1] else row for row in NUMBERED]
    table[0] = NUMBERED[0]
    assert form(parse(doc("支出决算表", table)), 3).status == "malformed"


MERGED = [
    ["项目", "", "", "", *SOURCES],
    ["功能分类科目编码", "", "", "科目名称", *[""] * 7],
    [""] * 11,  # cells that are merged over three rows: a web page has a row of nothing for each
    [""] * 11,
    ["类", "款", "项", "栏次", *"1234567"],
    ["", "", "", "合计", "9.00", "8.00", "", "1.00", "", "", ""],
    ["201", "", "", "一般公共服务支出", "9.00", "8.00", "", "1.00", "", "", ""],
    ["20103", "", "", "政府办公厅（室）及相关机构事务", "9.00", "8.00", "", "1.00", "", "", ""],
    ["2010301", "", "", "行政运行", "9.00", "8.00", "", "1.00", "", "", ""],
]


def test_header_cells_that_are_merged_over_several_rows(parse):
    document = parse(doc("收入决算表", MERGED))
    found = form(document, 2)
    assert found.status == "loaded", document.problems
    assert [row.code for row in found.rows] == [None, "201", "20103", "2010301"]
    assert {values(row)["institutional"] for row in found.rows} == {"1.00"}
    assert [p.message for p in document.problems if p.form_no == 2] == []


def test_a_blank_row_below_the_header_is_no_total(parse):
    table = [*FUNCTIONS[:1], [""] * 5, *FUNCTIONS[2:]]
    document = parse(doc("支出决算表", table))
    assert [row.is_total for row in form(document, 3).rows] == [False]
    assert any("prints no line 合计" in p.message for p in document.problems)


@pytest.mark.parametrize("opening", ["年初结转和结余", "上年结转", "年初结转"])
def test_balances_of_a_fund_by_nature(parse, opening):
    parts = ["合计", "基本支出", "项目支出"]
    table = [
        ["项目", "", opening, "", "", "本年收入", "", "", "本年支出", "", "", "年末结转和结余"],
        ["科目编码", "科目名称", *parts * 3, ""],
        ["合计", "", "1.00", "", "1.00", "8.00", "", "8.00", "7.00", "", "7.00", "2.00"],
        ["212", "城乡社区支出", "1.00", "", "1.00", "8.00", "", "8.00", "7.00", "", "7.00", "2.00"],
    ]
    document = parse(doc("政府性基金预算财政拨款收入支出决算表", table))
    found = form(document, 7)
    assert found.status == "loaded", document.problems
    expected = {
        "opening": "1.00",
        "income": "8.00",
        "basic": "",
        "project": "7.00",
        "closing": "2.00",
    }
    assert values(found.rows[1]) == expected | {"total": "7.00"}


_HEAD = ["类", "款", "项", "科目名称", "本年支出合计", "基本支出", "项目支出"]
BY_LEVEL = [
    ["科目编码", "", "", *_HEAD[3:]],
    [*_HEAD[:3], "栏次", "1", "2", "3"],
    ["", "", "", "合计", "9.00", "5.00", "4.00"],
    ["201", "", "", "一般公共服务支出", "9.00", "5.00", "4.00"],
    ["", "03", "", "政府办公厅（室）及相关机构事务", "9.00", "5.00", "4.00"],
    ["", "", "01", "行政运行", "5.00", "5.00", ""],
    ["", "", "02", "一般行政管理事务", "4.00", "", "4.00"],
]
CODES = [None, "201", "20103", "2010301", "2010302"]


@pytest.mark.parametrize("split", [None, 4, 5, 6])
def test_codes_of_class_and_group_that_are_printed_once_hold_for_the_rows_below(parse, split):
    first, rest = BY_LEVEL[:split], BY_LEVEL[split:] if split else []
    page = doc("支出决算表", first) + "\n" + "\n".join("\t".join(row) for row in rest) + "\n"
    document = parse(page)
    found = form(document, 3)
    assert found.status == "loaded", document.problems
    assert [row.code for row in found.rows] == CODES


@pytest.mark.parametrize(
    "table",
    [
        pytest.param([*BY_LEVEL[:3], *BY_LEVEL[4:]], id="no class above"),
        pytest.param([*BY_LEVEL[:4], *BY_LEVEL[5:]], id="no group above"),
        pytest.param([*BY_LEVEL[:4], ["", "03", "01", *BY_LEVEL[5][3:]]], id="two levels of three"),
    ],
)
def test_a_code_is_never_made_of_a_parent_that_is_not_there(parse, table):
    document = parse(doc("支出决算表", table))
    codes = [row.code for row in form(document, 3).rows]
    assert form(document, 3).status == "malformed"
    assert not {"2010301", "2010302"} & set(codes)


def test_a_code_that_was_lost_where_codes_are_repeated_is_not_that_of_the_row_above(parse):
    repeated = [
        ["201", "03", "", "政府办公厅（室）及相关机构事务", "5.00", "5.00", ""],
        ["201", "03", "01", "行政运行", "5.00", "5.00", ""],
        ["", "05", "", "行政事业单位养老支出", "4.00", "", "4.00"],
    ]
    document = parse(doc("支出决算表", [*BY_LEVEL[:4], *repeated]))
    assert form(document, 3).status == "malformed"
    assert "20105" not in {row.code for row in form(document, 3).rows}


def test_economic_codes_by_level(parse):
    table = [
        ["经济分类科目", "", "", "合计", "人员经费", "公用经费"],
        ["类", "款", "科目名称", "", "", ""],
        ["", "", "合计", "9.00", "5.00", "4.00"],
        ["301", "", "工资福利支出", "5.00", "5.00", ""],
        ["", "01", "基本工资", "5.00", "5.00", ""],
        ["302", "", "商品和服务支出", "4.00", "", "4.00"],
        ["", "01", "办公费", "4.00", "", "4.00"],
    ]
    found = form(parse(doc(BASIC, table)), 6)
    assert found.status == "loaded"
    assert by_side(found)["人员经费", "30101"] == "5.00"
    assert by_side(found)["公用经费", "30201"] == "4.00"


def test_a_total_in_a_block_is_that_of_its_side_and_one_over_all_blocks_that_of_both(parse):
    table = [*BLOCKS[:2], *BLOCKS[2:]]
    table = [[*row[:6]] for row in table]
    table += [["合计", "", "10.00", "合计", "", "5.00"], ["总计", "", "", "", "", "15.00"]]
    document = parse(doc(BASIC, table))
    found = form(document, 6)
    assert found.status == "loaded", document.problems
    totals = {r.side: r.cells[0].printed_text for r in found.rows if r.is_total}
    assert totals == {"人员经费": "10.00", "公用经费": "5.00", "": "15.00"}


_PHASED = ["年初预算数", "2022年决算数", "2023年决算数", "比上年增减（%）"]
TWO_SIDED = [
    ["收入", "", "", "", "", "支出", "", "", "", ""],
    ["项目", *_PHASED, "项目", *_PHASED],
    [
        "一、一般公共预算财政拨款收入",
        "9.10",
        "8.10",
        "10.00",
        "1.90",
        "一、一般公共服务支出",
        "9.20",
        "8.20",
        "9.00",
        "0.80",
    ],
    [
        "本年收入合计",
        "9.10",
        "8.10",
        "10.00",
        "1.90",
        "本年支出合计",
        "9.20",
        "8.20",
        "9.00",
        "0.80",
    ],
    ["总计", "9.10", "8.10", "10.00", "1.90", "总计", "9.20", "8.20", "9.00", "0.80"],
]


def test_a_budget_another_year_and_a_rate_are_none_of_a_two_sided_form(parse):
    document = parse(doc("收入支出决算总表", TWO_SIDED))
    found = form(document, 1)
    assert found.status == "loaded", document.problems
    amounts = {row.line_key: values(row) for row in found.rows}
    assert amounts["L1"] == {"amount": "10.00"}
    assert amounts["L31"] == amounts["L57"] == amounts["L60"] == {"amount": "9.00"}
    assert sum("is no figure of the form; kept raw" in p.message for p in document.problems) == 18


@pytest.mark.parametrize("rate_below", [False, True])
def test_a_budget_beside_the_figures_of_a_functional_form_is_none_of_it(parse, rate_below):
    table = [
        ["科目编码", "科目名称", "年初预算数", "", "", "决算数", "", "", "完成预算的比例"],
        ["", "", "小计", "基本支出", "项目支出", "小计", "基本支出", "项目支出", ""],
        ["合计", "", "9.90", "5.90", "4.00", "9.00", "5.00", "4.00", "90.91"],
        ["201", "一般公共服务支出", "9.90", "5.90", "4.00", "9.00", "5.00", "4.00", "90.91"],
    ]
    if rate_below:  # the header above reaches over it
        table[0][8], table[1][8] = "", "完成预算的比例"
    document = parse(doc("一般公共预算财政拨款支出决算表", table))
    found = form(document, 5)
    assert found.status == "loaded", document.problems
    assert values(found.rows[1]) == {"total": "9.00", "basic": "5.00", "project": "4.00"}


def test_a_form_of_budgets_alone_is_not_read_as_final_accounts(parse):
    table = [[row[0], row[1], row[5], row[6]] for row in TWO_SIDED]
    other = doc("支出决算表", FUNCTIONS).split("\n\n", 1)[1]
    document = parse(doc("收入支出决算总表", table) + "\n" + other)
    assert form(document, 1).status == "unmapped"


def test_the_name_of_a_fund_that_is_broken_over_rows_is_no_budget(parse):
    table = [
        ["收入", "", "支出", "", "", ""],
        ["项目", "金额", "项目", "合计", "一般公共", "政府性基金"],
        ["", "", "", "", "预算", "预算"],
        ["", "", "", "", "财政拨款", "财政拨款"],
        ["一、一般公共预算财政拨款", "9.00", "一、一般公共服务支出", "8.00", "7.00", "1.00"],
        ["本年收入合计", "9.00", "本年支出合计", "8.00", "7.00", "1.00"],
        ["总计", "9.00", "总计", "9.00", "8.00", "1.00"],
    ]
    document = parse(doc("财政拨款收入支出决算总表", table))
    found = form(document, 4)
    assert found.status == "loaded", document.problems
    lines = {row.line_key: values(row) for row in found.rows}
    assert lines["L33"] == {"total": "8.00", "general_public": "7.00", "government_fund": "1.00"}


UNIT = [
    ["单位名称", "科目编码", "科目名称", "支出", "", ""],
    ["", "", "", "合计", "基本支出", "项目支出"],
    ["样例局", "", "合计", "9.00", "5.00", "4.00"],
    ["样例局", "201", "一般公共服务支出", "9.00", "5.00", "4.00"],
]


@pytest.mark.parametrize("total", [["样例局", "", "合计"], ["合计", "", ""]])
def test_a_column_of_the_unit_is_no_part_of_the_name(parse, total):
    table = [*UNIT[:2], [*total, *UNIT[2][3:]], UNIT[3]]
    document = parse(doc("一般公共预算财政拨款支出决算表", table))
    found = form(document, 5)
    assert found.status == "loaded", document.problems
    assert [(r.code, r.item_name, r.is_total) for r in found.rows] == [
        (None, "合计", True),
        ("201", "一般公共服务支出", False),
    ]
    assert values(found.rows[0]) == {"total": "9.00", "basic": "5.00", "project": "4.00"}


def test_a_form_of_several_units_is_not_that_of_the_department(parse):
    other = [["示范站", *row[1:]] for row in UNIT[2:]]
    document = parse(doc("一般公共预算财政拨款支出决算表", [*UNIT, *other]))
    assert form(document, 5).status == "malformed"


def test_noise_in_a_column_of_codes_is_not_passed_over(parse):
    table = [*BY_LEVEL[:4], ["", "03", "₽.", *BY_LEVEL[4][3:]]]
    rows = form(parse(doc("支出决算表", table)), 3).rows
    assert all("₽" in row.item_name for row in rows if row.code == "20103")
    table = [*BY_LEVEL[:4], ["₽.", "03", "", *BY_LEVEL[4][3:]]]
    assert form(parse(doc("支出决算表", table)), 3).status == "malformed"
