"""Rows that Word tears over two pages: the rest of a name at the head of the next page is part of the row before."""

import re

import pytest

from benchmarks.synthetic.disclosure import PageBreak, Table, disclose
from benchmarks.synthetic.layouts import LAYOUTS
from benchmarks.synthetic.ledger import departments
from benchmarks.synthetic.rendering import to_pdf, to_text
from benchmarks.synthetic.roundtrip import differences
from ingest.corpus import parse_document

YEARS = departments(len(LAYOUTS), [2022, 2023], seed=21)
NAMES = [layout.name for layout in LAYOUTS]
NAME = re.compile(r"[\u4e00-\u9fff、（）]{6,}")
HEIGHT = 6  # rows of a page that is torn


def disclosure(index):
    return disclose(YEARS[2 * index + 1], LAYOUTS[index], YEARS[2 * index])


def torn(blocks, *, repeats_header, rest=None):
    """Each long form over two pages, the first name of some length in its middle cut in two.

    ``rest`` stands at the head of the second page in the place of the second half.
    """
    found, cut = [], set()
    for block in blocks:
        form_no = getattr(block, "form_no", None)
        places = [
            (row, column)
            for row, cells in enumerate(getattr(block, "rows", [])[:-1])
            for column, text in enumerate(cells)
            if row >= block.header_rows + HEIGHT and NAME.search(text)
        ]
        if form_no is None or form_no in cut or not places:
            found.append(block)
            continue
        cut.add(form_no)
        row, column = places[0]
        above, below = list(block.rows[row]), [""] * len(block.rows[row])
        half = len(above[column]) - 3
        below[column] = above[column][half:] if rest is None else rest
        above[column] = above[column][:half]
        header = block.rows[: block.header_rows] if repeats_header else []
        found += [
            Table([*block.rows[:row], above], block.header_rows, form_no, block.keys),
            PageBreak(),
            Table([*header, below, *block.rows[row + 1 :]], len(header), form_no),
        ]
    assert {1, 2, 3, 4, 5, 6} <= cut
    return found, cut


def names(document):
    return {
        (f.form_no, r.side, r.code or r.line_key): r.item_name
        for f in document.forms
        for r in f.rows
    }


@pytest.mark.parametrize("repeats_header", [False, True], ids=["no header", "header again"])
@pytest.mark.parametrize("render", [to_text, to_pdf], ids=["text", "pdf"])
@pytest.mark.parametrize("index", range(len(LAYOUTS)), ids=NAMES)
def test_a_row_that_is_torn_over_pages_is_one(index, render, repeats_header):
    whole, halves = disclosure(index), disclosure(index)
    halves.blocks, cut = torn(halves.blocks, repeats_header=repeats_header)
    document = parse_document(render(halves.blocks), "2023.x")
    assert differences(document, whole) == []
    assert names(document) == names(parse_document(render(whole.blocks), "2023.x"))
    said = [
        p for p in document.problems if "is the rest of the row of the page before" in p.message
    ]
    assert sorted(p.form_no for p in said) == sorted(cut)
    assert not [p.message for p in document.problems if p.severity == "error"]


@pytest.mark.parametrize("repeats_header", [False, True], ids=["no header", "header again"])
@pytest.mark.parametrize("index", range(len(LAYOUTS)), ids=NAMES)
def test_a_half_that_makes_no_line_with_the_row_before_withholds_forms_of_lines(
    index, repeats_header
):
    halves = disclosure(index)
    halves.blocks, _ = torn(halves.blocks, repeats_header=repeats_header, rest="某某某")
    document = parse_document(to_text(halves.blocks), "2023.x")
    for form in document.forms:
        if form.form_no in (1, 4):
            said = [p.message for p in document.problems if p.form_no == form.form_no]
            assert any(m.startswith("unknown line") for m in said)
            assert not any("is the rest of" in m for m in said)


def test_the_rest_of_a_row_that_was_not_read_is_not_that_of_the_one_above_it():
    halves = disclosure(0)
    blocks, _ = torn(halves.blocks, repeats_header=False)
    first = next(b for b in blocks if getattr(b, "form_no", None) == 3)
    first.rows[-1][0] = ""  # the code of the row that is torn
    document = parse_document(to_text(blocks), "2023.x")
    above = first.rows[-2][1]
    assert above in [r.item_name for f in document.forms if f.form_no == 3 for r in f.rows]
    said = [p.message for p in document.problems if p.form_no == 3]
    assert not any("is the rest of the row" in message for message in said)
    assert any("no readable code" in message for message in said)


def test_words_that_stand_below_no_name_are_not_added_to_one():
    halves = disclosure(0)
    blocks, _ = torn(halves.blocks, repeats_header=False)
    rest = [b for b in blocks if getattr(b, "form_no", None) == 3][1]
    rest.rows[0] = ["某某", *[""] * (len(rest.rows[0]) - 1)]  # where codes stand
    document = parse_document(to_text(blocks), "2023.x")
    assert not [r for f in document.forms for r in f.rows if "某某" in (r.item_name or "")]
    (said,) = [p for p in document.problems if "'某某'" in p.message]
    assert "left out" in said.message
