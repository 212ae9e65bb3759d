"""Bad input: a clear error that names the place and the cause; nothing is guessed."""

import io
import re
import zipfile

import pytest

from ingest.corpus import parse_document
from ingest.records import raw_tables
from tests.unit.test_layouts import EXPENDITURE_HEAD, SOURCES, doc, form

TITLE = "一般公共预算财政拨款支出决算表"
GOOD = [
    EXPENDITURE_HEAD,
    ["合计", "", "3.00", "1.00", "2.00"],
    ["201", "一般公共服务支出", "3.00", "1.00", ""],
]


def pages(title, first, second):
    """A form over two pages, with nothing said again on the second."""
    return doc(title, first) + "\f" + "\n".join("\t".join(row) for row in second) + "\n"


def problems(document, form_no):
    return [p for p in document.problems if p.form_no == form_no and p.severity == "error"]


def test_an_empty_file(parse):
    document = parse("")
    assert (document.status, document.reason) == ("refused", "the file is empty")


def _zip(*names):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as container:
        for name in names:
            container.writestr(name, "x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "reason", "remedy"),
    [
        (b"Rar!\x1a\x07", "the file is a RAR archive", "unpack it"),
        (_zip("OFD.xml", "Doc_0/Document.xml"), "the file is an OFD document", "as PDF"),
        (
            b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "the workbook holds no text at all",
            "fetch",
        ),
        (
            b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<w:wordDocument/>',
            "the file is a Word document as XML",
            "as DOCX",
        ),
        (
            b"From: <Saved by Blink>\r\nSubject: =?utf-8?Q?2023?=\r\n =?utf-8?Q?2024?=\r\nMIME-Version: 1.0\r\n\r\nx",
            "the web archive holds no page",
            "as PDF",
        ),
    ],
)
def test_a_file_of_another_kind_is_named_with_what_to_do(data, reason, remedy):
    document = parse_document(data, "440307/样例局/2023.xls")
    assert document.status == "refused"
    assert document.reason.startswith(reason)
    assert remedy in document.remedy


def test_a_text_that_speaks_of_such_a_kind_is_a_text(parse):
    assert "no statutory form" in parse("关于邮件\nMIME-Version: 1.0 是邮件的一行\n").reason


def test_no_disclosure(parse):
    assert "no statutory form" in parse("关于开会的通知\n").reason


@pytest.mark.parametrize("cover", ["2024年样例局部门预算", "样例局2024年“三公”经费预算情况说明"])
def test_a_budget_is_not_final_accounts(parse, cover):
    assert "budget disclosure" in parse(f"{cover}\n\n收入\t支出\n1\t2\n").reason


def test_accounts_beside_a_budget_are_no_budget(parse):
    document = parse(doc(TITLE, GOOD).replace("\n\n", "\n\n样例局2024年部门预算情况说明\n\n", 1))
    assert document.status == "partial"


def test_a_missing_form_is_named_and_has_no_rows(parse):
    document = parse(f"一、收入决算表\n\n第二部分\n\n{doc(TITLE, GOOD)}")
    assert document.status == "partial"
    assert form(document, 2).status == "missing"
    assert form(document, 2).rows == []
    assert "the contents list it" in problems(document, 2)[0].message


@pytest.mark.parametrize(
    "behind",
    ["………………12", "......12", " 12", "（12）", " PAGEREF _Toc6022 \\h 12", " PAGEREF _Toc6022 h 12"],
)
def test_a_missing_form_is_listed_with_its_page(parse, behind):
    text = f"二、收入决算表{behind}\n\n项目支出决算表{behind}\n\n第二部分\n\n{doc(TITLE, GOOD)}"
    document = parse(text)
    assert form(document, 2).listed_no == 1
    assert [f.form_no for f in document.forms if f.listed_no] == [2, 5]


