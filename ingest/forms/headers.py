"""Maps the columns of a table chunk to the canonical columns of a form, with a stored score."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import combinations

from ingest.document import Places
from ingest.forms.grid import Row, cell
from ingest.forms.layouts import layouts
from ingest.forms.phases import phases_of, without_year
from ingest.forms.run_together import are_headers
from ingest.wording import headed_unit, header_word

THRESHOLD = 0.8  # below this a header is unknown, never the nearest one
MARGIN = 0.08  # and the best must stand out from the second best by this
OF_FUNDS = "预算"  # 一般公共 | 预算 | 财政拨款: a header that is broken over rows names no budget
NONE = "-"  # the key of a header that is known, and none of the columns of its form
# 年初结转和结余 / 基本支出结转, 本年收入 / 项目支出收入: the forms have these as a whole
_WHOLES = ("opening", "income", "closing")
_OF_WHICH = "其中"
_PART = re.compile("^(?:其中:?)?(?:基本支出|项目支出|结转|结余)")


# column (0-based) and printed 栏次, from the left
Numbers = tuple[tuple[int, int], ...]
# the words of a header in each column, top to bottom
Paths = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ColumnMap:
    """Table column (0-based) to canonical column key, how it was found and how sure it is.

    ``unknown`` holds header wordings of columns that no alias fits; ``misaligned`` is true when
    fewer header cells than columns were printed and the 栏次 row had to decide. ``others`` are the
    columns that are known to be none of the form (其中：教育收费), with their wording.
    """

    columns: dict[int, str]
    method: str
    score: float
    wording: dict[int, str]
    unknown: dict[int, str]
    misaligned: bool = False
    others: dict[int, str] = field(default_factory=dict)

    @cached_property
    def places(self) -> Places:
        """Columns with their keys, from the left."""
        indexes = tuple(sorted(self.columns))
        return Places(tuple(self.columns[index] for index in indexes), indexes)

    @cached_property
    def said(self) -> str:
        """What is stored of it: 3 本年支出合计 = total; 4 基本支出 = basic."""
        return "; ".join(
            f"{column + 1} {self.wording.get(column, '')} = {key}".replace("  ", " ")
            for column, key in sorted(self.columns.items())
        )

    @property
    def first(self) -> int:
        """The leftmost amount column."""
        return min(self.columns)


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def header_paths(rows: tuple[Row, ...], width: int) -> Paths:
    """The header cells above each column, top to bottom, merged parents filled to the right.

    A parent never reaches past a column where a row above it begins a new cell.
    """
    paths: list[list[str]] = [[] for _ in range(width)]
    starts: set[int] = set()
    for row in rows:
        current = ""
        own = set()
        for column in range(width):
            word, _ = headed_unit(cell(row, column))
            if word:
                current = word
                own.add(column)
            elif column in starts:
                current = ""
            if current and (not paths[column] or paths[column][-1] != current):
                paths[column].append(current)
        starts |= own
    return tuple(map(tuple, paths))


@lru_cache(maxsize=4096)
def own_words(rows: tuple[Row, ...], width: int) -> Paths:
    """The header cells printed in each column itself, top to bottom."""
    return tuple(
        tuple(word for row in rows if (word := headed_unit(cell(row, column))[0]))
        for column in range(width)
    )


@lru_cache(maxsize=4096)
def header_units(rows: tuple[Row, ...]) -> tuple[str, ...]:
    """The units of money that headers say of the figures below them, each once."""
    units = (headed_unit(text)[1] for row in rows for text in row)
    return tuple(dict.fromkeys(unit for unit in units if unit))


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def column_phases(header: tuple[Row, ...], width: int, but: str = "") -> dict[int, str]:
    """The phase of each column whose header names one by another word than ``but``."""
    words = [
        (column, word)
        for column, (path, own) in enumerate(
            zip(header_paths(header, width), own_words(header, width), strict=True)
        )
        if own  # beside the table stands nothing, whatever its last header reaches over
        for word in reversed(path)
        if word != but
    ]
    return phases_of(words)


@lru_cache(maxsize=16384)
def match_header(path: tuple[str, ...], form_no: int, side: str) -> tuple[str | None, float]:
    """The canonical key a header path stands for and its score in 0..1 (1 is an exact alias)."""
    aliases = layouts().headers[form_no, side]
    candidates = {
        "".join(parts)
        for size in range(1, min(len(path), 5) + 1)
        for parts in combinations(path[-5:], size)
    }
    exact = [text for text in candidates if text in aliases]
    if _is_part_of_whole("".join(path), aliases):
        return NONE, 1.0
    if exact:
        return aliases[max(exact, key=len)], 1.0
    key, score = nearest(candidates, aliases)
    return (None, 0.0) if key and are_headers(path, key, aliases) else (key, score)


def nearest(words: Iterable[str], aliases: Mapping[str, str]) -> tuple[str | None, float]:
    """The key of which an alias is nearly one of the words, and how nearly; None where none is, or more than one.

    A letter was lost or misread; shorter words are too like others.
    """
    best: dict[str, float] = {}
    for text in words:
        if len(text) < 3:
            continue
        matcher = SequenceMatcher(b=text, autojunk=False)
        for alias, key in aliases.items():
            if min(len(alias), len(text)) < 0.7 * max(len(alias), len(text)):
                continue
            matcher.set_seq1(alias)
            ratio = matcher.ratio()
            if ratio > best.get(key, 0.0):
                best[key] = ratio
    ranked = sorted(best.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < THRESHOLD:
        return None, ranked[0][1] if ranked else 0.0
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN:
        return None, ranked[0][1]
    return ranked[0]


def _is_part_of_whole(words: str, aliases: Mapping[str, str]) -> bool:
    """Whether a header is that of a part of what the form has as a whole."""
    wholes = [text for text, key in aliases.items() if key in _WHOLES and text in words]
    return bool(wholes and _PART.match(words.partition(max(wholes, key=len))[2]))


def map_by_header(rows: tuple[Row, ...], form_no: int, side: str, span: range) -> ColumnMap:
    """The columns of ``span`` by their header wording alone.

    What a header says of a budget, of another year or of a rate is none of the form: only form 9 has budgets.
    """
    phases = column_phases(rows, max(span.stop, 1), OF_FUNDS)

    def key_of(column: int, path: tuple[str, ...]) -> tuple[str | None, float]:
        if phases.get(column, "actual") != "actual":
            return NONE, 1.0
        return match_header(tuple(map(without_year, path)), form_no, side)

    return map_paths(rows, span, key_of)


def map_paths(
    rows: tuple[Row, ...],
    span: range,
    key_of: Callable[[int, tuple[str, ...]], tuple[str | None, float]],
) -> ColumnMap:
    """The columns of ``span`` by the key and the score that ``key_of`` gives to each with its header."""
    maps = layouts()
    paths = header_paths(rows, max(span.stop, 1))
    columns: dict[int, str] = {}
    wording: dict[int, str] = {}
    unknown: dict[int, str] = {}
    scores: list[float] = []
    others: dict[int, str] = {}
    printed = {c for row in rows for c, text in enumerate(row) if header_word(text)}
    for column in span:
        path = paths[column]
        wording[column] = "/".join(path)
        if column not in printed or path[-1] in maps.ignored_words:
            continue  # nothing is printed above it: a parent reaching over is no header
        key, score = key_of(column, path)
        is_part = key is None and path[-1].startswith(_OF_WHICH)
        if is_part:  # 其中:基本支出, beside the total
            key, score = key_of(column, (*path[:-1], path[-1].removeprefix(_OF_WHICH)))
        if key is None and is_part and (column - 1 in columns or column - 1 in others):
            key = NONE  # 其中:教育收费, of the column before it
        if key == NONE:
            others[column] = wording[column]
        elif key is not None:
            columns[column] = key
            scores.append(score)
        elif not all(word in maps.label_words or word in maps.total_words for word in path):
            unknown[column] = wording[column]
    keys = list(columns.values())
    for column, key in list(columns.items()):
        if keys.count(key) > 1:  # two columns claim one key: neither is known
            del columns[column]
            unknown[column] = wording[column]
    score = min(scores) if scores and columns else 0.0
    return ColumnMap(columns, "header", score, wording, unknown, others=others)


def map_by_number(numbers: Numbers, form_no: int, side: str, span: range) -> dict[int, str]:
    """The columns by a 栏次 row, if it numbers exactly the canonical columns of the form."""
    maps = layouts()
    expected = {c.column_no: c.column_key for c in maps.columns[form_no] if c.side == side}
    everything = {c.column_no for c in maps.columns[form_no] if c.column_no is not None}
    if {number for _, number in numbers} != everything:
        return {}
    return {
        index: expected[number] for index, number in numbers if index in span and number in expected
    }


@lru_cache(maxsize=16384)
def map_columns(
    rows: tuple[Row, ...],
    numbers: Numbers,
    form_no: int,
    side: str,
    span: range,
    used: frozenset[int],
    by_wording: Callable[[tuple[Row, ...], int, str, range], ColumnMap] = map_by_header,
) -> ColumnMap:
    """The column map of a chunk: by wording when every used column is known, else by 栏次.

    ``used`` are the columns of ``span`` that hold amounts in the body, ``numbers`` the printed
    栏次. A map that leaves one of them out is returned with it in ``unknown``; the caller reports
    it and loads nothing.
    """
    maps = layouts()
    textual = by_wording(rows, form_no, side, span)
    numbered = {c for c, _ in numbers if c in span}
    missing = {
        c
        for c in (used | numbered) - set(textual.columns) - set(textual.others)
        if textual.wording.get(c, "").split("/")[-1] not in maps.ignored_words
    }
    if textual.columns and not missing:
        return ColumnMap(
            textual.columns, "header", textual.score, textual.wording, {}, others=textual.others
        )
    by_number = map_by_number(numbers, form_no, side, span)
    if by_number and used <= set(by_number):
        agree = sum(textual.columns.get(index) == key for index, key in by_number.items())
        leaves = sum(1 for index in by_number if rows and cell(rows[-1], index))
        return ColumnMap(
            by_number,
            "column_no",
            agree / len(by_number),
            textual.wording,
            {},
            misaligned=leaves < len(by_number),
        )
    unknown = {c: textual.wording.get(c, "") for c in sorted(missing)}
    return ColumnMap(textual.columns, "header", textual.score, textual.wording, unknown)
