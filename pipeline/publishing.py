"""What a release consists of: the file of the published schemas, parquet, report, page, manifest."""

import hashlib
import json
import shutil
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from pipeline.dashboard import write_dashboard
from pipeline.dictionary import dictionary, form_words
from pipeline.pages import fill
from pipeline.pages.audit import render
from pipeline.places import ENGINES, Output, bounded
from pipeline.summary import quoted

SCHEMAS = ("dims", "facts", "marts", "audit")
SEMANTIC = "semantic"
STORAGE_VERSION = "v1.0.0"  # opened by every DuckDB 1.x client


def _descriptions(output: Output) -> dict[tuple[str, str], dict[str, str]]:
    """Table to column descriptions (the table's own under the empty name), from dbt's manifest."""
    manifest = json.loads((output.work / "target" / "manifest.json").read_text(encoding="utf-8"))
    found = {}
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model":
            columns = {name: c["description"] for name, c in node["columns"].items()}
            found[node["schema"], node["name"]] = {"": node["description"], **columns}
    return found


def stage(output: Output) -> None:
    """Write the next release beside the build: one DuckDB file, sorted, with comments, no raw text."""
    shutil.rmtree(output.staged, ignore_errors=True)
    output.staged.mkdir(parents=True)
    database = output.staged / "juesuan.duckdb"
    descriptions = _descriptions(output)
    connection = duckdb.connect(config=bounded(output))
    try:
        connection.execute(f"attach {quoted(output.build_database)} as build (read_only)")
        connection.execute(
            f"attach {quoted(database)} as release (storage_version '{STORAGE_VERSION}')"
        )
        for schema, table in _tables(connection, "build"):
            connection.execute(f"create schema if not exists release.{schema}")
            connection.execute(
                f"create table release.{schema}.{table} as "
                f"select * from build.{schema}.{table} order by all"
            )
            _comment(connection, "table", schema, table, descriptions.get((schema, table), {}))
        _views(connection, descriptions)
        connection.execute("checkpoint release")
        connection.execute("detach release")
    finally:
        connection.close()


def _tables(connection: duckdb.DuckDBPyConnection, catalog: str) -> list[tuple[str, str]]:
    return connection.execute(
        "select schema_name, table_name from duckdb_tables() "
        "where database_name = ? and list_contains(?, schema_name) and table_name != 'gx_results' "
        "order by all",
        [catalog, list(SCHEMAS)],
    ).fetchall()


def _views(
    connection: duckdb.DuckDBPyConnection, descriptions: dict[tuple[str, str], dict[str, str]]
) -> None:
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
        _comment(connection, "view", SEMANTIC, name, descriptions.get((SEMANTIC, name), {}))
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


def _parquet(output: Output) -> dict[str, dict[str, Any]]:
    """Every released table and view as parquet; returns rows, bytes and checksum by table."""
    folder = output.staged / "parquet"
    folder.mkdir()
    tables: dict[str, dict[str, Any]] = {}
    database = output.staged / "juesuan.duckdb"
    connection = duckdb.connect(str(database), read_only=True, config=bounded(output))
    try:
        names = connection.execute(
            "select schema_name, table_name from duckdb_tables() union all "
            "select schema_name, view_name from duckdb_views() where not internal order by all"
        ).fetchall()
        for schema, table in names:
            path = folder / f"{schema}.{table}.parquet"
            counted = connection.execute(
                f"copy {schema}.{table} to {quoted(path)} (format parquet, compression zstd)"
            ).fetchone()
            assert counted is not None
            tables[f"{schema}.{table}"] = {
                "rows": counted[0],
                "file": f"parquet/{path.name}",
                "bytes": path.stat().st_size,
                "sha256": sha256(path),
            }
    finally:
        connection.close()
    return tables


def sha256(path: Path) -> str:
    """The checksum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(
    output: Output,
    release_id: str,
    state: dict[str, Any],
    summary: dict[str, Any],
    accepted: list[str],
) -> None:
    """Parquet, report, dashboard, pages and manifest of the staged release.

    ``accepted`` are the reasons to hold it back that a person has overruled.
    """
    database = output.staged / "juesuan.duckdb"
    # of a publication that was stopped
    shutil.rmtree(output.staged / "parquet", ignore_errors=True)
    manifest = {
        "release": release_id,
        "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "code_version": version("juesuan"),
        "engines": {package: version(package) for package in ENGINES},
        "inputs_fingerprint": state["inputs_fingerprint"],
        "as_of": state.get("as_of"),
        "accepted": accepted,
        "storage_version": STORAGE_VERSION,
        "tables": _parquet(output),
        "database": {
            "file": database.name,
            "bytes": database.stat().st_size,
            "sha256": sha256(database),
        },
        "summary": {k: v for k, v in summary.items() if k not in ("documents", "quarantine")},
        "documents": summary["documents"],
        "quarantine": summary["quarantine"],
    }
    (output.staged / "audit.html").write_text(render(database), encoding="utf-8")
    tables = dictionary(output.work / "target" / "manifest.json", database)
    _write_json(output.staged / "dictionary.json", {"release": release_id, "tables": tables})
    named = {key: manifest[key] for key in ("release", "created_at", "code_version", "as_of")}
    write_dashboard(database, output.staged / "dashboard", named, bounded(output))
    page = fill("dictionary.html", tables=tables, release=release_id, words=form_words)
    (output.staged / "dictionary.html").write_text(page, encoding="utf-8")
    _write_json(output.staged / "report.json", summary)
    _write_json(output.staged / "manifest.json", manifest)


def _write_json(path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, default=str)
    path.write_text(text + "\n", encoding="utf-8")