def test_an_unknown_header_unmaps_the_form_and_is_named(parse):
    table = [[*EXPENDITURE_HEAD[:4], "预备支出"], *GOOD[1:]]
    document = parse(doc(TITLE, table))
    assert form(document, 5).status == "unmapped"
    assert form(document, 5).rows == []
    (problem,) = problems(document, 5)
    assert "预备支出" in problem.message
    assert (problem.table_no, problem.table_column, problem.source_line) == (1, 5, 9)
    assert "headers.csv" in problem.remedy


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(["20101", "人大事务", "3.00", "1.00"], id="a cell lost"),
        pytest.param(["20101", "人大事务", "3.00", "1.00", "2.00", "9.00"], id="a cell too many"),
    ],
)
def test_a_wrong_number_of_columns_withholds_the_form(parse, row):
    document = parse(doc(TITLE, [*GOOD, row]))
    assert form(document, 5).status == "malformed"
    (problem,) = problems(document, 5)
    assert problem.table_row == 4
    assert f"{len(row)} cells" in problem.message


def test_an_unreadable_code_withholds_the_form(parse):
    document = parse(doc(TITLE, [*GOOD, ["2O1O1", "人大事务", "3.00", "1.00", "2.00"]]))
    assert form(document, 5).status == "malformed"
    assert "2O1O1" in problems(document, 5)[0].message


def test_an_unknown_line_with_an_amount_withholds_the_form(parse):
    table = [
        ["项目", "决算数", "项目", "决算数"],
        ["一、一般公共预算财政拨款收入", "1.00", "一、星际航行支出", "1.00"],
    ]
    document = parse(doc("收入支出决算总表", table))
    assert form(document, 1).status == "malformed"
    assert "星际航行支出" in problems(document, 1)[0].message


def test_a_form_without_unit_is_named(parse):
    document = parse(doc(TITLE, GOOD).replace("单位：万元\n\n", ""))
    assert form(document, 5).unit_text is None
    assert form(document, 5).status == "malformed"
    assert "unit" in problems(document, 5)[0].message


@pytest.mark.parametrize(
    ("units", "taken"),
    [
        pytest.param(("万元", "万元"), "万元", id="one"),
        pytest.param(("万元", "元"), None, id="two"),
    ],
)
def test_a_form_has_the_unit_of_the_others_where_they_have_one(parse, units, taken):
    rows = [EXPENDITURE_HEAD, ["201", "一般公共服务支出", "1.00", "1.00", "0.00"]]
    totals = [["项目", "决算数", "项目", "决算数"], ["总计", "1.00", "总计", "1.00"]]
    texts = [doc("支出决算表", rows, units[0]), doc("收入支出决算总表", totals, units[1])]
    texts.append(doc("一般公共预算财政拨款支出决算表", rows).replace("单位：万元\n", ""))
    document = parse("\n".join(texts))
    assert [form(document, n).unit_text for n in (3, 1)] == list(units)
    assert form(document, 5).unit_text == taken
    [problem] = [p for p in document.problems if "form 5 declares no unit" in p.message]
    assert problem.severity == ("warn" if taken else "error")
    assert form(document, 5).status == ("loaded" if taken else "malformed")


def test_the_number_of_a_line_that_slipped_beside_its_name_is_no_part_of_it(parse):
    rows = [
        ["收入", "", "", "", "支出", "", "", ""],
        ["项目", "", "行次", "决算数", "项目", "", "行次", "决算数"],
        ["一、一般公共预算财政拨款收入", "", "1", "7.00", "一、一般公共服务支出", "", "31", "7.00"],
        ["五、事业收入", "5", "", "3.00", "五、教育支出", "35", "", "3.00"],
    ]
    found = form(parse(doc("收入支出决算总表", rows)), 1)
    assert [row.item_name for row in found.rows] == [
        "一、一般公共预算财政拨款收入",
        "一、一般公共服务支出",
        "五、事业收入",
        "五、教育支出",
    ]


def test_the_year_that_differs_is_a_finding(longgang_text):
    from ingest.corpus import parse_document

    document = parse_document(longgang_text.encode(), "2019.txt")
    assert document.fiscal_year == 2024
    assert any("fiscal year differs" in p.message for p in document.problems)


