"""Forms 1 and 4: income on the left, expenditure on the right, keyed by the name of the line."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from ingest.document import FormRow
from ingest.forms.chunk import (
    Chunk,
    FormState,
    Unreadable,
    amount_among_labels,
    body_rows,
    form_row,
)
from ingest.forms.function_form import amount_columns
from ingest.forms.grid import Row, cell, digits, is_amount
from ingest.forms.headers import ColumnMap, map_columns
from ingest.wording import header_word, unspaced, without_ordinal

SIDES = ("income", "expenditure")


@dataclass(frozen=True)
class Block:
    """One side of a chunk: the columns of its names, its 行次 and its amounts."""

    side: str
    names: tuple[int, ...]
    line_column: int | None
    columns: ColumnMap

    def label(self, row: Row) -> Row:
        """The texts of a row that name its line on this side."""
        return row[self.names[0] : self.names[-1] + 1] if self.names else ()


def _name_starts(paths: list[list[str]]) -> list[int]:
    for words in (("项目", "项"), ("收入", "支出", "收入项目", "支出项目")):
        starts = [i for i, path in enumerate(paths) if any(w in words for w in path[-2:])]
        # a merged or split title fills neighbours: keep the first column of each run
        starts = [i for i in starts if i - 1 not in starts]
        if len(starts) == 2:
            return starts
    return []


def find_blocks(chunk: Chunk, state: FormState) -> list[Block]:
    """Both sides of the chunk; raises Unreadable when a side or a header is not known."""
    paths = [_own_words(chunk, column) for column in range(chunk.width)]
    starts = _name_starts(paths)
    if len(starts) != 2:
        state.fail(
            "the two sides of the form were not found (no 项目 header on the left and the right)",
            "mend the header of the table, or add it to ingest/layouts",
            chunk.table.table_no,
            0,
            chunk.line(0),
        )
        raise Unreadable(state.problems)
    blocks = []
    used_everywhere = amount_columns(chunk, ())
    for side, start, stop in (
        (SIDES[0], starts[0], starts[1]),
        (SIDES[1], starts[1], chunk.width),
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
            state.maps,
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
        last_name = line_column if line_column is not None else found.first
        blocks.append(Block(side, tuple(range(start, last_name)), line_column, found))
    return blocks


def _own_words(chunk: Chunk, column: int) -> list[str]:
    return [word for row in chunk.header if (word := header_word(cell(row, column)))]


def _is_name_column(chunk: Chunk, column: int, paths: list[list[str]]) -> bool:
    """Whether a column right of 项目 still belongs to the name (a title split over two cells)."""
    texts = [cell(row, column) for _, row in chunk.body if cell(row, column)]
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


def line_of(name: str, side: str, state: FormState) -> tuple[str | None, float]:
    """The canonical line of a printed name and the score of the match.

    Form 4 prints the fund names twice, as income and as opening balance: of lines with one name,
    the first that comes after the last line read is meant.
    """
    lines = state.maps.lines[state.form.form_no, side]
    word = without_ordinal(name)
    found, score = lines.get(word), 1.0
    if found is None and len(word) >= 4:
        ranked = sorted(
            ((SequenceMatcher(None, word, known).ratio(), known) for known in lines), reverse=True
        )
        if ranked[0][0] >= 0.85 and ranked[0][0] - ranked[1][0] >= 0.05:
            score, known = ranked[0]
            found = lines[known]
    if not found:
        return None, 0.0
    last = state.last_order.get(side, 0)
    line = next((candidate for candidate in found if candidate.line_order > last), found[-1])
    state.last_order[side] = line.line_order
    return line.line_key, score


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
    rows = []
    for index, row in body_rows(state, chunk):
        rows += [
            found
            for block in blocks
            if (found := _side(index, row, chunk, state, block)) is not None
        ]
    return rows


# the names of lines repeat
@lru_cache(maxsize=65536)
def _name(texts: Row) -> tuple[str | None, bool]:
    """The name of a line, and whether an amount stands among its texts."""
    return "".join(map(unspaced, texts)) or None, any(map(is_amount, texts))


def _side(index: int, row: Row, chunk: Chunk, state: FormState, block: Block) -> FormRow | None:
    name, has_slipped = _name(block.label(row))
    if has_slipped and amount_among_labels(state, chunk, index, row, block.names):
        return None
    line_no = digits(cell(row, block.line_column)) if block.line_column is not None else None
    places = block.columns.places
    texts = places.texts(row)
    has_amount = any(texts)
    if name is None and line_no is None and not has_amount:
        return None
    line = chunk.line(index)
    if name is None:
        if has_amount:
            state.fail(
                f"row {index + 1} has an amount on the {block.side} side but no name",
                "mend the name of the line in the extraction",
                chunk.table.table_no,
                index,
                line,
            )
        return form_row(
            *(state, chunk, index, places, texts),
            side=block.side,
            line_no=line_no,
            is_labelled=False,
        )
    line_key, score = line_of(name, block.side, state)
    if line_key is None:
        report = state.fail if has_amount else state.warn
        report(
            f"unknown line {name!r} on the {block.side} side",
            "add the printed name to ingest/layouts/lines.csv, or mend the extraction",
            chunk.table.table_no,
            index,
            line,
        )
    elif score < 1:
        state.warn(
            f"line {name!r} read as {line_key} (likeness {score:.2f})",
            "if that is right, add the printed name to ingest/layouts/lines.csv",
            chunk.table.table_no,
            index,
            line,
        )
    return form_row(
        *(state, chunk, index, places, texts),
        side=block.side,
        line_no=line_no,
        line_key=line_key,
        item_name=name,
    )
