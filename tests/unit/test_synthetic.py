"""Synthetic disclosures in every layout and format: what is read is what is true, cell for cell."""

import csv
import dataclasses
import re

import pytest

from benchmarks.synthetic.__main__ import write_corpus
from benchmarks.synthetic.disclosure import LABEL, Text, disclose
from benchmarks.synthetic.layouts import LAYOUTS
from benchmarks.synthetic.ledger import FUND, GENERAL, departments
from benchmarks.synthetic.rendering import FORMATS
from benchmarks.synthetic.roundtrip import differences, read_cells
from benchmarks.synthetic.tables import print_form
from benchmarks.synthetic.truth import truth_of
from ingest.corpus import parse_document

YEARS = departments(len(LAYOUTS), [2022, 2023], seed=3)

UNRULED = ("pdf_unruled", "aligned", "aligned_wide")


def disclosure(index):
    return disclose(YEARS[2 * index + 1], LAYOUTS[index], YEARS[2 * index])


@pytest.mark.parametrize("index", range(len(LAYOUTS)), ids=[x.name for x in LAYOUTS])
@pytest.mark.parametrize("kind", list(FORMATS))
def test_what_is_read_is_what_is_true(index, kind):
    truth = disclosure(index)
    ending, render = FORMATS[kind]
    document = parse_document(render(truth.blocks), f"{truth.name}.{ending}")
    if truth.layout.name == "sparse" and kind in UNRULED:
        # neither rules nor figures: rows of blanks cannot be found, and no amount may be wrong
        assert not [x for x in differences(document, truth) if "not read" not in x]
        return
    assert differences(document, truth) == []
    assert document.status == "loaded"
    assert document.department == truth.year.department
    assert document.fiscal_year == truth.year.fiscal_year
    assert [p for p in document.problems if p.severity != "info"] == []


@pytest.mark.parametrize("name", ["base", "three_code_columns", "mixed_units", "broken_words"])
@pytest.mark.parametrize("kind", list(FORMATS))
def test_income_and_balances_by_nature_in_every_format(name, kind):
    """Forms 5, 7 and 8 of eighteen columns under three rows of headers: their parts are none of the forms'."""
    index = [layout.name for layout in LAYOUTS].index(name)
    layout = dataclasses.replace(LAYOUTS[index], by_nature=True)
    truth = disclose(YEARS[2 * index + 1], layout, YEARS[2 * index])
    ending, render = FORMATS[kind]
    document = parse_document(render(truth.blocks), f"{truth.name}.{ending}")
    if kind.startswith("aligned") or kind == "packed":
        # over which columns a word reaches is not said, and of three rows there are too many ways to set them
        assert not [x for x in differences(document, truth) if "not read" not in x]
        return
    assert differences(document, truth) == []
    assert document.status == "loaded"
    assert [p for p in document.problems if p.severity != "info"] == []


@pytest.mark.parametrize("zero", ["无", "—", "/"])
@pytest.mark.parametrize("index", range(len(LAYOUTS)), ids=[x.name for x in LAYOUTS])
def test_nothing_spent_may_be_a_word_or_a_mark(index, zero):
    layout = dataclasses.replace(LAYOUTS[index], zero=zero)
    truth = disclose(YEARS[2 * index + 1], layout, YEARS[2 * index])
    document = parse_document(FORMATS["text"][1](truth.blocks), truth.name)
    assert differences(document, truth) == []
    assert document.status == "loaded"


def figures(document):
    """The cells of loaded forms that are not blank."""
    loaded = {form.form_no for form in document.forms if form.status == "loaded"}
    return {key: cell for key, cell in read_cells(document).items() if key[0] in loaded and cell[0]}


@pytest.mark.parametrize("index", range(len(LAYOUTS)), ids=[x.name for x in LAYOUTS])
def test_rows_without_the_blank_cells_at_their_end(index):
    text = FORMATS["text"][1](disclosure(index).blocks).decode()
    cut = "\n".join(line.rstrip("\t") for line in text.split("\n"))
    assert figures(parse_document(cut.encode(), "x")) == figures(parse_document(text.encode(), "x"))


