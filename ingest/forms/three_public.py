"""Form 9: the three public expenses, printed across (by phase or by item) or down the page."""

import re

from ingest.document import FormRow, Places
from ingest.forms.chunk import Chunk, FormState, Unreadable, form_row
from ingest.forms.function_form import amount_columns
from ingest.forms.grid import (
    Row,
    cell,
    column_numbers,
    has_figure,
    has_ideograph,
    is_blank,
    note_of,
)
from ingest.forms.headers import ColumnMap, header_paths, map_columns
from ingest.wording import header_word, unspaced, without_ordinal

_NUMBER = re.compile(r"^(?:[(]\d{1,2}[)]|\d{1,2}[.、)])")
ROW_NAME = "“三公”经费"


def _item(text: str, state: FormState) -> str | None:
    word = _NUMBER.sub("", without_ordinal(text))
    return state.maps.three_public_items.get(word)


def _is_vertical(chunk: Chunk, state: FormState) -> bool:
    """Whether the items stand in rows: two or more rows begin with the name of an item."""
    named = sum(any(_item(text, state) for text in row[:2]) for _, row in chunk.body)
    return named >= 2


def parse(chunk: Chunk, state: FormState) -> list[FormRow]:
    """The one row of figures of the form; raises Unreadable when its columns are not known."""
    if _is_vertical(chunk, state):
        return _down(chunk, state)
    return _across(chunk, state)


def _across(chunk: Chunk, state: FormState) -> list[FormRow]:
    used = amount_columns(chunk, ())
    figures = [row for _, row in chunk.body if note_of(row) is None]
    labels = {c for c in used if any(has_ideograph(cell(row, c)) for row in figures)}
    used = frozenset(c for c in used if any(cell(row, c) for row in figures))
    first = max(labels, default=-1) + 1
    found = map_columns(
        chunk.header,
        chunk.numbers,
        state.form.form_no,
        "",
        range(first, chunk.width),
        used - labels,
    )
    if found.unknown or not found.columns:
        for column, wording in (found.unknown or {first: ""}).items():
            state.fail(
                f"unknown header {wording!r} in column {column + 1}",
                "add the printed header to ingest/layouts/headers.csv, or mend the extraction",
                chunk.table.table_no,
                chunk.first_row,
                chunk.line(chunk.first_row),
                column + 1,
            )
        raise Unreadable(state.problems)
    if found.misaligned:
        state.warn(
            "fewer header cells than columns were printed; the columns were read by 栏次",
            "see the page if a figure of this form looks wrong",
            chunk.table.table_no,
            chunk.first_row,
            chunk.line(chunk.first_row),
        )
    state.column_maps[""] = found
    rows: list[FormRow] = []
    for index, row in chunk.body:
        # a blank row may be the row of figures; one that lost a cell never is
        if not row or column_numbers(row) is not None:
            continue
        if is_blank(row) and (rows or index != chunk.body[0][0]):
            continue
        note = note_of(row)
        if note is not None:
            state.form.note = (state.form.note or "") + note
            continue
        if rows:
            state.fail(
                f"row {index + 1} is a second row of figures in a form of one row",
                "split the table: the form of the whole department has one row of figures",
                chunk.table.table_no,
                index,
                chunk.line(index),
            )
            continue
        name = unspaced("".join(cell(row, c) for c in sorted(labels))) or ROW_NAME
        rows.append(
            form_row(state, chunk, index, found.places, found.places.texts(row), item_name=name)
        )
    return rows


def _phases(chunk: Chunk, state: FormState) -> dict[int, str]:
    phases = {}
    for column, path in enumerate(header_paths(chunk.header, chunk.width)):
        phase = next(
            (
                state.maps.three_public_phases[w]
                for w in path
                if w in state.maps.three_public_phases
            ),
            None,
        )
        if phase is not None:
            phases[column] = phase
    return phases


def _down(chunk: Chunk, state: FormState) -> list[FormRow]:
    phases = _phases(chunk, state)
    if not phases:
        state.fail(
            "no column is headed 预算数 or 决算数",
            "add the printed header to ingest/layouts/three_public_phases.csv",
            chunk.table.table_no,
            chunk.first_row,
            chunk.line(chunk.first_row),
        )
        raise Unreadable(state.problems)
    stray = [
        column
        for column in range(min(phases), chunk.width)
        if column not in phases
        and any(has_figure(cell(row, column)) for _, row in chunk.body)
        and not any(
            header_word(cell(row, column)) in state.maps.ignored_words for row in chunk.header
        )
    ]
    for column in stray:
        state.fail(
            f"column {column + 1} holds figures under a header that is neither 预算数 nor 决算数",
            "add the printed header to ingest/layouts/three_public_phases.csv",
            chunk.table.table_no,
            chunk.first_row,
            chunk.line(chunk.first_row),
            column + 1,
        )
    if stray:
        raise Unreadable(state.problems)
    state.column_maps[""] = ColumnMap(phases, "rows", 1.0, {}, {})
    rows = []
    for index, row in chunk.body:
        label = next((text for text in row[: min(phases)] if _item(text, state)), None)
        item = _item(label, state) if label is not None else None
        if item is None:
            if any(cell(row, column) for column in phases):
                _unknown_item(index, row, chunk, state)
            continue
        places = Places(tuple(f"{phase}_{item}" for phase in phases.values()), tuple(phases))
        rows.append(
            form_row(
                state, chunk, index, places, places.texts(row), item_name=unspaced(label or "")
            )
        )
    return rows


def _unknown_item(index: int, row: Row, chunk: Chunk, state: FormState) -> None:
    state.warn(
        f"row {unspaced(''.join(row[:2]))!r} is no item of the three public expenses; kept raw",
        "if it is one, add the printed name to ingest/layouts/three_public_items.csv",
        chunk.table.table_no,
        index,
        chunk.line(index),
    )
