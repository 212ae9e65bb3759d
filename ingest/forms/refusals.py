"""Withholds a form for what stands in a table of it: the table cannot be read, and says where and why."""

from collections.abc import Iterable
from typing import NoReturn

from ingest.forms.chunk import Chunk, FormState, Unreadable
from ingest.forms.grid import has_figure


def refuse(
    chunk: Chunk,
    state: FormState,
    message: str,
    remedy: str,
    row: int | None = None,
    column: int | None = None,
) -> NoReturn:
    """Withhold a form for what its table has in a row (its first header row where none is named) and column (0-based)."""
    row = chunk.first_row if row is None else row
    place = None if column is None else column + 1
    state.fail(message, remedy, chunk.table.table_no, row, chunk.line(row), place)
    raise Unreadable(state.problems)


def refuse_stray(chunk: Chunk, state: FormState, known: Iterable[int]) -> None:
    """Withhold a form whose page without header has figures in none of the ``known`` columns (0-based); raises Unreadable."""
    for column in sorted(set(range(chunk.width)).difference(known)):
        if any(map(has_figure, chunk.columns[column])):
            refuse(
                *(chunk, state),
                f"column {column + 1} holds figures, and has no header of the form on the page before",
                "add the printed header to ingest/layouts/headers.csv, or mend the extraction",
                *(0, column),
            )
