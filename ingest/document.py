"""What a reader yields and what recognition makes of it: printed strings and where they stand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from ingest.errors import Problem
from ingest.prose.said import Statement, Unit

_SEVERAL = 3  # short rows: one may have lost a cell


def has_blank_inside(row: tuple[str, ...]) -> bool:
    """Whether a blank cell stands before one that is not: who wrote the table keeps blank cells."""
    return any(right and not left for left, right in pairwise(row))


SHEET = "sheet "  # before the name of a sheet, in the place of what stands on it


class Paragraph(NamedTuple):
    """A block of prose as printed; ``source_line`` is the 1-based line it begins on."""

    paragraph_no: int
    page: int | None
    source_line: int | None
    text: str


@dataclass(frozen=True)
class RawTable:
    """A table as printed: rows of cells, all as wide as the reader found them.

    ``source_lines`` holds the 1-based source line of each row where the format has lines (the row
    of its sheet in a workbook). ``after_paragraph`` is the number of the last paragraph that stands
    before the table; ``place`` says where on its page the table stands (a box in points, a sheet).
    ``part`` is the file of an archive that it is from. Where its columns cannot be told apart
    ``is_certain`` is false: each row is one cell.
    """

    table_no: int
    page: int | None
    source_lines: tuple[int | None, ...]
    rows: tuple[tuple[str, ...], ...]
    after_paragraph: int
    place: str | None = None
    part: str | None = None
    is_certain: bool = True

    @cached_property
    def text(self) -> str:
        """All of it, a line a row and a TAB between cells: for a quick look at what it may hold."""
        return "\n".join(["\t".join(row) for row in self.rows])


@dataclass(frozen=True)
class Reading:
    """Everything a reader yields for one file, before any recognition.

    ``remarks`` are what the reader could not read (a scanned page among others). ``part_ends`` are the
    numbers of the last paragraphs of the files of an archive.
    """

    reader: str
    encoding: str | None
    page_count: int | None
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[RawTable, ...]
    remarks: tuple[Problem, ...] = ()
    part_ends: frozenset[int] = frozenset()

    @cached_property
    def is_trimmed(self) -> bool:
        """Whether rows lack the blank cells at their end: none ends with one, and several are short.

        Those between others are kept: without any, which were left out of a short row is not known.
        """
        rows = [row for table in self.tables for row in table.rows if row]
        if not all(row[-1] for row in rows):
            return False
        short = sum(
            len(row) < max(map(len, table.rows)) for table in self.tables for row in table.rows
        )
        return short >= _SEVERAL and any(map(has_blank_inside, rows))

    @property
    def is_cut(self) -> bool:
        """Whether a table ends with the last of its columns that is not blank: a sheet has no other end."""
        return self.reader == "workbook" or self.is_trimmed


class FormCell(NamedTuple):
    """One printed statutory cell: ``column_key`` is its canonical column, text as printed."""

    column_key: str
    printed_text: str
    table_column: int


@dataclass(frozen=True, eq=False)
class Places:
    """Where the figures of a row stand: canonical columns and their columns in the table (0-based).

    One of it serves all rows of a page of a form; it is equal to itself only. ``headings`` are the
    columns where a word of the header stands on the line of the figures: it is no figure.
    """

    keys: tuple[str, ...]
    indexes: tuple[int, ...]
    headings: frozenset[int] = frozenset()

    @cached_property
    def _getter(self) -> Callable[[tuple[str, ...]], str | tuple[str, ...]]:
        return itemgetter(*self.indexes)

    def texts(self, row: tuple[str, ...]) -> tuple[str, ...]:
        """The texts of a row at these places, blank where the row is shorter."""
        if not self.indexes:
            return ()
        if self.headings:
            row = tuple("" if index in self.headings else text for index, text in enumerate(row))
        try:
            found = self._getter(row)
        except IndexError:
            return tuple(row[index] if index < len(row) else "" for index in self.indexes)
        # of one place the getter gives the text itself
        return found if isinstance(found, tuple) else (found,)


class FormRow(NamedTuple):
    """One printed row (one side of it in a two-sided form) of a statutory form.

    ``line_key`` is the canonical line of forms 1 and 4, ``line_no`` the printed 行次; ``is_total``
    marks the 合计 row of coded forms. A numbered line without a label has ``is_labelled`` false.
    """

    form_no: int
    side: str
    row_no: int
    line_no: str | None
    line_key: str | None
    code: str | None
    item_name: str | None
    is_total: bool
    is_labelled: bool
    table_no: int
    table_row: int
    page: int | None
    source_line: int | None
    places: Places
    texts: tuple[str, ...]

    @property
    def cells(self) -> tuple[FormCell, ...]:
        """The figures of the row, each with its canonical column and its column in the table."""
        return tuple(
            FormCell(key, text, index + 1)
            for key, index, text in zip(
                self.places.keys, self.places.indexes, self.texts, strict=True
            )
        )


@dataclass
class Form:
    """A statutory form as found in a document; ``status`` is loaded, unmapped, malformed, empty, missing.

    A form is empty where its title stands there with a note that it has no figures, and no table.
    ``left_out`` are cells (table, row, column; the last two 0-based) that are known to be no figures of
    it, with the words that say so. ``repeated`` are the rows of tables that print it once more.
    """

    form_no: int
    status: str = "missing"
    printed_title: str | None = None
    source_line: int | None = None
    page: int | None = None
    unit_text: str | None = None
    unit_source: str | None = None
    department: str | None = None
    mapping_method: str | None = None
    mapping_score: float | None = None
    note: str | None = None
    listed_no: int | None = None
    rows: list[FormRow] = field(default_factory=list)
    left_out: dict[tuple[int, int, int], str] = field(default_factory=dict)
    repeated: list[FormRow] = field(default_factory=list)

    @property
    def is_printed(self) -> bool:
        """Whether the document has a table of it, readable or not."""
        return self.status not in ("missing", "empty")


@dataclass
class TableRecord:
    """How one raw table was understood (kind: form, performance, other)."""

    table_no: int
    kind: str = "other"
    form_no: int | None = None
    project_no: int | None = None
    mapping_method: str | None = None
    mapping_score: float | None = None
    header_map: str | None = None


@dataclass(frozen=True)
class FundRow:
    """A row of the funds block of a performance table; texts as printed, split cells joined by ⏐."""

    fund_item: str
    printed_label: str
    cells: tuple[FormCell, ...]
    table_no: int
    table_row: int
    source_line: int | None
    page: int | None


@dataclass(frozen=True)
class IndicatorRow:
    """A row of the indicator block of a performance table, every text as printed."""

    indicator_no: int
    level1: str | None
    level2: str | None
    level3: str | None
    target: str | None
    unit: str | None
    actual: str | None
    weight: str | None
    score: str | None
    deviation: str | None
    table_no: int
    table_row: int
    source_line: int | None
    page: int | None


@dataclass
class Project:
    """One 绩效自评表; ``evaluated`` is what it is about: project, or department (部门整体支出)."""

    project_no: int
    table_no: int
    source_line: int | None
    page: int | None
    evaluated: str = "project"
    project_code: str | None = None
    project_name: str | None = None
    fiscal_year: str | None = None
    unit_name: str | None = None
    unit_code: str | None = None
    header_text: str | None = None
    unit_text: str | None = None
    group_weights: dict[str, str] = field(default_factory=dict)
    total_weight: FormCell | None = None
    total_score: FormCell | None = None
    total_row: int | None = None
    total_table: int | None = None
    funds: list[FundRow] = field(default_factory=list)
    indicators: list[IndicatorRow] = field(default_factory=list)


@dataclass
class Document:
    """One file of the corpus, fully recognised or refused with a reason.

    ``accounts_kind`` is department (部门决算) or unit (单位决算) where its head says one of them.
    """

    document_id: str
    content_hash: str
    source_path: str
    byte_count: int
    status: str = "loaded"
    reason: str | None = None
    remedy: str | None = None
    reading: Reading | None = None
    division_code: str | None = None
    department: str | None = None
    department_source: str | None = None
    accounts_kind: str | None = None
    fiscal_year: int | None = None
    fiscal_year_source: str | None = None
    published_on: str | None = None
    forms: list[Form] = field(default_factory=list)
    table_records: list[TableRecord] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
