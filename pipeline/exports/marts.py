"""The marts of a released file: their columns with types and words, and text that no program runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.summary import quoted

# a cell that begins so is a formula to a spreadsheet (OWASP, CSV injection)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
ROWS_AT_ONCE = 1000


@dataclass(frozen=True)
class Column:
    """A column of a mart: its DuckDB type, and its comment in English and Chinese."""

    name: str
    data_type: str
    comment: str

    @property
    def is_text(self) -> bool:
        """Whether it holds words rather than numbers, dates or truth values."""
        return self.data_type == "VARCHAR"


@dataclass(frozen=True)
class Mart:
    """A mart of the release."""

    name: str
    comment: str
    columns: tuple[Column, ...]

    @property
    def short_name(self) -> str:
        """Its name without ``mart_``."""
        return self.name.removeprefix("mart_")


def open_release(database: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection."""
    return duckdb.connect(str(database), read_only=True)


def marts(connection: duckdb.DuckDBPyConnection) -> list[Mart]:
    """Every mart in order of name."""
    columns: dict[str, list[Column]] = {}
    for table, name, kind, comment in connection.execute(
        "select table_name, column_name, data_type, coalesce(comment, '') from duckdb_columns() "
        "where schema_name = 'marts' order by table_name, column_index"
    ).fetchall():
        columns.setdefault(table, []).append(Column(name, kind, comment))
    return [
        Mart(name, comment, tuple(columns[name]))
        for name, comment in connection.execute(
            "select table_name, coalesce(comment, '') from duckdb_tables() "
            "where schema_name = 'marts' order by table_name"
        ).fetchall()
    ]


def departments(
    connection: duckdb.DuckDBPyConnection, part: str | None
) -> list[tuple[str, str, str]]:
    """Id, division and name of the departments whose name contains ``part``, or of all."""
    return connection.execute(
        "select department_id, coalesce(division_code, ''), department_name from dims.dim_department "
        "where ? is null or contains(department_name, ?) order by all",
        [part, part],
    ).fetchall()


def safe_text(column: str) -> str:
    """SQL: the text, behind an apostrophe where a spreadsheet would take it for a formula."""
    starts = ", ".join(quoted(start) for start in FORMULA_STARTS)
    return f"case when left({column}, 1) in ({starts}) then '''' || {column} else {column} end as {column}"


def csv_query(mart: Mart) -> str:
    """The rows of a mart as CSV prints them."""
    columns = ", ".join(safe_text(c.name) if c.is_text else c.name for c in mart.columns)
    return f"select {columns} from marts.{mart.name} order by all"


def rows_of(
    connection: duckdb.DuckDBPyConnection, mart: Mart, department_id: str
) -> Iterator[tuple[Any, ...]]:
    """The rows of one department, in order, some at a time."""
    result = connection.execute(
        f"select * from marts.{mart.name} where department_id = ? order by all", [department_id]
    )
    while batch := result.fetchmany(ROWS_AT_ONCE):
        yield from batch
