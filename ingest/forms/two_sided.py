"""Forms 1 and 4: income on the left, expenditure on the right, keyed by the name of the line."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

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
from ingest.forms.function_form import amount_columns
from ingest.forms.grid import Row, cell, digits, has_decimal
from ingest.forms.headers import ColumnMap, Paths, map_columns, own_words
from ingest.forms.layouts import Line, layouts
from ingest.wording import plain, unspaced, without_ordinal

SIDES = ("income", "expenditure")
ASIDE = "aside"  # columns of neither side


@dataclass(frozen=True)
class Block:
    """One side of a chunk: the columns of its names, its 行次 and its amounts."""

    side: str
    names: tuple[int, ...]
    line_column: int | None
    columns: ColumnMap

    @cached_property
    def label(self) -> slice:
        """The cells of a row that name its line on this side."""
        return slice(self.names[0], self.names[-1] + 1) if self.names else slice(0)


# 项目(按支出性质和经济分类): expenditure once more, beside that by function
_BY_NATURE = re.compile("经济|性质")


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def _name_starts(paths: Paths) -> tuple[list[int], list[int]]:
    """Where the names of income and of expenditure begin, and those of expenditure by another classification."""
    for words in (("项目", "项"), ("收入", "支出", "收入项目", "支出项目")):
        starts = [i for i, path in enumerate(paths) if any(w in words for w in path[-2:])]
        # a merged or split title fills neighbours: keep the first column of each run
        starts = [i for i in starts if i - 1 not in starts]
        others = [i for i in starts[2:] if any(map(_BY_NATURE.search, paths[i]))]
        if len(starts) - len(others) == 2:
            return starts[:2], others
    return [], []


def find_blocks(chunk: Chunk, state: FormState) -> list[Block]:
    """Both sides of the chunk; raises Unreadable when a side or a header is not known."""
    paths = own_words(chunk.header, chunk.width)
    starts, others = _name_starts(paths)
    if not starts:
        state.fail(
            "the two sides of the form were not found (no 项目 header on the left and the right)",
            "mend the header of the table, or add it to ingest/layouts",
            chunk.table.table_no,
            0,
            chunk.line(0),
        )
        raise Unreadable(state.problems)
    stop_of_all = min(others, default=chunk.width)
    state.label_columns[ASIDE] = tuple(range(stop_of_all, chunk.width))
    blocks = []
    used_everywhere = amount_columns(chunk, ())
    for side, start, stop in (
        (SIDES[0], starts[0], starts[1]),
        (SIDES[1], starts[1], stop_of_all),
    ):
        line_column = next((c for c in range(start, stop) if "行次" in paths[c]), None)
        first = line_column + 1 if line_column is not None else start + 1
        if line_column is None:
            while first < stop and _is_name_column(chunk, first, paths):
                first += 1
        used = frozenset(c for c in used_everywhere if first <= c < stop)
        found = map_columns(
            chunk.header,
            chunk.numbers,
            state.form.form_no,
            side,
            range(first, stop),
            used,
        )
        if found.unknown or not found.columns:
            for column, wording in (found.unknown or {first: ""}).items():
                state.fail(
                    f"unknown header {wording!r} in column {column + 1}",
                    "add the printed header to ingest/layouts/headers.csv, or mend the extraction",
                    chunk.table.table_no,
                    0,
                    chunk.line(0),
                    column + 1,
                )
            raise Unreadable(state.problems)
        last_name = line_column if line_column is not None else min(found.columns | found.others)
        blocks.append(Block(side, tuple(range(start, last_name)), line_column, found))
    return blocks


def _is_name_column(chunk: Chunk, column: int, paths: Paths) -> bool:
    """Whether a column right of 项目 still belongs to the name (a title split over two cells)."""
    texts = list(filter(None, chunk.columns[column])) if column < len(chunk.columns) else []
    if paths[column] and not all(word in ("目", "次") for word in paths[column]):
        return False
    return bool(texts) and not any(re.search(r"\d", text) for text in texts)


def _shifted(chunk: Chunk, state: FormState) -> list[Block]:
    """The blocks of the chunk before, for a page that repeats no header."""
    if chunk.width != state.width:
        state.fail(
            f"a page without header has {chunk.width} columns, the page before {state.width}",
            "mend the extraction of this page",
            chunk.table.table_no,
            0,
            chunk.line(0),
        )
        raise Unreadable(state.problems)
    blocks = []
    for side in SIDES:
        names = state.label_columns[side]
        line = state.label_columns.get(f"{side}/line", (None,))[0]
        blocks.append(Block(side, names, line, state.column_maps[side]))
    return blocks


_PART = re.compile(r"^\(?其中")


# the names of lines repeat
@lru_cache(maxsize=65536)
def lines_named(name: str, form_no: int, side: str) -> tuple[tuple[Line, ...], float]:
    """The canonical lines that a printed name may stand for, in order, and the score of the match."""
    lines = layouts().lines[form_no, side]
    word = without_ordinal(name)
    if word in lines:
        return lines[word], 1.0
    if len(word) >= 4:
        whole = word + ("收入" if side == SIDES[0] else "支出")  # 一般公共服务, 上级补助
        if whole in lines:
            return lines[whole], 1.0
        ranked = sorted(
            ((SequenceMatcher(None, word, known).ratio(), known) for known in lines), reverse=True
        )
        if ranked[0][0] >= 0.85 and ranked[0][0] - ranked[1][0] >= 0.05:
            return lines[ranked[0][1]], ranked[0][0]
    return (), 0.0


def parse(chunk: Chunk, state: FormState) -> list[FormRow]:
    """The rows of both sides of one chunk; raises Unreadable when its columns are not known."""
    if chunk.header or not state.column_maps:
        blocks = find_blocks(chunk, state)
    else:
        blocks = _shifted(chunk, state)
    state.width = chunk.width
    for block in blocks:
        state.column_maps[block.side] = block.columns
        state.label_columns[block.side] = block.names
        if block.line_column is not None:
            state.label_columns[f"{block.side}/line"] = (block.line_column,)
    rows = body_rows(state, chunk)
    aside = dict.fromkeys(state.label_columns[ASIDE], "expenditure by another classification")
    leave_out(state, chunk, [index for index, _ in rows], aside)
    for block in blocks:
        leave_out(state, chunk, [index for index, _ in rows], block.columns.others)
    return [
        found
        for index, row in rows
        for block in blocks
        if (found := _side(index, row, chunk, state, block)) is not None
    ]


# the names of lines repeat
@lru_cache(maxsize=65536)
def _name(texts: Row) -> tuple[str | None, bool]:
    """The name of a line, and whether an amount stands among its texts; a 行次 that slipped beside it is no part of it."""
    name = "".join(unspaced(text) for text in texts if not digits(text))
    return name or None, any(map(has_decimal, texts))


def _is_part(name: str, state: FormState, side: str) -> bool:
    """Whether a line is a part of one above it, which the form has whole.

    其中：… is, where the form has no line of that name; so is the line of a fund below one for all of them,
    unless it has a number of its own.
    """
    last = state.last_line.get(side)
    whole = last.role if last and not last.line_order else None
    if whole is None and "其中" not in name:
        return False
    is_marked = bool(_PART.match(plain(name)))
    lines = lines_named(name, state.form.form_no, side)[0]
    if not lines:
        return is_marked
    return lines[0].role == whole and (is_marked or plain(name) == without_ordinal(name))


def _side(index: int, row: Row, chunk: Chunk, state: FormState, block: Block) -> FormRow | None:
    name, has_slipped = _name(row[block.label])
    if has_slipped and amount_among_labels(state, chunk, index, row, block.names):
        return None
    line_no = digits(cell(row, block.line_column)) if block.line_column is not None else None
    side, places = block.side, block.columns.places
    texts = places.texts(row)
    if name is not None and _is_part(name, state, side):
        leave_out(state, chunk, [index], dict.fromkeys(places.indexes, name))
        nowhere = (Places((), ()), ())
        return form_row(
            *(state, chunk, index, *nowhere, side, line_no), item_name=name, is_labelled=False
        )
    if name is not None:
        line_key = _line_key(name, index, texts, chunk, state, side)
        return form_row(state, chunk, index, places, texts, side, line_no, line_key, None, name)
    if any(texts):
        state.fail(
            f"row {index + 1} has an amount on the {side} side but no name",
            "mend the name of the line in the extraction",
            chunk.table.table_no,
            index,
            chunk.line(index),
        )
    elif line_no is None:
        return None
    return form_row(state, chunk, index, places, texts, side, line_no, is_labelled=False)


def _line_key(
    name: str, index: int, texts: Row, chunk: Chunk, state: FormState, side: str
) -> str | None:
    """The canonical line of a name.

    Form 4 prints the fund names twice, as income and as opening balance: of lines with one name,
    the first that comes after the last line read is meant.
    """
    lines, score = lines_named(name, state.form.form_no, side)
    line_key = None
    if lines:
        last = state.last_line.get(side)
        after = last.line_order if last else 0
        line = lines[0]
        if len(lines) > 1:
            line = next((one for one in lines if one.line_order > after), lines[-1])
        state.last_line[side], line_key = line, line.line_key
        if score == 1:
            return line_key
    place = (chunk.table.table_no, index, chunk.line(index))
    if line_key is None:
        report = state.fail if any(texts) else state.warn
        report(
            f"unknown line {name!r} on the {side} side",
            "add the printed name to ingest/layouts/lines.csv, or mend the extraction",
            *place,
        )
    else:
        state.warn(
            f"line {name!r} read as {line_key} (likeness {score:.2f})",
            "if that is right, add the printed name to ingest/layouts/lines.csv",
            *place,
        )
    return line_key
