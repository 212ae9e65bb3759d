"""The few errors of ingest, each carrying what a person needs to find the cause."""

import traceback
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing about a document that could not be read as it should.

    ``severity`` is ``error`` when figures are withheld because of it and ``warn`` otherwise;
    the numbers point at the table (1-based), its row and column (1-based) where known.
    """

    severity: str
    message: str
    remedy: str
    form_no: int | None = None
    table_no: int | None = None
    table_row: int | None = None
    table_column: int | None = None
    source_line: int | None = None


class DocumentRefused(Exception):
    """The whole document cannot be loaded; carries the reason and what a person can do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


class LayoutError(Exception):
    """A layout map in ingest/layouts is broken; carries the file and the row."""

    def __init__(self, file: str, row: str, reason: str) -> None:
        super().__init__(f"{file}: {row}: {reason}")
        self.file = file
        self.row = row
        self.reason = reason


def raised_in(error: BaseException, *packages: str) -> bool:
    """Whether an error arose within one of these libraries, so that the file is at fault, not we.

    Parsers meet damaged files with whatever error comes first; one that arises in our own code stays
    a fault of the program, and a want of memory is a limit of the worker.
    """
    if isinstance(error, MemoryError | RecursionError):
        return False
    frames = traceback.extract_tb(error.__traceback__)
    return any(f"/site-packages/{package}/" in frames[-1].filename for package in packages)
