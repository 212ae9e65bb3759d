"""One table, or one page of one: its header, its body and the form rows read from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import zip_longest

from ingest.document import Form, FormRow, Places, RawTable, Reading, TableRecord
from ingest.errors import Problem
from ingest.forms.grid import (
    Row,
    cell,
    column_numbers,
    has_decimal,
    has_ideograph,
    may_be_aside,
    note_of,
    split_header,
)
from ingest.forms.header_rows import (
    header_words,
    read_header,
    without_figures,
    without_twins,
    words_of,
)
from ingest.forms.headers import ColumnMap, Numbers
from ingest.forms.layouts import Layouts, Line, layouts
from ingest.wording import header_word

ABSENT = -1  # in place of a column of codes that a page lacks


class Unreadable(Exception):
    """A chunk that cannot be mapped; carries the problems that say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


@dataclass
class FormState:
    """What carries over from one chunk of a form to the next."""

    form: Form
    maps: Layouts
    reading: Reading
    column_maps: dict[str, ColumnMap] = field(default_factory=dict)
    width: int = 0
    printed_header: tuple[Row, ...] = ()
    pages: list["Chunk"] = field(default_factory=list)
    kinds: dict[int, frozenset[str]] = field(default_factory=dict)
    label_columns: dict[str, tuple[int, ...]] = field(default_factory=dict)
    list_columns: dict[str, int] | None = None
    aside_columns: tuple[int, ...] = ()
    level_columns: tuple[int, ...] = ()
    repeats_levels: bool = False
    last_levels: tuple[str, ...] = ()
    last_line: dict[str, Line] = field(default_factory=dict)
    row_numbers: dict[str, int] = field(default_factory=dict)
    narrow: list["NarrowPage"] = field(default_factory=list)
    declares_unit: bool = False  # or has a word alone (元)
    said_empty: tuple[str, int | None, str] | None = None  # title, line, note
    problems: list[Problem] = field(default_factory=list)

    def copied(self) -> "FormState":
        """What :meth:`go_back` goes back to."""
        # each table of a document is read from one: copy.copy takes ten times as long
        found = FormState.__new__(FormState)
        found.__dict__.update(self.__dict__)
        found.form = Form.__new__(Form)
        found.form.__dict__.update(self.form.__dict__)
        found.form.left_out = dict(self.form.left_out)
        found.column_maps, found.label_columns = dict(self.column_maps), dict(self.label_columns)
        found.pages, found.problems = list(self.pages), list(self.problems)
        found.kinds, found.last_line = dict(self.kinds), dict(self.last_line)
        found.row_numbers = dict(self.row_numbers)
        return found

    def go_back(self, to: "FormState") -> None:
        """Forget a table that was read since, but for rows: they are taken into the form by who reads."""
        for each in fields(self):
            if each.name != "form":
                setattr(self, each.name, getattr(to, each.name))
        form = to.form
        self.form.status, self.form.note, self.form.left_out = form.status, form.note, form.left_out
        self.form.unit_text, self.form.unit_source = form.unit_text, form.unit_source

    def warn(self, message: str, remedy: str, table_no: int, row: int, line: int | None) -> None:
        """Record something odd that withholds nothing."""
        self.problems.append(
            Problem("warn", message, remedy, self.form.form_no, table_no, row + 1, None, line)
        )

    def fail(
        self,
        message: str,
        remedy: str,
        table_no: int,
        row: int,
        line: int | None,
        column: int | None = None,
    ) -> None:
        """Record something for which the whole form is withheld."""
        self.problems.append(
            Problem("error", message, remedy, self.form.form_no, table_no, row + 1, column, line)
        )


@dataclass(frozen=True)
class Placing:
    """One way in which a page can be read: its rows, and the state behind it."""

    rows: tuple[FormRow, ...]
    state: FormState


@dataclass(frozen=True)
class NarrowPage:
    """A page without header and with less columns than its form: every way to read it, and why it was not read."""

    table: RawTable
    record: TableRecord
    placings: tuple[Placing, ...]
    failed: tuple[Problem, ...]


