"""Lists of projects with the scores of their self-evaluations, one row a project (项目绩效自评结果汇总表)."""

from dataclasses import dataclass, field, replace
from functools import lru_cache

from ingest.document import Document, FormCell, FundRow, Project, RawTable, TableRecord
from ingest.errors import Problem
from ingest.forms.evaluated import DEPARTMENT, PROJECT, WHOLE
from ingest.forms.funds import fund_unit
from ingest.forms.grid import cell, has_figure, has_ideograph
from ingest.forms.headers import own_words
from ingest.forms.layouts import layouts
from ingest.forms.money_units import units_in
from ingest.forms.project_header import IN_LABELS, field_of, without_aside, wordings
from ingest.wording import header_word, plain, unspaced

_HEADER_ROWS = 3
_NAMES = ("project_name", "project_code", "unit_name")
_OF_FUNDS = ("initial_budget", "full_year_budget", "executed", "rate")


@dataclass(frozen=True)
class _List:
    """A list: its columns (0-based) by field, the rows (0-based) of its projects, and the unit of its amounts."""

    table: RawTable
    record: TableRecord
    columns: dict[str, int]
    rows: tuple[int, ...]
    unit: str | None


@dataclass
class ProjectLists:
    """Collects the lists of one document; their rows are projects where it has no table for each of them."""

    document: Document
    _found: list[_List] = field(default_factory=list)

    def goes_on(self, table: RawTable) -> bool:
        """Whether the table before this one is a list."""
        return bool(self._found) and self._found[-1].table.table_no == table.table_no - 1

    def take(self, table: RawTable, record: TableRecord, caption: str) -> bool:
        """Keep the table for :meth:`finish` if it is a list; ``caption`` is the text between it and the one before it."""
        found = _read(table, record, caption)
        if found is None and self.goes_on(table):
            found = _next_page(self._found[-1], table, record)
        if found is None:
            return False
        self._found.append(found)
        return True

    def finish(self) -> None:
        """Make the rows of the lists projects; beside a table for each project they would stand twice, and stay raw."""
        has_tables = bool(self.document.projects)
        for found in self._found:
            if has_tables:
                self._say_is_raw(found)
                continue
            found.record.kind = "performance"
            self.document.projects += [
                _project(found, index, len(self.document.projects) + number)
                for number, index in enumerate(found.rows, start=1)
            ]

    def _say_is_raw(self, found: _List) -> None:
        self.document.problems.append(
            Problem(
                "info",
                f"table {found.table.table_no} is a list of {len(found.rows)} projects; kept raw: "
                "the document has the self-evaluations themselves",
                "nothing",
                table_no=found.table.table_no,
                source_line=found.table.source_lines[0],
            )
        )


@lru_cache(maxsize=1)
def _fields() -> dict[str, str]:
    """Wording of a header to the field of a project in a list."""
    known = wordings()
    of_funds = {word: f for word, f in known["funds"].items() if f in _OF_FUNDS}
    names = {word: f for word, f in known["header"].items() if f in _NAMES}
    return {**of_funds, **names, **known["list"]}


def _read(table: RawTable, record: TableRecord, caption: str) -> _List | None:
    """The table as a list, None where it is none: each row below its header names a project and its score."""
    known = _fields()
    width = max(map(len, table.rows))
    for start, row in enumerate(table.rows[:_HEADER_ROWS]):
        if not any(IN_LABELS in t and known.get(header_word(t)) == "project_name" for t in row):
            continue
        stop = next(
            (i for i, r in enumerate(table.rows) if i > start and any(map(has_figure, r))), None
        )
        if stop is None or stop - start > _HEADER_ROWS:
            return None
        heads = own_words(table.rows[start:stop], width)
        if any(field_of("indicator", own[-1]) == "weight" for own in heads if own):
            return None  # what is rated is an indicator, of which each has its part of the score
        fields = [known.get(without_aside(own[-1])) if own else None for own in heads]
        columns = {f: i for i, f in enumerate(fields) if f is not None and fields.count(f) == 1}
        if not {"project_name", "score"} <= columns.keys():
            return None
        kept = _rows_of(table, stop, columns)
        head = "".join("".join(r) for r in table.rows[:stop])
        if not kept or not any(word in plain(caption + head) for word in ("绩效", "自评")):
            return None
        unit = fund_unit((head,)) or next(units_in(caption.split("\n")), None)
        return _List(table, record, columns, kept, unit)
    return None


def _next_page(before: _List, table: RawTable, record: TableRecord) -> _List | None:
    """A page that repeats no header, where it is as wide as the one before, and each of its rows a project."""
    width = max(map(len, before.table.rows))
    if any(len(row) != width for row in table.rows):
        return None
    rows = _rows_of(table, 0, before.columns)
    return replace(before, table=table, record=record, rows=rows) if rows else None


def _rows_of(table: RawTable, first: int, columns: dict[str, int]) -> tuple[int, ...]:
    """The rows of projects from the first on, none where one has no name or no score."""
    rows = [i for i in range(first, len(table.rows)) if any(table.rows[i])]
    kept = [i for i in rows if not _is_total(table.rows[i], columns["project_name"])]
    names = [cell(table.rows[i], columns["project_name"]) for i in kept]
    scores = [cell(table.rows[i], columns["score"]) for i in kept]
    is_whole = all(map(has_ideograph, names)) and all(map(has_figure, scores))
    return tuple(kept) if is_whole else ()


def _is_total(row: tuple[str, ...], name: int) -> bool:
    """Whether a row adds up those above it: 合计 where the name stands, or before it."""
    return any(header_word(text) in layouts().total_words for text in row[: name + 1])


def _project(found: _List, index: int, number: int) -> Project:
    table, columns = found.table, found.columns
    row = table.rows[index]

    def text(name: str) -> str | None:
        return unspaced(cell(row, columns[name])) or None if name in columns else None

    cells = tuple(
        FormCell(key, cell(row, columns[key]), columns[key] + 1)
        for key in _OF_FUNDS
        if key in columns
    )
    place = (table.table_no, index + 1, table.source_lines[index], table.page)
    score = FormCell("score", cell(row, columns["score"]), columns["score"] + 1)
    return Project(
        *(number, table.table_no, table.source_lines[index], table.page),
        evaluated=DEPARTMENT if WHOLE in (text("project_name") or "") else PROJECT,
        project_code=text("project_code"),
        project_name=text("project_name"),
        unit_name=text("unit_name"),
        unit_text=found.unit,
        total_score=score,
        total_row=index + 1,
        total_table=table.table_no,
        funds=[FundRow("total", text("project_name") or "", cells, *place)] if cells else [],
    )
