"""Pages without header on which columns without figures left no trace: their sums say which columns are left."""

import dataclasses
import random
import re

import pytest

from benchmarks.synthetic.disclosure import disclose
from benchmarks.synthetic.disturbances import tables
from benchmarks.synthetic.layouts import any_layout
from benchmarks.synthetic.ledger import departments
from benchmarks.synthetic.rendering import FORMATS
from benchmarks.synthetic.roundtrip import differences
from ingest.corpus import parse_document
from tests.unit.test_layouts import doc, form, values

HEAD = [
    *("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"),
    *("上缴上级支出", "经营支出", "对附属单位补助支出"),
]
FIRST = [
    HEAD,
    ["合计", "", "16.00", "9.00", "7.00", "", "", ""],
    ["201", "一般公共服务支出", "13.00", "6.00", "7.00", "", "", ""],
    ["20103", "政府办公厅（室）及相关机构事务", "13.00", "6.00", "7.00", "", "", ""],
]
SECOND = [
    ["210", "卫生健康支出", "3.00", "3.00"],
    ["21011", "行政事业单位医疗", "3.00", "3.00"],
]
TITLE = "支出决算表"


def pages(*found, title=TITLE):
    first, *rest = found
    return doc(title, first) + "".join(
        "\n" + "\n".join("\t".join(row) for row in page) + "\n" for page in rest
    )


def said(document, form_no=3):
    return [p.message for p in document.problems if p.form_no == form_no and p.table_no]


def test_the_columns_in_which_the_sums_hold(parse):
    document = parse(pages(FIRST, SECOND))
    found = form(document, 3)
    assert found.status == "loaded", document.problems
    assert found.mapping_method == "header/sums"
    assert document.table_records[1].header_map == "3 本年支出合计 = total; 4 基本支出 = basic"
    assert [(r.row_no, r.code, values(r)) for r in found.rows[-2:]] == [
        (4, "210", {"total": "3.00", "basic": "3.00"}),
        (5, "21011", {"total": "3.00", "basic": "3.00"}),
    ]
    # the place of a figure is that in the page as printed
    assert [cell.table_column for cell in found.rows[-1].cells] == [3, 4]
    assert said(document) == [
        "a page without header has 4 columns, those before it 8; its figures stand below "
        "本年支出合计, 基本支出: its sums hold in no other way"
    ]


def test_the_total_may_stand_on_the_last_page(parse):
    first = [HEAD, *FIRST[2:]]
    last = [[*row, ""] for row in SECOND] + [["合计", "", "16.00", "9.00", "7.00"]]
    document = parse(pages(first, last))
    assert form(document, 3).status == "loaded", document.problems
    assert values(form(document, 3).rows[-2]) == {"total": "3.00", "basic": "3.00", "project": ""}


def test_several_pages_are_proven_together(parse):
    first = [
        row if row[0] != "合计" else ["合计", "", "20.00", "9.00", "11.00", "", "", ""]
        for row in FIRST
    ]
    third = [["229", "其他支出", "4.00", "4.00"], ["22999", "其他支出", "4.00", "4.00"]]
    found = form(parse(pages(first, SECOND, third)), 3)
    assert found.status == "loaded"
    assert values(found.rows[-1]) == {"total": "4.00", "project": "4.00"}
    assert [r.row_no for r in found.rows] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("what", "first", "second"),
    [
        ("no sum reaches the page", [HEAD, *FIRST[2:]], SECOND),
        ("no way fits", FIRST, [["210", "卫生健康支出", "3.10", "3.10"]]),
        (
            "two ways fit",
            [HEAD, ["合计", "", "6.00", "3.00", "3.00", "", "", ""]],
            [["201", "一般公共服务支出", "3.00", "3.00"], ["210", "卫生健康支出", "3.00", "3.00"]],
        ),
        (
            "nothing is spent",
            [HEAD, ["合计", "", "3.00", "3.00", "", "", "", ""], ["201", "一般公共服务支出", "3.00", "3.00", *[""] * 4]],
            [["210", "卫生健康支出", "0.00", "0.00"]],
        ),
        ("a figure is none", FIRST, [["210", "卫生健康支出", "3.00", "3."]]),
        ("a row without code", FIRST, [*SECOND, ["", "", "1.00", "1.00"]]),
        ("a column too many", FIRST, [[*row, "3.00"] for row in SECOND]),
    ],
)  # fmt: skip
def test_withheld_where_it_is_not_sure(parse, what, first, second):
    document = parse(pages(first, second))
    found = form(document, 3)
    assert found.status in ("unmapped", "malformed"), what
    assert not any("its sums hold" in text for text in said(document))


