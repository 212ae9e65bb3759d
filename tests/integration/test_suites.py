"""Each expectation both ways: the real build passes it, and one damaged row fails just that one."""

import gc
import json
import shutil
import subprocess
import sys

import duckdb
import pytest

from expectations.checks import MAX_ROWS
from expectations.judge import ON_BUILD, ON_RELEASE, ExpectationRaised, judge
from tests.conftest import ROOT

DAMAGE = {
    "states_are_the_five": "update facts.fct_identity_result set state = 'maybe' where rowid = 0",
    "every_identity_is_evaluated_for_every_document": (
        "delete from facts.fct_identity_result where identity_id = 'X45-TOT'"
    ),
    "bounds_are_derived": (
        "update facts.fct_identity_result set bound_yuan = 1 where state = 'rounding'"
    ),
    "quarantined_forms_are_not_in_facts": (
        "insert into audit.quarantine by name select document_id, 'form' as block_kind, "
        "5 as block_no from dims.dim_document"
    ),
    "every_document_has_its_row": "delete from audit.documents where status = 'refused'",
    "what_was_not_read_has_a_reason": (
        "update audit.documents set reason = null where status = 'refused'"
    ),
    "all_forms_are_accounted_for": "delete from audit.forms where form_no = 8",
    "loaded_forms_have_rows": "update audit.forms set labelled_rows = 0 where form_no = 8",
    "no_cell_is_lost": (
        "delete from audit.printed_values where form_no = 8 and printed_text = '0.00'"
    ),
    "figures_of_form_tables_are_loaded": (
        "update raw.table_rows set cells = ['1.00'] where table_no = 1 and table_row = 1"
    ),
    "kinds_are_known": "update audit.printed_values set kind = 'odd' where form_no = 8",
    "numbers_have_amounts": (
        "update audit.printed_values set amount_yuan = null where form_no = 8"
    ),
    "fct_income_is_complete": "delete from facts.fct_income where rowid = 3",
    "fct_balance_is_complete": "delete from facts.fct_balance where rowid = 3",
    "fct_basic_expenditure_is_complete": "delete from facts.fct_basic_expenditure where rowid = 3",
    "fct_three_public_is_complete": "delete from facts.fct_three_public where rowid = 3",
    "no_raw_text_is_released": "create schema raw; create table raw.table_rows (cells varchar[])",
    "money_is_decimal": (
        "alter table marts.mart_three_public_year_over_year alter actual_yuan type double"
    ),
    "every_column_is_described": "comment on column audit.documents.status is null",
    "documents_are_released": "delete from audit.documents",
    "document_ids_are_unique": "insert into audit.documents select * from audit.documents limit 1",
    "cells_have_documents": "update audit.printed_values set document_id = null where form_no = 8",
}
FAMILIES = [m for m in ON_BUILD if m.SUITE.startswith("family_")]
SUITE_OF = {
    check.name: module
    for module in (*ON_BUILD, *ON_RELEASE)
    if module not in FAMILIES
    for check in module.checks()
}


@pytest.fixture(scope="module")
def files(built):
    return {
        **{m.SUITE: built.output / ".build" / "build.duckdb" for m in ON_BUILD},
        **{m.SUITE: built.output / "juesuan.duckdb" for m in ON_RELEASE},
    }


def outcome(database, module):
    results = judge(database, (module,))
    gc.collect()  # great-expectations holds its connection in a cycle, and the next test opens the file otherwise
    return {r["expectation_name"]: r for r in results}


@pytest.mark.parametrize("module", [*ON_BUILD, *ON_RELEASE], ids=lambda m: m.SUITE)
def test_the_real_build_passes_every_expectation(files, module):
    results = outcome(files[module.SUITE], module)
    assert results
    assert all(r["is_success"] for r in results.values()), results


def test_every_expectation_has_a_damage():
    assert set(DAMAGE) == set(SUITE_OF)


@pytest.mark.parametrize("name", list(DAMAGE))
def test_one_damage_fails_its_expectation(files, tmp_path, name):
    module = SUITE_OF[name]
    damaged = tmp_path / "damaged.duckdb"
    shutil.copy(files[module.SUITE], damaged)
    connection = duckdb.connect(str(damaged))
    connection.execute(DAMAGE[name])
    connection.close()
    result = outcome(damaged, module)[name]
    assert not result["is_success"]
    assert result["expectation_name"] == name


@pytest.mark.parametrize(("column", "is_met"), [(1, True), (2, False)])
def test_an_amount_that_is_named_as_left_out_is_not_lost(files, tmp_path, column, is_met):
    """What is said of the cell beside it does not count."""
    name = "figures_of_form_tables_are_loaded"
    damaged = tmp_path / "damaged.duckdb"
    shutil.copy(files[SUITE_OF[name].SUITE], damaged)
    connection = duckdb.connect(str(damaged))
    connection.execute(DAMAGE[name])
    connection.execute(
        "insert into raw.problems by name select document_id, 'info' as severity, 1 as table_no, "
        "1 as table_row, ?::integer as table_column from raw.documents",
        [column],
    )
    connection.close()
    assert outcome(damaged, SUITE_OF[name])[name]["is_success"] == is_met


@pytest.mark.parametrize("module", FAMILIES, ids=lambda m: m.SUITE)
def test_a_failure_that_is_not_withheld_fails_the_expectation_of_its_identity(
    files, tmp_path, module
):
    damaged = tmp_path / "damaged.duckdb"
    shutil.copy(files[module.SUITE], damaged)
    connection = duckdb.connect(str(damaged))
    connection.execute("delete from audit.quarantine")
    connection.execute(
        "update facts.fct_identity_result set state = 'fail', severity = 'error', "
        "exception_comment = null"
    )
    connection.close()
    results = outcome(damaged, module)
    assert len(results) == len(module.checks())
    assert not any(r["is_success"] for r in results.values())
    assert all("source_path" in r["unexpected_rows"] for r in results.values())
    # all are counted, the first are shown
    for record in results.values():
        shown = json.loads(record["unexpected_rows"])
        assert len(shown) == min(MAX_ROWS, record["unexpected_count"])


def test_an_exception_inside_an_expectation_is_raised(files, tmp_path):
    module = ON_BUILD[0]
    damaged = tmp_path / "damaged.duckdb"
    shutil.copy(files[module.SUITE], damaged)
    connection = duckdb.connect(str(damaged))
    connection.execute("alter table facts.fct_identity_result drop column state")
    connection.close()
    with pytest.raises(ExpectationRaised) as raised:
        judge(damaged, (module,))
    assert raised.value.suite == "identities"


def test_the_auditor_looks_at_nothing_before_it_is_told(tmp_path):
    """Who started it may fail, or be killed: then it ends without an opinion."""
    results = tmp_path / "results.json"
    command = [sys.executable, "-m", "expectations.judge", "no.duckdb", "no.duckdb", str(results)]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False)
    assert done.returncode == 0
    assert not results.exists()
