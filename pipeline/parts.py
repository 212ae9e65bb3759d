"""The released tables as parquet: a folder a table, of parts that later releases take over.

Of a table in which only the rows of some documents or departments took the place of others, the parts that
hold none of these are linked from the release before, the others are written again without them, and one more
part holds what came. A release whose file is written anew has one part a table.
"""

import shutil
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from pipeline.errors import BuildFailed
from pipeline.places import Output, bounded, link, sha256
from pipeline.releases import Release
from pipeline.renewal import Changes, rows_among
from pipeline.summary import quoted


@dataclass(frozen=True)
class Part:
    """A parquet file of a release: its path below the release, rows, bytes and checksum."""

    file: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Before:
    """The release whose file was copied, what was built again since, and the tables that took this over, with the key."""

    release: Release
    changes: Changes
    by_key: dict[str, str]

    @cached_property
    def _tables(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = (self.release.manifest() or {}).get("tables", {})
        return found

    def parts(self, name: str) -> list[Part] | None:
        """The parts of a table of that release; None where one is not what its manifest says."""
        parts = [Part(**each) for each in self._tables.get(name, {}).get("parts", [])]
        if not parts:
            return None
        for part in parts:
            path = self.release.folder / part.file
            if not path.is_file() or sha256(path) != part.sha256:
                return None
        return parts


def write_parts(output: Output, before: Before | None) -> dict[str, dict[str, Any]]:
    """Every table and view of the staged file as parquet; returns its rows and parts by name.

    Raises BuildFailed when the parts of a table do not hold as many rows as the table.
    """
    # of a publication that was stopped
    shutil.rmtree(output.staged / "parquet", ignore_errors=True)
    database = output.staged / "juesuan.duckdb"
    connection = duckdb.connect(str(database), read_only=True, config=bounded(output))
    try:
        names = connection.execute(
            "select schema_name || '.' || table_name, false from duckdb_tables() union all "
            "select schema_name || '.' || view_name, true from duckdb_views() where not internal "
            "order by 1"
        ).fetchall()
        if before:
            connection.execute(f"attach {quoted(before.release.database)} as before (read_only)")
        found = {}
        for name, is_view in names:
            (output.staged / "parquet" / name).mkdir(parents=True)
            old = before.parts(name) if before and name in before.by_key else None
            if before and old:
                parts = _renewed(connection, output.staged, name, is_view, old, before)
            else:
                parts = [_write(connection, output.staged, name, 0, f"from {name}")]
            [(rows,)] = connection.execute(f"select count(*) from {name}").fetchall()
            if rows != sum(part.rows for part in parts):
                raise BuildFailed(
                    "publish",
                    f"{name} has {rows} rows and its parquet {sum(part.rows for part in parts)}",
                    "run juesuan build --force, which writes both anew",
                )
            found[name] = {"rows": rows, "parts": [asdict(part) for part in parts]}
        return found
    finally:
        connection.close()


def _write(
    connection: duckdb.DuckDBPyConnection, folder: Path, name: str, number: int, query: str
) -> Part:
    file = f"parquet/{name}/{number}.parquet"
    path = folder / file
    [(rows,)] = connection.execute(
        f"copy ({query}) to {quoted(path)} (format parquet, compression zstd)"
    ).fetchall()
    return Part(file, rows, path.stat().st_size, sha256(path))


def _renewed(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    name: str,
    is_view: bool,
    old: list[Part],
    before: Before,
) -> list[Part]:
    """The parts of a table or view in which the rows of some documents or departments are others than before."""
    key = before.by_key[name]
    connection.execute(
        f"create or replace temp table renewed as select unnest(?) as {key}",
        [before.changes.of(key)],
    )
    # a view has no numbers of rows
    among = _rows_of_view if is_view else rows_among
    now, then = (
        f"({among(place, key, f'select {key} from renewed')})" for place in (name, f"before.{name}")
    )
    connection.execute(
        f"create or replace temp table moved as select distinct {key} from "
        f"(({now} except all {then}) union all ({then} except all {now}))"
    )
    files = [str(before.release.folder / part.file) for part in old]
    touched = {
        path
        for (path,) in connection.execute(
            f"select distinct filename from read_parquet(?, filename = true) semi join moved using ({key})",
            [files],
        ).fetchall()
    }
    parts = []
    for number, (part, path) in enumerate(zip(old, files, strict=True)):
        if path not in touched:
            link(Path(path), folder / part.file)
            parts.append(part)
            continue
        rest = f"from read_parquet({quoted(path)}) anti join moved using ({key})"
        parts.append(_write(connection, folder, name, number, f"{rest} order by all"))
    came = among(name, key, f"select {key} from moved")
    if connection.execute(f"{came} limit 1").fetchall():
        parts.append(_write(connection, folder, name, len(old), f"{came} order by all"))
    return parts


def _rows_of_view(view: str, key: str, keys: str) -> str:
    return f"from {view} where {key} in ({keys})"
