"""A department and its units, all loaded: nothing is added twice, and the department is their sum."""

import re

import duckdb
import pytest

from benchmarks.synthetic.whole import write_wholes
from tests.conftest import juesuan

DEPARTMENT, OWN, CENTRE = "样例市示范局", "样例市示范局（本级）", "样例市信息中心"
LISTED = "纳入本部门决算编报范围的单位共 2 个，包括本级和下属 1 个预算单位。"
FIGURE = re.compile(r"(?<=\t)(\d+)\.(\d\d)(?=\t|$)", re.MULTILINE)


def doubled(text):
    return FIGURE.sub(lambda found: f"{int(''.join(found.groups())) * 2 / 100:.2f}", text)


@pytest.fixture(scope="module")
def text(complete_text):
    """The fixture without prose on figures, which would contradict others."""
    return complete_text.split("第三部分")[0]


def build(folder, documents):
    for name, text in documents.items():
        (folder / "source" / "440307").mkdir(parents=True, exist_ok=True)
        (folder / "source" / "440307" / f"{name}.txt").write_text(text, "utf-8")
    done = juesuan("build", "--source", folder / "source", "--output", folder / "out", "--json")
    assert done.returncode in (0, 2), done.stderr
    return duckdb.connect(str(folder / "out" / "juesuan.duckdb"), read_only=True)


@pytest.fixture(scope="module")
def documents(text):
    whole = doubled(text).replace(LISTED, f"{LISTED[:-1]}，下属单位是：{CENTRE}。")
    assert whole.count(CENTRE) == 1
    return {
        "whole": whole,
        "own": text.replace(DEPARTMENT, OWN).replace(LISTED, ""),
        "centre": text.replace(DEPARTMENT, CENTRE).replace(LISTED, ""),
    }


def test_a_department_is_the_sum_of_its_units(tmp_path, documents):
    with build(tmp_path, documents) as connection:
        named = connection.execute(
            "select u.unit_name, u.is_own_level, u.basis, d.department_name from dims.dim_unit u "
            "join dims.dim_department d on d.department_id = u.unit_department_id order by u.unit_no"
        ).fetchall()
        assert named == [(OWN, True, "listed", OWN), (CENTRE, False, "listed", CENTRE)]
        states = connection.execute(
            "select state, count(*) > 10, min(unit_count) from marts.mart_consolidation group by all"
        ).fetchall()
        assert states == [("exact", True, 2)]
        totals = [
            connection.execute(f"select sum(amount_yuan) from {rows}").fetchone()[0]
            for rows in (
                "semantic.expenditure",
                f"semantic.expenditure where department_name = '{DEPARTMENT}'",
                "facts.fct_expenditure where is_leaf and fund_code = 'all' and nature_code != 'total'",
            )
        ]
        assert totals[0] == totals[1]
        assert totals[2] == 2 * totals[0]
        metrics = connection.execute(
            "select distinct department_name from semantic.metric"
        ).fetchall()
        assert metrics == [(DEPARTMENT,)]


def test_sums_of_rounded_figures_stay_within_their_bounds(tmp_path):
    write_wholes(tmp_path / "source", 4)
    with build(tmp_path, {}) as connection:
        states = connection.execute(
            "select department_name, bool_or(state = 'rounding'), bool_or(state = 'fail'), count(*) > 5 "
            "from marts.mart_consolidation group by all order by all"
        ).fetchall()
        names = [f"合成市合并第{number}局" for number in range(1, 5)]
        assert [name for name, *_ in states] == names
        assert any(rounded for _, rounded, *_ in states)
        assert all(found[2:] == (False, True) for found in states)


def test_a_unit_with_another_figure_is_found(tmp_path, documents):
    # in every form alike, so that the unit is consistent in itself
    other = {**documents, "centre": doubled(documents["centre"])}
    with build(tmp_path, other) as connection:
        failing = connection.execute(
            "select fund_code, function_code, amount_yuan - units_yuan = difference_yuan, reason "
            "from marts.mart_consolidation where state = 'fail' and function_code = '2010101'"
        ).fetchall()
        assert failing == [("general_public", "2010101", True, None)]


