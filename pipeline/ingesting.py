"""The first step: every document of a folder into the raw schema of a fresh build database."""

import hashlib
import os
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path

from ingest.corpus import find_files, parse_document
from ingest.document import Document
from ingest.errors import LayoutError, Problem
from ingest.load import create_raw, load_batch, load_register, open_database
from ingest.register import read_register
from pipeline.errors import BuildFailed
from pipeline.places import Output, wal_of

BATCH = 200
POOL_FROM = 16  # fewer files than this are read faster than a pool starts
Progress = Callable[[int, int], None]


def _read(job: tuple[str, str]) -> Document:
    path, name = job
    data = Path(path).read_bytes()
    try:
        return parse_document(data, name)
    except Exception as error:  # one broken document is named and set aside, the others go on
        place = traceback.extract_tb(error.__traceback__)[-1]
        return Document(
            hashlib.sha256(data).hexdigest(),
            name,
            len(data),
            status="refused",
            reason=f"reading it broke: {type(error).__name__}: {error} ({place.name})",
            remedy="this is a fault of the program: report it with the document",
        )


def _documents(jobs: list[tuple[str, str]], workers: int) -> Iterator[Document]:
    if len(jobs) < POOL_FROM or workers == 1:
        yield from map(_read, jobs)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(_read, jobs, chunksize=8)


def _once(documents: Iterator[Document], seen: dict[str, str]) -> Iterator[Document]:
    """Documents by content: a second copy of a file is named, not loaded twice."""
    for document in documents:
        first = seen.setdefault(document.document_id, document.source_path)
        if first == document.source_path:
            yield document
            continue
        copy_id = f"{document.document_id}:{document.source_path}"
        yield Document(
            copy_id,
            document.source_path,
            document.byte_count,
            status="refused",
            reason=f"it is a copy of {first}, byte for byte",
            remedy="remove one of the two files",
        )


def ingest(source: Path, output: Output, workers: int | None, progress: Progress) -> int:
    """Load the folder into a new build database; returns the number of documents.

    Raises BuildFailed when the folder does not exist or holds no file at all.
    """
    if not source.is_dir():
        raise BuildFailed("ingest", f"{source} is no folder", "name the folder with --source")
    jobs = [(str(p), p.relative_to(source).as_posix()) for p in find_files(source)]
    if not jobs:
        raise BuildFailed("ingest", f"{source} holds no documents", "put disclosures there")
    try:
        register = read_register(source)
    except LayoutError as error:
        raise BuildFailed("ingest", f"the register: {error}", "mend that row of the CSV") from error
    output.work.mkdir(parents=True, exist_ok=True)
    for stale in (output.build_database, wal_of(output.build_database)):
        stale.unlink(missing_ok=True)
    seen: dict[str, str] = {}
    done = 0
    connection = open_database(output.build_database)
    try:
        create_raw(connection)
        load_register(connection, register)
        stream = _once(_documents(jobs, workers or os.cpu_count() or 1), seen)
        while batch := list(islice(stream, BATCH)):
            load_batch(connection, map(_name_refusal, batch))
            done += len(batch)
            progress(done, len(jobs))
    finally:
        connection.close()
    return done


def _name_refusal(document: Document) -> Document:
    """Give a refused document its reason as a problem, so that every doubt is in one table."""
    if document.status != "refused":
        return document
    problem = Problem("error", document.reason or "", document.remedy or "")
    return replace(document, problems=[problem])
