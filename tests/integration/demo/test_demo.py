"""The demonstration against its true ledger: every growth rate, and why the others are missing."""

import csv
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pytest

from benchmarks.demo import RENAMED, RESTATED, jobs
from benchmarks.synthetic.ledger import MOVED, departments
from tests.integration.demo.conftest import DEMO

COUNT, YEARS = DEMO
MIDDLE = 2021


def canonical(name):
    return name.replace("委", "局")


@pytest.fixture(scope="module")
def truth(demo):
    """(department, year) -> {(row, nature): yuan} of form 3 in the version published last."""
    latest = {}
    amounts = defaultdict(dict)
    with (demo[0] / "demo" / "truth.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = canonical(row["department"]), int(row["fiscal_year"])
            if row["path"] > latest.get(key, ""):
                latest[key] = row["path"]
                amounts[key] = {}
            if row["path"] == latest[key] and row["form_no"] == "3":
                amounts[key][row["row"], row["column_key"]] = Decimal(row["yuan"])
    return amounts


def expected_rate(now, before):
    rate = (now - before) * 100 / abs(before)
    return rate.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_every_true_growth_rate_is_in_the_mart(demo, truth):
    rows = (
        demo[1]
        .execute(
            "select department_name, fiscal_year, function_code, nature_code, amount_yuan, "
            "prior_year_yuan, prior_basis, change_pct, comparability from marts.mart_expenditure_year_over_year "
            "where fund_code = 'all'"
        )
        .fetchall()
    )
    compared = reasons = 0
    for name, year, code, nature, amount, prior, basis, rate, why in rows:
        key = canonical(name)
        now = truth[key, year].get((code, nature))
        before = truth.get((key, year - 1), {}).get((code, nature))
        if amount is not None:
            assert amount == now, (name, year, code, nature)
        if basis == "disclosed":
            assert prior == before
        if why == "comparable":
            assert rate == expected_rate(now, before), (name, year, code, nature)
            compared += 1
        elif why != "implied":
            assert rate is None
            reasons += 1
    # all rates that the truth has, less those of the forms that the faults damaged
    possible = sum(
        1
        for (name, year), cells in truth.items()
        for key in cells
        if truth.get((name, year - 1), {}).get(key)
    )
    assert compared > 0.85 * possible
    assert reasons > 0


def test_mergers_moved_codes_and_renames_say_so(demo):
    _, connection = demo
    rows = connection.execute(
        "select distinct department_name, fiscal_year, comparability_reason "
        "from marts.mart_expenditure_year_over_year where comparability = 'reorganised'"
    ).fetchall()
    assert sorted(rows) == [
        (f"合成市样例第00{n}局", MIDDLE, f"merge of {MIDDLE}-01-01")
        for n in ("09", "19", "29", "39")
    ]
    moved = connection.execute(
        "select distinct function_code, fiscal_year from marts.mart_expenditure_year_over_year "
        "where comparability = 'code_moved' order by 1"
    ).fetchall()
    assert set(moved) <= {(code, MIDDLE) for code in MOVED}
    assert moved
    # a renamed department keeps its key: its years go on
    names = connection.execute(
        "select department_name, printed_names from dims.dim_department where len(printed_names) > 1"
    ).fetchall()
    assert [name for name, _ in names] == [f"合成市样例第{RENAMED + 1:04d}委"]
    ((years,),) = connection.execute(
        "select count(*) from marts.mart_expenditure_year_over_year where department_name = ? "
        "and fiscal_year = ? and function_code = 'total' and fund_code = 'all' "
        "and nature_code = 'total' and comparability = 'comparable'",
        [names[0][0], MIDDLE],
    ).fetchall()
    assert years == 1


def test_restatements_are_listed_cell_by_cell(demo):
    _, connection = demo
    ledger = departments(COUNT, YEARS, seed=7, merge=True, move_codes=True)
    again = {
        (stem.split("/")[0], year.fiscal_year)
        for stem, year, *_ in jobs(ledger)
        if "-03-01" in stem
    }
    assert len(again) == len(ledger) // RESTATED
    rows = connection.execute(
        "select d.printed_names, r.fiscal_year, r.form_no, r.row_key, r.column_key, r.difference_yuan "
        "from marts.mart_restatement r join dims.dim_department d using (department_id) "
        "where r.restatement_kind = 'changed' and r.form_no = 3 and r.row_key = 'total' "
        "and r.column_key = 'project'"
    ).fetchall()
    found = {(name, year) for names, year, *_ in rows for name in names}
    # rounding to 0.01 万元 may move the printed change by one unit
    assert all(abs(row[5] - 123400) <= 100 for row in rows)
    assert len(rows) >= 0.7 * len(again)
    assert {x for x in again if x in found}
    ((current, versions),) = connection.execute(
        "select count(*) filter (where is_current), count(*) from dims.dim_document"
    ).fetchall()
    assert versions == len(ledger) + len(again)
    assert current == len(ledger)


def test_contributions_add_up_to_the_growth(demo):
    _, connection = demo
    rows = connection.execute(
        "select c.department_id, c.fiscal_year, sum(c.contribution_pp), any_value(t.change_pct), count(*) "
        "from marts.mart_expenditure_contribution c join marts.mart_expenditure_year_over_year t "
        "on c.department_id = t.department_id and c.fiscal_year = t.fiscal_year and t.fund_code = 'all' "
        "and t.nature_code = 'total' and t.function_code = 'total' "
        "where c.contribution_pp is not null and t.comparability = 'comparable' group by all"
    ).fetchall()
    assert len(rows) > 50
    for _, _, total, growth, count in rows:
        assert abs(total - growth) <= Decimal("0.02") + Decimal("0.01") * count


def test_the_compound_rate_is_that_of_the_first_and_last_true_year(demo, truth):
    _, connection = demo
    rows = connection.execute(
        "select department_name, first_fiscal_year, last_fiscal_year, compound_rate_pct, comparability "
        "from marts.mart_expenditure_trend where function_code = 'total'"
    ).fetchall()
    told = [row for row in rows if row[3] is not None]
    assert len(told) > COUNT / 2
    for name, first, last, rate, why in told:
        assert why == "comparable"
        ends = [truth[canonical(name), year]["total", "total"] for year in (first, last)]
        expected = (float(ends[1] / ends[0]) ** (1 / (last - first)) - 1) * 100
        assert abs(float(rate) - expected) < 0.006
    broken = [row for row in rows if row[4] == "broken"]
    assert {"合成市样例第0009局", "合成市样例第0019局"} <= {row[0] for row in broken}


def test_budgets_peers_quality_and_balances_are_there(demo):
    _, connection = demo
    for mart in (
        "budget_execution",
        "peer_comparison",
        "data_quality",
        "balance_year_over_year",
        "income_year_over_year",
    ):
        ((rows,),) = connection.execute(f"select count(*) from marts.mart_{mart}").fetchall()
        assert rows > 100, mart
    restated = connection.execute(
        "select count(*) from marts.mart_balance_year_over_year "
        "where restated_yuan != 0 and comparability = 'comparable'"
    ).fetchall()
    # balances roll forward to the yuan; a second version changes what it restates only
    assert restated == [(0,)]


def test_sums_by_cofog_are_sums_by_function(demo):
    _, connection = demo
    rows = connection.execute(
        "select f.cofog_code is null as has_none, count(distinct e.function_code), sum(e.amount_yuan) "
        "from facts.fct_expenditure e left join dims.dim_function f using (function_code) "
        "where e.is_current and e.is_leaf and e.fund_code = 'all' and e.nature_code = 'total' group by all"
    ).fetchall()
    ((total,),) = connection.execute(
        "select sum(amount_yuan) from facts.fct_expenditure "
        "where is_current and is_leaf and fund_code = 'all' and nature_code = 'total'"
    ).fetchall()
    assert sum(row[2] for row in rows) == total
    # every class that was spent under has a division
    assert [row[0] for row in rows] == [False]


def test_implied_values_give_way_to_disclosed_ones(demo):
    _, connection = demo
    rows = dict(
        connection.execute(
            "select is_superseded, count(*) from facts.fct_implied_value "
            "where base = 'prior_year_actual' and is_current group by all"
        ).fetchall()
    )
    # of the documents that compare, all but the first of each department have the year before loaded
    assert rows.get(True, 0) > 500
    assert rows.get(False, 0) < rows[True] / 10
