"""Tables whose merged cells lost their spans: each cell stands in the first column that is free.

A program that writes what stands in a table, and not over how many columns and rows it stands, moves all that is
right of a merged cell to the left: 项目 | 本年收入合计 above 科目编码 | 科目名称 | | heads no column of amounts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.document import FormRow, Places, RawTable
from ingest.forms.chunk import Chunk, FormState, Unreadable
from ingest.forms.grid import (
    TOTALS,
    Row,
    cell,
    column_numbers,
    has_figure,
    has_ideograph,
    split_header,
)
from ingest.forms.header_rows import header_words
from ingest.forms.headers import match_header, own_words
from ingest.forms.layouts import layouts
from ingest.forms.merged_cells import Rows, ways_to_set, whole_words
from ingest.forms.refusals import refuse
from ingest.wording import header_word

_LONGEST = 500  # rows of a page: each way is read once
_OF_CODES = ("类", "款", "项", "编码", "代码")


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def _displaced(header: Rows, form_no: int, labels: int) -> tuple[int, str] | None:
    """The first of the ``labels`` leading columns (0-based), of codes and names, under a header of amounts, with that header."""
    maps = layouts()
    of_amounts = maps.headers[form_no, ""].keys() - maps.label_words - maps.total_words
    for column, words in enumerate(own_words(header, labels)):
        for word in words:
            if word in of_amounts:
                return column, word
    return None


def refuse_displaced(chunk: Chunk, state: FormState, labels: int) -> None:
    """Withhold a form whose header does not stand above its columns; raises Unreadable."""
    if moved := _displaced(chunk.header, state.form.form_no, labels):
        column, word = moved
        refuse(
            *(chunk, state),
            f"the header {word!r} stands above column {column + 1}, which is none of its",
            "cells that are merged over columns lost their width; mend the header in the extraction",
            column=column,
        )


@dataclass(frozen=True)
class Spread:
    """A table with its spans given back.

    Its first ``skip`` rows are title and unit. ``moved`` has for each row of a total that reached over several columns
    where its figures stand as printed: column of the spread row to column of the printed one (rows and columns 0-based).
    """

    table: RawTable
    skip: int
    moved: dict[int, dict[int, int]]

    def as_printed(self, rows: list[FormRow]) -> list[FormRow]:
        """Rows read from it, whose figures stand where the table as printed has them."""
        return [self._as_printed(row) for row in rows]

    def _as_printed(self, row: FormRow) -> FormRow:
        moved = self.moved.get(row.table_row - 1)
        if moved is None:
            return row
        return row._replace(
            places=Places(row.places.keys, tuple(map(moved.__getitem__, row.places.indexes)))
        )

    def fits(self, state: FormState, rows: list[FormRow]) -> bool:
        """Whether every column is known by its header, and the name of each total stands above codes and names alone."""
        maps = state.column_maps.values()
        if any(columns.misaligned for columns in maps):
            return False
        labels = len(state.label_columns.get("", ()))
        form_no = state.form.form_no
        is_function = state.maps.shapes[form_no] == "function"
        # where a column is blank its header is asked for nothing else
        if is_function and any(len(m.columns | m.others) != state.width - labels for m in maps):
            return False
        if is_function and not self._has_labels(labels, form_no):
            return False
        for row in rows:
            moved = self.moved.get(row.table_row - 1, {})
            if moved and not moved.keys() >= set(row.places.indexes):
                return False
            if moved and is_function and min(moved) != labels:
                return False
        return True

    def is_sure_in_order(self, state: FormState, table: RawTable) -> bool:
        """Whether columns without figures stand below one of the words that head them in the ``table`` as printed.

        Of the others the order says which they are; a part of a column that the form has whole has no place in it.
        """
        if any(one.others for one in state.column_maps.values()):
            return False
        form_no, known = state.form.form_no, header_words(state.form.form_no)
        rows, printed = self.table.rows[self.skip :], table.rows[self.skip :]
        if any(row and row[0].startswith("栏") and column_numbers(row) is None for row in printed):
            return False  # two numbers of columns are one
        height = split_header(rows, form_no, known)
        width = max(map(len, rows), default=0)
        heads, as_printed = own_words(rows[:height], width), own_words(printed[:height], width)
        columns = {column for one in state.column_maps.values() for column in one.columns}
        return all(
            any(has_figure(cell(row, column)) for row in rows[height:])
            or not set(heads[column]).isdisjoint(as_printed[column])
            for column in columns
        )

    def _has_labels(self, count: int, form_no: int) -> bool:
        """Whether codes and names stand below what heads them, in the first ``count`` columns, none of which is blank."""
        rows = self.table.rows[self.skip :]
        height = split_header(rows, form_no, header_words(form_no))
        heads = own_words(rows[:height], count)
        texts = [[text for row in rows[height:] if (text := cell(row, c))] for c in range(count)]
        named = [any(map(_is_name, of_column)) for of_column in texts]
        for column, words in enumerate(heads):
            head = words[-1] if words else ""
            if not head and not texts[column]:
                return False
            if not all(has_ideograph(text) or has_figure(text) for text in texts[column]):
                return False  # a dash is a figure
            if named[column] and head.endswith(_OF_CODES):
                return False
            if head.endswith("名称") and any(named) and not named[column]:
                return False
        return True


def _is_name(text: str) -> bool:
    word = header_word(text)
    is_header = word in layouts().label_words or word.endswith(TOTALS)
    return has_ideograph(text) and not is_header


def give_back(
    table: RawTable,
    skip: int,
    state: FormState,
    read: Callable[[FormState, RawTable | Spread], list[FormRow]],
    *,
    in_order: bool = False,
) -> Spread | None:
    """The table with the spans that its header lost, where only one way to give them back makes sense of every column.

    None where none is lost, or where ways that fit give different figures. ``read`` reads a table into a form, and
    raises Unreadable; a way fits by which it reports no error. ``in_order`` says that the table cannot be read as it
    is, and that of the cells of its header nothing is known but their order.
    """
    as_it_is = Spread(table, skip, {})

    def rows_of(spread: Spread) -> list[FormRow] | None:
        scratch = state.copied()
        known = len(scratch.problems)
        try:
            rows = read(scratch, table if spread is as_it_is else spread)
        except Unreadable:
            return None
        has_failed = any(problem.severity == "error" for problem in scratch.problems[known:])
        if has_failed or not spread.fits(scratch, rows):
            return None
        return rows if not in_order or spread.is_sure_in_order(scratch, table) else None

    if not in_order and rows_of(as_it_is) is not None:
        return None
    for ways in _ways(table, skip, state.form.form_no, in_order=in_order):
        read_by = [(spread, rows) for spread in ways if (rows := rows_of(spread)) is not None]
        found = {tuple(map(_said, rows)): spread for spread, rows in read_by}
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def _said(row: FormRow) -> tuple[object, ...]:
    figures = frozenset(zip(row.places.keys, row.texts, strict=True))
    return row.table_row, row.side, row.line_key, row.code, row.item_name, figures


def is_packed(table: RawTable, skip: int) -> bool:
    """Whether the first row of a table has less cells than it has columns, and no blank one between them."""
    if not skip < len(table.rows) <= _LONGEST:
        return False
    first = _cells(table.rows[skip])
    return 1 < len(first) < max(map(len, table.rows)) and all(first)


def _cells(row: Row) -> Row:
    """A row without the blank cells at its end."""
    end = next((index for index in range(len(row), 0, -1) if row[index - 1]), 0)
    return row[:end]


def _ways(table: RawTable, skip: int, form_no: int, *, in_order: bool) -> Iterator[list[Spread]]:
    """Every way to give a table its spans back, in groups: where more rows of its header lost some, then the likelier."""
    rows = table.rows[skip:]
    height = split_header(rows, form_no, header_words(form_no))
    widths = [len(row) for row in rows[height:] or rows if row]
    if not height or not widths:
        return
    width = max(set(widths), key=lambda each: (widths.count(each), each))
    last = height - 1 if column_numbers(rows[height - 1]) else height
    blank = ("",) * width
    # a row of 栏次 that lost spans says nothing of the columns
    rows = tuple(blank if len(row) < width and column_numbers(row) else row for row in rows)
    for depth in range(last, 0, -1):
        if any(len(row) != width for row in rows[depth:last]):
            return  # a row that lost spans stands on rows that did too
        packed = tuple(
            whole_words(row, form_no) if in_order else _cells(row) for row in rows[:depth]
        )
        if not all(packed):
            continue
        for tops in ways_to_set(packed, width, form_no):
            yield [_with_top(table, skip, top, rows[depth:], last, form_no) for top in tops]


def _with_top(
    table: RawTable, skip: int, top: Rows, below: Rows, last: int, form_no: int
) -> Spread:
    """The table with the first rows of its header, of which it has ``last``, set so; ``below`` stands below them."""
    depth = len(top)
    again = dict(zip(map(_cells, table.rows[skip : skip + depth]), top, strict=True))
    body = [again.get(_cells(row), row) for row in below]
    header = (*top, *below[: last - depth])
    wide, moved = _with_totals(body, header, form_no, skip + depth)
    return Spread(replace(table, rows=(*table.rows[:skip], *top, *wide)), skip, moved)


def _with_totals(
    rows: list[Row], header: Rows, form_no: int, first: int
) -> tuple[list[Row], dict[int, dict[int, int]]]:
    """The rows from row ``first`` of a table on, those of totals as wide as its ``header``, and where their figures stood.

    The name of a total reaches over the columns of codes and names before its figures, of which the last row of
    form 6 has two: 人员经费合计 | 9.00 | 公用经费合计 | 1.00.
    """
    width, shape = len(header[0]), layouts().shapes[form_no]
    amounts = _amount_columns(header, form_no) if shape == "economic" else []
    found, moved = [], {}
    for index, row in enumerate(rows, start=first):
        names, figures = row[::2], row[1::2]
        if not row or len(row) >= width or not header_word(row[0]).endswith(TOTALS):
            found.append(row)
        elif shape == "function" and all(row[:2]):
            gap = width - len(row)
            moved[index] = {column + gap: column for column in range(1, len(row))}
            found.append((row[0], *[""] * gap, *row[1:]))
        elif 0 < len(names) == len(figures) <= len(amounts) and all(map(has_figure, figures)):
            places = [*amounts[: len(figures) - 1], amounts[-1]]
            starts = [0, *(column + 1 for column in places)]
            wide = [""] * width
            for number, column in enumerate(places):
                wide[starts[number]], wide[column] = names[number], figures[number]
            moved[index] = {column: 2 * number + 1 for number, column in enumerate(places)}
            found.append(tuple(wide))
        else:
            found.append(row)
    return found, moved


def _amount_columns(header: Rows, form_no: int) -> list[int]:
    """The columns whose last header is that of an amount of form 6."""
    leaves = [words[-1] if words else "" for words in own_words(header, len(header[0]))]
    return [c for c, word in enumerate(leaves) if word and match_header((word,), form_no, "")[0]]
