"""The README's queries, run against the warehouse of this repository's documents."""

import csv
import io
import re
from pathlib import Path

import duckdb
import pytest

from tests.conftest import ROOT, juesuan


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    output = tmp_path_factory.mktemp("readme") / "warehouse"
    done = juesuan("build", "--source", ROOT / "disclosures", "--output", output)
    assert done.returncode in (0, 2), done.stderr
    return output / "juesuan.duckdb"


def shown(name):
    text = Path(ROOT, name).read_text("utf-8")
    return re.findall(r"```sql\n(.*?)```\n```text\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_queries_print_what_the_readme_shows(warehouse, name):
    pairs = shown(name)
    assert len(pairs) == 3
    connection = duckdb.connect(str(warehouse), read_only=True)
    for query, expected in pairs:
        rows = [[str(v) for v in row] for row in connection.execute(query).fetchall()]
        assert rows == list(csv.reader(io.StringIO(expected))), query
    connection.close()


def test_the_session_shows_real_lines(warehouse):
    text = Path(ROOT, "README.md").read_text("utf-8")
    done = juesuan(
        *("explain", "--department", "龙岗", "--year", 2024, "--code", "2010301", "--form", 3),
        *("--column", "基本支出", "--output", warehouse.parent),
    )
    for line in done.stdout.splitlines():
        if line.startswith(("Form", "  printed", "  parsed", "  repairs")):
            assert line in text
