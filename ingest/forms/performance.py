"""Reads project self-evaluation tables (项目支出绩效自评表): header, funds and indicators."""

import csv
import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from ingest.document import (
    Document,
    FormCell,
    FundRow,
    IndicatorRow,
    Project,
    RawTable,
    TableRecord,
)
from ingest.errors import Problem
from ingest.forms.grid import Row, cell
from ingest.forms.layouts import LAYOUTS
from ingest.forms.project_header import SEAM, take_cells, take_labels, wordings
from ingest.forms.titles import find_unit
from ingest.wording import header_word, plain, unspaced, without_ordinal

_GROUP_WEIGHT = re.compile(r"\((\d+(?:\.\d+)?)分\)")
_FIGURE = re.compile(r"^\d+(?:\.\d+)?$")
_FUND_UNIT = re.compile(r"\((万元|元)\)")
_YEAR = re.compile(r"^\(?(20\d\d)年度?\)?$|^(?=.*绩效自评).*?(20\d\d)年")
_TOTALS = frozenset({"总分", "合计", "总计"})


@lru_cache(maxsize=1)
def indicator_levels() -> dict[str, str]:
    """Second-level indicator to the first level it belongs to."""
    with (LAYOUTS / "indicators.csv").open(encoding="utf-8", newline="") as file:
        return {header_word(r["level2"]): header_word(r["level1"]) for r in csv.DictReader(file)}


@dataclass
class _Layout:
    """Columns of the blocks of the project being read."""

    funds: dict[str, range] = field(default_factory=dict)
    indicators: dict[str, int] = field(default_factory=dict)
    level1: str | None = None
    block: str = "header"


