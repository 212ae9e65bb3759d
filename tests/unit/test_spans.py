"""Tables whose merged cells lost their spans: read where one way to give them back makes sense, else withheld."""

import pytest

HEAD = "样例局2023年度部门决算\n\n{title}\n\n单位：万元\n\n"
EXPENDITURE = (
    (
        "项目",
        "本年支出合计",
        "基本支出",
        "项目支出",
        "上缴上级支出",
        "经营支出",
        "对附属单位补助支出",
    ),
    ("科目编码", "科目名称"),
    ("合计", "", "30.00", "20.00", "10.00", "0.00", "0.00", "0.00"),
    ("201", "一般公共服务支出", "30.00", "20.00", "10.00", "0.00", "0.00", "0.00"),
    ("20103", "政府办公厅（室）及相关机构事务", "30.00", "20.00", "10.00", "0.00", "0.00", "0.00"),
    ("2010301", "行政运行", "30.00", "20.00", "10.00", "0.00", "0.00", "0.00"),
)
LEVELS = (
    ("支出功能分类科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"),
    ("类", "款", "项"),
    ("栏次", "1", "2", "3"),
    ("合计", "30.00", "20.00", "10.00"),
    ("201", "", "", "一般公共服务支出", "30.00", "20.00", "10.00"),
    ("201", "03", "", "政府办公厅（室）及相关机构事务", "30.00", "20.00", "10.00"),
    ("201", "03", "01", "行政运行", "30.00", "20.00", "10.00"),
)
FUND = (
    ("项目", "年初结转和结余", "本年收入", "本年支出", "年末结转和结余"),
    ("科目编码", "科目名称", "小计", "基本支出", "项目支出"),
    ("合计", "", "1.00", "9.00", "8.00", "0.00", "8.00", "2.00"),
    ("212", "城乡社区支出", "1.00", "9.00", "8.00", "0.00", "8.00", "2.00"),
)
ECONOMIC = (
    ("人员经费", "公用经费"),
    (
        "科目编码",
        "科目名称",
        "决算数",
        "科目编码",
        "科目名称",
        "决算数",
        "科目编码",
        "科目名称",
        "决算数",
    ),
    ("301", "工资福利支出", "9.00", "302", "商品和服务支出", "3.00", "310", "资本性支出", "1.00"),
    ("30101", "基本工资", "9.00", "30201", "办公费", "3.00", "31002", "办公设备购置", "1.00"),
    ("人员经费合计", "9.00", "公用经费合计", "4.00"),
)
ITEMS = ("合计", "因公出国（境）费", "公务用车购置及运行维护费", "公务接待费")
PARTS = ("小计", "公务用车购置费", "公务用车运行维护费")
BY_PHASE = (
    ("预算数", "决算数"),
    ITEMS * 2,
    PARTS * 2,
    (
        "9.00",
        "1.00",
        "6.00",
        "2.00",
        "4.00",
        "2.00",
        "8.00",
        "0.50",
        "5.50",
        "2.00",
        "3.50",
        "2.00",
    ),
)
BY_ITEM = (
    ITEMS,
    PARTS,
    ("预算数", "决算数") * 6,
    (
        "9.00",
        "8.00",
        "1.00",
        "0.50",
        "6.00",
        "5.50",
        "2.00",
        "2.00",
        "4.00",
        "3.50",
        "2.00",
        "2.00",
    ),
)
TWO_SIDED = (
    ("收入", "支出"),
    ("项目", "行次", "决算数", "项目", "行次", "决算数"),
    ("一、一般公共预算财政拨款收入", "1", "30.00", "一、一般公共服务支出", "31", "30.00"),
    ("本年收入合计", "27", "30.00", "本年支出合计", "57", "30.00"),
)
EXPENDITURE_TITLE, GENERAL_TITLE = "支出决算表", "一般公共预算财政拨款支出决算表"
FUND_TITLE = "政府性基金预算财政拨款收入支出决算表"
ECONOMIC_TITLE = "一般公共预算财政拨款基本支出决算表"
THREE_TITLE = "财政拨款“三公”经费支出决算表"


def text_of(title, rows):
    return HEAD.format(title=title) + "\n".join("\t".join(row) for row in rows) + "\n"


def form_of(parse, title, rows):
    document = parse(text_of(title, rows))
    number = next(t.form_no for t in document.table_records)
    return document, next((form for form in document.forms if form.form_no == number), None)


def changed(rows, at, row):
    return (*rows[:at], row, *rows[at + 1 :])


