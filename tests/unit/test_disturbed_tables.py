"""Blank columns and rows, running heads, titles said again: what stands around figures moves none of them."""

import dataclasses
import random

import pytest

from benchmarks.synthetic.disclosure import PageBreak, Text, disclose
from benchmarks.synthetic.disturbances import (
    DISTURBANCES,
    add_column,
    add_row,
    running_heads,
    tables,
)
from benchmarks.synthetic.layouts import LAYOUTS, any_layout
from benchmarks.synthetic.ledger import departments
from benchmarks.synthetic.rendering import FORMATS
from benchmarks.synthetic.roundtrip import differences, read_cells
from ingest.corpus import parse_document

KINDS = ("text", "html", "xlsx", "xls", "pdf")


def disclosure(layout, seed=7):
    before, year = departments(1, [2022, 2023], seed=seed)
    return disclose(year, layout, before)


def read(truth, kind="text"):
    ending, render = FORMATS[kind]
    return parse_document(render(truth.blocks), f"{truth.name}.{ending}")


def layout_of(name, **changes):
    (found,) = [layout for layout in LAYOUTS if layout.name == name]
    return dataclasses.replace(found, **changes)


def form(document, form_no):
    return next(each for each in document.forms if each.form_no == form_no)


def problems(document, form_no):
    return [p.message for p in document.problems if p.form_no == form_no and p.severity == "error"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(24))
def test_any_layout_with_anything_around_its_figures(seed, kind):
    chance = random.Random(seed)
    truth = disclosure(any_layout(chance), seed)
    # a line of text has no lines within its cells
    cannot = {"broken_names"} if kind == "text" else set()
    names = chance.sample(sorted(DISTURBANCES.keys() - cannot), 2)
    for name in names:
        DISTURBANCES[name](truth, chance)
    document = read(truth, kind)
    withheld = {f.form_no for f in document.forms if f.status != "loaded"}
    wrong = [x for x in differences(document, truth) if int(x[1]) not in withheld]
    assert wrong == []
    # which of the blank columns of a page that repeats no header is the new one, is not always sure
    if "wider_page" not in names:
        assert withheld == set()
    assert document.department == truth.year.department
    assert document.fiscal_year == truth.year.fiscal_year


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("name", sorted(DISTURBANCES.keys() - {"wider_page"}))
def test_each_of_what_stands_around_figures_in_each_layout(name, layout):
    kind = ("html", "xls")[(sorted(DISTURBANCES).index(name) + LAYOUTS.index(layout)) % 2]
    truth = disclosure(layout)
    DISTURBANCES[name](truth, random.Random(layout.name))
    document = read(truth, kind)
    assert differences(document, truth) == []
    assert [p.message for p in document.problems if p.severity != "info"] == []


def test_remarks_of_a_page_without_header_are_no_names():
    truth = disclosure(layout_of("base", split=12, repeats_header=False))
    DISTURBANCES["remarks"](truth, random.Random(0))
    for page in tables(truth, 3)[1:]:
        for row in page.rows:
            row[-1] = "见说明"
    assert differences(read(truth), truth) == []


def test_a_unit_on_two_lines_of_its_cell_is_the_same_unit():
    truth = disclosure(layout_of("base"))
    DISTURBANCES["units_beside_codes"](truth, random.Random(0))
    (page,) = tables(truth, 3)
    at = page.rows[0].index("单位名称")
    page.rows[-1][at] = page.rows[-1][at][:4] + "\n" + page.rows[-1][at][4:]
    assert differences(read(truth, "html"), truth) == []


def test_several_units_beside_the_codes_are_not_those_of_one_form():
    truth = disclosure(layout_of("base"))
    DISTURBANCES["units_beside_codes"](truth, random.Random(0))
    (page,) = tables(truth, 3)
    assert page.rows[0][0] in ("单位名称", "单位编码")
    at = page.rows[0].index("单位名称")
    for row in page.rows[-3:]:
        row[at] = "样例市示范中心"
    document = read(truth)
    assert form(document, 3).status != "loaded"


def test_the_last_page_of_a_form_may_hold_one_code_and_the_total():
    truth = disclosure(layout_of("in_yuan", codes_once=False, split=12, total_place="last"))
    pages = tables(truth, 5)
    rows = sum(len(page.rows) - page.header_rows for page in pages)
    truth = disclosure(dataclasses.replace(truth.layout, split=rows - 2))
    last = tables(truth, 5)[-1]
    assert [row[2] for row in last.rows] == ["03", ""]
    assert differences(read(truth), truth) == []


# blank columns that come and go


