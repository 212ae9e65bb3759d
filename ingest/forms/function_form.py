"""Forms 2, 3, 5, 7 and 8: one row a functional code, one column a fund, source or nature."""

import re
from functools import lru_cache
from typing import NamedTuple

from ingest.document import FormRow, Places
from ingest.forms.chunk import (
    Chunk,
    FormState,
    Unreadable,
    amount_among_labels,
    body_rows,
    form_row,
    leave_out,
)
from ingest.forms.codes import whole_codes
from ingest.forms.grid import (
    Row,
    cell,
    has_ideograph,
    hold_amount,
    label_parts,
    last_ideograph,
    may_be_aside,
    note_of,
)
from ingest.forms.headers import ColumnMap, header_paths, map_columns, own_words
from ingest.forms.layouts import layouts
from ingest.forms.refusals import refuse_stray
from ingest.forms.spans import refuse_displaced
from ingest.forms.torn import is_below, make_name_whole, rows_before
from ingest.wording import header_word, unspaced

_CODE = re.compile(r"^2\d{2}(?:\d{2}){0,2}$")  # 政府收支分类科目: 2 is functional expenditure


def join_code(parts: list[str]) -> str:
    """The whole code of 类 | 款 | 项 cells: 201 | 3 | 1 is 2010301; 201 | 20103 is 20103."""
    code = parts[0]
    for part in parts[1:]:
        if part.startswith(code) and len(part) > len(code):
            code = part
        else:
            code += part.zfill(2) if len(part) < 2 else part
    return code


def label_columns(chunk: Chunk, amounts: int) -> tuple[int, ...]:
    """The leading columns that hold codes and names, by header wording, else by their content.

    They end before ``amounts``, the first column that is known to hold none.
    """
    # right of the last column with a character beyond ASCII no name stands
    wide = [column for column, texts in enumerate(chunk.columns) if not "".join(texts).isascii()]
    stop = min(wide[-1] + 1, amounts) if wide else 0
    headed = _headed_labels(chunk.header, chunk.width)
    if stop <= headed:
        return tuple(range(headed))
    named = [
        last_ideograph(row[:stop])
        for _, row in chunk.body
        if (first := next(filter(None, row), None)) is not None
        and (not may_be_aside(first) or note_of(row) is None)
    ]
    # as many names as totals, which may stand in the column of codes: names are right of codes
    by_content = max(named, key=lambda column: (named.count(column), column)) + 1 if named else 0
    return tuple(range(max(headed, by_content)))


def _labels(chunk: Chunk, state: FormState) -> tuple[int, ...]:
    """The columns of labels; a page without header has at least those of the page before."""
    if chunk.header or chunk.width != state.width or "" not in state.column_maps:
        return label_columns(chunk, _first_remarks(chunk.header, chunk.width))
    labels = label_columns(chunk, state.column_maps[""].first)
    return max(labels, state.label_columns.get("", ()), key=len)


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def _first_remarks(header: tuple[Row, ...], width: int) -> int:
    """The first column of remarks (备注), which hold words and are no names; the width where there is none."""
    heads = enumerate(own_words(header, width))
    return next((c for c, own in heads if own and own[-1] in layouts().ignored_words), width)


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def _headed_labels(header: tuple[Row, ...], width: int) -> int:
    """How many leading columns have the header of a code or a name."""
    maps = layouts()
    count = 0
    for path, own in zip(header_paths(header, width), own_words(header, width), strict=True):
        if not path:
            break
        known = [w in maps.label_words or w in maps.total_words for w in path]
        # 合计 below 科目编码 is a total row in the header; 合计 below 支出, or with nothing above, heads amounts
        is_alone = set(path[-1:]) == set(own) or own[:-1] in (("支出",), ("收入",))
        heads_amounts = is_alone and own[-1] in maps.total_words
        if not all(known) or heads_amounts:
            break
        count += 1
    return count


def amount_columns(chunk: Chunk, labels: tuple[int, ...]) -> frozenset[int]:
    """The columns right of the labels in which some body cell holds anything."""
    return frozenset(
        column for column, texts in enumerate(chunk.columns) if column >= len(labels) and any(texts)
    )


def _columns(chunk: Chunk, state: FormState, labels: tuple[int, ...]) -> ColumnMap:
    """The column map of this chunk, or the one of the chunk before where no header is printed."""
    if not chunk.header and "" in state.column_maps:
        before = state.column_maps[""]
        if chunk.width == state.width:
            leaves = {column: words.split("/")[-1] for column, words in before.wording.items()}
            ignored = [c for c, word in leaves.items() if word in layouts().ignored_words]
            known = (*range(len(labels)), *before.columns, *before.others, *ignored)
            refuse_stray(chunk, state, known)
            return before
        used = sorted(amount_columns(chunk, labels))
        places = before.places
        count = len(places.keys)
        if places.indexes == tuple(range(state.width - count, state.width)):
            # 类 | 款 | 项 of the page before may be one column here: all that is right of the names
            # are the columns of that page, though none of this page's figures stands in some
            right = list(range(len(labels), chunk.width))
            used = right if len(right) == count else used
        if len(used) == count:
            columns = dict(zip(used, places.keys, strict=True))
            return ColumnMap(columns, "order", before.score, {}, {})
        raise _unmapped(state, chunk, dict.fromkeys(used, ""))
    used_columns = amount_columns(chunk, labels)
    span = range(len(labels), chunk.width)
    found = map_columns(chunk.header, chunk.numbers, state.form.form_no, "", span, used_columns)
    if found.unknown or not found.columns:
        raise _unmapped(state, chunk, found.unknown)
    if found.method == "header":
        refuse_displaced(chunk, state, len(labels))
    return found


