"""Form 6: economic codes with one amount each, 人员经费 and 公用经费 side by side."""

import re
from functools import lru_cache
from typing import NamedTuple

from ingest.document import FormRow, Places
from ingest.forms.chunk import (
    Chunk,
    FormState,
    amount_among_labels,
    body_rows,
    form_row,
    leave_out,
)
from ingest.forms.codes import whole_codes
from ingest.forms.function_form import amount_columns, join_code
from ingest.forms.grid import TOTALS, Row, cell, has_figure, hold_amount, label_parts
from ingest.forms.headers import (
    OF_FUNDS,
    ColumnMap,
    column_phases,
    header_paths,
    match_header,
    own_words,
)
from ingest.forms.layouts import layouts
from ingest.forms.phases import without_year
from ingest.forms.refusals import refuse
from ingest.forms.torn import is_below, make_name_whole, rows_before
from ingest.wording import header_word

PERSONNEL, PUBLIC = "人员经费", "公用经费"
_OTHER_NAMES = {"日常公用经费": PUBLIC, "公用支出": PUBLIC, "人员支出": PERSONNEL}
_CODE = re.compile(r"^[35]\d{2}(?:\d{2})?$")  # 政府收支分类科目: of departments, of governments


class Label(NamedTuple):
    """What the leading cells of a block say; ``side`` is None where they name no row of the form."""

    side: str | None
    code: str | None
    name: str | None


# the codes and names of a corpus repeat
@lru_cache(maxsize=65536)
def read_label(texts: Row) -> Label:
    """The label in the leading cells of a block, whatever it is; a total has no code."""
    parts, names = label_parts(texts, "35")
    name = "".join(names) or None
    code = join_code(parts) if parts else None
    side = None
    if hold_amount(texts):
        return Label(None, code, name)
    if code and _CODE.match(code):
        side = PERSONNEL if code[:3] in layouts().personnel_classes else PUBLIC
    elif code is None and name and (word := header_word(name)).endswith(TOTALS):
        # 小计 that names no side: of what is not said
        unnamed = None if word.endswith("小计") else ""
        side = next((one for one in (PERSONNEL, PUBLIC) if one in word), unnamed)
    return Label(side, code, name)


def _amount_positions(chunk: Chunk, state: FormState) -> ColumnMap:
    """Every amount column of the chunk; each closes a block of code, name and amount."""
    if not chunk.header and "" in state.column_maps and chunk.width == state.width:
        return state.column_maps[""]
    paths = header_paths(chunk.header, chunk.width)
    columns: dict[int, str] = {}
    scores = []
    phases = column_phases(chunk.header, chunk.width, OF_FUNDS)
    for column, path in enumerate(paths):
        # the leaf decides: 人员经费 above 科目编码 | 科目名称 | 金额 says nothing of the column
        leaf = tuple(map(without_year, path[-1:]))
        key, score = match_header(leaf, state.form.form_no, "")
        if key is not None and phases.get(column, "actual") == "actual":
            columns[column] = key
            scores.append(score)
    known = all(
        word in state.maps.label_words or word in state.maps.ignored_words
        for column, path in enumerate(paths)
        if column not in columns
        for word in path[-1:]
    )
    stray = [c for c in amount_columns(chunk, ()) if columns and c > max(columns)]
    if not columns or not known or stray:
        heads = ["/".join(path) for column, path in enumerate(paths) if column not in columns]
        refuse(
            *(chunk, state),
            f"the amount columns were not found under the headers {heads}",
            "add the printed headers to ingest/layouts/headers.csv or labels.csv",
        )
    wording = {column: "/".join(paths[column]) for column in columns}
    return ColumnMap(columns, "header", min(scores), wording, {})


def _side_of_total(labels: range, places: Places, found: ColumnMap) -> str:
    """Of a total that names no side: that of the header above its block; none where it reaches over blocks."""
    (column,) = places.indexes
    words = found.wording[column].split("/") if column == labels.stop else []
    return next((side for side in (PERSONNEL, PUBLIC) if side in words), "")


def parse(chunk: Chunk, state: FormState) -> list[FormRow]:
    """The rows of every block of one chunk; raises Unreadable when its columns are not known."""
    chunk = whole_codes(chunk, state)
    if (listed := _list_columns(chunk, state)) is not None:
        return _list(chunk, state, listed)
    found = _amount_positions(chunk, state)
    state.column_maps[""] = found
    state.width = chunk.width
    spans = []
    start = 0
    for column in sorted(found.columns):
        spans.append((range(start, column), Places((found.columns[column],), (column,))))
        start = column + 1
    rows = []
    body = body_rows(state, chunk)
    amounts = [(labels, set(places.indexes)) for labels, places in spans]
    if body and state.form.rows and _is_rest(chunk, state, *body[0], amounts):
        body = body[1:]
    for index, row in body:
        blocks = [
            (read_label(row[labels.start : labels.stop]), labels, places)
            for labels, places in spans
        ]
        for (said, code, name), labels, places in _joined_totals(row, blocks):
            texts = places.texts(row)
            side = _side_of_total(labels, places, found) if said == "" else said
            if side is not None:
                rows.append(
                    form_row(
                        *(state, chunk, index, places, texts, side),
                        code=code,
                        item_name=name,
                        is_total=code is None,
                    )
                )
            elif not amount_among_labels(state, chunk, index, row, labels) and any(texts):
                _no_code(chunk, state, index, code or name, places.indexes[0])
    return rows


