"""Form 9: the three public expenses, printed across (by phase or by item) or down the page."""

from typing import NoReturn

from ingest.document import FormRow, Places
from ingest.forms.chunk import Chunk, FormState, Unreadable, body_rows, form_row, leave_out
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
from ingest.forms.headers import ColumnMap, column_phases, map_columns
from ingest.forms.phases import OTHER, phases_of
from ingest.forms.refusals import refuse
from ingest.forms.three_public_header import (
    is_vertical,
    item_columns,
    item_of,
    map_by_item,
    of_all,
    other_columns,
    twice,
    without_items_in_header,
)
from ingest.wording import header_word, unspaced

_PHASES = frozenset({"budget", "actual"})
ROW_NAME = "“三公”经费"


def parse(chunk: Chunk, state: FormState) -> list[FormRow]:
    """The figures of the form; raises Unreadable when its columns are not known."""
    before = state.column_maps.get("")
    if before and chunk.width == state.width and _PHASES.issuperset(before.columns.values()):
        chunk = without_items_in_header(chunk)
    goes_on = before is not None and not chunk.header and chunk.width == state.width
    state.width = chunk.width
    if before and goes_on and _PHASES.issuperset(before.columns.values()):  # items in rows
        return _down(chunk, state, before.columns | dict.fromkeys(before.others, OTHER))
    if is_vertical(chunk):
        return _down(chunk, state, column_phases(chunk.header, chunk.width))
    phases = _row_phases(chunk) or _actual_alone(chunk, state)
    if len(phases) > 1 or (phases and not column_phases(chunk.header, chunk.width)):
        return _row_by_row(chunk, state, phases)
    return _across(chunk, state, before if goes_on and not state.form.rows else None)


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


