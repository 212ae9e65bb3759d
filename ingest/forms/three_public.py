"""Form 9: the three public expenses, printed across (by phase or by item) or down the page."""

import re
from functools import lru_cache
from typing import NoReturn

from ingest.document import FormRow, Places
from ingest.forms.chunk import Chunk, FormState, Unreadable, body_rows, form_row
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
from ingest.forms.headers import ColumnMap, header_paths, map_columns, own_words
from ingest.forms.layouts import layouts
from ingest.wording import header_word, unspaced, without_ordinal

_NUMBER = re.compile(r"^(?:[(]\d{1,2}[)]|\d{1,2}[.、)]?)")
_YEAR = re.compile(r"^(20\d\d)年度?(.+)$")
ROW_NAME = "“三公”经费"
OTHER = "other"  # a phase or an item that is known, and no figure of this form


def _item(text: str) -> str | None:
    word = _NUMBER.sub("", without_ordinal(text))
    return layouts().three_public_items.get(word)


def _is_vertical(chunk: Chunk, state: FormState) -> bool:
    """Whether the items stand in rows: two or more rows begin with the name of an item."""
    named = sum(any(_item(text) for text in row[:2]) for _, row in chunk.body)
    return named >= 2


def parse(chunk: Chunk, state: FormState) -> list[FormRow]:
    """The figures of the form; raises Unreadable when its columns are not known."""
    if _is_vertical(chunk, state):
        return _down(chunk, state)
    phases = _row_phases(chunk, state)
    if len(phases) > 1:
        return _row_by_row(chunk, state, phases)
    return _across(chunk, state)


def _refuse(chunk: Chunk, state: FormState, said: dict[int, str], where: str) -> NoReturn:
    """Say of each column (0-based) why it is not known, and in which map it could be; raises Unreadable."""
    for column, message in said.items():
        state.fail(
            message,
            f"add the printed header to ingest/layouts/{where}",
            chunk.table.table_no,
            chunk.first_row,
            chunk.line(chunk.first_row),
            column + 1,
        )
    raise Unreadable(state.problems)


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def _other_columns(header: tuple[Row, ...], width: int) -> dict[int, str]:
    """Columns of what is printed beside the three public expenses (会议费, 培训费), with their header."""
    return {
        column: "/".join(path)
        for column, path in enumerate(header_paths(header, width))
        if any(_item(word) == OTHER for word in path)
    }


def _across(chunk: Chunk, state: FormState) -> list[FormRow]:
    used = amount_columns(chunk, ())
    figures = [row for _, row in chunk.body if note_of(row) is None]
    labels = {c for c in used if any(has_ideograph(cell(row, c)) for row in figures)}
    others = _other_columns(chunk.header, chunk.width)
    used = frozenset(c for c in used if c not in others and any(cell(row, c) for row in figures))
    first = max(labels, default=-1) + 1
    found = map_columns(
        chunk.header,
        tuple(pair for pair in chunk.numbers if pair[0] not in others),
        state.form.form_no,
        "",
        range(first, chunk.width),
        used - labels,
    )
    if found.unknown or not found.columns:
        unknown = (found.unknown or {first: ""}).items()
        _refuse(
            chunk,
            state,
            {column: f"unknown header {word!r} in column {column + 1}" for column, word in unknown},
            "headers.csv, or mend the extraction",
        )
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
        for column, words in others.items():
            state.form.left_out[chunk.table.table_no, index, column] = words
        name = unspaced("".join(cell(row, c) for c in sorted(labels))) or ROW_NAME
        rows.append(
            form_row(state, chunk, index, found.places, found.places.texts(row), item_name=name)
        )
    return rows


def _phase(word: str, state: FormState) -> tuple[int, str] | None:
    """The year in front of a word, if one is printed (else 0), and the phase that the word names."""
    found = _YEAR.match(word)
    phase = state.maps.three_public_phases.get(found.group(2) if found else word)
    return (int(found.group(1)) if found else 0, phase) if phase else None


def _phases(words: list[tuple[int, str]], state: FormState) -> dict[int, str]:
    """Position to budget, actual or other: of several years the last is that of the form.

    年初预算数 is the budget where no other is printed.
    """
    named = {at: found for at, word in words if (found := _phase(word, state))}
    last = max((year for year, _ in named.values()), default=0)
    phases = {at: phase if year in (0, last) else OTHER for at, (year, phase) in named.items()}
    # 预算数 beside 全年预算数 is that of the beginning of the year
    whole = {at for at, word in words if "全年" in word and phases.get(at) == "budget"}
    if len(whole) == 1:
        phases = {at: OTHER if p == "budget" and at not in whole else p for at, p in phases.items()}
    initial = OTHER if "budget" in phases.values() else "budget"
    return {at: initial if phase == "initial" else phase for at, phase in phases.items()}