def test_an_amount_that_no_cell_holds_withholds_the_form(parse):
    table = [[*EXPENDITURE_HEAD, "备注"], *[[*row, ""] for row in GOOD[1:]]]
    assert form(parse(doc(TITLE, table)), 5).status == "loaded"
    table[2][5] = "7.50"
    document = parse(doc(TITLE, table))
    assert form(document, 5).status == "malformed"
    (problem,) = problems(document, 5)
    assert "'7.50' in row 3, column 6" in problem.message
    assert (problem.table_no, problem.table_row, problem.table_column) == (1, 3, 6)


def test_an_amount_among_the_names_of_a_row_withholds_the_form(parse):
    """A cell lost on the left moves the amount of the right side under its name."""
    head = [
        ["人员经费", "", "", "公用经费", "", ""],
        ["科目编码", "科目名称", "金额", "科目编码", "科目名称", "金额"],
    ]
    good = ["30101", "基本工资", "3.00", "30201", "办公费", "2.00"]
    title = "一般公共预算财政拨款基本支出决算表"
    assert form(parse(doc(title, [*head, good])), 6).status == "loaded"
    slipped = ["30101", "基本工资", "30201", "办公费", "2.00", ""]
    document = parse(doc(title, [*head, slipped]))
    assert form(document, 6).status == "malformed"
    assert any("in a column of codes or names: '2.00'" in p.message for p in problems(document, 6))


BLOCKS = [
    ["人员经费", "", "", "公用经费", "", ""],
    ["科目编码", "科目名称", "金额", "科目编码", "科目名称", "金额"],
    ["301", "工资福利支出", "3.00", "302", "商品和服务支出", "2.00"],
]
LISTED = [
    ["科目编码", "科目名称", "合计", "人员经费", "公用经费"],
    ["301", "工资福利支出", "3.00", "3.00", ""],
]
BOTH_SIDES = [
    ["收入", "", "支出", ""],
    ["项目", "决算数", "项目", "决算数"],
    ["一、一般公共预算财政拨款收入", "7.00", "一、一般公共服务支出", "7.00"],
]


@pytest.mark.parametrize(
    ("form_no", "title", "table", "fused", "whole"),
    [
        (5, TITLE, GOOD, ["20101", "人大事务 3.00 1.00", "", "", ""], "人大事务"),
        (5, TITLE, [GOOD[0], GOOD[2]], ["合计3.00", "", "", "", ""], "合计"),
        (
            6,
            "一般公共预算财政拨款基本支出决算表",
            BLOCKS,
            ["30101", "基本工资3.00", "", "", "", ""],
            "基本工资",
        ),
        (
            6,
            "一般公共预算财政拨款基本支出决算表",
            LISTED,
            ["30101", "基本工资 3.00", "", "", ""],
            "基本工资",
        ),
        (1, "收入支出决算总表", BOTH_SIDES, ["五、事业收入3.00", "", "", ""], "五、事业收入"),
    ],
)
def test_an_amount_that_ran_into_a_name_is_no_blank(parse, form_no, title, table, fused, whole):
    sound = [re.sub(r"[\d. ]+$", "", text) if not text.isdigit() else text for text in fused]
    assert whole in sound
    # a row of nothing spent is sound
    assert form(parse(doc(title, [*table, sound])), form_no).status == "loaded"
    document = parse(doc(title, [*table, fused]))
    assert form(document, form_no).status == "malformed"
    assert any("in a column of codes or names" in p.message for p in problems(document, form_no))


@pytest.mark.parametrize("code", ["10101", "40101", "80101"])
def test_a_code_of_another_classification_is_no_economic_code(parse, code):
    title = "一般公共预算财政拨款基本支出决算表"
    document = parse(doc(title, [*BLOCKS, [code, "基本工资", "3.00", "", "", ""]]))
    assert form(document, 6).status == "malformed"
    assert any("no readable economic code" in p.message for p in problems(document, 6))


