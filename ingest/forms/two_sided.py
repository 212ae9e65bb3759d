"""Forms 1 and 4: income on the left, expenditure on the right, keyed by the name of the line."""

import re
from dataclasses import dataclass
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
from ingest.forms.grid import Row
from ingest.forms.headers import ColumnMap, Paths, map_columns, own_words
from ingest.forms.line_labels import Said, lines_named, read_labels
from ingest.forms.refusals import refuse, refuse_stray
from ingest.forms.torn import make_whole, rows_before
from ingest.wording import unspaced

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
        """The cells of a row that name its line on this side, and that of its 行次."""
        if self.line_column is not None:
            return slice(self.line_column - len(self.names), self.line_column + 1)
        return slice(self.names[0], self.names[-1] + 1) if self.names else slice(0)


# 项目(按支出性质和经济分类): expenditure once more, beside that by function
_BY_NATURE = re.compile("经济|性质")


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def _name_starts(paths: Paths) -> tuple[list[int], list[int]]:
    """Where the names of income and of expenditure begin, and those of expenditure by another classification."""
    for words in (("项目", "项"), ("收入", "支出", "收入项目", "支出项目")):
        # 项目(按功能分类) is 项目 too
        starts = [
            i for i, path in enumerate(paths) if any(w.split("(")[0] in words for w in path[-2:])
        ]
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
        refuse(
            *(chunk, state),
            "the two sides of the form were not found (no 项目 header on the left and the right)",
            "mend the header of the table, or add it to ingest/layouts",
            row=0,
        )
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
        refuse(
            *(chunk, state),
            f"a page without header has {chunk.width} columns, the page before {state.width}",
            "mend the extraction of this page",
            row=0,
        )
    blocks = []
    for side in SIDES:
        names = state.label_columns[side]
        line = next(iter(state.label_columns.get(f"{side}/line", ())), None)
        if not names and line is None and not state.column_maps[side].columns:
            continue  # a page of the other side alone
        blocks.append(Block(side, names, line, state.column_maps[side]))
    known = {column for columns in state.label_columns.values() for column in columns}
    known.update(*((block.columns.columns | block.columns.others) for block in blocks))
    refuse_stray(chunk, state, known)
    return blocks


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
    others = dict.fromkeys(state.label_columns[ASIDE], "expenditure by another classification")
    for block in blocks:
        others |= block.columns.others
    leave_out(state, chunk, [index for index, _ in rows], others)
    said = []
    for block in blocks:
        labels = tuple([row[block.label] for _, row in rows])
        names, form_no, side = len(block.names), state.form.form_no, block.side
        lines, last = read_labels(labels, names, form_no, side, state.last_line.get(side))
        first = lines[0] if state.form.rows and lines else Said()
        is_doubtful = first.name and (first.line_key is None or first.score < 1)
        if is_doubtful and _is_rest(chunk, state, block, *rows[0]):
            labels = ((), *labels[1:])
            lines, last = read_labels(labels, names, form_no, side, state.last_line[side])
        if last is not None:
            state.last_line[block.side] = last
        said.append(lines)
    sides = list(zip(blocks, said, strict=True))
    return [
        found
        for number, (index, row) in enumerate(rows)
        for block, lines in sides
        if (found := _side(index, row, lines[number], chunk, state, block)) is not None
    ]


def _is_rest(chunk: Chunk, state: FormState, block: Block, index: int, row: Row) -> bool:
    """Whether the first row of a page is the rest of the last line of the page before; that line is made whole.

    The two halves of the name are that of a line, and the figures stand beside one of them.
    """
    before = next((r for r in rows_before(chunk, state) if r.side == block.side), None)
    name = "".join(unspaced(text) for text in row[block.label])
    if before is None or not name or not before.item_name:
        return False
    places = block.columns.places
    texts = places.texts(row)
    if any(texts) and any(before.texts):
        return False
    name = before.item_name + name
    lines, score = lines_named(name, state.form.form_no, block.side)
    if score < 1:
        return False
    numbered = [r.line_key for r in state.form.rows if r.side == block.side and r is not before]
    line = next((one for one in lines if one.line_key not in numbered), lines[-1])
    whole = before._replace(line_key=line.line_key, item_name=name, is_labelled=True)
    if any(texts):
        whole = whole._replace(
            places=places,
            texts=texts,
            table_no=chunk.table.table_no,
            table_row=index + 1,
            page=chunk.table.page,
            source_line=chunk.line(index),
        )
    make_whole(chunk, state, index, before, whole)
    state.last_line[block.side] = line
    return True


def _side(
    index: int, row: Row, said: Said, chunk: Chunk, state: FormState, block: Block
) -> FormRow | None:
    if said.has_slipped and amount_among_labels(state, chunk, index, row, block.names):
        return None
    side, places, name, line_no = block.side, block.columns.places, said.name, said.line_no
    texts = places.texts(row)
    if said.is_part:
        leave_out(state, chunk, [index], dict.fromkeys(places.indexes, name or ""))
        nowhere = (Places((), ()), ())
        return form_row(
            *(state, chunk, index, *nowhere, side, line_no), item_name=name, is_labelled=False
        )
    if name is not None:
        if said.line_key is None or said.score < 1:
            _report_name(said, index, texts, chunk, state, side)
        line_key = said.line_key
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


def _report_name(
    said: Said, index: int, texts: Row, chunk: Chunk, state: FormState, side: str
) -> None:
    """Say that a name stands for no line, or is only like one."""
    place = (chunk.table.table_no, index, chunk.line(index))
    if not any(texts) and said.name and said.name[-1].isdigit():
        state.fail(
            f"the figure of row {index + 1} ran into its name: {said.name!r}",
            "part the two cells in the extraction",
            *place,
        )
    elif said.line_key is None:
        report = state.fail if any(texts) else state.warn
        report(
            f"unknown line {said.name!r} on the {side} side",
            "add the printed name to ingest/layouts/lines.csv, or mend the extraction",
            *place,
        )
    else:
        state.warn(
            f"line {said.name!r} read as {said.line_key} (likeness {said.score:.2f})",
            "if that is right, add the printed name to ingest/layouts/lines.csv",
            *place,
        )
