"""What the headers of form 9 stand for: the items of the three public expenses."""

import re
from functools import lru_cache

from ingest.forms.grid import Row
from ingest.forms.headers import header_paths
from ingest.forms.layouts import layouts
from ingest.forms.phases import OTHER
from ingest.wording import without_ordinal

_NUMBER = re.compile(r"^(?:[(]\d{1,2}[)]|\d{1,2}[.、)]?)")
# 一般公共预算财政拨款安排的三公经费
_OF_FUND = re.compile("^(?:使用)?(?:一般)?(?:公共预算)?(?:财政拨款)?(?:安排|开支)的?(?=三公经费)")
_TOTALS = ("合计", "小计", "总计")


def item_of(text: str) -> str | None:
    """The item that a text names, if it names one."""
    word = _OF_FUND.sub("", _NUMBER.sub("", without_ordinal(text)))
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
