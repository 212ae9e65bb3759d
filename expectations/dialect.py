"""The DuckDB dialect for great-expectations: duckdb-engine's, with results fetched at once.

great-expectations closes the connection before it reads the result, and duckdb-engine's cursor
is empty by then; buffering every result when the statement ends gives it back its rows.
"""

import os
from typing import Any

from duckdb_engine import Dialect as DuckDBDialect
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGExecutionContext
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy
from sqlalchemy.engine.default import DefaultExecutionContext

NAME = "juesuan"


class BufferedExecutionContext(PGExecutionContext):
    """Keeps all rows of a result in memory as soon as the statement has run."""

    def post_exec(self) -> None:
        """Replace the live cursor by its rows."""
        cursor = self.cursor
        if cursor is not None and cursor.description:
            self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(
                cursor,
                alternate_description=cursor.description,
                initial_buffer=cursor.fetchall(),
            )


class BufferedDuckDBDialect(DuckDBDialect):  # type: ignore[misc]  # duckdb-engine has no types
    """The dialect behind ``duckdb+juesuan://``."""

    supports_statement_cache = False
    execution_ctx_cls: type[DefaultExecutionContext] = BufferedExecutionContext


def register() -> None:
    """Make ``duckdb+juesuan://`` known to SQLAlchemy."""
    registry.register(f"duckdb.{NAME}", __name__, "BufferedDuckDBDialect")


def url(database: Any) -> str:
    """The read-only connection string of a DuckDB file; beyond its memory DuckDB works on disk beside it."""
    memory = os.environ.get("JUESUAN_MEMORY", "2GB")
    return f"duckdb+{NAME}:///{database}?access_mode=read_only&memory_limit={memory}"
