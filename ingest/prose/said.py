"""What prose says: figures, and the units of a department."""

from typing import NamedTuple


class Statement(NamedTuple):
    """A figure of the prose, as words: what it measures, the figure, and how it is compared.

    ``figure_kind`` is amount, percent or count; ``relation`` is value, change, rate, completion or
    share; ``base`` names what it is compared with (prior_year_actual, initial_budget, ...).
    """

    statement_no: int
    paragraph_no: int
    source_line: int | None
    page: int | None
    section: str | None
    subject: str | None
    measure_key: str | None
    unlinked_reason: str | None
    relation: str
    base: str | None
    direction: str | None
    figure_kind: str
    printed_text: str
    unit_text: str
    sentence: str


class Unit(NamedTuple):
    """A unit whose accounts those of the department hold, as it names it.

    ``unit_name`` is written as names of departments are, ``named_as`` are the words of the document without
    blanks; ``is_own_level`` marks the department itself without its units (本级). Of a table ``table_no`` and
    ``table_row`` say where.
    """

    unit_no: int
    unit_name: str
    is_own_level: bool
    named_as: str
    page: int | None
    source_line: int | None
    table_no: int | None
    table_row: int | None
