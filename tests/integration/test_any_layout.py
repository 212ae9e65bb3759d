"""Three years of departments, each year in a layout, a unit and a format of its own: every figure adds up, also over the years."""

import random

import duckdb
import pytest

from benchmarks.synthetic.disclosure import disclose
from benchmarks.synthetic.disturbances import DISTURBANCES
from benchmarks.synthetic.layouts import any_layout
from benchmarks.synthetic.ledger import departments
from benchmarks.synthetic.rendering import FORMATS
from tests.conftest import juesuan

YEARS = [2021, 2022, 2023]
DEPARTMENTS = 8
# a head in a cell of a sheet, and a blank column that came in one page, may withhold a form
AROUND = sorted(set(DISTURBANCES) - {"running_heads", "wider_page"})


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    folder, chance = tmp_path_factory.mktemp("any_layout"), random.Random(20)
    prior = {}
    for year in departments(DEPARTMENTS, YEARS, seed=20):
        truth = disclose(year, any_layout(chance), prior.get(year.department))
        prior[year.department] = year
        for name in chance.sample(AROUND, 2):
            DISTURBANCES[name](truth, chance)
        ending, render = FORMATS[chance.choice(["text", "html", "xlsx", "pdf", "docx", "csv"])]
        path = folder / "source" / "440307" / f"{truth.name}.{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render(truth.blocks))
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
    assert loaded == DEPARTMENTS * len(YEARS)


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