@pytest.mark.parametrize("index", range(len(LAYOUTS)), ids=[x.name for x in LAYOUTS])
def test_rows_without_any_blank_cell_put_no_figure_into_another_column(index):
    text = FORMATS["text"][1](disclosure(index).blocks).decode()
    dropped = re.sub(r"\t+", "\t", text.replace("\t\n", "\n"))
    whole = figures(parse_document(text.encode(), "x"))
    found = figures(parse_document(dropped.encode(), "x"))
    assert {key: whole.get(key) for key in found} == found
    assert len(found) < len(whole)


def test_the_comparison_notices_a_wrong_a_lost_and_an_invented_cell():
    truth = disclosure(0)
    text = FORMATS["text"][1](truth.blocks).decode()
    cells = read_cells(parse_document(text.encode(), "x.txt"))
    amount = cells[1, "income", "L1", "amount"][0]
    name = "一、一般公共预算财政拨款收入\t1\t"
    wrong = parse_document(text.replace(name + amount, name + "9.99").encode(), "x")
    assert len(differences(wrong, truth)) == 1
    row = next(line for line in text.split("\n") if line.startswith("2010301\t"))
    lost = parse_document(text.replace(row + "\n", "", 1).encode(), "x")
    assert all("was printed and not read" in x for x in differences(lost, truth))
    extra = parse_document(
        text.replace(row, f"{row}\n{row.replace('2010301', '2010399')}", 1).encode(), "x"
    )
    assert any("never printed" in x for x in differences(extra, truth))


def test_every_document_says_that_it_is_synthetic():
    assert all(Text(LABEL) in disclosure(i).blocks for i in range(len(LAYOUTS)))


def test_the_ledger_rolls_forward_and_the_forms_add_up():
    for before, after in zip(YEARS[::2], YEARS[1::2], strict=True):
        assert before.department == after.department
        assert after.total("opening") == before.total("closing")
        truth = truth_of(after)
        assert truth[1, "income", "L30", "amount"] == truth[1, "expenditure", "L60", "amount"]
        assert sum(after.economic.values()) == after.total("basic", GENERAL)
        assert all(entry.closing >= 0 for entry in after.entries.values())


def test_the_ledger_knows_mergers_moved_codes_and_zero_years():
    years = departments(20, list(range(2016, 2024)), merge=True, move_codes=True)
    last = {y.department: y.fiscal_year for y in years}
    assert sorted(set(last.values())) == [2019, 2023]
    codes = {(y.fiscal_year, code) for y in years for (_, code) in y.entries}
    assert (2019, "2010302") in codes
    assert (2020, "2010302") not in codes
    assert any(
        entry.spent == 0 for y in years for (fund, _), entry in y.entries.items() if fund == FUND
    )


def test_the_layouts_cover_how_disclosures_differ():
    def values(name):
        return {getattr(layout, name) for layout in LAYOUTS}

    assert values("three_public") == {"six_six", "alternating", "vertical"}
    assert values("functions") == {24, 26}
    assert values("code_columns") == {1, 3}
    assert values("economic_code_columns") == {1, 2}
    assert values("total_place") == {"first", "last", "header"}
    assert values("zero") == {"0.00", "0", ""}
    assert values("form8_columns") == {3, 6}
    assert values("unit") | {u for x in LAYOUTS for u in x.units.values()} == {"万元", "元"}
    for flag in ("line_numbers", "column_numbers", "repeats_header", "broken_words", "extra_forms"):
        assert values(flag) == {True, False}
    assert len(LAYOUTS) >= 8
    assert all(print_form(truth_of(YEARS[0]), layout, 9).keys for layout in LAYOUTS)


def test_a_corpus_lies_beside_its_truth(tmp_path):
    years = departments(2, [2022, 2023])
    assert write_corpus(tmp_path, years, ["text", "html"], faults=2) == 4
    paths = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.*"))
    assert len([p for p in paths if p.startswith("disclosures/")]) == 4
    with (tmp_path / "truth.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["path"] for row in rows} == {
        p.removeprefix("disclosures/") for p in paths if p.startswith("disclosures/")
    }
    with (tmp_path / "faults.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 8
