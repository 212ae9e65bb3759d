"""Reads documents in worker processes: all cores, stable order, and limits that no document can break.

A document that takes too long, needs too much memory or brings its process down is refused alone
and named; the others go on. Few results wait at a time, however many documents there are.
"""

import gc
import multiprocessing
import os
import resource
import sys
import traceback
from collections import deque
from collections.abc import Iterator
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from multiprocessing import forkserver

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from ingest.corpus import SourceFile, parse_document, refused
from ingest.document import Document
from ingest.records import RawTables, raw_tables

CHUNK_FILES = 64
CHUNK_BYTES = 1024 * 1024
WAITING = 4  # chunks a worker that may be under way or wait to be stored


@dataclass(frozen=True)
class Limits:
    """What one document may take: wall-clock seconds and bytes of address space."""

    seconds: float = 300
    memory_bytes: int = 4 * 1024**3


@dataclass(frozen=True)
class Job:
    """A file to read, and the id under which it is loaded."""

    file: SourceFile
    document_id: str


Chunk = list[Job]


def _limit_worker(memory_bytes: int) -> None:
    """In the worker: bound its memory, and let it write no file at all.

    Documents are many small objects without cycles: the collector looks at them seldom, and never at
    what was imported. What a library prints while it breaks is not said twice: the reason stands with the document.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.dont_write_bytecode = True
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def read_one(job: Job) -> Document:
    """One document, recognised or refused; whatever breaks, the reason stands with it."""
    file = job.file
    try:
        return parse_document(file.path.read_bytes(), file.name)
    except OSError as error:
        return refused(
            file,
            job.document_id,
            f"it cannot be read: {error.strerror}",
            "see whether it was moved or locked while the build ran",
        )
    except MemoryError:
        return _too_large(job)
    except RecursionError:
        return refused(
            file,
            job.document_id,
            "its parts are nested deeper than any disclosure",
            "see what is in it, or save it in another format",
        )
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # one broken document is named and set aside, the others go on
        place = traceback.extract_tb(error.__traceback__)[-1]
        return refused(
            file,
            job.document_id,
            f"reading it broke: {type(error).__name__}: {error} ({place.name})",
            "this is a fault of the program: report it with the document",
        )


def read_chunk(chunk: Chunk) -> RawTables:
    """The raw rows of some documents; runs in a worker."""
    documents = [read_one(job) for job in chunk]
    try:
        return raw_tables(documents)
    except MemoryError:  # the parent sends each on its own, which shows the one that needs too much
        raise
    except Exception:  # one of them holds what no column can (half a surrogate pair, for one)
        return raw_tables([_storable(job, d) for job, d in zip(chunk, documents, strict=True)])


def _too_large(job: Job) -> Document:
    return refused(
        job.file,
        job.document_id,
        "reading it needs more memory than one document may have",
        "see what is in it; a disclosure is a few megabytes",
    )


def _storable(job: Job, document: Document) -> Document:
    try:
        raw_tables([document])
    except MemoryError:
        raise
    except Exception as error:
        return refused(
            job.file,
            job.document_id,
            f"its text cannot be stored: {type(error).__name__}: {error}"[:200],
            "save it again in another format",
        )
    return document


def _chunks(jobs: list[Job]) -> Iterator[Chunk]:
    chunk: Chunk = []
    size = 0
    for job in jobs:
        if chunk and (len(chunk) == CHUNK_FILES or size + job.file.byte_count > CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(job)
        size += job.file.byte_count
    if chunk:
        yield chunk


def prepare_workers() -> None:
    """Start the process that workers come from: it imports what they need while this one goes on.

    It has no threads: nothing of this process's state goes with them.
    """
    forkserver.set_forkserver_preload(["pipeline.reading", "pyarrow.compute"])
    forkserver.ensure_running()


class Readers:
    """A pool of workers under limits."""

    def __init__(self, workers: int | None, limits: Limits) -> None:
        prepare_workers()
        self.limits = limits
        self.workers = workers or os.cpu_count() or 1
        self._pool = ProcessPool(
            self.workers,
            initializer=_limit_worker,
            initargs=(limits.memory_bytes,),
            context=multiprocessing.get_context("forkserver"),
        )

    def read(self, jobs: list[Job]) -> Iterator[tuple[int, RawTables]]:
        """The raw rows of the jobs with the number of documents in them, in the order of the jobs."""
        under_way: deque[tuple[Chunk, ProcessFuture[RawTables]]] = deque()
        waiting = iter(_chunks(jobs))
        try:
            while True:
                while len(under_way) < WAITING * self.workers:
                    chunk = next(waiting, None)
                    if chunk is None:
                        break
                    under_way.append((chunk, self._send(chunk)))
                if not under_way:
                    break
                yield from self._receive(*under_way.popleft())
        finally:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()

    def _send(self, chunk: Chunk) -> "ProcessFuture[RawTables]":
        return self._pool.schedule(read_chunk, args=(chunk,), timeout=self.limits.seconds)

    def _receive(
        self, chunk: Chunk, future: "ProcessFuture[RawTables]"
    ) -> Iterator[tuple[int, RawTables]]:
        try:
            yield len(chunk), future.result()
        except (TookTooLong, ProcessExpired, MemoryError) as error:
            if len(chunk) > 1:  # one of them broke a limit: each on its own shows which
                for job in chunk:
                    yield from self._receive([job], self._send([job]))
                return
            yield 1, raw_tables([self._broken(chunk[0], error)])

    def _broken(self, job: Job, error: Exception) -> Document:
        if isinstance(error, MemoryError):
            return _too_large(job)
        if isinstance(error, TookTooLong):
            return refused(
                job.file,
                job.document_id,
                f"reading it took more than {self.limits.seconds:g} seconds",
                "see what is in it; if it is a disclosure, give more time with --seconds N --force",
            )
        return refused(
            job.file,
            job.document_id,
            f"reading it brought its process down (exit code {getattr(error, 'exitcode', '?')})",
            "see what is in it, or save it in another format",
        )
