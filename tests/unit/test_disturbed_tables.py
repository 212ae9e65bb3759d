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

KINDS = ("text", "html", "xlsx", "pdf")
# where pages follow each other in one sheet a head stands in a cell of it; which of the blank columns of a page
# that repeats no header is the new one, is not always sure
NOT_READ = {("xlsx", "running_heads"), ("xlsx", "wider_page")}


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
@pytest.mark.parametrize("seed", range(16))
def test_any_layout_with_anything_around_its_figures(seed, kind):
    chance = random.Random(seed)
    truth = disclosure(any_layout(chance), seed)
    names = chance.sample(sorted(DISTURBANCES), 2)
    for name in names:
        DISTURBANCES[name](truth, chance)
    document = read(truth, kind)
    withheld = {f.form_no for f in document.forms if f.status != "loaded"}
    wrong = [x for x in differences(document, truth) if int(x[1]) not in withheld]
    assert wrong == []
    if "wider_page" not in names and not NOT_READ & {(kind, name) for name in names}:
        assert withheld == set()
    assert document.department == truth.year.department
    assert document.fiscal_year == truth.year.fiscal_year


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


@pytest.mark.parametrize("kind", ["text", "html", "docx", "pdf"])
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