def without(rows, at, column):
    return changed(rows, at, rows[at][:column] + rows[at][column + 1 :])


def figures(form):
    return {
        (r.side, r.code or r.line_key or r.is_total, c.column_key): c.printed_text
        for r in form.rows
        for c in r.cells
    }


def stand_as_printed(document, form):
    """Whether every figure is the text of its cell in the raw table."""
    tables = {table.table_no: table for table in document.reading.tables}
    return all(
        tables[row.table_no].rows[row.table_row - 1][cell.table_column - 1] == cell.printed_text
        for row in form.rows
        for cell in row.cells
    )


def test_parts_of_a_header_stand_below_what_they_are_parts_of(parse):
    document, form = form_of(parse, EXPENDITURE_TITLE, EXPENDITURE)
    assert form.status == "loaded"
    found = figures(form)
    assert found["", "2010301", "total"] == "30.00"
    assert found["", "2010301", "basic"] == "20.00"
    assert found["", True, "project"] == "10.00"
    assert stand_as_printed(document, form)


def test_codes_in_three_columns_with_a_total_and_column_numbers_that_reached_over_them(parse):
    document, form = form_of(parse, GENERAL_TITLE, LEVELS)
    assert form.status == "loaded"
    assert {key: text for key, text in figures(form).items() if key[1] is True} == {
        ("", True, "total"): "30.00",
        ("", True, "basic"): "20.00",
        ("", True, "project"): "10.00",
    }
    assert [row.code for row in form.rows if row.code] == ["201", "20103", "2010301"]
    # the total stands in the second cell of its row
    assert next(row for row in form.rows if row.is_total).cells[0].table_column == 2
    assert stand_as_printed(document, form)


def test_the_parts_of_what_was_spent_are_not_those_of_what_came_in(parse):
    document, form = form_of(parse, FUND_TITLE, FUND)
    assert form.status == "loaded"
    assert {key[2]: text for key, text in figures(form).items() if key[1] == "212"} == {
        "opening": "1.00",
        "income": "9.00",
        "total": "8.00",
        "basic": "0.00",
        "project": "8.00",
        "closing": "2.00",
    }
    assert stand_as_printed(document, form)


def test_totals_of_basic_expenditure_that_reached_over_blocks(parse):
    document, form = form_of(parse, ECONOMIC_TITLE, ECONOMIC)
    assert form.status == "loaded"
    totals = {row.side: row.cells[0] for row in form.rows if row.is_total}
    assert {side: cell.printed_text for side, cell in totals.items()} == {
        "人员经费": "9.00",
        "公用经费": "4.00",
    }
    assert [cell.table_column for cell in totals.values()] == [2, 4]
    assert stand_as_printed(document, form)


@pytest.mark.parametrize("rows", [BY_PHASE, BY_ITEM], ids=["by phase", "by item"])
def test_three_public_expenses(parse, rows):
    document, form = form_of(parse, THREE_TITLE, rows)
    assert form.status == "loaded"
    found = {cell.column_key: cell.printed_text for row in form.rows for cell in row.cells}
    assert found == {
        "budget_total": "9.00",
        "budget_abroad": "1.00",
        "budget_vehicle": "6.00",
        "budget_vehicle_purchase": "2.00",
        "budget_vehicle_running": "4.00",
        "budget_reception": "2.00",
        "actual_total": "8.00",
        "actual_abroad": "0.50",
        "actual_vehicle": "5.50",
        "actual_vehicle_purchase": "2.00",
        "actual_vehicle_running": "3.50",
        "actual_reception": "2.00",
    }
    assert stand_as_printed(document, form)


def test_income_and_expenditure_side_by_side(parse):
    document, form = form_of(parse, "收入支出决算总表", TWO_SIDED)
    assert form.status == "loaded"
    assert figures(form)["expenditure", "L31", "amount"] == "30.00"
    assert stand_as_printed(document, form)


