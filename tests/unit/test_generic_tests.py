"""The generic tests of dbt find what they are named for, and nothing else."""

import re

import duckdb
import jinja2
import pytest

from tests.conftest import ROOT


def found(name, rows, columns):
    text = (ROOT / "tests" / "generic" / f"{name}.sql").read_text("utf-8")
    body = re.search(r"{% test .*? %}(.*){% endtest %}", text, re.DOTALL)[1]
    query = jinja2.Template(body).render(model="judged", columns=columns)
    connection = duckdb.connect()
    connection.execute("create table judged (a varchar, b integer, c integer)")
    connection.executemany("insert into judged values (?, ?, ?)", rows)
    return connection.execute(query).fetchall()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("x", 1, 1), ("x", 2, 1), ("y", 1, 1)], []),
        ([("x", 1, 1), ("x", 1, 2), ("y", 1, 1)], [("x", 1, 2)]),
        ([("x", 1, None), ("y", 1, 1)], []),
        ([("x", 1, 1), (None, 1, 1)], [(None, 1, 1)]),
        ([("x", 1, 1), ("y", None, 1)], [("y", None, 1)]),
        ([(None, 1, 1), (None, 1, 2)], [(None, 1, 2)]),
    ],
    ids=["different", "twice", "a gap beside the key", "no a", "no b", "no a, twice"],
)
def test_primary_key(rows, expected):
    assert found("primary_key", rows, ["a", "b"]) == expected


def test_primary_key_of_one_column():
    rows = [("x", 1, 1), ("x", 2, 1), ("y", 3, 1)]
    assert found("primary_key", rows, ["a"]) == [("x", 2)]
    assert found("primary_key", rows, ["b"]) == []
