"""Lets one build at a time into an output folder; a second one says so and leaves."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.errors import OutputBusy
from pipeline.places import Output


@contextmanager
def locked(output: Output) -> Iterator[None]:
    """Hold the lock of the output folder; raises OutputBusy when another process holds it.

    The lock belongs to the process and to the dbt or the audit that it runs: it goes with the last
    of them, however they end, and no stale lock stays.
    """
    output.work.mkdir(parents=True, exist_ok=True)
    with output.lock.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise OutputBusy(output.folder, file.read().strip()) from error
        os.set_inheritable(file.fileno(), True)  # a child that outlives us still works in there
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