def test_a_header_that_is_said_again_within_the_table(parse):
    rows = (*LEVELS[:5], *LEVELS[:3], *LEVELS[5:])
    _, form = form_of(parse, GENERAL_TITLE, rows)
    assert form.status == "loaded"
    assert [row.code for row in form.rows if row.code] == ["201", "20103", "2010301"]


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        pytest.param(EXPENDITURE_TITLE, without(EXPENDITURE, 0, 1), id="a header was lost"),
        pytest.param(EXPENDITURE_TITLE, without(EXPENDITURE, 0, 6), id="the last header was lost"),
        pytest.param(FUND_TITLE, without(FUND, 0, 2), id="本年收入 was lost"),
        pytest.param(FUND_TITLE, without(FUND, 1, 3), id="基本支出 was lost"),
        pytest.param(GENERAL_TITLE, without(LEVELS, 3, 2), id="a figure of the total was lost"),
        pytest.param(GENERAL_TITLE, without(LEVELS, 5, 4), id="a figure of a code was lost"),
        pytest.param(GENERAL_TITLE, without(LEVELS, 1, 2), id="项 was lost"),
        pytest.param(ECONOMIC_TITLE, without(ECONOMIC, 4, 3), id="the last total was lost"),
        pytest.param("收入支出决算总表", without(TWO_SIDED, 3, 5), id="a total of a side was lost"),
        pytest.param("收入支出决算总表", without(TWO_SIDED, 3, 1), id="a 行次 was lost"),
        pytest.param(THREE_TITLE, without(BY_PHASE, 1, 3), id="an item was lost"),
        pytest.param(THREE_TITLE, without(BY_PHASE, 2, 0), id="小计 was lost"),
        pytest.param(
            FUND_TITLE, changed(FUND, 0, (*FUND[0][:2], "本年某数", *FUND[0][3:])), id="unknown"
        ),
    ],
)
def test_what_is_not_sure_is_withheld(parse, title, rows):
    document, form = form_of(parse, title, rows)
    assert form.status in ("unmapped", "malformed")
    assert any(problem.severity == "error" for problem in document.problems)


def test_a_header_of_amounts_above_names_is_not_that_of_the_column_beside_them(parse):
    """A last column without a figure goes unseen, and the header seems as wide as the table."""
    header = (*EXPENDITURE[0][:4], "")
    rows = (header, ("科目编码", "科目名称", "", "", ""), *(row[:5] for row in EXPENDITURE[3:]))
    document, form = form_of(parse, EXPENDITURE_TITLE, tuple(row[:4] for row in rows))
    assert form.status == "unmapped"
    assert "'本年支出合计' stands above column 2" in " ".join(p.message for p in document.problems)


def test_a_header_of_names_above_amounts_moves_none_of_them(parse):
    """In text from PDF, words that stood in the middle of wide cells stand above the columns beside them."""
    rows = (
        ("", "项目", "本年支出合计", "基本支出", "项目支出"),
        ("科目编码", "", "", "科目名称", ""),
        ("201", "一般公共服务支出", "30.00", "20.00", "10.00"),
    )
    _, form = form_of(parse, GENERAL_TITLE, rows)
    assert form.status == "loaded"
    assert figures(form)["", "201", "basic"] == "20.00"


def test_a_table_that_lost_nothing_is_read_as_it_is(parse):
    rows = (
        ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出", ""),
        ("201", "一般公共服务支出", "30.00", "20.00", "10.00", ""),
    )
    _, form = form_of(parse, GENERAL_TITLE, rows)
    assert form.status == "loaded"
    assert figures(form)["", "201", "project"] == "10.00"


def test_a_column_of_dashes_is_none_of_codes_and_names(parse):
    """The header stands one column to the right of what it heads, where a blank column makes room for it."""
    rows = (
        *(("科目编码", "", "", "科目名称", "年初结转和结余", "本年收入"),),
        ("类", "款", "", "项", "", "", "小计", "基本支出", "", "项目支出", ""),
        ("类", "款", "项", "合计", "-", "40.00", "40.00", "-", "40.00", "", "-"),
        ("212", "", "", "城乡社区支出", "-", "30.00", "30.00", "-", "30.00", "", "-"),
        ("229", "", "", "其他支出", "-", "10.00", "10.00", "-", "10.00", "", "-"),
    )
    spent = ("本年支出", "本年支出", "本年支出", "年末结转和结余", "")
    _, form = form_of(parse, FUND_TITLE, ((*rows[0], *spent), *rows[1:]))
    read = figures(form) if form.status == "loaded" else {}
    assert read.get(("", "212", "basic"), "-") == "-"
    assert read.get(("", "212", "income"), "30.00") == "30.00"


