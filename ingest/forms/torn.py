"""Rows that are torn over two pages: the rest of a name stands at the head of the second, without a row of its own."""

from itertools import takewhile

from ingest.document import FormRow
from ingest.errors import Problem
from ingest.forms.chunk import Chunk, FormState
from ingest.forms.grid import Row, has_ideograph


def rows_before(chunk: Chunk, state: FormState) -> list[FormRow]:
    """What was read of the last row of the page before; nothing where the table does not go on with the form.

    Nor where another row, of which nothing was read, stands below it.
    """
    rows = state.form.rows
    if not rows or rows[-1].table_no != chunk.table.table_no - 1:
        return []
    last = (rows[-1].table_no, rows[-1].table_row)
    if any(map(any, state.reading.tables[last[0] - 1].rows[last[1] :])):
        return []
    return list(takewhile(lambda row: (row.table_no, row.table_row) == last, reversed(rows)))


def is_below(state: FormState, before: FormRow, row: Row) -> bool:
    """Whether a row of names alone stands below those of the row before, each in the same column."""
    above = state.reading.tables[before.table_no - 1].rows[before.table_row - 1]
    columns = [column for column, text in enumerate(row) if text]
    return all(column < len(above) and has_ideograph(above[column]) for column in columns)


def make_name_whole(chunk: Chunk, state: FormState, index: int, before: FormRow, rest: str) -> None:
    """Add the rest of a name to the row before; see :func:`make_whole`."""
    whole = before._replace(item_name=(before.item_name or "") + rest)
    make_whole(chunk, state, index, before, whole)


def make_whole(chunk: Chunk, state: FormState, index: int, before: FormRow, whole: FormRow) -> None:
    """Put a row whole in the place of its first half; what was said of the half is taken back, the rest is said.

    ``index`` is the row (0-based) of this page where the rest stands.
    """
    place = state.form.rows.index(before)
    state.form.rows[place] = whole
    half = (before.table_no, before.table_row, repr(before.item_name))
    state.problems = [
        p
        for p in state.problems
        if (p.table_no, p.table_row) != half[:2] or half[2] not in p.message
    ]
    state.problems.append(
        Problem(
            "info",
            f"row {index + 1} is the rest of the row of the page before: {whole.item_name}",
            "nothing: the two halves of the name are put together",
            state.form.form_no,
            chunk.table.table_no,
            index + 1,
            None,
            chunk.line(index),
        )
    )