def test_a_table_that_is_only_its_title_is_no_crash(parse):
    """A title in a table of its own, after the title that the form has already been given."""
    text = doc(
        "一般公共预算财政拨款基本支出决算表", [["一", "般公共预算财政拨款基本支出决算明细表"]]
    )
    document = parse(text + "\n" + doc(TITLE, GOOD))
    assert form(document, 6).status == "missing"
    assert "was not found" in problems(document, 6)[0].message
    assert form(document, 5).status == "loaded"


def test_label_columns_under_an_empty_header_are_no_crash(parse):
    head = ["", "", "合计", "基本支出", "项目支出"]
    document = parse(doc(TITLE, [head, *GOOD[1:]]))
    assert document.status == "partial"
    assert form(document, 5).status in ("loaded", "unmapped")


def test_a_header_row_said_twice_is_no_total_of_blanks(parse):
    """类 | 款 | 项 | 合计 above the headers once more, and then with the amounts."""
    head = ["科目编码", "", "", "科目名称", "本年支出合计", "基本支出", "项目支出"]
    rows = [
        head,
        ["类", "款", "项", "合计", "本年支出合计", "基本支出", "项目支出"],
        ["类", "款", "项", "合计", "3.00", "1.00", "2.00"],
        ["201", "", "", "一般公共服务支出", "3.00", "1.00", "2.00"],
    ]
    totals = [r for r in form(parse(doc(TITLE, rows)), 5).rows if r.is_total]
    assert [[c.printed_text for c in r.cells] for r in totals] == [["3.00", "1.00", "2.00"]]


def test_a_word_of_the_header_on_the_line_of_a_total_is_no_figure(parse):
    """An empty form, with its total in the last row of its header."""
    head = ["科目编码", "", "", "科目名称", "本年支出合计", "基本支出", "项目支出"]
    rows = [head, ["类", "款", "项", "合计", "", "基本支出", "项目支出"], [""] * 7]
    # a document must have figures somewhere
    line = [["项目", "行次", "金额"], ["一、一般公共预算财政拨款收入", "1", "3.00"]]
    document = parse(doc(TITLE, rows) + doc("收入支出决算总表", line))
    [total] = form(document, 5).rows
    assert (total.is_total, [c.printed_text for c in total.cells]) == (True, ["", "", ""])
    raw = raw_tables([document])
    [block_no] = [r["block_no"] for r in raw["form_rows"].to_pylist() if r["form_no"] == 5]
    headings = {
        r["table_column"]: r["is_heading"]
        for r in raw["form_columns"].to_pylist()
        if r["block_no"] == block_no
    }
    assert headings == {5: False, 6: True, 7: True}


