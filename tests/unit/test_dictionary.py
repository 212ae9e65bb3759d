"""Every table and column in two languages, and what the dictionary claims is so."""

import json
import re

import pytest

from pipeline.dictionary import languages
from tests.conftest import juesuan

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def tables(built):
    found = json.loads((built.output / "dictionary.json").read_text("utf-8"))["tables"]
    return {f"{t['schema']}.{t['name']}": t for t in found}


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("Amount. 金额。", "Amount.", "金额。"),
        (
            "Form 3; total for the 合计 row. 功能分类。",
            "Form 3; total for the 合计 row.",
            "功能分类。",
        ),
        ("Day it is. “三公”日期。", "Day it is.", "“三公”日期。"),
        ("English only.", "English only.", "English only."),
    ],
)
def test_a_description_has_two_halves(text, english, chinese):
    assert languages(text) == (english, chinese)


def test_every_table_and_column_is_described_in_both_languages(built, tables):
    released = {
        f"{schema}.{table}"
        for schema, table in built.query(
            "select schema_name, table_name from duckdb_tables() union all "
            "select schema_name, view_name from duckdb_views() where not internal"
        )
    }
    assert set(tables) == released
    for name, table in tables.items():
        for words in (table, *table["columns"]):
            assert CHINESE.search(words["zh"]), (name, words)
            assert words["en"] != words["zh"], (name, words)
            assert re.match(r"[A-Za-z0-9类人]", words["en"]), (name, words)


def test_amounts_have_a_unit(tables):
    for name, table in tables.items():
        for column in table["columns"]:
            if column["name"].endswith("_yuan"):
                assert (column["unit"], column["unit_zh"]) == ("yuan", "元"), (name, column["name"])
            if column["name"].endswith("_pct"):
                assert column["unit"] == "percent", (name, column["name"])


def test_the_grain_is_unique(built, tables):
    for name, table in tables.items():
        if table["key"]:
            keys = ", ".join(table["key"])
            assert built.query(f"select {keys} from {name} group by all having count(*) > 1") == []
        else:
            assert not name.startswith(("facts.", "marts.")), name


def test_source_forms_are_those_of_the_cells(built, tables):
    """Whatever form a cell of a table was printed in is among the sources that the table names."""
    seen = 0
    for name, table in tables.items():
        if not any(column["name"] == "cell_id" for column in table["columns"]):
            continue
        found = built.query(
            f"select distinct p.form_no from {name} as t "
            "join audit.printed_values as p on t.cell_id = p.cell_id"
        )
        if name == "facts.fct_repair":
            continue
        assert {row[0] for row in found} <= set(table["forms"]), name
        seen += len(found)
        if found:
            assert table["identities"], name
    assert seen > 20


def test_coverage_is_counted_from_the_file(built, tables):
    table = tables["facts.fct_expenditure"]
    ((cells, touched),) = built.query(
        "select count(*), count(d.cell_id) from audit.printed_values as p "
        "left join audit.detectability as d on d.cell_id = p.cell_id and d.identity_count > 0 "
        "where p.amount_yuan != 0 and p.form_no in (3, 5, 7, 8)"
    )
    assert table["covered_pct"] == round(100 * touched / cells, 1)
    assert table["covered_pct"] > 90
    # not of cells, or of no form: there is nothing to count
    for name in ("marts.mart_peer_comparison", "facts.fct_repair"):
        assert tables[name]["covered_pct"] is None, name


def test_describe_and_the_page(built):
    people = juesuan("describe", "fct_balance", "--output", built.output)
    assert "form 1, form 4" in people.stdout and "金额，元" in people.stdout
    listed = juesuan("describe", "--output", built.output)
    assert "marts.mart_expenditure_year_over_year" in listed.stdout
    machine = juesuan("describe", "facts.fct_balance", "--output", built.output, "--json")
    assert json.loads(machine.stdout)[0]["key"] == ["cell_id"]
    nothing = juesuan("describe", "fct_nothing", "--output", built.output)
    assert nothing.returncode == 1 and "juesuan describe" in nothing.stderr
    page = (built.output / "dictionary.html").read_text("utf-8")
    assert 'id="facts.fct_balance"' in page
    assert not re.search(r'(?:src|href)="(?!#|data:,")', page)  # nothing from elsewhere