def _unmapped(state: FormState, chunk: Chunk, unknown: dict[int, str]) -> Unreadable:
    line = chunk.line(0)
    if not unknown:
        state.fail(
            "no column header of this form was recognised",
            "add the printed headers to ingest/layouts/headers.csv",
            chunk.table.table_no,
            0,
            line,
        )
    for column, wording in unknown.items():
        state.fail(
            f"unknown header {wording!r} in column {column + 1}"
            if wording
            else f"column {column + 1} holds figures but has no header",
            "add the printed header to ingest/layouts/headers.csv, or mend the extraction",
            chunk.table.table_no,
            0,
            line,
            column + 1,
        )
    return Unreadable(state.problems)


def _header_total(chunk: Chunk, state: FormState, labels: tuple[int, ...]) -> list[FormRow]:
    """A 合计 row that shares its line with the last header row; header words are not amounts.

    In an empty form such a total is blank. Where the form has figures, a line without one is header
    alone, and beside figures the words stay as printed: what the total is there is no zero.
    """
    rows = []
    for index in range(chunk.first_row, chunk.first_row + len(chunk.header)):
        row = chunk.table.rows[index]
        said = [(c, word) for c in labels if (word := header_word(cell(row, c)))]
        totals = state.maps.total_words
        words = [word for c, word in said if c not in state.aside_columns or word in totals]
        own = [word for word in words if word not in state.maps.label_words]
        if len(own) == 1 and own[0] in totals:
            usual = state.column_maps[""].places
            headings = frozenset(i for i in usual.indexes if has_ideograph(cell(row, i)))
            # a dash is a figure too
            has_figures = any(text and not has_ideograph(text) for text in usual.texts(row))
            if not has_figures and any(any(usual.texts(body)) for _, body in chunk.body):
                continue
            places = Places(usual.keys, usual.indexes, frozenset() if has_figures else headings)
            name = next(
                unspaced(cell(row, c)) for c in labels if header_word(cell(row, c)) == own[0]
            )
            place = (state, chunk, index, places, places.texts(row))
            rows.append(form_row(*place, item_name=name, is_total=True))
    return rows


class Label(NamedTuple):
    """What the leading cells of a row say: the code, the name, whether it is a total."""

    code: str | None
    is_code: bool
    name: str | None
    total_name: str | None
    has_amount: bool


# the codes and names of a corpus repeat
@lru_cache(maxsize=65536)
def read_label(texts: Row) -> Label:
    """The label in the leading cells of a row, whatever it is."""
    maps = layouts()
    parts, names = label_parts(texts, "2")
    # 类 | 款 | 项 | 合计: the total shares its row with the last words of the header
    totals = [n for n in names if header_word(n) not in maps.label_words]
    is_total = not parts and totals and header_word("".join(totals)) in maps.total_words
    code = join_code(parts) if parts else None
    return Label(
        code,
        bool(code and _CODE.match(code)),
        "".join(names) or None,
        "".join(totals) if is_total else None,
        hold_amount(texts),
    )


def parse(chunk: Chunk, state: FormState) -> list[FormRow]:
    """The rows of one chunk; raises Unreadable when its columns are not known."""
    chunk = whole_codes(chunk, state)
    labels = state.label_columns[""] = _labels(chunk, state)
    columns = _columns(chunk, state, labels)
    state.column_maps[""] = columns
    state.width = chunk.width
    label_span = tuple(range(min(columns.first, max(len(labels), 1))))
    in_header = _header_total(chunk, state, label_span)
    stop = len(label_span)
    leave_out(state, chunk, range(chunk.first_row, len(chunk.table.rows)), columns.others)
    body = body_rows(state, chunk)
    if body and state.form.rows and _is_rest(chunk, state, *body[0], stop, columns):
        body = body[1:]
    rows = [
        found
        for index, row in body
        if (found := _row(index, row, stop, chunk, state, columns)) is not None
    ]
    if any(row.is_total for row in rows):
        # 合计 heads the names, and the total comes below: the header has none
        in_header = [row for row in in_header if any(row.texts)]
    return in_header + rows


def _is_rest(
    chunk: Chunk, state: FormState, index: int, row: Row, stop: int, columns: ColumnMap
) -> bool:
    """Whether the first row of a page is the rest of the name in the row before; that is made whole."""
    code, _, name, total_name, _ = read_label(row[:stop])
    if code or not name or total_name or any(columns.places.texts(row)):
        return False
    for before in rows_before(chunk, state):
        if before.code and is_below(state, before, row):
            make_name_whole(chunk, state, index, before, name)
            return True
    return False


def _row(
    index: int, row: Row, stop: int, chunk: Chunk, state: FormState, columns: ColumnMap
) -> FormRow | None:
    places = columns.places
    texts = places.texts(row)
    code, is_code, name, total_name, has_amount = read_label(row[:stop])
    if has_amount and total_name is None:
        amount_among_labels(state, chunk, index, row, range(stop))
        return None
    if is_code:
        return form_row(state, chunk, index, places, texts, code=code, item_name=name)
    if total_name is not None:
        return form_row(state, chunk, index, places, texts, item_name=total_name, is_total=True)
    line = chunk.line(index)
    table_no = chunk.table.table_no
    if not any(texts) and code is None:
        state.warn(
            f"a row without code or amounts was left out: {name!r}",
            "see whether it is a part of the name above or below it",
            table_no,
            index,
            line,
        )
        return None
    state.fail(
        f"row {index + 1} has amounts but no readable code ({code or name or 'no label'!r})",
        "mend the code in the extraction; codes have 3, 5 or 7 digits, the first of which is 2",
        table_no,
        index,
        line,
    )
    return None