FUND = "政府性基金预算财政拨款收入支出决算表"
FUND_HEAD = [
    ["项目", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"],
    ["功能分类科目编码", "科目名称", "", "", "", "", "", ""],
]


def test_a_total_beside_headers_has_the_figures_that_are_printed(parse):
    """合计 | 0 | 105.00 | 合计 | 基本支出 | 项目支出 in one row: the total of expenditure is not said."""
    rows = [
        *FUND_HEAD,
        ["合计", "", "0", "105.00", "合计", "基本支出", "项目支出", "0"],
        ["221", "住房保障支出", "0", "105.00", "105.00", "", "105.00", "0"],
    ]
    total, item = form(parse(doc(FUND, rows)), 7).rows
    printed = {c.column_key: c.printed_text for c in total.cells}
    assert total.is_total
    assert (printed["opening"], printed["income"], printed["closing"]) == ("0", "105.00", "0")
    # no blank, which would be a zero
    assert {printed[key] for key in ("total", "basic", "project")} == {
        "合计",
        "基本支出",
        "项目支出",
    }
    assert {c.column_key: c.printed_text for c in item.cells}["project"] == "105.00"


def test_a_header_with_the_word_for_a_total_is_no_total_of_blanks(parse):
    rows = [
        *FUND_HEAD,
        ["合计", "", "", "", "合计", "基本支出", "项目支出", ""],
        ["221", "住房保障支出", "", "105.00", "105.00", "", "105.00", ""],
    ]
    document = parse(doc(FUND, rows))
    assert [r.code for r in form(document, 7).rows] == ["221"]
    assert any("prints no line 合计" in p.message for p in document.problems)


def test_a_page_may_have_fewer_columns_of_codes_than_the_one_before(parse):
    """类 | 款 | 项 on the first page, one column on the next, with figures in few of the columns."""
    first = [
        ["项目", "", "", "", *SOURCES],
        ["类", "款", "项", "合计", "5.00", "5.00", "", "", "", "", ""],
        ["201", "", "", "一般公共服务支出", "3.00", "3.00", "", "", "", "", ""],
    ]
    second = [["202", "外交支出", "2.00", "2.00", "", "", "", "", ""]]
    document = parse(pages("收入决算表", first, second))
    rows = form(document, 2).rows
    assert form(document, 2).status == "loaded"
    assert [r.code for r in rows] == [None, "201", "202"]
    assert {c.column_key: c.printed_text for c in rows[2].cells}["fiscal_appropriation"] == "2.00"


def test_the_rest_of_a_name_on_the_next_page_is_no_header(parse):
    head = ["经济分类科目编码", "科目名称", "决算数", "经济分类科目编码", "科目名称", "决算数"]
    first = [head, ["301", "工资福利支出", "3.00", "31019", "其他交通工具购", "1.00"]]
    second = [["", "", "", "", "置", ""], ["", "", "", "31099", "其他资本性支出", "1.00"]]
    found = form(parse(pages("一般公共预算财政拨款基本支出决算表", first, second)), 6)
    assert [(r.code, r.cells[0].printed_text) for r in found.rows] == [
        ("301", "3.00"),
        ("31019", "1.00"),
        ("31099", "1.00"),
    ]


def test_a_row_of_figures_that_lost_a_cell_is_no_row_of_the_form(parse):
    """Form 9 has one row of figures: blanks in its place would say that nothing was spent."""
    title = "“三公”经费支出决算表"
    numbers = [str(n) for n in range(1, 13)]
    figures = [f"{n}.00" for n in numbers]
    head = [["预算数", *[""] * 5, "决算数", *[""] * 5], numbers]
    assert len(form(parse(doc(title, [*head, figures])), 9).rows) == 1
    document = parse(doc(title, [*head, figures[:-1]]))
    assert form(document, 9).rows == []
    assert any("has 11 cells" in p.message for p in problems(document, 9))


GOVERNMENT = """2023年样例区财政决算

1、2023年样例区一般公共预算收入决算表
2、2023年样例区一般公共预算税收返还和转移支付决算表......12
3、2023年样例区社会保险基金收支决算表

（3表）财政拨款“三公”经费支出决算表

单位：万元

项目\t预算数\t决算数
合计\t10.00\t9.00
因公出国（境）费\t1.00\t1.00
公务接待费\t9.00\t8.00
"""


def test_the_accounts_of_a_government_are_not_those_of_a_department(parse):
    assert "a government" in parse(GOVERNMENT).reason
    assert "a government" in parse(GOVERNMENT.split("（3表）", maxsplit=1)[0]).reason


def test_a_department_may_name_what_a_government_has(parse):
    # in its forms, in passing, or once
    form = "\n支出决算表\n\n单位：万元\n\n科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n合计\t\t1.00\t1.00\t0.00\n"
    assert parse(GOVERNMENT + form).status != "refused"
    passing = "样例局2023年部门决算\n\n专项转移支付绩效自评表\n\n" + form
    assert parse(passing).status != "refused"
    said = "本局编制社会保险基金收支决算表、政府债务限额表，汇总上报\n"
    assert "no statutory form" in parse(said).reason
