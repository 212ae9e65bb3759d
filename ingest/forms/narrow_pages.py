"""Pages without a header on which columns without figures left no trace: what sums prove of their columns."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import chain, combinations, product
from math import comb, prod

from ingest.document import FormRow, Places, RawTable, TableRecord
from ingest.errors import Problem
from ingest.forms.chunk import (
    Chunk,
    FormState,
    NarrowPage,
    Placing,
    Unreadable,
    body_rows,
    make_chunk,
)
from ingest.forms.grid import CLASS_DIGITS, LEVEL_DIGITS, has_figure
from ingest.forms.layouts import layouts
from ingest.forms.next_page import MANY, can_be, kinds_of, move, take_kinds
from ingest.wording import plain

_SHAPES = ("function", "two_sided", "economic")
_TOTAL = "total"
_NUMBER = re.compile(r"^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,6}))?$")
_NOTHING = re.compile("^[-—–]*$")
_PARTED = re.compile(r"\d\s+\d")
_HALF = Decimal("0.5")
_NOWHERE = Places((), ())
_WHY = {True: "its sums hold in no other way", False: "no other column would change what they are"}
Parser = Callable[[Chunk, FormState], list[FormRow]]


def narrow_page(
    state: FormState,
    table: RawTable,
    skip: int,
    parse: Parser,
    failed: list[Problem],
    record: TableRecord,
) -> NarrowPage | None:
    """A page without header and with less columns than its form, in every way in which it can be read.

    ``state`` is that before the page, ``failed`` why the page could not be read as it is. None where it is no such
    page, or there is no way.
    """
    form_no = state.form.form_no
    if state.maps.shapes[form_no] not in _SHAPES:
        return None
    if len(set(map(len, table.rows))) > 1:  # a row has lost a cell
        return None
    chunk = make_chunk(table, skip, form_no, state.printed_header)
    if chunk.header or not 0 < chunk.width < state.width:
        return None
    found = [way for places in _ways(chunk, state) if (way := _read(chunk, state, places, parse))]
    # the line that the next page goes on from must not depend on the way
    if not found or any(way.state.last_line != found[0].state.last_line for way in found):
        return None
    return NarrowPage(table, record, tuple(found), tuple(failed))


def set_aside(state: FormState, page: NarrowPage) -> None:
    """Keep a page until its form is read whole; the next goes on from the codes and lines of this one, where they are known."""
    levels = {way.state.last_levels for way in page.placings}
    state.last_levels = levels.pop() if len(levels) == 1 else ()
    behind = page.placings[0].state
    state.repeats_levels, state.last_line = behind.repeats_levels, dict(behind.last_line)
    state.narrow.append(page)


def _ways(chunk: Chunk, state: FormState) -> Iterator[dict[int, int]]:
    """Every way to give the columns of a page those of its form in their order, names below names; unlike where filled."""
    if comb(state.width, chunk.width) > MANY:
        return
    known = state.copied()
    take_kinds(known)
    kinds = {c: kinds_of(chunk, c) for c in range(chunk.width)}
    filled = [c for c in kinds if kinds[c]]
    found: dict[tuple[int, ...], list[set[int]]] = {}
    for chosen in combinations(range(state.width), chunk.width):
        if all(can_be(kinds[c], chosen[c], known) for c in filled):
            each = found.setdefault(tuple(chosen[c] for c in filled), [set() for _ in chosen])
            for places, place in zip(each, chosen, strict=True):
                places.add(place)
    # of a blank column it may not be sure which it is
    for each in found.values():
        yield {c: next(iter(places)) for c, places in enumerate(each) if len(places) == 1}


def _read(chunk: Chunk, state: FormState, places: dict[int, int], parse: Parser) -> Placing | None:
    """The rows of a page whose columns are those at ``places`` of its form; None where something is said of them."""
    trial = state.copied()
    trial.form = replace(trial.form, rows=list(state.form.rows), note=None, left_out={})
    move(trial, {before: now for now, before in places.items()}, chunk.width)
    if not any(one.columns for one in trial.column_maps.values()) or trial.list_columns == {}:
        return None  # it has no column of figures
    try:
        rows = parse(chunk, trial)
    except Unreadable:
        return None
    if trial.problems != state.problems or trial.form.rows != state.form.rows:
        return None
    maps = trial.column_maps.values()
    if _has_total(state) and not any(_TOTAL in one.columns.values() for one in maps):
        return None
    return Placing(tuple(rows), trial) if _is_whole(chunk, trial, rows) else None


def _is_whole(chunk: Chunk, trial: FormState, rows: list[FormRow]) -> bool:
    """Whether every figure of a page is one of its rows, is left out, or is a code or number of its row."""
    by_row: dict[int, list[FormRow]] = defaultdict(list)
    for row in rows:
        by_row[row.table_row - 1].append(row)
    table_no, aside = chunk.table.table_no, {*trial.aside_columns}
    for index, texts in body_rows(trial.copied(), chunk):
        found = by_row[index]
        read = {column for one in found for column in one.places.indexes}
        labels = {label for one in found for label in (one.code, one.line_no) if label}
        for column, text in enumerate(texts):
            if not has_figure(text) or column in read or column in aside:
                continue
            number = "".join(char for char in text if char.isdigit())
            if (table_no, index, column) not in trial.form.left_out and not any(
                number in label for label in labels
            ):
                return False
    return True


def _has_total(state: FormState) -> bool:
    """Whether the first column of figures is the total of the others: no row has figures but in it."""
    columns = state.column_maps.get("")
    return columns is not None and columns.columns[columns.first] == _TOTAL


def settle(state: FormState) -> None:
    """Take the rows of narrow pages into their form where one way alone lets its sums hold; else say why they are not."""
    pages, form = state.narrow, state.form
    if not pages:
        return
    if prod(len(page.placings) for page in pages) <= MANY:
        combined = product(*(page.placings for page in pages))
        # a code of form 6 says on which side it is: wherever its columns are, its figures are the same
        has_sums = state.maps.shapes[form.form_no] != "economic"
        found = {
            _figures_of(ways): ways
            for ways in combined
            if not has_sums or _is_proven(form.rows, ways)
        }
        if len(found) == 1:
            (ways,) = found.values()
            for page, way in zip(pages, ways, strict=True):
                _take(state, page, way, has_sums=has_sums)
            form.rows[:] = _in_order(form.rows)
            return
    state.problems += [problem for page in pages for problem in page.failed]
    form.status = "unmapped" if form.status == "loaded" else form.status


def _figures_of(ways: tuple[Placing, ...]) -> tuple[object, ...]:
    """What is read of pages: ways that read the same are one, wherever the columns are that they leave blank."""
    return tuple(
        (row._replace(places=_NOWHERE, texts=()), (key, text))
        for way in ways
        for row in way.rows
        for key, text in zip(row.places.keys, row.texts, strict=True)
        if text
    )


def _take(state: FormState, page: NarrowPage, way: Placing, *, has_sums: bool) -> None:
    form, record = state.form, page.record
    form.rows += way.rows
    form.left_out |= way.state.form.left_out
    form.note = "".join(filter(None, (form.note, way.state.form.note))) or None
    record.mapping_method, record.mapping_score = "sums", form.mapping_score
    methods = {*(form.mapping_method or "").split("/"), "sums"} - {""}
    form.mapping_method = "/".join(sorted(methods))
    maps = way.state.column_maps.values()
    record.header_map = "; ".join(one.said for one in maps if one.columns)
    wording = [text for one in maps for _, text in sorted(one.wording.items())]
    state.warn(
        f"a page without header has {len(page.table.rows[0])} columns, those before it {state.width}; "
        f"its figures stand below {', '.join(wording)}: {_WHY[has_sums]}",
        "see whether they do, or repeat the header on the page",
        page.table.table_no,
        0,
        page.table.source_lines[0],
    )


def _in_order(rows: list[FormRow]) -> list[FormRow]:
    """The rows in the order of their tables, those of each side numbered anew."""
    numbers: dict[str, int] = defaultdict(int)
    found = []
    for row in sorted(rows, key=lambda row: (row.table_no, row.table_row)):
        numbers[row.side] += 1
        found.append(row._replace(row_no=numbers[row.side]))
    return found


def _is_proven(rows: list[FormRow], ways: tuple[Placing, ...]) -> bool:
    """Whether every sum of the form holds with these pages, each of which has a part in one."""
    new = [row for way in ways for row in way.rows]
    sums = _sums([*rows, *new])
    tables = {row.table_no for row in new}
    summed = {row.table_no for total, parts in sums for row in (total, *parts)}
    return tables <= summed and all(_holds(total, parts) for total, parts in sums)


def _sums(rows: list[FormRow]) -> list[tuple[FormRow, list[FormRow]]]:
    """The totals of a form with their parts: 合计 of 类, 类 of 款, 款 of 项; 本年支出合计 of 类."""
    if layouts().shapes[rows[0].form_no] == "two_sided":
        return _sums_of_lines(rows)
    parts: dict[str, list[FormRow]] = defaultdict(list)
    for row in rows:
        if row.code:
            above = row.code[:-LEVEL_DIGITS] if len(row.code) > CLASS_DIGITS else ""
            parts[above].append(row)
    totals = [row for row in rows if row.is_total or row.code in parts]
    return [(row, found) for row in totals if (found := parts[row.code or ""])]


def _sums_of_lines(rows: list[FormRow]) -> list[tuple[FormRow, list[FormRow]]]:
    """本年支出合计 with the lines of 类; income has lines that are parts of others (其中)."""
    lines = chain.from_iterable(layouts().lines[rows[0].form_no, "expenditure"].values())
    roles = {line.line_key: line.role for line in lines}
    of_side = [row for row in rows if row.side == "expenditure" and row.line_key]
    parts = [row for row in of_side if roles[row.line_key or ""] == "class"]
    totals = [row for row in of_side if roles[row.line_key or ""] == "expenditure_total"]
    return [(row, parts) for row in totals if parts]


def _holds(total: FormRow, parts: list[FormRow]) -> bool:
    """Whether a total is the sum of its parts in every column, within half a unit of each figure printed."""
    keys = {key for row in (total, *parts) for key in row.places.keys}
    for key in keys:
        figures = [_figure(row, key) for row in (total, *parts)]
        if None in figures:
            return False
        (said, bound), *rest = [one for one in figures if one is not None]
        if abs(said - sum(value for value, _ in rest)) > bound + sum(half for _, half in rest):
            return False
    return True


def _figure(row: FormRow, key: str) -> tuple[Decimal, Decimal] | None:
    """The value of a figure and half of its last digit, nothing of a blank; None where it is none."""
    text = next((t for k, t in zip(row.places.keys, row.texts, strict=True) if k == key), "")
    word = plain(text)
    if _NOTHING.match(word):
        return Decimal(0), Decimal(0)
    if _PARTED.search(text) or not (found := _NUMBER.match(word)):
        return None
    value = Decimal(word.replace(",", ""))
    half = _HALF.scaleb(-len(found.group(1) or ""))
    return value, half if value else Decimal(0)
