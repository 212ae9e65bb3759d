"""Three years of departments, each year in a layout, a unit and a format of its own: every figure adds up, also over the years."""

import random

import duckdb
import pytest

from benchmarks.synthetic.disclosure import disclose
from benchmarks.synthetic.disturbances import DISTURBANCES
from benchmarks.synthetic.layouts import LAYOUTS, any_layout
from benchmarks.synthetic.ledger import OWN, departments
from benchmarks.synthetic.rendering import FORMATS
from tests.conftest import juesuan

YEARS = [2021, 2022, 2023]
DEPARTMENTS = 8
# a blank column that came in one page may withhold a form; a line of text has no lines in its cells
AROUND = sorted(set(DISTURBANCES) - {"wider_page"})
AROUND_LINES = sorted(set(AROUND) - {"broken_names"})
LOST = "样例市失收局"


def without_own_income():
    """Two years of a department of which the first has 事业收入 and the second has none."""
    pairs = (departments(2, YEARS[:2], seed=seed)[2:] for seed in range(1000))
    return next(
        (before, year)
        for before, year in pairs
        if before.total("income", OWN) and not year.total("income", OWN)
    )


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    folder, chance = tmp_path_factory.mktemp("any_layout"), random.Random(20)
    prior = {}
    for year in departments(DEPARTMENTS, YEARS, seed=20):
        truth = disclose(year, any_layout(chance), prior.get(year.department))
        prior[year.department] = year
        kind = chance.choice(["text", "html", "xlsx", "pdf", "docx", "csv"])
        for name in chance.sample(AROUND_LINES if kind in ("text", "csv") else AROUND, 2):
            DISTURBANCES[name](truth, chance)
        ending, render = FORMATS[kind]
        path = folder / "source" / "440307" / f"{truth.name}.{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render(truth.blocks))
    before, year = without_own_income()
    for truth in (disclose(before, LAYOUTS[0], None), disclose(year, LAYOUTS[0], before)):
        text = FORMATS["text"][1](truth.blocks).decode().replace(year.department, LOST)
        path = folder / "source" / "440307" / LOST / f"{truth.year.fiscal_year}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    done = juesuan("build", "--source", folder / "source", "--output", folder / "out", "--json")
    assert done.returncode in (0, 2), done.stderr
    return duckdb.connect(str(folder / "out" / "juesuan.duckdb"), read_only=True)


def test_no_identity_fails(warehouse):
    failed = warehouse.execute(
        "select identity_id, scope, source_path, printed_yuan, computed_yuan from facts.fct_identity_result "
        "inner join dims.dim_document using (document_id) where state = 'fail' "
        # a ledger without anything spent from a fund still prints what it holds of it
        "and identity_id != 'T8-EMPTY'"
    ).fetchall()
    assert failed == []


def test_nothing_is_withheld(warehouse):
    assert (
        warehouse.execute("select * from audit.problems where severity = 'error'").fetchall() == []
    )
    (loaded,) = warehouse.execute("select count(*) from dims.dim_document").fetchone()
    assert loaded == DEPARTMENTS * len(YEARS) + 2


def test_an_opening_balance_is_implied_where_every_kind_of_income_is_compared(warehouse):
    """The year before had 事业收入, of which this year's prose says nothing: as many kinds, but others."""
    found = warehouse.execute(
        "select source_path like ?, state, reason from facts.fct_identity_result "
        "inner join dims.dim_document using (document_id) where identity_id = 'Y-PRIOR-OPEN'",
        [f"%{LOST}%"],
    ).fetchall()
    lost = {(state, reason) for is_lost, state, reason in found if is_lost}
    assert ("not_evaluable", "the year before had income that the prose does not compare") in lost
    others = {state for is_lost, state, _ in found if not is_lost}
    assert others & {"exact", "rounding"}


def test_what_a_year_leaves_the_next_begins_with_whatever_the_unit(warehouse):
    """In 万元 one year and in 元 the next, one is the rounding of the other; by line and by code."""
    found = dict(
        warehouse.execute(
            "select state, count(*) from facts.fct_identity_result "
            "where identity_id = 'Y-OPEN-CLOSE' and state != 'not_evaluable' group by all"
        ).fetchall()
    )
    assert set(found) == {"exact", "rounding"}
    scopes = warehouse.execute(
        "select distinct left(scope, 2) from facts.fct_identity_result "
        "where identity_id = 'Y-OPEN-CLOSE' and state in ('exact', 'rounding') order by all"
    ).fetchall()
    assert {"T1", "T4", "T5", "T7"} <= {scope for (scope,) in scopes}
