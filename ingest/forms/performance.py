"""Reads self-evaluation tables (绩效自评表) of projects and of whole departments: header, funds and indicators."""

import re
from dataclasses import replace
from typing import Any

from ingest.document import (
    Document,
    FormCell,
    IndicatorRow,
    Project,
    RawTable,
    TableRecord,
)
from ingest.errors import Problem
from ingest.forms.evaluated import Layout, begins, head_of, may_be_evaluation, title_of
from ingest.forms.funds import TWO, UNLISTED, fund_columns, fund_row, fund_unit, goes_on
from ingest.forms.grid import Row, has_figure, is_amount
from ingest.forms.indicators import (
    GROUP_WEIGHT,
    Indicators,
    below,
    has_indicators,
    indicator_levels,
    indicators_of,
    is_scored,
    level1_of,
    on_another_page,
    with_merged_names,
)
from ingest.forms.project_header import (
    is_total_score,
    score_in_head,
    take_cells,
    take_labels,
)
from ingest.wording import header_word, plain, unspaced

# 指标2:, ……: the template has rows for more indicators than there are
_PLACE_FOR_MORE = re.compile(r"^(?:指标\d{1,2}:?|[.…·]+|/+)$")


class ProjectReader:
    """Collects the tables of one document into projects, in print order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._layout = Layout()
        self._project: Project | None = None
        self._read: set[tuple[int, int]] = set()  # rows and columns of the table
        self._goes_on = False  # the next row may be the rest of one that is torn over pages

    def end(self) -> None:
        """The next table does not go on with the project before it."""
        self._project = None

    def finish(self) -> None:
        """Give the indicators the names of merged cells, when all pages are read."""
        for project in self._document.projects:
            project.indicators = with_merged_names(project.indicators)

    def is_looking(self, table: RawTable, caption: str) -> bool:
        """Whether the table may begin or continue a project; a quick look."""
        return self._project is not None or may_be_evaluation(table, caption)

    def take(self, table: RawTable, record: TableRecord, caption: str) -> bool:
        """Read the table if it begins or continues a project; false when it does neither.

        ``caption`` is the text between the table and the one before it.
        """
        lines = caption.split("\n")[-4:]
        begun = begins(table, lines, len(self._document.projects) + 1)
        before = self._layout
        head = head_of(table) if begun else before.head
        may_go_on = head == before.head
        if self._project and may_go_on and before.goes_on_with(self._project, table, lines):
            self._goes_on = True
        elif begun:
            self._project = begun
            self._document.projects.append(self._project)
            self._layout = Layout(title=title_of(lines), head=head)
            self._goes_on = False
        else:
            self._project = None
            if is_scored(table):
                self._say(
                    "warn",
                    "indicators with scores, of no project or department that is named; kept raw",
                    "give the table its title, or the name of the project, in the extraction",
                    *(table, 0),
                )
            return False
        record.kind, record.project_no = "performance", self._project.project_no
        if self._layout.indicators and not any(map(indicators_of, table.rows)):
            found = on_another_page(self._layout.indicators, table, self._project.indicators)
            if found is None:
                self._report_columns(table)
                return True
            self._layout.indicators, self._layout.heading = found, -1
        self._read.clear()
        for index, row in enumerate(table.rows):
            if not (self._goes_on and row in self._layout.head):
                self._row(self._project, table, index, row)
        if not self._layout.indicators and has_indicators(table):
            self._report_columns(table)
        self._report_unread(table)
        return True

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
            self._unit(project, table, index, row)
            return
        if heading := indicators_of(row, table.rows[index - 1] if index else ()):
            layout.indicators, layout.block, layout.heading = heading, "heading", index
            return
        if layout.block == "heading" and layout.indicators:
            layout.block = "indicators"
            if second := below(layout.indicators, row):
                layout.indicators = second
                return
        if layout.block == "funds":
            if not self._fund_row(project, table, index, row) and project.funds:
                layout.block = "goals"
        elif layout.block == "indicators" and layout.indicators:
            self._indicator_row(project, table, index, row, layout.indicators)

    def _fund_row(self, project: Project, table: RawTable, index: int, row: Row) -> bool:
        """Read a row of the funds; false where the funds ended above it."""
        columns = self._layout.funds
        first = min(span.start for span in columns.values())
        self._unit(project, table, index, row[:first])
        found = fund_row(table, index, columns, project.funds)
        if found is None:
            return goes_on(row, columns)
        if found.fund_item.startswith(UNLISTED):
            self._say(
                "warn",
                f"the funds {found.printed_label!r} are none that is known, or stand twice; no sum counts them",
                "add the printed words to ingest/layouts/performance.csv, if they are an item of the funds",
                table,
                index,
            )
        self._read |= {(index, c) for span in columns.values() for c in span}
        project.funds.append(found)
        return True

    def _unit(self, project: Project, table: RawTable, index: int, row: Row) -> None:
        """Take the unit that a row of the funds names; of two the amounts have none."""
        unit = fund_unit(row)
        if unit and TWO in unit:
            self._say(
                "error",
                f"the funds are in {unit}: of which unit each amount is, is not known",
                "see the page, and give each column its unit in the extraction",
                table,
                index,
            )
        project.unit_text = unit or project.unit_text

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
        if not all(_PLACE_FOR_MORE.match(plain(text)) for text in words.values()):
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