def _is_rest(
    chunk: Chunk, state: FormState, index: int, row: Row, spans: list[tuple[range, set[int]]]
) -> bool:
    """Whether the first row of a page is the rest of names in the row before; these are made whole.

    ``spans`` are the columns of the labels of each block, and those of its amounts.
    """
    rest = [(read_label(row[labels.start : labels.stop]), amounts) for labels, amounts in spans]
    named = [(label.name, amounts) for label, amounts in rest if label.name]
    if any(label.code for label, _ in rest) or any(cell(row, c) for _, cs in rest for c in cs):
        return False
    halves = [
        (name, before)
        for name, amounts in named
        for before in rows_before(chunk, state)
        if before.code
        and amounts.issuperset(before.places.indexes)
        and is_below(state, before, row)
    ]
    if not named or len(halves) != len(named):
        return False
    for name, before in halves:
        make_name_whole(chunk, state, index, before, name)
    return True


def _no_code(chunk: Chunk, state: FormState, index: int, label: str | None, column: int) -> None:
    state.fail(
        f"row {index + 1} has an amount but no readable economic code ({label!r})",
        "mend the code in the extraction; economic codes have 3 or 5 digits, the first of which is 3 or 5",
        chunk.table.table_no,
        index,
        chunk.line(index),
        column + 1,
    )


_Block = tuple[Label, range, Places]


def _joined_totals(row: Row, blocks: list[_Block]) -> list[_Block]:
    """The blocks of a row, a total that reaches over the blocks of its side as one.

    公用经费合计 | | | | | 6.00 under two blocks of 公用经费: the amount stands in the last of them.
    """
    if not any(label.side is not None and label.code is None for label, _, _ in blocks):
        return blocks
    found: list[_Block] = []
    for label, labels, places in blocks:
        before = found[-1] if found else None
        is_rest = before and before[0].side is not None and before[0].code is None
        if (
            before
            and is_rest
            and not has_figure("".join(before[2].texts(row)))
            and (label == before[0] or label == Label(None, None, None))
        ):
            found[-1] = (before[0], before[1], places)
        else:
            found.append((label, labels, places))
    return found


def _list_columns(chunk: Chunk, state: FormState) -> dict[str, int] | None:
    """The columns of a form with one list of codes (合计 | 人员经费 | 公用经费), None for blocks side by side."""
    if not chunk.header:
        return state.list_columns if chunk.width == state.width else None
    return _listed(chunk.header, chunk.width)


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def _listed(header: tuple[Row, ...], width: int) -> dict[str, int] | None:
    """The columns of the total, of 人员经费 and of 公用经费 where these two are headers of their own."""
    printed = [own[-1] if own else "" for own in own_words(header, width)]
    leaves = [_OTHER_NAMES.get(word, word) for word in printed]
    if leaves.count(PERSONNEL) != 1 or leaves.count(PUBLIC) != 1:
        return None
    columns = {PERSONNEL: leaves.index(PERSONNEL), PUBLIC: leaves.index(PUBLIC)}
    first = min(columns.values())
    whole = [
        c
        for c, path in enumerate(header_paths(header, width))
        if c not in columns.values()
        and printed[c]
        and (path[-1] in layouts().total_words or match_header(path[-1:], 6, "")[0])
    ]
    if len(whole) == 1:
        columns[""] = whole[0]
    elif whole:
        return None
    return columns if first > 0 else None


def _list(chunk: Chunk, state: FormState, columns: dict[str, int]) -> list[FormRow]:
    """One row a code: its amount is the total, or what stands in the column of its side."""
    state.list_columns = columns
    state.width = chunk.width
    state.column_maps[""] = ColumnMap(
        dict.fromkeys(columns.values(), "amount"), "rows", 1.0, {}, {}
    )
    rows = []
    labels = range(min(columns.values()))
    body = body_rows(state, chunk)
    if (
        body
        and state.form.rows
        and _is_rest(chunk, state, *body[0], [(labels, set(columns.values()))])
    ):
        body = body[1:]
    for index, row in body:
        side, code, name = read_label(row[: labels.stop])
        if code is None and side is not None:
            sides = (side,) if side else (PERSONNEL, PUBLIC)
            taken = [(one, columns[one]) for one in sides if one in columns]
        elif side is not None:
            own = columns.get("", columns.get(side))
            taken = [] if own is None else [(side, own)]
        else:
            taken = []
            has_slipped = amount_among_labels(state, chunk, index, row, labels)
            if not has_slipped and any(cell(row, column) for column in columns.values()):
                _no_code(chunk, state, index, code or name, labels.stop)
        for one, column in taken:
            places = Places(("amount",), (column,))
            texts = places.texts(row)
            rows.append(
                form_row(
                    *(state, chunk, index, places, texts, one),
                    code=code,
                    item_name=name,
                    is_total=code is None,
                )
            )
        rest = set(columns.values()) - {column for _, column in taken}
        if taken and not cell(row, taken[0][1]) and any(has_figure(cell(row, c)) for c in rest):
            state.fail(
                f"row {index + 1} has no amount in its column, and figures beside it",
                "its columns are not those of the header: a blank one came or went; mend the extraction",
                chunk.table.table_no,
                index,
                chunk.line(index),
                taken[0][1] + 1,
            )
        if "" in columns and taken:
            # the other columns say again what the total says, or add the two sides up
            leave_out(state, chunk, [index], dict.fromkeys(rest, "合计, 人员经费, 公用经费"))
    return rows
