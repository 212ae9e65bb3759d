"""The file of the next release: the published schemas of the build, sorted, with comments, no raw text.

Where the current release was made from the build as it stood before the last changes, its file is copied
and the rows of what changed take the place of theirs; else every table is written anew.
"""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from pipeline import releases
from pipeline.errors import BuildFailed
from pipeline.places import Output, bounded, sha256
from pipeline.renewal import Changes, changes_since, rows_among
from pipeline.summary import quoted

SCHEMAS = ("dims", "facts", "marts", "audit")
SEMANTIC = "semantic"
KEYS = ("document_id", "department_id")  # the columns by which rows are replaced, the finer first
STORAGE_VERSION = "v1.0.0"  # opened by every DuckDB 1.x client
BLOCKS = 16  # of documents: within one, a table stands by its columns of few values
GROWTH = 1.5  # of a file by the gaps that replaced rows leave behind
CORPUS = "corpus"  # tag of the models whose rows are drawn from all documents
# columns of names that are drawn from all documents: where one comes from, and the code that it names
NAMES = {
    "function_name": ("dim_function", "function_code"),
    "economic_name": ("dim_economic", "economic_code"),
}


@dataclass(frozen=True)
class Staged:
    """The file of the next release.

    ``bytes_anew`` is its size when all of it was last written anew: rows that were replaced leave gaps
    behind, and a file that has grown too much by them is not copied again. ``copy_of`` is the release
    whose file it is, but for what changed since; None when it was written anew. ``by_key`` are the tables
    and views of such a copy in which only the rows of what changed took the place of theirs, each with the
    column that names what changed.
    """

    bytes_anew: int
    copy_of: str | None
    by_key: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Model:
    """Descriptions of a table (under the empty name) and its columns, what its rows are drawn from, and their order.

    A question of all documents that names values of the columns of ``clustered_by`` reads the rows of those alone, one
    of a document those of its block; without such columns rows stand by their key.
    """

    words: dict[str, str]
    is_of_corpus: bool
    clustered_by: tuple[str, ...] = ()

    @property
    def order(self) -> str:
        """The order of rows, for ``order by``."""
        if not self.clustered_by:
            return "all"
        return ", ".join([f"hash(document_id) % {BLOCKS}", *self.clustered_by, "1"])


def stage(output: Output) -> Staged:
    """Write the next release beside the build."""
    base = releases.current(output)
    changes = changes_since(output, base.release_id) if base else None
    shutil.rmtree(output.staged, ignore_errors=True)
    output.staged.mkdir(parents=True)
    database = output.staged / "juesuan.duckdb"
    said = copy_sound_file(base, database) if base and changes is not None else None
    models = _models(output)
    connection = duckdb.connect(config=bounded(output))
    try:
        connection.execute(f"attach {quoted(output.build_database)} as build (read_only)")
        connection.execute(
            f"attach {quoted(database)} as release (storage_version '{STORAGE_VERSION}')"
        )
        by_key: dict[str, str] = {}
        if said is None or changes is None:
            _write(connection, models)
        else:
            by_key = _replace(connection, models, changes)
        count_again(connection)
        connection.execute("checkpoint release")
        connection.execute("detach release")
    finally:
        connection.close()
    if base and said is not None:
        return Staged(int(said["bytes_anew"]), base.release_id, by_key)
    return Staged(database.stat().st_size, None)


def copy_sound_file(base: releases.Release, to: Path) -> dict[str, Any] | None:
    """Copy the file of a release, if it is what its manifest says and has not grown too much.

    Returns what the manifest says of it; None, and no copy, where it is not.
    """
    said: dict[str, Any] = (base.manifest() or {}).get("database", {})
    if "bytes_anew" not in said or said["bytes"] > said["bytes_anew"] * GROWTH:
        return None
    with ThreadPoolExecutor(1) as beside:
        digest = beside.submit(sha256, base.database)
        shutil.copyfile(base.database, to)
    if digest.result() == said["sha256"]:
        return said
    to.unlink()
    return None


def _models(output: Output) -> dict[tuple[str, str], Model]:
    """What dbt's manifest says of each model, by schema and name."""
    manifest = json.loads((output.work / "target" / "manifest.json").read_text(encoding="utf-8"))
    return {
        (node["schema"], node["name"]): Model(
            {"": node["description"]}
            | {name: column["description"] for name, column in node["columns"].items()},
            CORPUS in node["tags"],
            tuple(node["config"]["meta"].get("clustered_by", ())),
        )
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
    }


def _write(connection: duckdb.DuckDBPyConnection, models: dict[tuple[str, str], Model]) -> None:
    for schema, table in _tables(connection):
        connection.execute(f"create schema if not exists release.{schema}")
        _write_table(connection, models, schema, table)
    _views(connection, models)


