"""What the headers of form 9 stand for: the items of the three public expenses, and the phase of the budget."""

import re
from dataclasses import replace
from functools import lru_cache

from ingest.forms.chunk import Chunk
from ingest.forms.grid import TOTALS, Row
from ingest.forms.headers import NONE, ColumnMap, column_phases, header_paths, map_paths, nearest
from ingest.forms.layouts import layouts
from ingest.forms.phases import OTHER, is_phase, phase_beside
from ingest.wording import item_word, without_ordinal

WHOLE = "小计"  # before every item: their total, though it is not said of what
VEHICLE = "vehicle"
_OFFICIAL = "公务用车"
_NUMBER_OF = re.compile("(?:批次|人次|人数|团组数?|[数量次批辆])$")


def item_of(text: str) -> str | None:
    """The item that a text names, if it names one; how many there are of one is another (公务接待批次)."""
    known, word = layouts().three_public_items, item_word(text)
    counted = _NUMBER_OF.sub("", word)
    is_number = counted != word and (counted in known or f"{counted}费" in known)
    return known.get(word, OTHER if is_number else None)


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
    paths = header_paths(header, width)
    named = {column: _item_below(path) for column, path in enumerate(paths) if column not in others}
    items = {column: item for column, item in named.items() if item is not None}
    before = [column for column in range(min(items, default=0)) if paths[column] == (WHOLE,)]
    return {**dict.fromkeys(before, "total"), **items}


def _item_below(path: tuple[str, ...]) -> str | None:
    """The item of a column by its headers, whose words may be broken over rows.

    公务用车购置及运行费 above 小计 is that of vehicles, above 购置费 that of their purchase. A total below
    something else than the three public expenses is no total of them.
    """
    leaf = path[-1] if path else ""
    for start in range(len(path)):
        above = item_of("".join(path[start:-1]))
        if above == VEHICLE and leaf in TOTALS:
            return above
        item = item_of("".join(path[start:])) or (
            item_of(_OFFICIAL + leaf) if above == VEHICLE else None
        )
        if item is not None:
            is_of_other = leaf in TOTALS and 0 < start == len(path) - 1
            return None if is_of_other and "三公" not in path[start - 1] else item
    return None


def map_by_item(rows: tuple[Row, ...], form_no: int, side: str, span: range) -> ColumnMap:
    """The columns of ``span`` by the item and the phase that their headers name."""
    phases = column_phases(rows, max(span.stop, 1))
    firsts = {phase: column for column, phase in reversed(phases.items()) if column in span}

    def key_of(column: int, path: tuple[str, ...]) -> tuple[str | None, float]:
        words = tuple(word for word in path if not is_phase(word))
        phase = phases.get(column)
        if phase is None:  # 公务接待费预算数 in one cell
            phase, rest = phase_beside("".join(words))
            words = (rest,)
        item, score = _item_below(words), 1.0
        if words == (WHOLE,) and column == firsts.get(phases.get(column, "")):
            item = "total"
        if item is None:
            joined = (item_word("".join(words[start:])) for start in range(len(words)))
            of_money = (word for word in joined if not _NUMBER_OF.search(word))
            item, score = nearest(of_money, layouts().three_public_items)
        if OTHER in (phase, item):
            return NONE, score
        return (f"{phase}_{item}", score) if phase and item else (None, 0.0)

    return map_paths(rows, span, key_of)


def twice(phases: dict[int, str]) -> dict[int, str]:
    """The columns or rows of one phase, where more than one is: which of them the form has is not known."""
    known = [phase for phase in phases.values() if phase != OTHER]
    return {at: phase for at, phase in phases.items() if known.count(phase) > 1}


def of_all(row: Row, names: range) -> str | None:
    """The name of the total where it stands first and says not of what."""
    named = (row[column] for column in names if column < len(row))
    return next((text for text in named if without_ordinal(text) == WHOLE), None)


def is_vertical(chunk: Chunk) -> bool:
    """Whether the items stand in rows: two begin with one, or one of a header that names phases alone."""
    named = [row for _, row in chunk.body if any(item_of(t) not in (None, OTHER) for t in row[:2])]
    if len(named) > 1 or not column_phases(chunk.header, chunk.width):
        return len(named) > 1
    if not chunk.body:  # a header of phases alone heads the rows of the table behind it
        return not any(item_of(text) for row in chunk.header for text in row)
    named += [row for _, row in chunk.body[:1] if of_all(row, range(1))]
    return bool(named) and not item_columns(chunk.header, chunk.width)


def without_items_in_header(chunk: Chunk) -> Chunk:
    """A page of items in rows: the first of them have no figure, and look like a header that names items."""
    texts = (text for row in chunk.header for text in row[:2])
    if all(item_of(t) in (None, OTHER) for t in texts) or column_phases(chunk.header, chunk.width):
        return chunk
    rows = enumerate(chunk.printed_header, chunk.first_row)
    return replace(chunk, printed_header=(), header=(), numbers=(), body=(*rows, *chunk.body))