def test_codes_that_are_printed_once_go_on_over_such_pages(parse):
    head = ["类", "款", "项", *HEAD[1:]]
    first = [
        head,
        ["合计", "", "", "", "9.00", "9.00", *[""] * 4],
        ["201", "", "", "一般公共服务支出", "4.00", "4.00", *[""] * 4],
        ["", "03", "", "政府办公厅（室）及相关机构事务", "4.00", "4.00", *[""] * 4],
        ["", "", "01", "行政运行", "4.00", "4.00", *[""] * 4],
    ]
    second = [
        ["210", "", "", "卫生健康支出", "5.00", "5.00"],
        ["", "11", "", "行政事业单位医疗", "5.00", "5.00"],
    ]
    third = [
        ["", "", "01", "行政单位医疗", "2.00", "2.00", ""],
        ["", "", "02", "事业单位医疗", "3.00", "3.00", ""],
    ]
    found = form(parse(pages(first, second, third)), 3)
    assert found.status == "loaded"
    assert [r.code for r in found.rows[-2:]] == ["2101101", "2101102"]


LEVELS = [
    ["类", "款", "项", *HEAD[1:]],
    ["合计", "", "", "", "9.00", "9.00", *[""] * 4],
    ["201", "", "", "一般公共服务支出", "9.00", "9.00", *[""] * 4],
    ["", "03", "", "政府办公厅（室）及相关机构事务", "9.00", "9.00", *[""] * 4],
    ["", "", "01", "行政运行", "4.00", "4.00", *[""] * 4],
]


@pytest.mark.parametrize(
    ("page", "codes"),
    [
        # 款 would have to be a part of 类, and the sum of 类 would not hold
        ([["50", "事业运行", "5.00", "5.00"]], ["2010350"]),
        ([["50", "事业运行", "5.00", "5.00", "", "", "", ""]], ["2010350"]),
        ([["50", "事业运行", "4.00", "4.00"]], None),
    ],
)
def test_columns_of_codes_that_left_no_trace(parse, page, codes):
    found = form(parse(pages(LEVELS, page)), 3)
    if codes is None:
        assert found.status == "unmapped"
    else:
        assert found.status == "loaded"
        assert [r.code for r in found.rows[4:]] == codes


def test_a_page_behind_one_whose_codes_are_not_sure_goes_on_from_none_of_them(parse):
    third = [["", "", "99", "其他", "1.00", "1.00", *[""] * 4]]
    document = parse(pages(LEVELS, [["50", "事业运行", "4.00", "4.00"]], third))
    assert form(document, 3).status in ("unmapped", "malformed")


LINES = [
    ["收入", "", "支出", "", "", "", ""],
    [*("项目", "决算数", "项目", "合计", "一般公共预算财政拨款"), "政府性基金预算财政拨款", "国有资本经营预算财政拨款"],
    ["一、一般公共预算财政拨款", "9.00", "一、一般公共服务支出", "5.00", "5.00", "", ""],
    ["二、政府性基金预算财政拨款", "", "二、外交支出", "", "", "", ""],
]  # fmt: skip
REST = [
    ["", "", "八、社会保障和就业支出", "4.00", "4.00"],
    ["本年收入合计", "9.00", "本年支出合计", "9.00", "9.00"],
]


def test_form_4_by_the_sum_of_its_lines(parse):
    document = parse(pages(LINES, REST, title="财政拨款收入支出决算总表"))
    found = form(document, 4)
    assert found.status == "loaded", document.problems
    total = found.rows[-1]
    assert (total.side, values(total)) == (
        "expenditure",
        {"total": "9.00", "general_public": "9.00"},
    )
    wrong = [REST[0], [*REST[1][:3], "8.00", "8.00"]]
    document = parse(pages(LINES, wrong, title="财政拨款收入支出决算总表"))
    assert form(document, 4).status == "unmapped"


def test_form_1_with_one_side_on_its_last_page(parse):
    head = [["收入", "", "支出", ""], ["项目", "决算数", "项目", "决算数"]]
    first = [
        *head,
        ["一、一般公共预算财政拨款收入", "9.00", "一、一般公共服务支出", "5.00"],
        ["本年收入合计", "9.00", "二、外交支出", ""],
    ]
    rest = [["八、社会保障和就业支出", "4.00"], ["本年支出合计", "9.00"]]
    found = form(parse(pages(first, rest, title="收入支出决算总表")), 1)
    assert found.status == "loaded"
    assert [(r.side, values(r)) for r in found.rows[-2:]] == [("expenditure", {"amount": t}) for t in ("4.00", "9.00")]  # fmt: skip
    rest[0] = ["八、社会保障和就业支出", "5.00"]
    assert form(parse(pages(first, rest, title="收入支出决算总表")), 1).status == "unmapped"


