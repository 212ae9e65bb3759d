"""The twenty questions of docs/queries.md, run against the demonstration."""

import csv
import io
import re

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "queries.md").read_text("utf-8")
QUESTIONS = re.findall(
    r"^## (\d+)\. (.*?)\n\n```sql\n(.*?)```\n```text\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE
)


def test_there_are_twenty_questions():
    assert [int(number) for number, *_ in QUESTIONS] == list(range(1, 21))


@pytest.mark.parametrize(
    ("number", "title", "query", "expected"), QUESTIONS, ids=[q[0] for q in QUESTIONS]
)
def test_a_question_gets_the_answer_that_is_shown(demo, number, title, query, expected):
    rows = [[str(value) for value in row] for row in demo[1].execute(query).fetchall()]
    assert rows
    assert rows == list(csv.reader(io.StringIO(expected)))
