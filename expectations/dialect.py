"""The DuckDB dialect for great-expectations: duckdb-engine's, with results fetched at once.

great-expectations closes the connection before it reads the result, and duckdb-engine's cursor
is empty by then; buffering every result when the statement ends gives it back its rows. Columns are
asked of DuckDB itself: duckdb-engine asks the catalogue of PostgreSQL for them, ten milliseconds a table.
"""

import os
from typing import Any, ClassVar

from duckdb_engine import Dialect as DuckDBDialect
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGExecutionContext
from sqlalchemy.engine import Connection
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.types import Double, NullType, Numeric

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
    # PostgreSQL, whose names duckdb-engine has, calls them otherwise
    ischema_names: ClassVar = {**DuckDBDialect.ischema_names, "decimal": Numeric, "double": Double}

    def do_begin(self, connection: Any) -> None:
        """Begin nothing: what is judged is open for reading alone, and each statement stands for itself."""

    def do_rollback(self, connection: Any) -> None:
        """Take nothing back, see :meth:`do_begin`."""

    def get_columns(
        self, connection: Connection, table_name: str, schema: str | None = None, **_: Any
    ) -> list[dict[str, Any]]:
        """Name, type and nullability of each column; NullType for a type that SQLAlchemy has none for."""
        quote = self.identifier_preparer.quote
        named = ".".join(quote(part) for part in (schema, table_name) if part)
        return [
            {
                "name": column,
                "type": self.ischema_names.get(kind.split("(")[0].lower(), NullType)(),
                "nullable": nullable == "YES",
                "default": None,
            }
            for column, kind, nullable, *_ in connection.exec_driver_sql(f"describe {named}")
        ]

    def get_pk_constraint(self, *_: Any, **__: Any) -> dict[str, Any]:
        """No key: the files have none, so that old clients open them."""
        return {"constrained_columns": [], "name": None}


def register() -> None:
    """Make ``duckdb+juesuan://`` known to SQLAlchemy."""
    registry.register(f"duckdb.{NAME}", __name__, "BufferedDuckDBDialect")


def url(database: Any) -> str:
    """The read-only connection string of a DuckDB file; beyond its memory DuckDB works on disk beside it."""
    memory = os.environ.get("JUESUAN_MEMORY", "2GB")
    return f"duckdb+{NAME}:///{database}?access_mode=read_only&memory_limit={memory}"