def test_form_6_whose_codes_say_on_which_side_they_are(parse):
    first = [
        ["人员经费", "", "", "公用经费", "", ""],
        ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"],
        ["301", "工资福利支出", "4.00", "302", "商品和服务支出", "2.00"],
        ["30101", "基本工资", "4.00", "30201", "办公费", "1.00"],
    ]
    title = "一般公共预算财政拨款基本支出决算表"
    document = parse(pages(first, [["30202", "印刷费", "1.00"]], title=title))
    found = form(document, 6)
    assert found.status == "loaded", document.problems
    assert [(r.side, r.code, r.texts) for r in found.rows[-1:]] == [
        ("公用经费", "30202", ("1.00",))
    ]
    # whose total it is, only its column would say
    document = parse(pages(first, [["", "小计", "2.00"]], title=title))
    assert form(document, 6).status == "unmapped"


def test_form_6_as_a_list_with_a_side_that_ended(parse):
    first = [
        ["科目编码", "科目名称", "合计", "人员经费", "公用经费"],
        ["301", "工资福利支出", "4.00", "4.00", ""],
        ["302", "商品和服务支出", "2.00", "", "2.00"],
    ]
    rest = [["30201", "办公费", "2.00", "2.00"]]
    found = form(parse(pages(first, rest, title="一般公共预算财政拨款基本支出决算表")), 6)
    assert found.status == "loaded"
    assert [(r.side, r.code, r.texts) for r in found.rows[-1:]] == [
        ("公用经费", "30201", ("2.00",))
    ]


def _without_blank_columns(truth, chance):
    """All pages without header lose their blank columns, or some of them; how many did."""
    lost = 0
    for table in [table for table in tables(truth) if not table.header_rows]:
        blank = [c for c in range(len(table.rows[0])) if not any(row[c] for row in table.rows)]
        if chance.random() < 0.3:
            blank = chance.sample(blank, chance.randint(0, len(blank)))
        for at in sorted(blank, reverse=True):
            for row in table.rows:
                del row[at]
            table.keys = {(r, c - (c > at)): key for (r, c), key in table.keys.items() if c != at}
        lost += bool(blank)
    return lost


def _with_faults(truth, chance):
    """Some figures lose a digit's value, their place, or all."""
    for table in tables(truth):
        for row in table.rows[table.header_rows :]:
            for at, text in enumerate(row[:-1]):
                if re.fullmatch(r"[\d,]+\.\d\d", text) and chance.random() < 0.04:
                    changed = chance.choice([text[:-1] + str((int(text[-1]) + 3) % 10), ""])
                    row[at], row[at + 1] = chance.choice([(changed, row[at + 1]), (row[at + 1], text)])  # fmt: skip


@pytest.mark.parametrize("has_faults", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_no_figure_is_read_in_another_column(seed, has_faults):
    chance = random.Random(seed)
    layout = dataclasses.replace(
        any_layout(chance), zero="", split=chance.choice([10, 15, 20]), repeats_header=False
    )
    before, year = departments(1, [2022, 2023], seed=seed)
    truth = disclose(year, layout, before)
    assert _without_blank_columns(truth, chance)
    if has_faults:
        _with_faults(truth, chance)
    printed = {
        key: table.rows[row][column]
        for table in tables(truth)
        for (row, column), key in table.keys.items()
    }
    kind = chance.choice(["text", "html"])
    ending, render = FORMATS[kind]
    document = parse_document(render(truth.blocks), f"{truth.name}.{ending}")
    loaded = {f.form_no for f in document.forms if f.status == "loaded"}
    assert loaded
    if not has_faults:
        wrong = [x for x in differences(document, truth) if "not read" not in x]
        assert [x for x in wrong if int(x[1]) in loaded] == []
    for found in document.forms:
        for row in found.rows if found.status == "loaded" and found.form_no != 9 else ():
            for cell in row.cells if row.is_labelled else ():
                name = row.line_key or row.code or "total"
                key = (found.form_no, row.side, name, cell.column_key)
                assert cell.printed_text in ("", printed.get(key, cell.printed_text))