def _column_phases(chunk: Chunk, state: FormState) -> dict[int, str]:
    header = (chunk.header, chunk.width)
    words = [
        (column, word)
        for column, (path, own) in enumerate(
            zip(header_paths(*header), own_words(*header), strict=True)
        )
        for word in reversed(path)
        if own  # beside the table stands nothing, whatever its last header reaches over
    ]
    return _phases(words, state)


def _down(chunk: Chunk, state: FormState) -> list[FormRow]:
    known = _column_phases(chunk, state)
    phases = {column: phase for column, phase in known.items() if phase != OTHER}
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
        for column in range(min(known), chunk.width)
        if column not in known
        and any(has_figure(cell(row, column)) for _, row in chunk.body)
        and not any(
            header_word(cell(row, column)) in state.maps.ignored_words for row in chunk.header
        )
    ]
    if stray:
        what = "holds figures under a header that is neither 预算数 nor 决算数"
        said = {column: f"column {column + 1} {what}" for column in stray}
        _refuse(chunk, state, said, "three_public_phases.csv")
    others = [column for column, phase in known.items() if phase == OTHER]
    for column in others:
        words = unspaced("".join(cell(row, column) for row in chunk.header))
        for index, _ in chunk.body:
            state.form.left_out[chunk.table.table_no, index, column] = words
    state.column_maps[""] = ColumnMap(phases, "rows", 1.0, {}, {})
    rows = []
    for index, row in chunk.body:
        label = next((text for text in row[: min(known)] if _item(text)), None)
        item = _item(label) if label is not None else None
        if item is None:
            if any(cell(row, column) for column in phases):
                _unknown_item(index, row, chunk, state)
            continue
        if item == OTHER:
            for column in phases:
                place = (chunk.table.table_no, index, column)
                state.form.left_out[place] = unspaced(label or "")
            continue
        places = Places(tuple(f"{phase}_{item}" for phase in phases.values()), tuple(phases))
        rows.append(
            form_row(
                state, chunk, index, places, places.texts(row), item_name=unspaced(label or "")
            )
        )
    return rows


def _label(row: Row) -> str:
    return next(filter(None, row), "")


def _row_phases(chunk: Chunk, state: FormState) -> dict[int, str]:
    return _phases([(index, header_word(_label(row))) for index, row in chunk.body], state)


def _row_by_row(chunk: Chunk, state: FormState, phases: dict[int, str]) -> list[FormRow]:
    """A row of budgets and a row of actual figures, the items across the page."""
    items: dict[int, str] = {}
    others = _other_columns(chunk.header, chunk.width)
    for column, path in enumerate(header_paths(chunk.header, chunk.width)):
        if column in others:
            continue
        # 公务用车购置及运行费 above 小计 and 公务用车购置费
        item = _item("".join(path[-2:])) or _item("".join(path[-1:]))
        if item is not None:
            items[column] = item
    unclear = [c for c in items if list(items.values()).count(items[c]) > 1]
    unclear += [
        column
        for column in range(chunk.width)
        if column not in items
        and column not in others
        and any(has_figure(cell(row, column)) for _, row in chunk.body)
    ]
    if unclear:
        what = "is headed by no item of the three public expenses, or by that of another column"
        said = {column: f"column {column + 1} {what}" for column in unclear}
        _refuse(chunk, state, said, "three_public_items.csv, or mend the extraction")
    state.column_maps[""] = ColumnMap(items, "rows", 1.0, {}, {})
    rows = []
    for index, row in body_rows(state, chunk):
        for column, words in others.items():
            state.form.left_out[chunk.table.table_no, index, column] = words
        if index not in phases:
            _unknown_item(index, row, chunk, state)
        elif phases[index] == OTHER:
            for column in items:
                place = (chunk.table.table_no, index, column)
                state.form.left_out[place] = unspaced(_label(row))
        else:
            keys = tuple(f"{phases[index]}_{item}" for item in items.values())
            places = Places(keys, tuple(items))
            texts = places.texts(row)
            name = unspaced(_label(row))
            rows.append(form_row(state, chunk, index, places, texts, item_name=name))
    return rows


def _unknown_item(index: int, row: Row, chunk: Chunk, state: FormState) -> None:
    state.warn(
        f"row {unspaced(''.join(row[:2]))!r} is no item of the three public expenses; kept raw",
        "if it is one, add the printed name to ingest/layouts/three_public_items.csv",
        chunk.table.table_no,
        index,
        chunk.line(index),
    )
