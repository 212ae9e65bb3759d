"""What a self-evaluation table is about: one project, or all that a department spends (部门整体支出绩效自评表)."""

import re
from dataclasses import dataclass, field
from itertools import takewhile

from ingest.document import Project, RawTable
from ingest.forms.funds import fund_columns
from ingest.forms.grid import Row
from ingest.forms.indicators import IN_LEVELS, Indicators, has_indicators, indicators_of
from ingest.forms.money_units import units_in
from ingest.forms.project_header import IN_LABELS, is_total_score, names_project
from ingest.wording import plain

PROJECT, DEPARTMENT = "project", "department"
_HEAD = 4  # rows in which a table says what it is about
_BEFORE_INDICATORS = 8  # rows in which the funds stand
# the year, or the number of the table, may stand behind a title
_TITLE = re.compile(
    r"^[^，。；;,]*绩效[^，。；;,]*(?:自评|评价|评分|完成情况|得分)[^，。；;,]*表(?:[(][^()]*[)])*$"
)
_IN_TITLES = "绩"
_IN_ANY = (IN_LABELS, IN_LEVELS, _IN_TITLES)
WHOLE = "整体"  # in the title of the evaluation of a department
_YEAR = re.compile(r"^\(?(20\d\d)年度?\)?$|^(?=.*绩效自评).*?(20\d\d)年")


def may_be_evaluation(table: RawTable, said: str) -> bool:
    """A quick look at a table and the text above it: whether any word of a self-evaluation may be in them."""
    return any(part in text for text in (said, table.text) for part in _IN_ANY)


def title_of(lines: list[str]) -> str | None:
    """The title of a self-evaluation among the lines above its table, as comparable wording; None where there is none."""
    may_be = (line for line in reversed(lines) if _IN_TITLES in line)  # most lines need no pattern
    return next((word for word in map(plain, may_be) if _TITLE.match(word)), None)


def head_of(table: RawTable) -> list[Row]:
    """The rows above the funds and the indicators: what is evaluated."""
    return list(takewhile(lambda row: not (fund_columns(row) or indicators_of(row)), table.rows))


def begins(table: RawTable, lines: list[str], number: int) -> Project | None:
    """The self-evaluation that a table begins, None where it begins none; ``lines`` stand above it."""
    subject = _evaluated(table, lines)
    if subject is None:
        return None
    begun = Project(number, table.table_no, table.source_lines[0], table.page, evaluated=subject)
    said = [*lines, *(text for row in table.rows[:_HEAD] for text in row)]
    begun.fiscal_year = next(
        (year[1] or year[2] for text in said if (year := _YEAR.search(plain(text)))), None
    )
    begun.unit_text = next(units_in(said), None)
    return begun


def _evaluated(table: RawTable, lines: list[str]) -> str | None:
    """What a table evaluates where it begins a self-evaluation, else None.

    A project is named at its head, a whole department in its title (整体).
    """
    named = [row for row in table.rows[:_HEAD] if names_project(row)]
    if any(map(fund_columns, named)):  # the header of a list of projects
        return None
    if named:
        is_one = (
            "绩效自评" in plain("".join("".join(row) for row in table.rows[: _HEAD - 1]))
            or any("绩效自评" in word and word.endswith("表") for word in map(plain, lines))
            or any(fund_columns(row) for row in table.rows[:_BEFORE_INDICATORS])
        )
        return PROJECT if is_one else None
    title = title_of([*lines, *(text for row in table.rows[:2] for text in row)])
    if title is None or WHOLE not in title:
        return None
    is_table = any(indicators_of(row) or fund_columns(row) for row in table.rows)
    return DEPARTMENT if is_table else None


@dataclass
class Layout:
    """What is known of the self-evaluation being read: where its blocks stand, and how its pages begin."""

    funds: dict[str, range] = field(default_factory=dict)
    indicators: Indicators | None = None
    level1: str | None = None
    block: str = "header"
    title: str | None = None
    head: list[Row] = field(default_factory=list)  # what each page may repeat
    heading: int = 0  # row of the header of the indicators, on the page that has it

    def goes_on_with(self, project: Project, table: RawTable, lines: list[str]) -> bool:
        """Whether a table that begins no other evaluation is the next page of the one before it.

        It is none behind the score of the whole, under another title, or with funds once more.
        """
        if self.block == "done" or title_of(lines) not in (None, self.title):
            return False
        if self.indicators and any(map(fund_columns, table.rows)):
            return False
        known = self.indicators
        if has_indicators(table) or (known is None and any(map(indicators_of, table.rows))):
            return True
        if not (known and self.block == "indicators" and known.fits(table)):
            return False
        is_own = project.evaluated == DEPARTMENT and not any(map(plain, lines))
        return is_own or any(map(is_total_score, table.rows))