def _across(chunk: Chunk, state: FormState, headed: ColumnMap | None) -> list[FormRow]:
    """The row of figures; its columns are ``headed`` where its header stands in a table before it."""
    used = amount_columns(chunk, ())
    aside = {i for i, row in chunk.body if note_of(row) is not None or column_numbers(row)}
    figures = [row for index, row in chunk.body if index not in aside]
    labels = {c for c in used if any(has_ideograph(cell(row, c)) for row in figures)}
    others = other_columns(chunk.header, chunk.width)
    used = frozenset(c for c in used if c not in others and any(cell(row, c) for row in figures))
    first = max(labels, default=-1) + 1
    found = headed or map_columns(
        chunk.header,
        tuple(pair for pair in chunk.numbers if pair[0] not in others),
        state.form.form_no,
        "",
        range(first, chunk.width),
        used - labels,
        map_by_item,
    )
    if others and not found.columns and not found.unknown and state.form.status == "loaded":
        # 会议费 and 培训费 in a table of their own, beside the form
        leave_out(state, chunk, [index for index, _ in chunk.body], others)
        return []
    if found.unknown or not found.columns:
        unknown = (found.unknown or {first: ""}).items()
        _refuse(
            chunk,
            state,
            {column: f"unknown header {word!r} in column {column + 1}" for column, word in unknown},
            "three_public_items.csv or phases.csv, or mend the extraction",
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
        # a blank row may be the row of figures, where no other is; one that lost a cell never is
        if not row or (is_blank(row) and (any(map(any, figures)) or index != chunk.body[0][0])):
            continue
        if index in aside:
            state.form.note = (state.form.note or "") + (note_of(row) or "") or None
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
        leave_out(state, chunk, [index], others)
        name = unspaced("".join(cell(row, c) for c in sorted(labels))) or ROW_NAME
        rows.append(
            form_row(state, chunk, index, found.places, found.places.texts(row), item_name=name)
        )
    return rows


def _sides(chunk: Chunk, known: dict[int, str]) -> list[tuple[range, range]]:
    """The columns of names and of figures of each side of the page: the items may go on beside themselves."""
    starts = [
        column
        for column in range(min(known) + 1, chunk.width)
        if column not in known and _holds_names(chunk, column, max(known))
    ]
    starts = [0, *(column for column in starts if column - 1 not in starts)]
    found = []
    for start, stop in zip(starts, [*starts[1:], chunk.width], strict=True):
        first = min((column for column in known if start < column < stop), default=stop)
        found.append((range(start, first), range(first, stop)))
    return found


def _holds_names(chunk: Chunk, column: int, last: int) -> bool:
    """Whether a column names items, or anything else that has its figures further to the right."""
    texts = [cell(row, column) for _, row in chunk.body]
    others = column < last and any(map(has_ideograph, texts)) and not any(map(has_figure, texts))
    return others or any(map(item_of, texts))


def _down(chunk: Chunk, state: FormState, known: dict[int, str]) -> list[FormRow]:
    """The items in rows; ``known`` are the phases of the columns."""
    phases = {column: phase for column, phase in known.items() if phase != OTHER}
    if not phases:
        refuse(
            *(chunk, state),
            "no column is headed 预算数 or 决算数",
            "add the printed header to ingest/layouts/phases.csv",
        )
    sides = _sides(chunk, known)
    stray = [
        column
        for _, figures in sides
        for column in figures
        if column not in known
        and any(has_figure(cell(row, column)) for _, row in chunk.body)
        and not any(
            header_word(cell(row, column)) in state.maps.ignored_words for row in chunk.header
        )
    ]
    if stray:
        what = "holds figures under a header that is neither 预算数 nor 决算数"
        said = {column: f"column {column + 1} {what}" for column in stray}
        _refuse(chunk, state, said, "phases.csv")
    for _, figures in sides:
        if ambiguous := twice({c: phase for c, phase in phases.items() if c in figures}):
            said = {
                c: f"column {c + 1} is one of {len(ambiguous)} for the {p} figures"
                for c, p in ambiguous.items()
            }
            _refuse(chunk, state, said, "phases.csv, or mend the extraction")
    others = {
        column: unspaced("".join(cell(row, column) for row in chunk.header))
        for column, phase in known.items()
        if phase == OTHER
    }
    leave_out(state, chunk, [index for index, _ in chunk.body], others)
    state.column_maps[""] = ColumnMap(phases, "rows", 1.0, {}, {}, others=others)
    rows: list[FormRow] = []
    for names, figures in sides:
        own = {column: phase for column, phase in phases.items() if column in figures}
        rows += _side(chunk, state, names, own)
    return rows


def _side(chunk: Chunk, state: FormState, names: range, phases: dict[int, str]) -> list[FormRow]:
    """The items of one side of the page, each with its figures by phase."""
    rows: list[FormRow] = []
    for index, row in chunk.body:
        label = next((text for text in row[names.start : names.stop] if item_of(text)), None)
        item = item_of(label) if label is not None else None
        if item is None and not (rows or state.form.rows) and (label := of_all(row, names)):
            item = "total"
        if item is None:
            if any(cell(row, column) for column in phases):
                _unknown_item(index, row[names.start :], chunk, state)
            continue
        if item == OTHER:
            leave_out(state, chunk, [index], dict.fromkeys(phases, unspaced(label or "")))
            continue
        places = Places(tuple(f"{phase}_{item}" for phase in phases.values()), tuple(phases))
        place = (state, chunk, index, places, places.texts(row))
        rows.append(form_row(*place, item_name=unspaced(label or "")))
    return rows


def _label(row: Row) -> str:
    return next(filter(None, row), "")


def _row_phases(chunk: Chunk) -> dict[int, str]:
    return phases_of([(index, header_word(_label(row))) for index, row in chunk.body])


def _actual_alone(chunk: Chunk, state: FormState) -> dict[int, str]:
    """The row of figures of a 决算表 that names no phase anywhere: they are actual."""
    if "决算" not in (state.form.printed_title or "") or column_phases(chunk.header, chunk.width):
        return {}
    if not item_columns(chunk.header, chunk.width):
        return {}
    row = next((index for index, row in chunk.body if any(map(has_figure, row))), None)
    return {} if row is None else {row: "actual"}


def _row_by_row(chunk: Chunk, state: FormState, phases: dict[int, str]) -> list[FormRow]:
    """A row of budgets and a row of actual figures, the items across the page."""
    others = other_columns(chunk.header, chunk.width)
    items = item_columns(chunk.header, chunk.width)
    unclear = [c for c in items if list(items.values()).count(items[c]) > 1]
    unclear += [
        column
        for column in range(chunk.width)
        if column not in items
        and column not in others
        and any(has_figure(cell(row, column)) for _, row in chunk.body)
    ]
    if ambiguous := twice(phases):
        said = {0: f"rows {', '.join(str(row + 1) for row in ambiguous)} are of one phase"}
        _refuse(chunk, state, said, "phases.csv, or mend the extraction")
    if unclear:
        what = "is headed by no item of the three public expenses, or by that of another column"
        said = {column: f"column {column + 1} {what}" for column in unclear}
        _refuse(chunk, state, said, "three_public_items.csv, or mend the extraction")
    state.column_maps[""] = ColumnMap(items, "rows", 1.0, {}, {})
    rows = []
    for index, row in body_rows(state, chunk):
        leave_out(state, chunk, [index], others)
        if index not in phases:
            _unknown_item(index, row, chunk, state)
        elif phases[index] == OTHER:
            leave_out(state, chunk, [index], dict.fromkeys(items, unspaced(_label(row))))
        else:
            keys = tuple(f"{phases[index]}_{item}" for item in items.values())
            places = Places(keys, tuple(items))
            texts = places.texts(row)
            name = unspaced(_label(row)) if has_ideograph(_label(row)) else ROW_NAME
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
