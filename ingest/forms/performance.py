"""Reads project self-evaluation tables (项目支出绩效自评表): header, funds and indicators."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

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
from ingest.forms.funds import fund_columns, fund_unit
from ingest.forms.grid import Row, cell, has_figure, is_amount
from ingest.forms.indicators import (
    GROUP_WEIGHT,
    Indicators,
    below,
    has_indicators,
    indicator_levels,
    indicators_of,
    level1_of,
    on_another_page,
)
from ingest.forms.project_header import (
    SEAM,
    is_total_score,
    names_project,
    score_in_head,
    take_cells,
    take_labels,
    wordings,
)
from ingest.forms.titles import find_unit
from ingest.wording import header_word, plain, unspaced, without_ordinal

_YEAR = re.compile(r"^\(?(20\d\d)年度?\)?$|^(?=.*绩效自评).*?(20\d\d)年")


@dataclass
class _Layout:
    """Columns of the blocks of the project being read."""

    funds: dict[str, range] = field(default_factory=dict)
    indicators: Indicators | None = None
    level1: str | None = None
    block: str = "header"
    heading: int = 0  # row of the header of the indicators, on the page that has it


class ProjectReader:
    """Collects the tables of one document into projects, in print order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._layout = _Layout()
        self._project: Project | None = None
        self._read: set[tuple[int, int]] = set()  # rows and columns of the table
        self._goes_on = False  # the next row may be the rest of one that is torn over pages

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
            self._layout, self._goes_on = _Layout(), False
        elif self._project and (has_indicators(table) or self._ends_with(table)):
            self._goes_on = True
        else:
            self._project = None
            return False
        record.kind, record.project_no = "performance", self._project.project_no
        if self._layout.indicators and not any(map(indicators_of, table.rows)):
            known = all(row.unit is None for row in self._project.indicators)
            found = on_another_page(self._layout.indicators, table, unit_is_blank=known)
            if found is None:
                self._report_columns(table)
                return True
            self._layout.indicators, self._layout.heading = found, -1
        self._read.clear()
        for index, row in enumerate(table.rows):
            self._row(self._project, table, index, row)
        if not self._layout.indicators and has_indicators(table):
            self._report_columns(table)
        self._report_unread(table)
        return True

    def _ends_with(self, table: RawTable) -> bool:
        """Whether a table without indicators is the last page of the project: its total."""
        known = self._layout.indicators
        return (
            self._layout.block == "indicators"
            and known is not None
            and known.fits(table)
            and any(map(is_total_score, table.rows))
        )

    def _report_columns(self, table: RawTable) -> None:
        self._say(
            "error",
            "the indicator columns of this page were not found",
            "repeat the header 一级指标 | 二级指标 | … on the page in the extraction",
            table,
            0,
        )

    def _report_unread(self, table: RawTable) -> None:
        """Say which figures of a table are taken into no column of funds or indicators."""
        unclear = self._layout.indicators.unclear if self._layout.indicators else {}
        first = self._layout.heading
        found = [
            (index, column, text)
            for index, row in enumerate(table.rows)
            for column, text in enumerate(row)
            if (index, column) not in self._read
            and (is_amount(text) or (index > first and column in unclear and has_figure(text)))
        ]
        if not found:
            return
        said = ", ".join(
            f"{text!r} in row {index + 1}, column {column + 1}"
            + (f" ({unclear[column]})" if column in unclear else "")
            for index, column, text in found[:3]
        )
        more = f" and {len(found) - 3} more" if len(found) > 3 else ""
        self._say(
            "warn",
            f"figures of a self-evaluation are under no known header, and kept raw: {said}{more}",
            "add the printed words to ingest/layouts/performance.csv, if they are its funds or indicators",
            table,
            found[0][0],
            found[0][1],
        )

    def _row(self, project: Project, table: RawTable, index: int, row: Row) -> None:
        layout = self._layout
        if layout.block == "header" and (column := score_in_head(row)) is not None:
            project.total_row, project.total_table = index + 1, table.table_no
            project.total_score = FormCell("score", row[column], column + 1)
            self._read.add((index, column))
        if take_labels(project, row) or (layout.block == "header" and take_cells(project, row)):
            return
        funds = fund_columns(row)
        if funds:
            layout.funds, layout.block = funds, "funds"
            project.unit_text = fund_unit(row) or project.unit_text
            return
        if heading := indicators_of(row):
            layout.indicators, layout.block, layout.heading = heading, "heading", index
            return
        if layout.block == "heading" and layout.indicators:
            layout.block = "indicators"
            if second := below(layout.indicators, row):
                layout.indicators = second
                return
        if layout.block == "funds":
            if not self._fund_row(project, table, index, row):
                layout.block = "goals" if project.funds else "funds"
        elif layout.block == "indicators" and layout.indicators:
            self._indicator_row(project, table, index, row, layout.indicators)

    def _fund_row(self, project: Project, table: RawTable, index: int, row: Row) -> bool:
        first = min(span.start for span in self._layout.funds.values())
        names = wordings()["fund_item"]
        label = next((t for t in row[:first] if without_ordinal(header_word(t)) in names), None)
        project.unit_text = fund_unit(row[:first]) or project.unit_text
        if label is None:
            return False
        cells = tuple(
            FormCell(key, SEAM.join(t for c in span if (t := cell(row, c))), span.start + 1)
            for key, span in self._layout.funds.items()
        )
        self._read |= {(index, c) for span in self._layout.funds.values() for c in span}
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

    def _indicator_row(
        self, project: Project, table: RawTable, index: int, row: Row, heading: Indicators
    ) -> None:
        layout = self._layout
        self._read |= {(index, column) for column in heading.columns.values()}
        if is_total_score(row):
            project.total_row, project.total_table = index + 1, table.table_no
            for key, name in (("weight", "total_weight"), ("score", "total_score")):
                if key in heading.columns:
                    text = heading.text(row, key) or ""
                    setattr(project, name, FormCell(key, text, heading.columns[key] + 1))
            layout.block = "done"
            return
        printed1 = plain("".join(row[: heading.names]))
        level2 = heading.text(row, "level2")
        known = indicator_levels().get(header_word(level2)) if level2 else None
        layout.level1 = known or level1_of(heading.text(row, "level1")) or layout.level1
        weight = GROUP_WEIGHT.search(printed1)
        if weight and layout.level1:
            project.group_weights.setdefault(layout.level1, weight.group(1))
        goes_on = self._goes_on and known is None
        self._goes_on = False
        words = heading.words(row)
        if heading.text(row, "weight") is None and heading.text(row, "score") is None:
            if goes_on and words and project.indicators:
                project.indicators[-1] = self._with_rest(
                    project.indicators[-1], table, index, words
                )
                return
            if not ("level3" in words and {"target", "actual"} & words.keys()):
                self._report_words(table, index, words)
                return
        names = (layout.level1, unspaced(level2) if level2 else None)
        number = len(project.indicators) + 1
        project.indicators.append(heading.indicator(number, names, table, index))

    def _with_rest(
        self, indicator: IndicatorRow, table: RawTable, index: int, words: dict[str, str]
    ) -> IndicatorRow:
        """The indicator with what stands of its words on the next page; said."""
        before = f"the indicator {indicator.level3!r} of the page before"
        self._say(
            "info",
            f"row {index + 1} is the rest of {before}",
            "nothing: the two halves of its words are put together",
            table,
            index,
        )
        joined: dict[str, Any] = {
            name: (getattr(indicator, name) or "") + rest for name, rest in words.items()
        }
        return replace(indicator, **joined)

    def _report_words(self, table: RawTable, index: int, words: dict[str, str]) -> None:
        if words:
            said = ", ".join(map(repr, words.values()))
            self._say(
                "warn",
                f"words of a row without weight and score are kept raw: {said}",
                "see whether they belong to the indicator above or below them",
                table,
                index,
            )

    def _say(
        self,
        severity: str,
        message: str,
        remedy: str,
        table: RawTable,
        index: int,
        column: int | None = None,
    ) -> None:
        self._document.problems.append(
            Problem(
                *(severity, message, remedy),
                table_no=table.table_no,
                table_row=index + 1,
                table_column=None if column is None else column + 1,
                source_line=table.source_lines[index],
            )
        )


def _begins_project(table: RawTable, lines: list[str]) -> bool:
    """Whether the table names a project at its head and is said, or seen, to be its self-evaluation."""
    named = [row for row in table.rows[:4] if names_project(row)]
    if not named or any(map(fund_columns, named)):  # the header of a list of projects
        return False
    return (
        "绩效自评" in plain("".join("".join(row) for row in table.rows[:3]))
        or any("绩效自评" in word and word.endswith("表") for word in map(plain, lines))
        or any(fund_columns(row) for row in table.rows[:8])
    )
