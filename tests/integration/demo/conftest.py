"""The demonstration, for the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from benchmarks.demo import build_demo

DEMO = (
    40,
    list(range(2017, 2025)),
)  # departments and years of the demonstration, as make demo has them


@pytest.fixture(scope="session")
def demo(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Path, duckdb.DuckDBPyConnection]]:
    """The demonstration as ``make demo`` builds it: its folder and its released file."""
    output = tmp_path_factory.mktemp("demo")
    database = build_demo(output, *DEMO)
    connection = duckdb.connect(str(database), read_only=True)
    yield output, connection
    connection.close()
