"""A sheet of a workbook as it shows: values by their formats, errors and formulas as such, nothing that is hidden."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

Place = tuple[int, int]  # row and column, 0-based
Rows = list[tuple[str, ...]]
Box = tuple[Place, Place]  # the first and the last cell of a merged one
Value = int | float | str | bool | time | date | datetime | timedelta

_PERCENT = frozenset({9, 10})  # built-in formats: 0% and 0.00%
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]')
# a point or comma that is a letter (0!.0000 shows ten thousands), or commas behind the digits (thousands)
_SCALED = re.compile(r"[!\\][.,]|[0#?],+(?![0#?,])")
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_MONEY_DECIMALS = 6  # 0.000001 万元 is one fen: what lies beyond is noise of binary fractions


def cell_text(value: Value) -> str:
    """The text of a cell; a number in full, without the noise of its binary fraction."""
    if isinstance(value, bool):
        return str(value).upper()
    if not isinstance(value, float):
        return str(value).strip()
    number = Decimal(format(value, ".15g"))
    if number == number.to_integral_value():
        return format(number.to_integral_value(), "f")
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_MONEY_DECIMALS:
        number = round(number, _MONEY_DECIMALS)
    return format(number.normalize(), "f")


def what_shows(code: str, built_in: int = 0) -> str:
    """What a format makes of a number: % for percent, the format itself where it shows another number, else nothing.

    ``built_in`` is the number of a format that needs no code.
    """
    bare = _QUOTED.sub("", code)
    if built_in in _PERCENT or bare.split(";")[0].rstrip("_ )").endswith("%"):
        return "%"
    return bare if _SCALED.search(bare) and not _DATE.search(bare) else ""


@dataclass
class Sheet:
    """What cells show that is not their value (``texts``), or another number (``formats``), and what is hidden."""

    texts: dict[Place, str] = field(default_factory=dict)
    formats: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def size(self, rows: Rows) -> tuple[int, int]:
        """How many rows and columns there are, with the texts that stand outside of the values."""
        height = max([len(rows), *(row + 1 for row, _ in self.texts)])
        return height, max([0, *map(len, rows), *(column + 1 for _, column in self.texts)])

    def as_shown(self, rows: Rows) -> Rows:
        """The texts of the sheet as its cells show them.

        An error stands as such, a formula that was never computed as its words, a part of one as percent;
        a value whose format shows another number stands with that format. None of these is read as a
        figure or a blank.
        """
        height, width = self.size(rows)
        grid = [[*row, *[""] * (width - len(row))] for row in rows]
        grid += [[""] * width for _ in range(height - len(rows))]
        for (row, column), text in self.texts.items():
            grid[row][column] = text
        for (row, column), shown in self.formats.items():
            number = Decimal(grid[row][column])
            if shown == "%":
                grid[row][column] = f"{(number * 100).normalize():f}%"
            elif number:
                grid[row][column] += f" [{shown}]"
        return [tuple(row) for row in grid]

    def without_hidden(self, rows: Rows) -> tuple[list[tuple[int, tuple[str, ...]]], int, int]:
        """The rows that are shown with their numbers, and how many rows and columns with any text are hidden."""
        used = {column for row in rows for column, text in enumerate(row) if text}
        shown = [
            (number, tuple(text for i, text in enumerate(row) if i not in self.hidden_columns))
            for number, row in enumerate(rows)
            if number not in self.hidden_rows
        ]
        hidden = sum(any(row) for number, row in enumerate(rows) if number in self.hidden_rows)
        return shown, hidden, len(self.hidden_columns & used)


@dataclass(frozen=True)
class Printed:
    """A sheet: the texts of its values, its merged cells, what is known of it; a hidden one and a chart have none."""

    name: str
    rows: Rows = field(default_factory=list)
    merged: list[Box] = field(default_factory=list)
    known: Sheet = field(default_factory=Sheet)
    is_hidden: bool = False
