"""Copies of a loaded document inside the raw schema, each with some cells changed, set-based."""

import hashlib
from pathlib import Path

import duckdb
import polars as pl

from ingest.corpus import document_key, parse_document
from ingest.load import create_raw, load_batch, open_database
from pipeline.dbt import start_dbt

CHANGE = {
    "clone_id": pl.String,
    "form_no": pl.Int32,
    "side": pl.String,
    "row_no": pl.Int32,
    "column_key": pl.String,
    "printed_text": pl.String,
}
COPIED = ("forms", "form_rows", "form_columns", "table_rows", "statements")
PROJECTS = ("performance_projects", "performance_figures", "performance_indicators", "paragraphs")


def clone_id(label: str) -> str:
    """A document id for a clone."""
    return document_key(hashlib.sha256(label.encode()).hexdigest())


def load_documents(database: Path, paths: list[Path]) -> list[str]:
    """A fresh build database with the documents in its raw schema; returns their ids."""
    database.unlink(missing_ok=True)
    documents = [parse_document(path.read_bytes(), path.name) for path in paths]
    connection = open_database(database)
    create_raw(connection)
    load_batch(connection, documents)
    connection.close()
    return [document.document_id for document in documents]


def add_clones(
    connection: duckdb.DuckDBPyConnection,
    document_id: str,
    changes: pl.DataFrame,
    tables: tuple[str, ...] = COPIED,
) -> None:
    """Copy the document once per ``clone_id`` of ``changes``, with the given cells reprinted.

    ``tables`` are the raw tables copied beside documents.
    """
    connection.register("change_frame", changes.select(*CHANGE).to_arrow())
    connection.execute(
        "create or replace temp table clones as select distinct clone_id from change_frame"
    )
    for table in ("documents", *tables):
        extra = ", c.clone_id || '.txt' as source_path" if table == "documents" else ""
        connection.execute(
            f"insert into raw.{table} by name "
            f"select r.* replace (c.clone_id as document_id{extra}) "
            f"from raw.{table} r cross join clones c where r.document_id = ?",
            [document_id],
        )
    reprint(
        connection,
        "select clone_id as document_id, * exclude (clone_id) from change_frame",
    )
    connection.unregister("change_frame")


def reprint(connection: duckdb.DuckDBPyConnection, changes: str) -> None:
    """Print other texts in the raw cells of figures.

    ``changes`` is a query of document_id, form_no, side, row_no, column_key and printed_text.
    """
    connection.execute(
        f"""
        update raw.table_rows set cells = list_transform(
            range(1, greatest(len(cells), last_column) + 1),
            lambda place: coalesce(texts[place], cells[place], ''))
        from (
            select r.document_id as changed_id, r.table_no as changed_table, r.table_row as changed_row,
                max(c.table_column) as last_column,
                map(list(c.table_column::bigint), list(x.printed_text)) as texts
            from ({changes}) x
            join raw.form_rows r using (document_id, form_no, side, row_no)
            join raw.form_columns c using (document_id, block_no, column_key)
            where not c.is_heading
            group by all
        )
        where document_id = changed_id and table_no = changed_table and table_row = changed_row
        """
    )


def run_dbt(database: Path, *arguments: str) -> None:
    """Run dbt on a build database; raises CalledProcessError with its output."""
    work = database.parent
    done = start_dbt(database, *arguments, target=work / "target", logs=work / "logs")
    done.check_returncode()


def build_models(database: Path, *arguments: str) -> None:
    """Seeds and models of a build database by one start of dbt, without its tests."""
    untested = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
    run_dbt(database, "build", *untested, *arguments)
