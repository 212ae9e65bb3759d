"""A department and its units, all loaded: nothing is added twice, and the department is their sum."""

import re

import duckdb
import pytest

from benchmarks.synthetic.whole import write_wholes
from tests.conftest import juesuan

NAMED = "样例市示范局"  # of the fixture
LATE = "样例市和局"  # comes a night after its units
LISTED = "纳入本部门决算编报范围的单位共 2 个，包括本级和下属 1 个预算单位。"
FIGURE = re.compile(r"(?<![^\t\n])(\d+)\.(\d\d)(?=\t|$)", re.MULTILINE)


def own(name):
    return f"{name}（本级）"


def centre(name):
    return f"{name[:-1]}信息中心"


def doubled(text):
    return FIGURE.sub(lambda found: f"{int(''.join(found.groups())) * 2 / 100:.2f}", text)


def accounts(text, name, listed=""):
    return text.replace(NAMED, name).replace(LISTED, listed)


def family(text, name):
    """The accounts of a department, of its own level and of its centre, which is as large."""
    return {
        name: accounts(doubled(text), name, f"{LISTED[:-1]}，下属单位是：{centre(name)}。"),
        own(name): accounts(text, own(name)),
        centre(name): accounts(text, centre(name)),
    }


def build(folder, documents):
    (folder / "source" / "440307").mkdir(parents=True, exist_ok=True)
    for name, text in documents.items():
        (folder / "source" / "440307" / f"{name}.txt").write_text(text, "utf-8")
    done = juesuan("build", "--source", folder / "source", "--output", folder / "out", "--json")
    assert done.returncode in (0, 2), done.stderr
    return duckdb.connect(str(folder / "out" / "juesuan.duckdb"), read_only=True)


@pytest.fixture(scope="module")
def text(complete_text):
    """The fixture without prose on figures, which would contradict others."""
    return complete_text.split("第三部分")[0]


def in_semantic(folder, connection):
    """The departments that the semantic layer knows, in the file and in its parquet."""
    parquet = folder / "out" / "parquet" / "semantic.metric"
    return [
        {
            name
            for (name,) in connection.execute(
                f"select distinct department_name from {rows}"
            ).fetchall()
        }
        for rows in ("semantic.metric", f"read_parquet('{parquet}/*.parquet')")
    ]


@pytest.fixture(scope="module")
def nights(tmp_path_factory, text):
    """Departments in every relation to their units, each under a name of its own; one comes a night after its units.

    The folder, and what the semantic layer and the mart knew after the first night.
    """
    folder = tmp_path_factory.mktemp("consolidation")
    documents = family(text, LATE)
    late = {LATE: documents.pop(LATE)}
    other = family(text, "样例市差局")
    other[centre("样例市差局")] = doubled(other[centre("样例市差局")])
    missing = family(text, "样例市缺局")
    del missing[centre("样例市缺局")]
    without = family(text, "样例市漏局")
    whole_text = without[centre("样例市漏局")]
    start = whole_text.index("一般公共预算财政拨款支出决算表")
    end = whole_text.index("一般公共预算财政拨款基本支出决算")
    without[centre("样例市漏局")] = whole_text[:start] + whole_text[end:]
    silent = {
        "样例市默局": accounts(doubled(text), "样例市默局"),
        own("样例市默局"): accounts(text, own("样例市默局")),
    }
    as_unit = family(text, "样例市单局")
    as_unit[own("样例市单局")] = accounts(text, "样例市单局").replace("部门决算", "单位决算")
    mutual = {
        name: accounts(text, name, f"纳入决算编报范围的单位包括：{of}。")
        for name, of in (("样例市甲局", "样例市乙局"), ("样例市乙局", "样例市甲局"))
    }
    for more in (other, missing, without, silent, as_unit, mutual):
        documents |= more
    write_wholes(folder / "source", 4)
    with build(folder, documents) as connection:
        before = in_semantic(folder, connection), states(connection, LATE)
    build(folder, late).close()
    return folder, before


@pytest.fixture(scope="module")
def corpus(nights):
    folder, _ = nights
    with duckdb.connect(str(folder / "out" / "juesuan.duckdb"), read_only=True) as connection:
        yield connection


def states(connection, name):
    return connection.execute(
        "select distinct fund_code, state, reason from marts.mart_consolidation "
        "where department_name = ? order by all",
        [name],
    ).fetchall()


