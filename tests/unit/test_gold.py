"""The first document against its oracle: every labelled row, every cell, every indicator row."""

import csv
from decimal import Decimal

import pytest

from ingest.corpus import parse_document
from ingest.wording import unspaced
from tests.conftest import LONGGANG, ROOT

ROWS = {1: 42, 2: 33, 3: 33, 4: 38, 5: 30, 6: 83, 7: 4, 8: 1, 9: 1}


@pytest.fixture(scope="module")
def document():
    return parse_document(LONGGANG.read_bytes(), "2024.txt")


@pytest.fixture(scope="module")
def column_names():
    with (ROOT / "seeds" / "statutory_columns.csv").open(encoding="utf-8", newline="") as file:
        return {
            (int(r["form_no"]), r["side"], r["column_key"]): r["column_name"]
            for r in csv.DictReader(file)
        }


def test_every_form_has_its_labelled_rows(document):
    counted = {f.form_no: sum(r.is_labelled for r in f.rows) for f in document.forms}
    assert counted == ROWS


@pytest.mark.parametrize("form_no", range(1, 10))
def test_every_cell_is_the_printed_one(document, gold, column_names, form_no):
    form = document.forms[form_no - 1]
    expected = gold["tables"][form_no - 1]["rows"]
    compared = 0
    for side in {row.get("side", "") for row in expected}:
        found = [r for r in form.rows if r.is_labelled and r.side == side]
        wanted = [row for row in expected if row.get("side", "") == side]
        assert [(r.code, r.item_name, r.source_line) for r in found] == [
            (w.get("code"), w["name"], w["text_line"]) for w in wanted
        ]
        for row, want in zip(found, wanted, strict=True):
            if "line_no" in want:
                assert row.line_no == str(want["line_no"])
            printed = {
                column_names[form_no, side if form_no in (1, 4) else "", c.column_key]: (
                    c.printed_text.replace(" ", "").replace(",", "")
                )
                for c in row.cells
            }
            assert set(printed) == set(want["values"])
            for name, value in want["values"].items():
                note = want.get("cell_notes", {}).get(name)
                text = note["text_printed"] if note else None
                compared += 1
                if text is not None:
                    assert printed[name] == text
                elif value is None:
                    assert printed[name] == ""
                else:
                    assert Decimal(printed[name]) == Decimal(str(value))
    assert compared == sum(len(row["values"]) for row in expected)


def test_every_indicator_row_that_stands_in_the_text(document, gold):
    lines = [
        p.get("n_text_lines_with_weight_and_score", p["n_indicator_rows"])
        for p in gold["performance_tables"]
    ]
    assert [len(p.indicators) for p in document.projects] == lines == [20, 21, 10]
    for project, expected in zip(document.projects, gold["performance_tables"], strict=True):
        found = [
            (
                i.level1,
                i.level3,
                unspaced(i.target or "") or None,
                unspaced(i.actual or "") or None,
                Decimal(i.weight),
                Decimal(i.score),
            )
            for i in project.indicators
        ]
        for want in expected["indicators"]:
            if not want.get("certain", True):
                continue  # the oracle itself cannot read these rows for certain
            assert (
                want["level1"].split("(")[0],
                want["level3"],
                want["target"],
                want["actual"],
                Decimal(str(want["weight"])),
                Decimal(str(want["score"])),
            ) in found


def test_split_figures_are_kept_in_pieces_not_joined(document):
    executed = {c.printed_text for c in document.projects[0].funds[0].cells}
    assert "32348⏐335.67" in executed


def test_department_and_year(document, gold):
    assert document.department == gold["document"]["department"]
    assert document.fiscal_year == gold["document"]["fiscal_year"]
    assert document.status == "loaded"
