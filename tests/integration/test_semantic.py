"""The semantic layer: whatever rows are added, nothing is counted twice."""

import pytest

LEAVES = {
    "expenditure": ("function_code", ("nature_code",)),
    "expenditure_by_fund": ("function_code", ("fund_code", "nature_code")),
    "income": ("function_code", ("source_code",)),
    "basic_expenditure": ("economic_code", ()),
}


@pytest.mark.parametrize("view", LEAVES)
def test_no_row_contains_another(built, view):
    code, others = LEAVES[view]
    same = " and ".join(f"a.{c} = b.{c}" for c in ("document_id", *others))
    assert (
        built.query(
            f"select a.{code}, b.{code} from semantic.{view} a join semantic.{view} b "
            f"on {same} and starts_with(b.{code}, a.{code}) and a.{code} != b.{code}"
        )
        == []
    )
    for column in others:
        totals = {"total", "all", "fiscal"}
        assert not totals & {r[0] for r in built.query(f"select {column} from semantic.{view}")}
    assert built.query(f"select count(*) from semantic.{view}")[0][0] > 20


def test_the_rows_add_up_to_the_printed_total(built):
    """Within half a unit of 万元 with two decimals for each leaf, as the forms are printed."""
    rows = built.query(
        "select m.department_name, m.amount_yuan, sum(e.amount_yuan), count(*) "
        "from semantic.metric m join semantic.expenditure e using (document_id) "
        "where m.metric_key = 'total_expenditure' group by all"
    )
    assert len(rows) >= 2
    for name, total, added, leaves in rows:
        assert abs(total - added) <= 50 * leaves, name
    income = built.query(
        "select m.document_id, m.amount_yuan, sum(e.amount_yuan), count(*) from semantic.metric m "
        "join semantic.income e using (document_id) where m.metric_key = 'total_income' group by all"
    )
    assert all(abs(total - added) <= 50 * leaves for _, total, added, leaves in income)


def test_metrics_are_the_printed_figures(built, longgang_text):
    found = dict(
        built.query(
            "select metric_key, amount_yuan from semantic.metric "
            "where department_name like '%政务服务%'"
        )
    )
    printed = {
        "total_income": "25,929.43",
        "total_expenditure": "25,929.08",
        "general_public_expenditure": "14,929.08",
        "government_fund_expenditure": "11,000.00",
        "three_public_actual": "7.98",
        "three_public_budget": "15.30",
        "procurement_total": "5,960.56",
    }
    for key, text in printed.items():
        assert text in longgang_text or text.rstrip("0") in longgang_text, text
        assert f"{found[key] / 10000:,.2f}" == text, key
    assert found["fiscal_expenditure"] == (
        found["general_public_expenditure"]
        + found["government_fund_expenditure"]
        + found["state_capital_expenditure"]
    )


def test_one_number_a_department_year_and_metric(built):
    assert (
        built.query(
            "select department_id, fiscal_year, metric_key from semantic.metric "
            "group by all having count(*) > 1"
        )
        == []
    )
    keys = {r[0] for r in built.query("select distinct metric_key from semantic.metric")}
    assert keys == {r[0] for r in built.query("select metric_key from dims.dim_metric")}


def test_budget_and_actual_stand_side_by_side(built):
    ((budget, actual),) = built.query(
        "select sum(full_year_budget_yuan), sum(actual_yuan) from semantic.three_public "
        "where department_id = (select department_id from dims.dim_department "
        "where department_name like '%政务服务%')"
    )
    assert (budget, actual) == (153000, 79800)


def test_a_withheld_form_has_no_metric(built):
    """三公 of a department whose form 9 is not published is absent, never zero."""
    withheld = built.query(
        "select distinct department, fiscal_year from audit.quarantine "
        "where block_kind = 'form' and block_no = 6"
    )
    assert withheld
    for department, year in withheld:
        assert built.query(
            "select count(*) from semantic.metric where department_name = ? and fiscal_year = ? "
            "and metric_key = 'personnel_expenditure'", department, year,
        ) == [(0,)]  # fmt: skip