class ProjectReader:
    """Collects the tables of one document into projects, in print order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._layout = _Layout()
        self._project: Project | None = None

    def end(self) -> None:
        """The next table does not go on with the project before it."""
        self._project = None

    def take(self, table: RawTable, record: TableRecord, caption: str) -> bool:
        """Read the table if it begins or continues a project; false when it does neither.

        ``caption`` is the text between the table and the one before it.
        """
        lines = caption.split("\n")[-4:]
        if _begins_project(table, lines):
            self._project = Project(
                len(self._document.projects) + 1, table.table_no, table.source_lines[0], table.page
            )
            said = [*lines, *(text for row in table.rows[:4] for text in row)]
            self._project.fiscal_year = next(
                (year[1] or year[2] for text in said if (year := _YEAR.search(plain(text)))), None
            )
            self._project.unit_text = next(filter(None, map(find_unit, said)), None)
            self._document.projects.append(self._project)
            self._layout = _Layout()
        elif self._project is None or not _has_indicators(table):
            self._project = None
            return False
        record.kind, record.project_no = "performance", self._project.project_no
        columns = self._page_columns(table)
        if columns is None:
            self._report_columns(table)
            return True
        self._layout.indicators = columns
        for index, row in enumerate(table.rows):
            self._row(self._project, table, index, row)
        if not self._layout.indicators and _has_indicators(table):
            self._report_columns(table)
        return True

    def _report_columns(self, table: RawTable) -> None:
        self._document.problems.append(
            Problem(
                "error",
                "the indicator columns of this page were not found",
                "repeat the header 一级指标 | 二级指标 | … on the page in the extraction",
                table_no=table.table_no,
                source_line=table.source_lines[0],
            )
        )

    def _page_columns(self, table: RawTable) -> dict[str, int] | None:
        """The indicator columns on a page that repeats no header.

        The second-level names and the two columns of figures (weight, score) anchor them; of the
        columns between, only one that was blank on every page so far can have been dropped.
        """
        known = self._layout.indicators
        if not known:
            return known
        names = [
            index
            for row in table.rows
            for index, text in enumerate(row)
            if header_word(text) in indicator_levels()
        ]
        pairs = [
            index
            for row in table.rows
            for index in range(len(row) - 1)
            if _FIGURE.match(row[index]) and _FIGURE.match(row[index + 1])
        ]
        if not names or not pairs:
            return None
        shift = max(set(names), key=names.count) - known["level2"]
        lost = known["weight"] + shift - max(set(pairs), key=pairs.count)
        assert self._project is not None
        unit_is_blank = all(row.unit is None for row in self._project.indicators)
        if lost == 0:
            return {key: column + shift for key, column in known.items()}
        if lost == 1 and "unit" in known and unit_is_blank:
            return {
                key: column + shift - (column > known["unit"])
                for key, column in known.items()
                if key != "unit"
            }
        return None

    def _row(self, project: Project, table: RawTable, index: int, row: Row) -> None:
        layout = self._layout
        if take_labels(project, row) or (layout.block == "header" and take_cells(project, row)):
            return
        funds = _fund_columns(row)
        if funds:
            layout.funds, layout.block = funds, "funds"
            project.unit_text = _fund_unit(row) or project.unit_text
            return
        if "一级指标" in (words := [header_word(text) for text in row]) and "三级指标" in words:
            known = wordings()["indicator"]
            layout.indicators = {known[w]: i for i, w in enumerate(words) if w in known}
            layout.block = "indicators"
            return
        if layout.block == "funds":
            if not self._fund_row(project, table, index, row):
                layout.block = "goals" if project.funds else "funds"
        elif layout.block == "indicators":
            self._indicator_row(project, table, index, row)

    def _fund_row(self, project: Project, table: RawTable, index: int, row: Row) -> bool:
        first = min(span.start for span in self._layout.funds.values())
        names = wordings()["fund_item"]
        label = next((t for t in row[:first] if without_ordinal(header_word(t)) in names), None)
        project.unit_text = _fund_unit(row[:first]) or project.unit_text
        if label is None:
            return False
        cells = tuple(
            FormCell(key, SEAM.join(t for c in span if (t := cell(row, c))), span.start + 1)
            for key, span in self._layout.funds.items()
        )
        project.funds.append(
            FundRow(
                names[without_ordinal(header_word(label))],
                unspaced(label),
                cells,
                table.table_no,
                index + 1,
                table.source_lines[index],
                table.page,
            )
        )
        return True

    def _indicator_row(self, project: Project, table: RawTable, index: int, row: Row) -> None:
        layout = self._layout
        columns = layout.indicators

        def text(key: str) -> str | None:
            column = columns.get(key, -1)
            return (cell(row, column) or None) if column >= 0 else None

        if any(header_word(t) in _TOTALS for t in row[:4]):
            project.total_row, project.total_table = index + 1, table.table_no
            for key, name in (("weight", "total_weight"), ("score", "total_score")):
                found = FormCell(key, text(key) or "", columns[key] + 1)
                setattr(project, name, found)
            layout.block = "done"
            return
        printed1 = plain("".join(t for t in row[: max(columns["level2"], 0)]))
        level2 = text("level2")
        known = indicator_levels().get(header_word(level2)) if level2 else None
        layout.level1 = known or layout.level1
        weight = _GROUP_WEIGHT.search(printed1)
        if weight and layout.level1:
            project.group_weights.setdefault(layout.level1, weight.group(1))
        if text("weight") is None and text("score") is None:
            return
        project.indicators.append(
            IndicatorRow(
                len(project.indicators) + 1,
                layout.level1,
                unspaced(level2) if level2 else None,
                unspaced(text("level3") or "") or None,
                text("target"),
                text("unit"),
                text("actual"),
                text("weight"),
                text("score"),
                text("deviation"),
                table.table_no,
                index + 1,
                table.source_lines[index],
                table.page,
            )
        )


def _fund_unit(row: Row) -> str | None:
    found = _FUND_UNIT.search(plain("".join(row)))
    return found.group(1) if found else None


def _begins_project(table: RawTable, lines: list[str]) -> bool:
    """Whether the table names a project at its head and is said, or seen, to be its self-evaluation."""
    return any(
        "项" in text and header_word(text).startswith(("项目编码", "项目名称"))
        for row in table.rows[:4]
        for text in row
    ) and (
        "绩效自评" in plain("".join("".join(row) for row in table.rows[:3]))
        or any("绩效自评" in word and word.endswith("表") for word in map(plain, lines))
        or any(_fund_columns(row) for row in table.rows[:8])
    )


def _has_indicators(table: RawTable) -> bool:
    return any(header_word(text) in indicator_levels() for row in table.rows for text in row)


def _fund_columns(row: Row) -> dict[str, range]:
    """The columns of the funds header, words split over cells joined; empty when it is another row."""
    known = wordings()["funds"]
    if sum(header_word(text) in known for text in row) < 2:
        return {}  # a broken word is only looked for beside whole ones
    starts: list[tuple[int, str]] = []
    column = 0
    while column < len(row):
        word = header_word(row[column])
        both = word + header_word(cell(row, column + 1))
        if word in known:
            starts.append((column, known[word]))
        elif word and (key := _near(both, known)):
            starts.append((column, key))
            column += 1
        column += 1
    keys = [key for _, key in starts]
    if not {"full_year_budget", "executed"} <= set(keys) or len(set(keys)) != len(keys):
        return {}
    stops = [start for start, _ in starts[1:]] + [len(row)]
    return {key: range(start, stop) for (start, key), stop in zip(starts, stops, strict=True)}


def _near(word: str, known: dict[str, str]) -> str | None:
    best = max(known, key=lambda alias: SequenceMatcher(None, word, alias).ratio())
    return known[best] if SequenceMatcher(None, word, best).ratio() >= 0.85 else None
