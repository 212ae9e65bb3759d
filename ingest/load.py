"""Writes the rows of documents to the raw schema of DuckDB, in batches."""

from collections.abc import Iterable
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa

from ingest.document import Document
from ingest.raw_schema import RAW, REGISTERS
from ingest.records import RawTables, raw_tables


def create_raw(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the empty raw schema."""
    connection.execute("create schema if not exists raw")
    for name, schema in {**RAW, **REGISTERS}.items():
        empty = pl.DataFrame(schema=schema)
        connection.register("empty_frame", empty.to_arrow())
        connection.execute(f"create or replace table raw.{name} as from empty_frame")
        connection.unregister("empty_frame")


def load_tables(connection: duckdb.DuckDBPyConnection, waiting: list[RawTables]) -> None:
    """Append rows to the raw schema in one transaction, one insert a table."""
    connection.begin()
    for name in RAW:
        parts = [part[name] for part in waiting if name in part]
        if parts:
            connection.register("batch", pa.concat_tables(parts))
            connection.execute(f"insert into raw.{name} from batch")
            connection.unregister("batch")
    connection.commit()


def load_batch(connection: duckdb.DuckDBPyConnection, documents: Iterable[Document]) -> None:
    """Append documents to the raw schema."""
    load_tables(connection, [raw_tables(documents)])


def forget(connection: duckdb.DuckDBPyConnection, document_ids: list[str]) -> None:
    """Delete documents from every raw table, in one transaction."""
    connection.begin()
    for name in RAW:
        connection.execute(
            f"delete from raw.{name} where document_id in (select unnest(?))", [document_ids]
        )
    connection.commit()


def load_register(
    connection: duckdb.DuckDBPyConnection, rows: dict[str, list[tuple[object, ...]]]
) -> None:
    """Replace the register of the corpus in its raw tables."""
    for name, found in rows.items():
        connection.execute(f"delete from raw.{name}")
        frame = pl.DataFrame(found, schema=REGISTERS[name], orient="row")
        connection.register("register_frame", frame.to_arrow())
        connection.execute(f"insert into raw.{name} from register_frame")
        connection.unregister("register_frame")


def open_database(
    path: Path, settings: dict[str, str | bool | int | float | list[str]] | None = None
) -> duckdb.DuckDBPyConnection:
    """A writable connection to the build database; ``settings`` are those of DuckDB."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return duckdb.connect(str(path), config=settings or {})
