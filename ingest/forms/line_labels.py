"""The labels of forms 1 and 4: which canonical line a printed name stands for."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from ingest.forms.grid import Row, cell, digits, has_decimal
from ingest.forms.layouts import Line, layouts
from ingest.wording import plain, unspaced, without_ordinal

_PART = re.compile(r"^\(?其中")


# the names of lines repeat
@lru_cache(maxsize=65536)
def lines_named(name: str, form_no: int, side: str) -> tuple[tuple[Line, ...], float]:
    """The canonical lines that a printed name may stand for, in order, and the score of the match."""
    lines = layouts().lines[form_no, side]
    word = without_ordinal(name)
    if word in lines:
        return lines[word], 1.0
    if len(word) >= 4:
        whole = word + ("收入" if side == "income" else "支出")  # 一般公共服务, 上级补助
        if whole in lines:
            return lines[whole], 1.0
        ranked = sorted(
            ((SequenceMatcher(None, word, known).ratio(), known) for known in lines), reverse=True
        )
        if ranked[0][0] >= 0.85 and ranked[0][0] - ranked[1][0] >= 0.05:
            return lines[ranked[0][1]], ranked[0][0]
    return (), 0.0


class Said(NamedTuple):
    """What the labels of a line say; ``score`` is the likeness of its name to the line that it stands for."""

    name: str | None = None
    line_no: str | None = None
    line_key: str | None = None
    score: float = 1.0
    is_part: bool = False
    has_slipped: bool = False


# the labels of a page are those of other documents
@lru_cache(maxsize=16384)
def read_labels(
    labels: tuple[Row, ...], names: int, form_no: int, side: str, last: Line | None
) -> tuple[tuple[Said, ...], Line | None]:
    """What the labels of a page say, line by line, and the last canonical line among them.

    ``labels`` are the cells of the names, ``names`` of each row, and of the 行次; ``last`` is the last line
    before the page. Form 4 prints the fund names twice, as income and as opening balance: of lines with
    one name, the first that comes after the last line read is meant.
    """
    found = []
    for row in labels:
        name, has_slipped = _name(row[:names])
        if has_slipped:
            found.append(Said(has_slipped=True))
            continue
        line_no = digits(cell(row, names))
        lines, score = lines_named(name, form_no, side) if name is not None else ((), 1.0)
        if name is not None and _is_part(name, lines, last):
            found.append(Said(name, line_no, is_part=True))
            continue
        if lines:
            after = last.line_order if last else 0
            last = lines[0]
            if len(lines) > 1:
                last = next((one for one in lines if one.line_order > after), lines[-1])
        found.append(Said(name, line_no, last.line_key if lines and last else None, score))
    return tuple(found), last


# the names of lines repeat
@lru_cache(maxsize=65536)
def _name(texts: Row) -> tuple[str | None, bool]:
    """The name of a line, and whether an amount stands among its texts; a 行次 that slipped beside it is no part of it."""
    name = "".join(unspaced(text) for text in texts if not digits(text))
    return name or None, any(map(has_decimal, texts))


def _is_part(name: str, lines: tuple[Line, ...], last: Line | None) -> bool:
    """Whether a line is a part of one above it, which the form has whole.

    其中：… is, where the form has no line of that name; so is the line of a fund below one for all of them,
    unless it has a number of its own.
    """
    whole = last.role if last and not last.line_order else None
    if whole is None and "其中" not in name:
        return False
    is_marked = bool(_PART.match(plain(name)))
    if not lines:
        return is_marked
    return lines[0].role == whole and (is_marked or plain(name) == without_ordinal(name))