def _write_table(
    connection: duckdb.DuckDBPyConnection,
    models: dict[tuple[str, str], Model],
    schema: str,
    table: str,
) -> None:
    connection.execute(
        f"create or replace table release.{schema}.{table} as "
        f"select * from build.{schema}.{table} order by {models[schema, table].order}"
    )
    _comment(connection, "table", schema, table, models[schema, table].words)


def _replace(
    connection: duckdb.DuckDBPyConnection, models: dict[tuple[str, str], Model], changes: Changes
) -> dict[str, str]:
    """Of tables that are drawn from all documents every row, of others those of what changed.

    Returns the others, and the views that are like them, each with the column that names what changed.
    """
    by_key = {}
    renamed = _renamed(connection)
    for schema, table in _tables(connection):
        key = _key(connection, models, renamed, schema, table)
        if key is None:
            _write_table(connection, models, schema, table)
            continue
        connection.execute(
            f"delete from release.{schema}.{table} where {key} in (select unnest(?))",
            [changes.of(key)],
        )
        came = rows_among(f"build.{schema}.{table}", key, "select unnest(?)")
        connection.execute(
            f"insert into release.{schema}.{table} by name {came} order by {models[schema, table].order}",
            [changes.of(key)],
        )
        by_key[f"{schema}.{table}"] = key
    for (view,) in connection.execute(
        "select view_name from duckdb_views() where database_name = 'release' and schema_name = ?",
        [SEMANTIC],
    ).fetchall():
        if key := _key(connection, models, renamed, SEMANTIC, view):
            by_key[f"{SEMANTIC}.{view}"] = key
    return by_key


def _renamed(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The columns of ``NAMES`` in which a code that was there before has another name now."""
    return {
        name
        for name, (table, code) in NAMES.items()
        if connection.execute(
            f"from build.dims.{table} as n inner join release.dims.{table} as o "
            f"using ({code}) where n.{name} is distinct from o.{name} limit 1"
        ).fetchall()
    }


def _key(
    connection: duckdb.DuckDBPyConnection,
    models: dict[tuple[str, str], Model],
    renamed: set[str],
    schema: str,
    table: str,
) -> str | None:
    """The column by which rows of a table or view are replaced; None where any row may be another."""
    columns = _columns(connection, schema, table)
    if models[schema, table].is_of_corpus or renamed.intersection(columns):
        return None
    return next(name for name in KEYS if name in columns)


def count_again(connection: duckdb.DuckDBPyConnection) -> None:
    """Every table of the release has as many rows as in the build; raises BuildFailed."""
    for schema, table in _tables(connection):
        counts = [
            connection.execute(f"select count(*) from {place}.{schema}.{table}").fetchall()[0][0]
            for place in ("build", "release")
        ]
        if counts[0] != counts[1]:
            raise BuildFailed(
                "stage",
                f"{schema}.{table} has {counts[0]} rows in the build and {counts[1]} in the release",
                "run juesuan build --force, which writes both anew",
            )


def _columns(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> list[str]:
    return [
        name
        for (name,) in connection.execute(
            "select column_name from duckdb_columns() "
            "where database_name = 'build' and schema_name = ? and table_name = ?",
            [schema, table],
        ).fetchall()
    ]


def _tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return connection.execute(
        "select schema_name, table_name from duckdb_tables() "
        "where database_name = 'build' and list_contains(?, schema_name) "
        "and table_name != 'gx_results' order by all",
        [list(SCHEMAS)],
    ).fetchall()


def _views(connection: duckdb.DuckDBPyConnection, models: dict[tuple[str, str], Model]) -> None:
    """The semantic layer: views over the released tables, those that others need first."""
    connection.execute(f"create schema release.{SEMANTIC}")
    connection.execute("use release")
    waiting = connection.execute(
        "select view_name, sql from duckdb_views() "
        "where database_name = 'build' and schema_name = ? order by view_name = 'metric', view_name",
        [SEMANTIC],
    ).fetchall()
    for name, sql in waiting:
        # DuckDB keeps the tables of a view by schema and name: they are those of the release now
        body = sql[sql.index(" AS ") + 4 :]
        connection.execute(f"create view {SEMANTIC}.{name} as {body}")
        _comment(connection, "view", SEMANTIC, name, models[SEMANTIC, name].words)
    connection.execute("use memory")


def _comment(
    connection: duckdb.DuckDBPyConnection, kind: str, schema: str, name: str, words: dict[str, str]
) -> None:
    for column, text in words.items():
        place = f"release.{schema}.{name}"
        if not column:
            connection.execute(f"comment on {kind} {place} is {quoted(text)}")
        else:
            connection.execute(f"comment on column {place}.{column} is {quoted(text)}")