def units(connection, name):
    return connection.execute(
        "select u.unit_name, u.is_own_level, u.basis, d.department_name from dims.dim_unit u "
        "join dims.dim_department w on w.department_id = u.department_id "
        "left join dims.dim_department d on d.department_id = u.unit_department_id "
        "where w.department_name = ? order by u.unit_no",
        [name],
    ).fetchall()


def test_a_department_is_the_sum_of_its_units(corpus):
    whole = "样例市和局"
    withheld = corpus.execute(
        "from audit.quarantine where source_path like '%样例市和%'"
    ).fetchall()
    assert withheld == []
    assert units(corpus, whole) == [
        (own(whole), True, "listed", own(whole)),
        (centre(whole), False, "listed", centre(whole)),
    ]
    assert {state for _, state, _ in states(corpus, whole)} == {"exact"}
    names = (whole, own(whole), centre(whole))
    semantic, facts = (
        corpus.execute(
            f"select sum(amount_yuan) from {rows} as f join dims.dim_department as d using (department_id) "
            f"where d.department_name in {names} {only}"
        ).fetchone()[0]
        for rows, only in (
            ("semantic.expenditure", ""),
            (
                "facts.fct_expenditure",
                "and is_leaf and fund_code = 'all' and nature_code != 'total'",
            ),
        )
    )
    assert facts == 2 * semantic
    metrics = corpus.execute(
        f"select distinct department_name from semantic.metric where department_name in {names}"
    ).fetchall()
    assert metrics == [(whole,)]


def test_sums_of_rounded_figures_stay_within_their_bounds(corpus):
    found = corpus.execute(
        "select department_name, bool_or(state = 'rounding'), bool_or(state = 'fail'), count(*) > 5 "
        "from marts.mart_consolidation where department_name like '合成市%' group by all order by all"
    ).fetchall()
    assert [name for name, *_ in found] == [f"合成市合并第{number}局" for number in range(1, 5)]
    assert any(rounded for _, rounded, *_ in found)
    assert all(row[2:] == (False, True) for row in found)


def test_a_unit_with_another_figure_is_found(corpus):
    failing = corpus.execute(
        "select fund_code, function_code, amount_yuan - units_yuan = difference_yuan, reason "
        "from marts.mart_consolidation where state = 'fail' and function_code = '2010101'"
    ).fetchall()
    assert failing == [("general_public", "2010101", True, None)]
    assert "fail" in {state for _, state, _ in states(corpus, "样例市差局")}


def test_nothing_is_judged_while_a_unit_is_not_loaded(corpus):
    name = "样例市缺局"
    assert states(corpus, name) == []
    assert [(unit, loaded) for unit, *_, loaded in units(corpus, name)] == [
        (own(name), own(name)),
        (centre(name), None),
    ]


def test_a_form_that_is_missing_is_no_zero(corpus):
    found = states(corpus, "样例市漏局")
    assert ("general_public", "not_evaluable", "a form is missing or withheld") in found
    assert ("government_fund", "exact", None) in found


def test_its_own_level_is_within_a_department_that_names_nothing(corpus):
    name = "样例市默局"
    assert units(corpus, name) == [(own(name), True, "own_level", own(name))]


def test_accounts_as_a_unit_beside_those_as_a_department_are_its_own_level(corpus):
    name = "样例市单局"
    found = corpus.execute(
        "select department_name, accounts_kind, version_no from dims.dim_document "
        "join dims.dim_department using (department_id) where department_name like '样例市单%' order by all"
    ).fetchall()
    assert found == [
        (centre(name), "department", 1), (name, "department", 1), (own(name), "unit", 1),
    ]  # fmt: skip
    assert {state for _, state, _ in states(corpus, name)} == {"exact"}


def test_two_that_name_each_other_are_in_neither(corpus):
    assert units(corpus, "样例市甲局") == [("样例市乙局", False, "listed", None)]
    assert units(corpus, "样例市乙局") == [("样例市甲局", False, "listed", None)]


def test_units_leave_the_semantic_layer_the_night_their_department_comes(nights, corpus):
    folder, (before, judged) = nights
    units_of_it = {own(LATE), centre(LATE)}
    for known in before:
        assert units_of_it <= known
        assert LATE not in known
    assert judged == []
    for known in in_semantic(folder, corpus):
        assert LATE in known
        assert not units_of_it & known
    assert {state for _, state, _ in states(corpus, LATE)} == {"exact"}