@pytest.mark.parametrize("form_no", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("at", [0, 1, 3, -1])
def test_a_page_without_header_may_have_a_blank_column_more(form_no, at):
    truth = disclosure(layout_of("base", repeats_header=False, split=12))
    page = tables(truth, form_no)[1]
    add_column(page, at % (len(page.rows[0]) + 1))
    assert differences(read(truth), truth) == []


@pytest.mark.parametrize("form_no", [1, 2, 4, 5])
def test_a_page_without_header_may_lack_a_column_that_was_blank(form_no):
    truth = disclosure(layout_of("base", repeats_header=False, split=12))
    first = tables(truth, form_no)[0]
    add_column(first, 3)
    assert differences(read(truth), truth) == []


def test_which_of_two_blank_columns_is_the_new_one_is_not_guessed():
    truth = disclosure(layout_of("base", repeats_header=False, split=12, zero=""))
    page = tables(truth, 3)[1]
    assert not any(row[5] for row in page.rows)  # nothing but basic and project expenditure
    add_column(page, 3)
    document = read(truth)
    assert form(document, 3).status == "unmapped"
    assert problems(document, 3)
    others = [x for x in differences(document, truth) if int(x[1]) != 3]
    assert others == []


def test_a_merged_header_over_a_blank_column_heads_one_column():
    """As programs print it that say a merged cell in each of its columns."""
    truth = disclosure(layout_of("base", column_numbers=False))
    for form_no in (2, 3, 5):
        (page,) = tables(truth, form_no)
        add_column(page, 4)
        for row in page.rows[:2]:
            row[4] = row[3]
    assert differences(read(truth), truth) == []


def test_two_columns_of_figures_under_one_header_are_neither():
    truth = disclosure(layout_of("base"))
    (page,) = tables(truth, 5)
    add_column(page, 4)
    for row in page.rows:
        row[4] = row[3]
    document = read(truth)
    assert form(document, 5).status == "unmapped"
    assert any("基本支出" in message for message in problems(document, 5))


def test_a_blank_column_between_the_columns_of_a_code():
    truth = disclosure(layout_of("in_yuan", split=0))
    for form_no in (2, 5):
        (page,) = tables(truth, form_no)
        add_column(page, 1)
    assert differences(read(truth), truth) == []


def test_a_blank_column_behind_the_total_of_a_list_of_economic_codes():
    truth = disclosure(layout_of("total_in_header"))
    (page,) = tables(truth, 6)
    add_column(page, 3)
    assert differences(read(truth), truth) == []


def test_a_sheet_ends_with_its_last_column_that_is_not_blank():
    """The rest of a form on a sheet of its own, where nothing stands in its last columns."""
    truth = disclosure(layout_of("base", repeats_header=False, zero=""))
    truth = disclosure(dataclasses.replace(truth.layout, split=len(tables(truth, 3)[0].rows) - 6))
    assert len(tables(truth, 3)) == 2
    at = next(i for i, block in enumerate(truth.blocks) if block is tables(truth, 3)[1])
    truth.blocks.insert(at, Text("支出决算表（续）"))
    document = read(truth, "xlsx")
    assert form(document, 3).status == "loaded"
    wrong = [x for x in differences(document, truth) if int(x[1]) == 3]
    assert wrong == []


# blank rows


def test_a_blank_row_is_not_the_row_of_figures_where_another_is():
    for name in ("base", "three_code_columns", "sparse"):
        truth = disclosure(layout_of(name))
        (page,) = tables(truth, 9)
        add_row(page, page.header_rows, [""] * len(page.rows[0]))
        page.header_rows -= 1
        for kind in ("text", "html", "xlsx"):
            assert [x for x in differences(read(truth, kind), truth) if int(x[1]) == 9] == []


def test_a_blank_row_alone_is_the_row_of_figures():
    truth = disclosure(layout_of("base", zero=""))
    (page,) = tables(truth, 9)
    page.rows[-1] = [""] * len(page.rows[0])
    (row,) = form(read(truth), 9).rows
    assert set(row.texts) == {""}


@pytest.mark.parametrize("zero", ["—", ""])
def test_items_without_a_figure_below_a_blank_row_are_no_header(zero):
    """In a sheet it parts the table: the first items of the rest have no figures, as headers have none."""
    truth = disclosure(layout_of("sparse", zero=zero))
    (page,) = tables(truth, 9)
    for column in range(1, len(page.rows[0])):
        page.rows[page.header_rows + 1][column] = zero
    add_row(page, page.header_rows + 1, [""] * len(page.rows[0]))
    truth.truth = {
        key: 0 if key[0] == 9 and key[3].endswith("abroad") else yuan
        for key, yuan in truth.truth.items()
    }
    document = read(truth, "xlsx")
    assert [x for x in differences(document, truth) if int(x[1]) == 9] == []


def test_rows_before_a_header_that_is_said_again_are_no_header():
    """A sheet breaks at a blank row; what follows has no figure before the next page says the header."""
    truth = disclosure(layout_of("base", split=12, zero=""))
    first, second = tables(truth, 1)[:2]
    row = first.rows[-1]
    assert not any(text for column, text in enumerate(row) if column in (2, 5))
    add_row(first, len(first.rows) - 1, [""] * len(row))
    assert second.header_rows
    document = read(truth, "xlsx")
    assert [x for x in differences(document, truth) if int(x[1]) == 1] == []


def test_codes_without_a_figure_are_no_header():
    """Code and name in one cell, and nothing spent is blank: the table begins with the first of them."""
    truth = disclosure(layout_of("base", zero="", column_numbers=False, total_place="last"))
    (page,) = tables(truth, 8)
    for row in page.rows[page.header_rows :]:
        if row[0] != "合计":
            row[:2] = ["", f"[{row[0]}]{row[1]}"]
        row[2:] = [""] * (len(row) - 2)
    rows = form(read(truth), 8).rows
    assert len(rows) == len(page.rows) - page.header_rows
    assert {row.code for row in rows} == {key[2] for key in page.keys.values()} - {"total"} | {None}


# what stands between the pages of a form


@pytest.mark.parametrize("kind", ["text", "html", "docx", "pdf", "xlsx", "xls"])
@pytest.mark.parametrize("repeats_header", [True, False])
def test_a_running_head_ends_no_table(kind, repeats_header):
    truth = disclosure(layout_of("base", split=12, repeats_header=repeats_header))
    running_heads(truth, random.Random(0))
    document = read(truth, kind)
    assert differences(document, truth) == []
    assert document.department == truth.year.department


def test_the_name_on_the_cover_is_a_running_head_too():
    truth = disclosure(layout_of("base", split=12))
    running_heads(truth, random.Random(0))
    (head,) = {b.text for b in truth.blocks if isinstance(b, Text) and b.text.endswith("部门决算")}
    for block in truth.blocks:
        if isinstance(block, Text) and block.text == head:
            block.text = truth.year.department
    truth.blocks.insert(0, Text(head))
    assert differences(read(truth), truth) == []


@pytest.mark.parametrize("times", [1, 4])
def test_other_words_end_a_table(times):
    """Below the name of a unit stand the figures of that unit."""
    truth = disclosure(layout_of("base", split=12))
    at = next(i for i, block in enumerate(truth.blocks) if block is tables(truth, 3)[1])
    assert isinstance(truth.blocks[at - 1], PageBreak)
    truth.blocks.insert(at, Text("样例市示范中心"))
    truth.blocks += [Text("样例市示范中心")] * (times - 1)
    cells = read_cells(read(truth))
    codes = {key[2] for key in cells if key[0] == 3}
    assert codes < {key[2] for key in truth.truth if key[0] == 3}


def test_a_page_behind_other_words_is_missed():
    """Its lines are none that the form has said: the form is not whole, and is withheld."""
    truth = disclosure(layout_of("base", split=12))
    at = next(i for i, block in enumerate(truth.blocks) if block is tables(truth, 1)[-1])
    truth.blocks.insert(at, Text("样例市示范中心"))
    document = read(truth)
    assert form(document, 1).status == "malformed"
    (message,) = problems(document, 1)
    assert "may be its next page" in message
    assert "样例市示范中心" in message


@pytest.mark.parametrize(
    ("below", "status"),
    [
        ("一、一般公共预算财\n\n甲\t7.00\t8.00\n乙\t1.00\t2.00\n", "malformed"),
        (
            "支出决算表\n\n科目编码\t科目名称\t本年支出合计\t基本支出\n201\t一般公共服务支出\t1.00\t1.00\n",
            "loaded",
        ),
    ],
)
def test_figures_behind_a_header_that_has_none_are_missed(below, status):
    """Its rows were cut from it: a form of nothing but its header is empty only where no other figures follow."""
    head = "2023年度样例市样例局部门决算\n\n收入决算表\n\n单位：万元\n\n"
    head += "科目编码\t科目名称\t本年收入合计\t财政拨款收入\n\n"
    document = parse_document((head + below).encode(), "2023.txt")
    assert (form(document, 2).status, form(document, 2).rows) == (status, [])


def test_codes_of_another_classification_behind_a_form_are_none_of_it():
    """政府预算支出经济分类, codes of 5, behind form 6."""
    truth = disclosure(layout_of("total_in_header"))
    (page,) = tables(truth, 6)
    other = dataclasses.replace(page, form_no=None, keys={}, header_rows=0)
    other.rows = [
        ["501", "机关工资福利支出", "1.00", "1.00", "0.00"],
        ["50101", "工资奖金津补贴", "1.00", "1.00", "0.00"],
    ]
    at = next(i for i, block in enumerate(truth.blocks) if block is page)
    truth.blocks[at + 1 : at + 1] = [Text("按政府预算支出经济分类列示如下。"), other]
    document = read(truth)
    assert form(document, 6).status == "loaded"
    other.rows = [["399", "其他支出", "1.00", "0.00", "1.00"]]
    assert form(read(truth), 6).status == "malformed"


def test_lines_that_a_form_has_said_behind_other_words_are_those_of_another():
    truth = disclosure(layout_of("base"))
    at = next(i for i, block in enumerate(truth.blocks) if block is tables(truth, 1)[0])
    other = dataclasses.replace(truth.blocks[at], form_no=None, keys={})
    truth.blocks[at + 1 : at + 1] = [Text("样例市示范中心"), other]
    document = read(truth)
    assert form(document, 1).status == "loaded"
    assert differences(document, truth) == []


# in the rows of one sheet that holds all pages


def between_pages(truth, texts):
    """A row of one text between the pages of each form, as where all pages follow each other in a sheet."""
    said = iter(texts)
    for form_no in range(1, 10):
        first, *rest = tables(truth, form_no)
        for page in rest:
            row = [next(said), *[""] * (len(first.rows[0]) - 1)]
            first.rows += [row, *page.rows]
            first.keys |= {
                (r + len(first.rows) - len(page.rows), c): key for (r, c), key in page.keys.items()
            }
        truth.blocks[:] = [b for b in truth.blocks if not any(b is page for page in rest)]


@pytest.mark.parametrize("repeats_header", [True, False])
@pytest.mark.parametrize(
    "text", ["{}2023年度部门决算", "{}2023年度部门决算 第{}页", "- {1} -", "{1}"]
)
def test_a_head_or_a_number_of_a_page_in_a_row_of_a_table_is_none_of_its_rows(text, repeats_header):
    truth = disclosure(layout_of("base", split=12, repeats_header=repeats_header))
    name = truth.year.department
    between_pages(truth, (text.format(name, number) for number in range(3, 99)))
    document = read(truth)
    assert differences(document, truth) == []
    assert [p.message for p in document.problems if p.severity != "info"] == []


def test_what_was_taken_out_of_a_table_stands_in_the_table_as_printed():
    truth = disclosure(layout_of("base", split=12))
    between_pages(truth, (str(number) for number in range(3, 99)))
    rows = [row for table in read(truth).reading.tables for row in table.rows]
    assert [row[0] for row in rows if len(set(row) - {""}) == 1 and row[0]][:3] == ["3", "4", "5"]


@pytest.mark.parametrize(
    ("numbers", "why"),
    [
        ([3, 4], "two are too few to be sure"),
        ([9, 5, 7, 8], "numbers of pages rise"),
        ([201, 205, 208], "codes of classes"),
    ],
)
def test_other_numbers_alone_in_their_rows_are_not_taken_out(numbers, why):
    truth = disclosure(layout_of("base", split=12))
    for form_no in (1, 4, 6, 7, 8, 9):
        merged = [row for page in tables(truth, form_no)[1:] for row in page.rows]
        tables(truth, form_no)[0].rows += merged
        truth.blocks[:] = [
            b for b in truth.blocks if not any(b is page for page in tables(truth, form_no)[1:])
        ]
    between_pages(truth, [*map(str, numbers), *[""] * 99])
    document = read(truth)
    said = [p.message for p in document.problems if p.severity != "info"]
    assert any(str(numbers[0]) in message for message in said), why


def test_the_title_of_a_form_is_no_running_head_however_often_it_is_said():
    truth = disclosure(layout_of("base", split=7, repeats_header=False))
    pages = tables(truth, 3)
    assert len(pages) > 3
    for page in pages[1:]:
        add_row(page, 0, ["支出决算表", *[""] * (len(page.rows[0]) - 1)])
    assert differences(read(truth, "xlsx"), truth) == []


def one_sheet(truth, form_no):
    """All pages of a form in one table, as wide as the widest of them."""
    first, *rest = tables(truth, form_no)
    for page in rest:
        first.keys |= {(r + len(first.rows), c): key for (r, c), key in page.keys.items()}
        first.rows += page.rows
    width = max(map(len, first.rows))
    first.rows[:] = [[*row, *[""] * (width - len(row))] for row in first.rows]
    truth.blocks[:] = [b for b in truth.blocks if not any(b is page for page in rest)]


@pytest.mark.parametrize("at", [4, 5, 7])
def test_a_blank_column_that_moves_between_pages_of_one_width(at):
    """As programs convert pages to a sheet: each page has its own, all are as wide as the sheet."""
    truth = disclosure(layout_of("base", repeats_header=False, split=12))
    first, second, *rest = tables(truth, 3)
    add_column(second, at)
    for page in (first, *rest):
        add_column(page, len(page.rows[0]))
    assert len({len(row) for page in tables(truth, 3) for row in page.rows}) == 1
    assert differences(read(truth), truth) == []


def test_which_of_two_blank_columns_moved_is_not_guessed():
    """项目支出 one column further right: the blank one before it came from its right, or there are two before 上缴上级支出."""
    truth = disclosure(layout_of("base", repeats_header=False, split=12, zero=""))
    first, second, *rest = tables(truth, 3)
    assert any(row[4] for row in second.rows)
    assert not any(row[5] for row in second.rows)
    for page in (first, *rest):
        add_column(page, 4)
        add_column(page, 6)
    for _ in range(2):
        add_column(second, 4)
    document = read(truth)
    assert form(document, 3).status == "unmapped"
    assert problems(document, 3) == [
        "column 7 holds figures, and has no header of the form on the page before"
    ]


@pytest.mark.parametrize(("name", "form_no"), [("base", 3), ("total_in_header", 6)])
def test_a_name_where_a_figure_belongs_says_that_a_row_has_slipped(name, form_no):
    truth = disclosure(layout_of(name, split=12, repeats_header=False, zero=""))
    page = tables(truth, form_no)[1]
    add_column(page, 1 if name == "base" else 2)
    one_sheet(truth, form_no)
    document = read(truth)
    assert form(document, form_no).status == "malformed"
    assert all(
        "a name where a figure belongs" in message or "has no amount in its column" in message
        for message in problems(document, form_no)
    )


# a form without figures


@pytest.mark.parametrize("zero", ["", "-", "0.00"])
@pytest.mark.parametrize("disturb", ["notes_in_tables", "blank_rows", None])
@pytest.mark.parametrize("kind", ["text", "xls"])
def test_a_total_in_the_header_of_a_form_without_figures(zero, disturb, kind):
    truth = disclosure(layout_of("total_in_header", zero=zero, column_numbers=False))
    (page,) = tables(truth, 8)
    page.rows[:] = page.rows[: page.header_rows + 1]
    page.keys = {key: value for key, value in page.keys.items() if key[0] <= page.header_rows}
    truth.truth = {k: v for k, v in truth.truth.items() if k[0] != 8 or k[2] == "total"}
    if disturb:
        at = truth.blocks.index(page)
        truth.blocks.insert(at + 1, Text("注：本年度没有该项收入和支出，本表无数据。"))
        DISTURBANCES[disturb](truth, random.Random(1))
    document = read(truth, kind)
    assert [x for x in differences(document, truth) if int(x[1]) == 8] == []
    (row,) = form(document, 8).rows
    assert row.is_total


def test_a_total_of_dashes_in_the_header_above_codes_of_dashes():
    truth = disclosure(layout_of("total_in_header", zero="-", column_numbers=False))
    (page,) = tables(truth, 8)
    codes = [row for row in page.rows[page.header_rows :] if row[0].isdigit()]
    for row in [page.rows[page.header_rows - 1], page.rows[page.header_rows], *codes]:
        row[4:] = ["-" if text and not any(map(str.isalpha, text)) else text for text in row[4:]]
    rows = form(read(truth), 8).rows
    assert [row.is_total for row in rows] == [True] + [False] * len(codes)
    assert set(rows[0].texts) == {"-"}


def test_a_blank_row_above_the_total_in_the_header():
    """In a sheet it parts the table, and what is below has no other header."""
    truth = disclosure(layout_of("total_in_header", zero="-", column_numbers=False))
    (page,) = tables(truth, 8)
    at = next(i for i, row in enumerate(page.rows) if row[:4] == ["类", "款", "项", "合计"])
    page.rows[at + 1 :] = []
    page.rows[at][4:] = ["-"] * len(page.rows[at][4:])
    page.keys = {}
    add_row(page, at, [""] * len(page.rows[0]))
    (row,) = form(read(truth, "xlsx"), 8).rows
    assert row.is_total
    assert set(row.texts) == {"-"}
