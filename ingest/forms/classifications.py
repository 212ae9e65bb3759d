"""Tables under the title of a form that are by another classification than it."""

import re

from ingest.document import RawTable
from ingest.forms.economic_form import PERSONNEL, PUBLIC
from ingest.forms.grid import Row
from ingest.forms.layouts import layouts
from ingest.wording import header_word, plain

_HEADER_ROWS = 4
_BASIC = "基本"
_CODES = re.compile("科目(?:编码|代码)")
_FUNCTION = re.compile("功能分类")


def of_other(table: RawTable, skip: int, form_no: int) -> str | None:
    """The classification that a table is by, where the form under whose title it stands is by another; else None.

    Some places publish, beside a form and under a title that elsewhere is that of the form, one with a column
    for each 类 of the economic classification (一般公共预算财政拨款支出决算明细表), or one by functional code
    (收入支出决算表, beside 收入支出决算总表; 一般公共预算财政拨款基本支出决算明细表 with both). ``skip`` are the leading rows of title and unit.
    """
    maps = layouts()
    header: tuple[Row, ...] = table.rows[skip : skip + _HEADER_ROWS]
    words = {header_word(text) for row in header for text in row}
    shape = maps.shapes[form_no]
    if shape == "function" and not words.isdisjoint(maps.economic_classes):
        return "economic class"
    codes = {"two_sided": _CODES, "economic": _FUNCTION}.get(shape)
    return "functional code" if codes and any(map(codes.search, words)) else None


def may_be_all_expenditure(table: RawTable, form_no: int, title: str) -> bool:
    """Whether a table by economic code may be of all expenditure: neither it nor its title says of 基本支出.

    Some places print form 6 as 一般公共预算财政拨款支出决算表(二), behind a form 5 that is (一).
    """
    if layouts().shapes[form_no] != "economic" or _BASIC in title:
        return False
    words = plain("".join(text for row in table.rows for text in row))
    return _BASIC not in words and any(side not in words for side in (PERSONNEL, PUBLIC))
