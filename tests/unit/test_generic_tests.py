"""The generic test of dbt finds what breaks the integrity of a table, and nothing else."""

import re
from types import SimpleNamespace

import duckdb
import jinja2
import pytest

from tests.conftest import ROOT


class Parent(SimpleNamespace):
    """A relation as dbt gives it: a name in SQL, with its parts."""

    def __str__(self):
        return self.identifier


def broken(rows, **rules):
    text = (ROOT / "tests" / "generic" / "integrity.sql").read_text("utf-8")
    body = re.search(r"{% test .*? %}(.*){% endtest %}", text, re.DOTALL)[1]
    query = jinja2.Template(body).render(model="judged", **rules)
    connection = duckdb.connect()
    connection.execute("create table judged (a varchar, b integer, c integer)")
    connection.executemany("insert into judged values (?, ?, ?)", rows)
    connection.execute("create table parents as select 'x' as a, 1 as c union all select 'y', 2")
    return connection.execute(query).fetchall()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("x", 1, 1), ("x", 2, 1), ("y", 1, 1)], []),
        ([("x", 1, 1), ("x", 1, 2), ("y", 1, 1)], [("x | 1", 2)]),
        ([("x", 1, None), ("y", 1, 1)], []),
        ([("x", 1, 1), (None, 1, 1)], [("1", 1)]),
        ([("x", 1, 1), ("y", None, 1)], [("y", 1)]),
        ([(None, 1, 1), (None, 1, 2)], [("1", 2)]),
    ],
    ids=["different", "twice", "a gap beside the key", "no a", "no b", "no a, twice"],
)
def test_key(rows, expected):
    assert broken(rows, key=["a", "b"]) == [("key (a, b)", *each) for each in expected]


def test_key_of_one_column():
    rows = [("x", 1, 1), ("x", 2, 1), ("y", 3, 1)]
    assert broken(rows, key=["a"]) == [("key (a)", "x", 2)]
    assert broken(rows, key=["b"]) == []


def test_references():
    rows = [("x", 1, 1), ("z", 1, 2), ("z", 2, 3), (None, 3, None)]
    parent = Parent(identifier="parents")
    assert broken(rows, references={"a": parent}) == [("a in parents", "z", 2)]
    assert broken(rows, references={"a": parent, "c": parent}) == [
        ("a in parents", "z", 2),
        ("c in parents", "3", 1),
    ]
    assert broken(rows[:1], references={"a": parent, "c": parent}) == []


def test_domains():
    rows = [("x", 1, 1), ("z", 1, 2), (None, 2, 3)]
    assert broken(rows, domains={"a": ["x", "y"]}) == [("a among x, y", "z", 1)]
    assert broken(rows, domains={"a": ["x", "z"]}) == []


def test_all_rules_at_once():
    rows = [("z", 1, 1), ("z", 1, 1)]
    said = broken(
        rows, key=["a", "b"], references={"a": Parent(identifier="parents")}, domains={"a": ["x"]}
    )
    assert said == [("key (a, b)", "z | 1", 2), ("a in parents", "z", 2), ("a among x", "z", 2)]