@dataclass(frozen=True)
class Chunk:
    """The rows of one table for one form, split into header and body (row indexes are 0-based).

    ``numbers`` pairs column index and printed 栏次 where a row numbers the columns; that row is not
    in ``header``, nor are figures of a total that shares its line with headers: ``printed_header`` has
    both. ``first_row`` is the index of the first header row in the table.
    """

    table: RawTable
    printed_header: tuple[Row, ...]
    header: tuple[Row, ...]
    numbers: Numbers
    first_row: int
    body: tuple[tuple[int, Row], ...]
    width: int

    @cached_property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The body by columns, blank where a row is shorter."""
        return tuple(zip_longest(*(row for _, row in self.body), fillvalue=""))

    def line(self, row: int) -> int | None:
        """The source line of a row."""
        return self.table.source_lines[row]


def make_chunk(
    table: RawTable, skip: int, form_no: int, header_before: tuple[Row, ...] = ()
) -> Chunk:
    """Split a table, less its first ``skip`` rows of title and unit, into header and body.

    A page that begins with the header of the page before has no more of it but where header words stand;
    one word alone is none there: it is the rest of a name (其他…支出).
    """
    rows = table.rows[skip:]
    words = header_words(form_no)
    height, known = split_header(rows, form_no, words), len(header_before)
    if 0 < known < height and rows[:known] == header_before:
        more = {header_word(text) for row in rows[known:height] for text in row}
        height = known if words.isdisjoint(more) else height
    elif known and rows[:height] != header_before and not _heads(rows[:height], form_no):
        height = 0
    printed = rows[:height]
    header = without_figures(printed, form_no)
    numbers, said, begins = read_header(header)
    if not header and header_before:
        _, said, begins = read_header(header_before)
    body = tuple(enumerate(rows[height:], start=skip + height))
    # a header said again further down is no row of figures
    if not begins.isdisjoint(header_word(row[0]) for _, row in body if row):
        body = tuple([(i, row) for i, row in body if not any(row) or words_of(row) not in said])
    width = max(map(len, rows), default=0)
    # a table may be nothing but title and unit: what is said of it points at its last row
    first_row = min(skip, len(table.rows) - 1)
    header = without_twins(header[:-1] if numbers else header, body, numbers)
    return Chunk(table, printed, header, numbers, first_row, body, width)


def _heads(rows: tuple[Row, ...], form_no: int) -> bool:
    """Whether rows head columns of a table whose header is known: more than one word, and more than names and totals.

    Words on two sides of which no header has any are the rest of names: 位上缴收入, 游体育与传媒支出.
    """
    maps = layouts()
    texts = [text for row in rows for text in row if text]
    words = {header_word(text) for text in texts if has_ideograph(text)}
    are_labels = words <= maps.label_words | maps.total_words
    shape = maps.shapes[form_no]
    if shape == "two_sided" and words.isdisjoint(header_words(form_no)):
        return False
    return len(texts) > 1 and not (shape == "function" and are_labels)


def body_rows(state: FormState, chunk: Chunk) -> list[tuple[int, Row]]:
    """The rows of the body that may hold figures, with their index.

    Blank rows and 栏次 are left out; a note below the table goes to the form.
    """
    found = []
    for index, row in chunk.body:
        first = next(filter(None, row), None)
        if first is None:
            continue
        if may_be_aside(first):
            if column_numbers(row) is not None:
                continue
            note = note_of(row)
            if note is not None:
                state.form.note = (state.form.note or "") + note
                continue
        found.append((index, row))
    return found


def leave_out(
    state: FormState, chunk: Chunk, rows: Iterable[int], others: Mapping[int, str]
) -> None:
    """Note that what stands in ``rows`` below some columns (all 0-based) is no figure of the form, and which words say so."""
    for index in rows:
        for column, words in others.items():
            state.form.left_out[chunk.table.table_no, index, column] = words


def amount_among_labels(
    state: FormState, chunk: Chunk, index: int, row: Row, labels: Iterable[int]
) -> bool:
    """Whether an amount stands where a code or a name belongs, or in it: the row has slipped; reported."""
    slipped = next((c for c in labels if has_decimal(cell(row, c))), None)
    if slipped is None:
        return False
    state.fail(
        f"row {index + 1} has an amount in a column of codes or names: {cell(row, slipped)!r}",
        "a cell of the row was lost or split, or two have run together; mend the extraction",
        chunk.table.table_no,
        index,
        chunk.line(index),
        slipped + 1,
    )
    return True


def form_row(
    state: FormState,
    chunk: Chunk,
    row_index: int,
    places: Places,
    texts: tuple[str, ...],
    side: str = "",
    line_no: str | None = None,
    line_key: str | None = None,
    code: str | None = None,
    item_name: str | None = None,
    is_total: bool = False,
    is_labelled: bool = True,
) -> FormRow:
    """A FormRow of this chunk with its provenance and the next row number of its side.

    ``texts`` are the printed texts of its figures at ``places``.
    """
    table = chunk.table
    row_no = state.row_numbers[side] = state.row_numbers.get(side, 0) + 1
    # there are hundreds in a document: by its own constructor each takes twice as long
    return tuple.__new__(
        FormRow,
        (
            state.form.form_no,
            side,
            row_no,
            line_no,
            line_key,
            code,
            item_name,
            is_total,
            is_labelled,
            table.table_no,
            row_index + 1,
            table.page,
            table.source_lines[row_index],
            places,
            texts,
        ),
    )
