"""The first step: every document of a folder into the raw schema; what is unchanged is not read again."""

import hashlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from ingest.corpus import SourceFile, document_key, refused
from ingest.errors import LayoutError
from ingest.load import create_raw, forget, load_register, load_tables, open_database
from ingest.provenance import code_key
from ingest.raw_schema import RAW, REGISTERS
from ingest.records import RawTables, raw_tables
from ingest.register import read_register
from pipeline.errors import BuildFailed
from pipeline.places import Output, bounded, wal_of
from pipeline.reading import Job, Limits, Readers

# what is read is stored when there are so many documents, or so many seconds have passed: small
# transactions are written twice, and what was not stored is read again after a crash
BATCH, SECONDS = 1000, 10.0
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Ingested:
    """How many documents there are, how many of them were read, kept from before, and forgotten."""

    documents: int
    read: int
    kept: int
    forgotten: int


def ingest(
    source: Path,
    files: list[SourceFile],
    output: Output,
    workers: int | None,
    limits: Limits,
    progress: Progress,
) -> Ingested:
    """Bring the raw schema of the build database to the state of the files.

    Raises BuildFailed when the folder holds no file at all, or when its register is broken. A
    process that is killed here leaves whole batches behind; the next one goes on after them.
    """
    if not files:
        raise BuildFailed("ingest", f"{source} holds no documents", "put disclosures there")
    try:
        register = read_register(source)
    except LayoutError as error:
        raise BuildFailed("ingest", f"the register: {error}", "mend that row of the CSV") from error
    connection = _open(output)
    try:
        load_register(connection, register)
        found = wanted(files)
        kept, gone = _compare(connection, found)
        if gone:
            forget(connection, gone)
        jobs = [
            Job(file, document_id) for document_id, file in found.items() if document_id not in kept
        ]
        progress(0, len(jobs))
        _read_and_store(connection, jobs, workers, limits, progress)
    finally:
        connection.close()
    return Ingested(len(found), len(jobs), len(kept), len(gone))


def _open(output: Output) -> duckdb.DuckDBPyConnection:
    """The build database with a raw schema of today's shape."""
    output.work.mkdir(parents=True, exist_ok=True)
    # the other processors read documents; what is committed is in the log, and written to its place more seldom
    settings = {**bounded(output), "threads": 1, "checkpoint_threshold": "256MB"}
    try:
        connection = open_database(output.build_database, settings)
        _shape_raw(connection)
    except duckdb.Error:  # broken, or of another engine: whatever it held can be read again
        for stale in (output.build_database, wal_of(output.build_database)):
            stale.unlink(missing_ok=True)
        connection = open_database(output.build_database, settings)
        create_raw(connection)
    return connection


def _shape_raw(connection: duckdb.DuckDBPyConnection) -> None:
    found: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "select table_name, column_name from duckdb_columns() where schema_name = 'raw' "
        "and database_name = current_database() order by table_name, column_index"
    ).fetchall():
        found.setdefault(table, []).append(column)
    if found != {name: list(schema) for name, schema in {**RAW, **REGISTERS}.items()}:
        connection.execute("drop schema if exists raw cascade")
        create_raw(connection)


def wanted(files: list[SourceFile]) -> dict[str, SourceFile]:
    """The files by document id; a second copy has an id of its own, made of its name as well."""
    found: dict[str, SourceFile] = {}
    for file in files:
        key = document_key(file.content_hash)
        if key not in found:
            found[key] = file
            continue
        first = found[key]
        if first.content_hash == file.content_hash:
            refusal = (
                f"it is a copy of {first.name}, byte for byte",
                "remove one of the two files",
            )
        else:  # to be expected once in a million corpora of a million documents
            refusal = (f"its id {key} is that of {first.name}", "save it again, so that it differs")
        named = hashlib.sha256(f"{file.content_hash}:{file.name}".encode()).hexdigest()
        found[document_key(named)] = replace(file, refusal=refusal)
    return found


def unread_tables(found: dict[str, SourceFile]) -> RawTables:
    """The raw rows of files that are refused without being read: copies, empty and oversized ones."""
    return raw_tables(
        [refused(file, key, *file.refusal) for key, file in found.items() if file.refusal]
    )


def _compare(
    connection: duckdb.DuckDBPyConnection, found: dict[str, SourceFile]
) -> tuple[set[str], list[str]]:
    """Ids that need not be read again, and ids to forget.

    A document is kept when its content, its name and the code that read it are the same.
    """
    kept, gone = set(), []
    for document_id, content_hash, name, reader, key in connection.execute(
        "select document_id, content_hash, source_path, reader, code_key from raw.documents"
    ).fetchall():
        file = found.get(document_id)
        same = file is not None and (file.content_hash, file.name) == (content_hash, name)
        if same and key == code_key(reader):
            kept.add(document_id)
        else:
            gone.append(document_id)
    return kept, gone


def _read_and_store(
    connection: duckdb.DuckDBPyConnection,
    jobs: list[Job],
    workers: int | None,
    limits: Limits,
    progress: Progress,
) -> None:
    load_tables(connection, [unread_tables({job.document_id: job.file for job in jobs})])
    readable = [job for job in jobs if job.file.refusal is None]
    done, waiting, stored = len(jobs) - len(readable), [], len(jobs) - len(readable)
    if readable:
        workers = min(workers or os.cpu_count() or 1, len(readable))
        last = time.monotonic()
        for count, part in Readers(workers, limits).read(readable):
            waiting.append(part)
            done += count
            if done - stored >= BATCH or time.monotonic() - last >= SECONDS:
                load_tables(connection, waiting)
                waiting, stored, last = [], done, time.monotonic()
            progress(done, len(jobs))
        load_tables(connection, waiting)