def test_nothing_is_judged_while_a_unit_is_not_loaded(tmp_path, documents):
    some = {name: text for name, text in documents.items() if name != "centre"}
    with build(tmp_path, some) as connection:
        assert connection.execute("from marts.mart_consolidation").fetchall() == []
        named = connection.execute(
            "select unit_name, unit_document_id is null from dims.dim_unit order by unit_no"
        ).fetchall()
        assert named == [(OWN, False), (CENTRE, True)]
    # the unit comes a night later; nothing of the department has changed
    with build(tmp_path, {"centre": documents["centre"]}) as connection:
        states = connection.execute(
            "select distinct state from marts.mart_consolidation"
        ).fetchall()
        assert states == [("exact",)]


def test_units_leave_the_semantic_layer_the_night_their_department_comes(tmp_path, documents):
    def departments(connection):
        folder = tmp_path / "out" / "parquet" / "semantic.metric"
        return [
            {
                name
                for (name,) in connection.execute(f"select department_name from {rows}").fetchall()
            }
            for rows in ("semantic.metric", f"read_parquet('{folder}/*.parquet')")
        ]

    units = {name: text for name, text in documents.items() if name != "whole"}
    with build(tmp_path, units) as connection:
        assert departments(connection) == [{OWN, CENTRE}, {OWN, CENTRE}]
    with build(tmp_path, {"whole": documents["whole"]}) as connection:
        assert departments(connection) == [{DEPARTMENT}, {DEPARTMENT}]


def test_a_form_that_is_missing_is_no_zero(tmp_path, documents):
    start = documents["centre"].index("一般公共预算财政拨款支出决算表")
    end = documents["centre"].index("一般公共预算财政拨款基本支出决算")
    without = documents["centre"][:start] + documents["centre"][end:]
    with build(tmp_path, {**documents, "centre": without}) as connection:
        states = connection.execute(
            "select distinct fund_code, state, reason from marts.mart_consolidation order by all"
        ).fetchall()
        assert ("general_public", "not_evaluable", "a form is missing or withheld") in states
        assert ("government_fund", "exact", None) in states


def test_its_own_level_is_within_a_department_that_names_nothing(tmp_path, documents):
    silent = {
        "whole": documents["whole"].replace(CENTRE, "").replace("本级", ""),
        "own": documents["own"],
    }
    with build(tmp_path, silent) as connection:
        named = connection.execute("select unit_name, basis from dims.dim_unit").fetchall()
        assert named == [(OWN, "own_level")]


def test_accounts_as_a_unit_beside_those_as_a_department_are_its_own_level(tmp_path, documents):
    own = documents["own"].replace(OWN, DEPARTMENT).replace("部门决算", "单位决算")
    assert DEPARTMENT in own and OWN not in own
    with build(tmp_path, {**documents, "own": own}) as connection:
        found = connection.execute(
            "select department_name, accounts_kind, version_no from dims.dim_document "
            "join dims.dim_department using (department_id) order by all"
        ).fetchall()
        assert found == [
            (CENTRE, "department", 1), (DEPARTMENT, "department", 1), (OWN, "unit", 1),
        ]  # fmt: skip
        states = connection.execute(
            "select distinct state from marts.mart_consolidation"
        ).fetchall()
        assert states == [("exact",)]


def test_two_that_name_each_other_are_in_neither(tmp_path, text):
    def naming(name, other):
        return text.replace(DEPARTMENT, name).replace(
            LISTED, f"纳入决算编报范围的单位包括：{other}。"
        )

    both = {"a": naming("样例市甲局", "样例市乙局"), "b": naming("样例市乙局", "样例市甲局")}
    with build(tmp_path, both) as connection:
        named = connection.execute(
            "select unit_name, unit_document_id from dims.dim_unit order by 1"
        ).fetchall()
        assert named == [("样例市乙局", None), ("样例市甲局", None)]
