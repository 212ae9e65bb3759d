"""Cells of two columns or rows that were read as one: figures and headers that ran together."""

import re
from collections.abc import Mapping
from functools import lru_cache

from ingest.forms.grid import TOTALS, is_amount
from ingest.wording import plain

_FIGURE = re.compile(r"^-?\d(?:[\d,]*\d)?(?:\.\d+)?$")
# 1.561.56, and 18,538,27918,396,091 of whole numbers
_GLUED = re.compile(r"^(?:-?[\d,]*\d\.\d\d){2,}$|^-?\d[\d,]*,\d{4,6},[\d,]*\d$")
# what any of them has: a blank before a figure, or two points
_PARTED = re.compile("[ \u3000\xa0]-?\\d")
_TWO_POINTS = re.compile(r"[.．,，](?:(?<=[.．])\d\d+[,，\d]*[.．]|(?<=[,，])\d{4,6}[,，])")
_SHORTEST = 2  # of a header that is found within another: 合计 and 小计 stand behind many


def may_hold_amounts(text: str) -> bool:
    """Whether a cell of a table, the text of which this is, may hold several figures."""
    return bool(_PARTED.search(text) or _TWO_POINTS.search(text))


@lru_cache(maxsize=4096)
def are_amounts(text: str) -> bool:
    """Whether a cell holds several figures, and a money amount among them: 0.00 449.21, 1 12,741.74, 1.561.56."""
    figures = [plain(each) for each in text.split()]
    if len(figures) == 1:
        return bool(_GLUED.match(figures[0]))
    return bool(figures) and all(map(_FIGURE.match, figures)) and any(map(is_amount, figures))


def are_headers(path: tuple[str, ...], key: str, aliases: Mapping[str, str]) -> bool:
    """Whether a cell of a header holds the whole header of another column than ``key``, which none of its own headers do.

    项目支出上缴上级支出 are two headers whose columns were read as one.
    """
    own = [alias for alias, of in aliases.items() if of == key]
    others = [
        alias
        for alias, of in aliases.items()
        if of != key and len(alias) > _SHORTEST and not any(alias in each for each in own)
    ]
    totals = [word for word in TOTALS if not any(alias.startswith(word) for alias in own)]
    return any(
        text.startswith(tuple(totals)) or any(alias in text and alias != text for alias in others)
        for text in path
        if text not in TOTALS
    )