@pytest.mark.parametrize(
    ("cut", "is_read"),
    [
        (("合", "计", "因公出国", "（境）费", "公务用车购置及", "运行维护费", "公务", "接待费"), True),
        (("合", "计", "因公出国", "某种花费", "公务用车购置及", "运行维护费", "公务", "接待费"), False),
    ],
)  # fmt: skip
def test_words_that_the_edges_of_columns_cut(parse, cut, is_read):
    """合计 in the middle of two columns is 合 | 计 where each column is cut out by itself."""
    rows = (
        cut,
        ("预算数", "决算数") * 4,
        ("9.00", "8.00", "1.00", "1.00", "6.00", "5.00", "2.00", "2.00"),
    )
    _, form = form_of(parse, THREE_TITLE, rows)
    assert (form.status == "loaded") == is_read
    if is_read:
        read = {key: text for (_, _, key), text in figures(form).items()}
        assert (read["budget_vehicle"], read["actual_vehicle"]) == ("6.00", "5.00")


CODES = ("类", "款", "项", "合计")
OF_CODES = ("212", "08", "03", "城市建设支出")


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            (
                ("", "项目", "年初结转和结余", "本年收入", "", "本年支出", "年末结转和结余"),
                ("科目编码", "科目名称", "", "", "合计", "基本支出", "项目支出"),
                ("212", "城乡社区支出", "", "5.00", "5.00", "", "5.00"),
            ),
            id="合计 would be the only part of what came in",
        ),
        pytest.param(
            (
                ("科目编码", "", "", "科目名称", "", "年初结转和结余", "本年收入", "", "本年支出", "年末结转和结余"),
                ("类", "款", "", "", "项", "", "", "小计", "基本支出", "项目支出"),
                (*CODES, "", "", "5.00", "5.00", "", "5.00"),
                (*OF_CODES, "", "", "5.00", "5.00", "", "5.00"),
            ),
            id="which columns are blank is not known",
        ),
        pytest.param(
            (
                ("", "科目编码", "", "科目名称", "年初结转和结余", "本年收入", "", "本年支出", "", "年末结转和结余", ""),
                ("类", "款", "", "项", "", "", "合计", "基本支出", "", "项目支出", ""),
                ("", "", "", "", "", "", "合计", "基本支出", "项目支出", "", ""),
                (*CODES, "1.00", "5.00", "5.00", "—", "5.00", "", "1.00"),
                (*OF_CODES, "1.00", "5.00", "5.00", "—", "5.00", "", "1.00"),
            ),
            id="a part of what came in",
        ),
        pytest.param(
            (
                ("项目", "", "年初结转和结余", "本年收入", "", "本年支出", "年末结转和结余"),
                ("科目编码", "科目名称", "", "", "", "基本支出", "项目支出"),
                ("栏次", "", "1", "2", "3", "4", "5 6"),
                ("212", "城乡社区支出", "1.00", "5.00", "5.00", "5.00", "1.00"),
            ),
            id="two numbers of columns are one",
        ),
    ],
)  # fmt: skip
def test_an_order_that_leaves_columns_open_moves_no_figure(parse, rows):
    _, form = form_of(parse, FUND_TITLE, rows)
    read = figures(form) if form.status == "loaded" else {}
    code = "2120803" if len(rows[0]) > 7 else "212"
    of_code = {key: text for (_, one, key), text in read.items() if one == code}
    assert of_code.get("income", "5.00") == "5.00"
    assert of_code.get("basic", "") in ("", "—")
    assert of_code.get("total", "5.00") == "5.00"


def test_codes_below_another_column_than_theirs_take_none_of_the_last_row(parse):
    """A table is read once more where it cannot be read as it is: what the first time left behind is forgotten."""
    rows = (
        ("序号", "", "科目编码", "", "", "科目名称", "年初结转和结余", "本年收入", "", "本年支出", "", "年末结转和结余"),
        ("", "类", "款", "", "", "项", "", "", "合计", "基本支出", "项目支出", ""),
        ("1", "201", "", "", "", "一般公共服务支出", "1.00", "4.00", "4.00", "1.00", "3.00", "1.00"),
        ("2", "", "", "03", "", "政府办公厅（室）及相关机构事务", "1.00", "4.00", "4.00", "1.00", "3.00", "1.00"),
        ("3", "221", "", "", "", "住房保障支出", "1.00", "2.00", "2.00", "2.00", "", "1.00"),
        ("4", "", "", "02", "", "住房改革支出", "1.00", "2.00", "2.00", "2.00", "", "1.00"),
    )  # fmt: skip
    _, form = form_of(parse, "一般公共预算财政拨款收入支出决算表", rows)
    assert form.status in ("unmapped", "malformed") or "20103" in {row.code for row in form.rows}
