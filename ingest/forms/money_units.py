"""The units of money that the lines around a table declare: 单位：万元."""

import re
from collections.abc import Iterable, Iterator

from ingest.wording import plain

_MONEY = "(万元|千元|百万元|亿元|元)"
_MARK = "[:;.,·]"  # 单位；万元, as text recognition has it
_DECLARED = re.compile(rf"(?:单位{_MARK}{{0,2}}|金额{_MARK})(?:人民币)?\(?{_MONEY}")
_ALONE = re.compile(rf"^\(?(?:人民币)?{_MONEY}\)?$")
_BEHIND = re.compile(rf"表(?:\([^()]*\))?\((?:人民币)?{_MONEY}\)$")  # 收入支出决算总表（万元）
# 金额单位：万 | 元, 单 | 位：万元; behind other words with its mark: 部门：样例局 单位：万
_REST = r"(?:人民币)?\(?[万千百亿]{0,2}$"
_CUT_LABEL = re.compile(rf"^(?:金额|货币|计量)?(?:单$|单位{_MARK}{{0,2}}{_REST})")
_CUT = re.compile(rf"单位{_MARK}{{1,2}}{_REST}")
_CUT_ENDS = tuple("单位:;.,·币(万千百亿")


def find_unit(text: str) -> str | None:
    """The money unit that a line declares (单位：万元), is and no more (万元), or has behind a title; or None."""
    if "元" not in text:
        return None
    word = plain(text)
    is_declared = "位" in text or "额" in text
    found = _DECLARED.search(word) if is_declared else _ALONE.match(word) or _BEHIND.search(word)
    return found.group(1) if found else None


def is_lone_unit(text: str) -> bool:
    """Whether a line is a unit of money and no more: 万元."""
    return bool(_ALONE.match(plain(text)))


def is_cut_label(text: str) -> bool:
    """Whether a line is the label of a unit that the next line says, or the end of it: 金额单位：万."""
    word = plain(text)
    return word.endswith(_CUT_ENDS) and bool(_CUT_LABEL.match(word))


def is_cut_unit(text: str) -> bool:
    """Whether a line ends with such a label, where other words stand before it with a mark behind: 部门：样例局 单位：万."""
    word = plain(text)
    return word.endswith(_CUT_ENDS) and bool(_CUT_LABEL.match(word) or _CUT.search(word))


def units_in(lines: Iterable[str]) -> Iterator[str]:
    """The units that lines declare, also over two of them."""
    cut = ""
    for text in lines:
        unit = find_unit(cut + text)
        if unit:
            yield unit
        cut = text if is_cut_unit(text) else ""
