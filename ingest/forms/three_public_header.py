"""What the words of form 9 stand for: the items of the three public expenses, and the phases of their figures."""

import re
from functools import lru_cache

from ingest.forms.grid import Row
from ingest.forms.headers import header_paths, own_words
from ingest.forms.layouts import layouts
from ingest.wording import without_ordinal

_NUMBER = re.compile(r"^(?:[(]\d{1,2}[)]|\d{1,2}[.、)]?)")
# 决算数占年初预算数的百分比(%)
_RATE = re.compile(r"(?:百分比|比例|比重|率|\(%\)|%)(?:\(%\))?$")
_TOTALS = ("合计", "小计", "总计")
_YEAR = re.compile(r"^(20\d\d)年度?(.+)$")
OTHER = "other"  # a phase or an item that is known, and no figure of this form


def item_of(text: str) -> str | None:
    """The item that a text names, if it names one."""
    word = _NUMBER.sub("", without_ordinal(text))
    return layouts().three_public_items.get(word)


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def other_columns(header: tuple[Row, ...], width: int) -> dict[int, str]:
    """Columns of what is printed beside the three public expenses (会议费, 培训费), with their header."""
    return {
        column: "/".join(path)
        for column, path in enumerate(header_paths(header, width))
        if any(item_of(word) == OTHER for word in path)
    }


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def item_columns(header: tuple[Row, ...], width: int) -> dict[int, str]:
    """Columns of the three public expenses, with their items."""
    others = other_columns(header, width)
    named = {
        column: _item_below(path)
        for column, path in enumerate(header_paths(header, width))
        if column not in others
    }
    return {column: item for column, item in named.items() if item is not None}


def _item_below(path: tuple[str, ...]) -> str | None:
    """The item of a column by its headers: 公务用车购置及运行费 above 小计 and 公务用车购置费.

    A total below something else than the three public expenses is no total of them.
    """
    item = item_of("".join(path[-2:]))
    if item is not None or not path:
        return item
    is_of_other = len(path) > 1 and path[-1] in _TOTALS and "三公" not in path[-2]
    return None if is_of_other else item_of(path[-1])


def _phase(word: str) -> tuple[int, str] | None:
    """The year in front of a word, if one is printed (else 0), and the phase that the word names."""
    found = _YEAR.match(word)
    named = found.group(2) if found else word
    phase = OTHER if _RATE.search(named) else layouts().three_public_phases.get(named)
    return (int(found.group(1)) if found else 0, phase) if phase else None


def phases_of(words: list[tuple[int, str]]) -> dict[int, str]:
    """Position to budget, actual or other: of several years the last is that of the form.

    年初预算数 is the budget where no other is printed.
    """
    named = {at: found for at, word in words if (found := _phase(word))}
    last = max((year for year, _ in named.values()), default=0)
    phases = {at: phase if year in (0, last) else OTHER for at, (year, phase) in named.items()}
    # 预算数 beside 全年预算数 is that of the beginning of the year
    whole = {at for at, word in words if "全年" in word and phases.get(at) == "budget"}
    if len(whole) == 1:
        phases = {at: OTHER if p == "budget" and at not in whole else p for at, p in phases.items()}
    initial = OTHER if "budget" in phases.values() else "budget"
    return {at: initial if phase == "initial" else phase for at, phase in phases.items()}


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def column_phases(header: tuple[Row, ...], width: int) -> dict[int, str]:
    """The phase of each column whose header names one."""
    words = [
        (column, word)
        for column, (path, own) in enumerate(
            zip(header_paths(header, width), own_words(header, width), strict=True)
        )
        for word in reversed(path)
        if own  # beside the table stands nothing, whatever its last header reaches over
    ]
    return phases_of(words)
