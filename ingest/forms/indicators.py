"""The header of the indicators of a project's self-evaluation: which column is which."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from ingest.document import IndicatorRow, RawTable
from ingest.forms.grid import Row, cell, has_ideograph
from ingest.forms.layouts import map_rows
from ingest.forms.project_header import field_of
from ingest.wording import header_word, plain, unspaced

_FIGURE = re.compile(r"^\d+(?:\.\d+)?$")
GROUP_WEIGHT = re.compile(r"\((\d+(?:\.\d+)?)分\)")
_LEVELS = ("level1", "level2", "level3")
IN_LEVELS = "标"  # in each word for a level; few cells have it
_FEWEST = 2  # levels that a header names
_IN_ONE_LIST = {"level3", "target", "actual", "score"}  # what it names where there are no levels
_NAME = frozenset({"名称", "指标名称", "指标"})
_WHY = re.compile("原因|改进措施|整改措施")
_LEVEL = 4  # characters of a name of the first level; fewer are a piece of one
_SIGNS = frozenset("≥≤≧≦=<>")
_WORDS = ("level3", "target", "unit", "actual", "deviation")


@lru_cache(maxsize=1)
def indicator_levels() -> dict[str, str]:
    """Second-level indicator to the first level it belongs to."""
    rows = map_rows("indicators.csv", "level2")
    return {header_word(row["level2"]): header_word(row["level1"]) for row in rows}


@lru_cache(maxsize=1)
def _levels1() -> frozenset[str]:
    return frozenset(indicator_levels().values())


@dataclass(frozen=True)
class Indicators:
    """The columns (0-based) of the fields of an indicator, in a table of that width.

    ``unclear`` are headed by no known word, or by one of two.
    """

    columns: dict[str, int]
    unclear: dict[int, str]
    width: int

    def fits(self, table: RawTable) -> bool:
        """Whether a table is as wide as the one whose columns these are."""
        return all(len(row) == self.width for row in table.rows)

    @property
    def names(self) -> int:
        """Where the names end that group the indicators."""
        return self.columns.get("level2", self.columns.get("level3", 0))

    def part(self, column: int, field: str | None) -> str | None:
        """A field below a header cell: the weight of a level is not that of the indicators, but of their group."""
        over = max((c for c in self.columns.values() if c <= column), default=None)
        groups = {c: level for level, c in self.columns.items() if level in _LEVELS[:-1]}
        return f"{field}_of_{groups[over]}" if field == "weight" and over in groups else field

    def text(self, row: Row, field: str) -> str | None:
        """What a row says in a field, None where it is blank or the field has no column."""
        column = self.columns.get(field)
        return None if column is None else cell(row, column) or None

    def target(self, row: Row) -> str | None:
        """What was aimed at, with the sign that stands in a column of its own: ≤ | 90."""
        target, sign = self.text(row, "target"), plain(self.text(row, "sign") or "")
        return f"{sign}{target}" if target and sign in _SIGNS else target

    def words(self, row: Row) -> dict[str, str]:
        """What a row says of an indicator in words, by field."""
        return {field: text for field in _WORDS if (text := self.text(row, field))}

    def indicator(
        self, number: int, levels: tuple[str | None, str | None], table: RawTable, index: int
    ) -> IndicatorRow:
        """The indicator in a row (0-based) of a table; ``levels`` are its names of the first and second level."""
        row = table.rows[index]
        return IndicatorRow(
            number,
            *levels,
            unspaced(self.text(row, "level3") or "") or None,
            self.target(row),
            self.text(row, "unit"),
            self.text(row, "actual"),
            self.text(row, "weight"),
            self.text(row, "score"),
            self.text(row, "deviation"),
            table.table_no,
            index + 1,
            table.source_lines[index],
            table.page,
        )


def has_indicators(table: RawTable) -> bool:
    """Whether a table names indicators of the second level."""
    return any(header_word(text) in indicator_levels() for row in table.rows for text in row)


def is_scored(table: RawTable) -> bool:
    """Whether a table has a header of indicators with their scores, as a self-evaluation has."""
    return IN_LEVELS in table.text and any(
        (found := indicators_of(row)) and "score" in found.columns for row in table.rows
    )


def _field(word: str) -> str | None:
    """What a header word of the indicators names; why a target was missed is asked in too many words to list."""
    return field_of("indicator", word) or ("deviation" if _WHY.search(word) else None)


def level1_of(text: str | None) -> str | None:
    """The name of the first level in its cell, without its weight; a piece of a name cut over rows is none."""
    name = GROUP_WEIGHT.sub("", header_word(text or ""))
    if not has_ideograph(name):
        return None
    if len(name) >= _LEVEL or any(name == level.removesuffix("指标") for level in _levels1()):
        return name
    # 投入, 过程 and other names of a department's own
    return name if len(name) > 1 and not any(name in level for level in _levels1()) else None


def indicators_of(row: Row, above: Row = ()) -> Indicators | None:
    """The columns that a header row names, None where it is another row.

    A word that heads two columns heads neither, until a second header row tells them apart. The row above may head
    columns that this one leaves blank (评分标准 and 得分 beside 评价指标, which stands above the levels).
    """
    if not any(IN_LEVELS in text for text in row):
        return None
    named = [(i, word) for i, text in enumerate(row) if (word := header_word(text))]
    fields = [_field(word) for _, word in named]
    has_levels = sum(level in fields for level in _LEVELS) >= _FEWEST and "level1" in fields
    if not has_levels and not _IN_ONE_LIST.issubset(fields):
        return None
    first = min(i for (i, _), field in zip(named, fields, strict=True) if field in _LEVELS)
    columns: dict[str, int] = {}
    unclear: dict[int, str] = {}
    for (column, word), field in zip(named, fields, strict=True):
        if field is not None and fields.count(field) == 1:
            columns[field] = column
        elif field in _LEVELS:  # merged cells that stand twice: the names stand in the first
            columns.setdefault(field, column)
        elif column > first:
            unclear[column] = word
    for column, text in enumerate(above):
        field = None if cell(row, column) else _field(header_word(text))
        if field and field not in columns:
            columns[field] = column
    return Indicators(columns, unclear, len(row))


def below(heading: Indicators, row: Row) -> Indicators | None:
    """The columns with a second header row (目标值 and 实际值 below 指标值), None where the row is no such."""
    named = {i: word for i, text in enumerate(row) if (word := header_word(text))}
    # 名称 below 三级指标 is what the cell above says
    others = {i: word for i, word in named.items() if word not in _NAME}
    fields = {i: field for i, word in others.items() if (field := heading.part(i, _field(word)))}
    if not named or len(fields) < len(others) or len(set(fields.values())) < len(fields):
        return None
    kept = {f: i for f, i in heading.columns.items() if f not in fields.values()}
    unclear = {i: word for i, word in heading.unclear.items() if i not in fields}
    return Indicators(kept | {field: i for i, field in fields.items()}, unclear, heading.width)


def on_another_page(
    known: Indicators, table: RawTable, before: list[IndicatorRow]
) -> Indicators | None:
    """The columns on a page that repeats no header, None where they are not sure; ``before`` are the indicators so far.

    The second-level names and the two columns of figures (weight, score) anchor them; of the
    columns between, only one that was blank on every page so far can have been dropped. A page without any
    name, as wide as the one before, has its columns; so has one behind indicators with names of their own.
    """
    columns = known.columns
    of_template = any(header_word(i.level2) in indicator_levels() for i in before if i.level2)
    if before and not of_template:
        return known if known.fits(table) else None
    unit_is_blank = all(i.unit is None for i in before)
    names = [i for row in table.rows for i in _named(row)]
    pairs = [i for row in table.rows for i in _pairs(row)]
    if not names and known.fits(table):
        return known
    if not names or not pairs or not {"level2", "weight"} <= set(columns):
        return None
    shift = max(set(names), key=names.count) - columns["level2"]
    lost = columns["weight"] + shift - max(set(pairs), key=pairs.count)
    if lost == 0:
        moved = {field: column + shift for field, column in columns.items()}
    elif lost == 1 and "unit" in columns and unit_is_blank:
        moved = {
            field: column + shift - (column > columns["unit"])
            for field, column in columns.items()
            if field != "unit"
        }
    else:
        return None
    return Indicators(moved, {}, max(map(len, table.rows)))


def with_merged_names(indicators: list[IndicatorRow]) -> list[IndicatorRow]:
    """The indicators with the name of the second level that a merged cell has for several rows.

    Where a table prints the name in each row, a row without it has lost it, and stays so.
    """
    names = [(i.level1, i.level2) for i in indicators]
    if any(one == other for one, other in pairwise(names) if one[1]):
        return indicators
    found: list[IndicatorRow] = []
    for one in indicators:
        above = found[-1] if found else None
        is_below = above and one.level3 and not one.level2 and one.level1 == above.level1
        found.append(replace(one, level2=above.level2) if above and is_below else one)
    return found


def _named(row: Row) -> Iterable[int]:
    return (i for i, text in enumerate(row) if header_word(text) in indicator_levels())


def _pairs(row: Row) -> Iterable[int]:
    """Where a figure stands with another at its right."""
    return (i for i in range(len(row) - 1) if _FIGURE.match(row[i]) and _FIGURE.match(row[i + 1]))
