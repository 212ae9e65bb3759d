"""Finds the figures of a passage: a number with its unit, and of what kind it is."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_PRINTED = (
    r"(?<![\d.A-Za-z])(?P<number>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)"
    r"(?P<unit>万元|亿元|元|万|%|个百分点|辆|台\(套\)|台套|台|人次|批次|批|个|次|人|分(?!之)|家|件|套|宗|条|项|万余?元|余元)?"
)
_FIGURE = re.compile(_PRINTED)
# 2O5.00万元, 234.万元, .56万元 and 1.234.56万元 are figures that cannot be read
_MAY_BE_ODD = re.compile(r"[OolI][\d.,]*(?:\d|[万亿元%])|\.[万亿元%]|\d\.\d+\.\d|(?<!\d)\.\d")
_WITH_ODD = re.compile(
    r"(?<![\d.,A-Za-z])(?P<odd>(?=[\d.,OolI]*\d)"
    r"(?:[\d.,]*[OolI][\d.,OolI]*|[\d,]*\.[\d,]+\.[\d.,]*|[\d,]+\.|\.\d+))(?P<odd_unit>万元|亿元|元|%)|"
    + _PRINTED
)
_HAS_FIGURE = re.compile(
    r"\d(?:,\d{3})*(?:\.\d*)?(?:万|亿|元|%|辆|台|人|批|个|次|分|家|件)|[预决]算数?(?:为|是|:)\d"
)
# 分别为4.10、4.20万元: the unit of the last is that of all
_SHARED_UNIT = re.compile(r"(?:[、,和及与]-?\d+(?:\.\d+)?)+(?P<unit>万元|亿元|元|%)")
# 公务接待支出0.40万(含外宾接待支出0万元): an amount that lost its 元; 1.2万 of anything else is none
_IS_MONEY = re.compile(r"(?:支出|费用?|收入|金额|决算|预算)(?:数|共|合?计|约|为|是|:)*$")
_KINDS = {
    "万元": "amount",
    "亿元": "amount",
    "元": "amount",
    "万": "amount",
    "%": "percent",
    "分": "score",
}
_OF_CODES = ("类)", "款)")
_NEAR = 200  # characters before a number that say whether it is a figure
_ENDS = ("", ",", ";", "。", "，", "；")
CLAUSE_END = re.compile("[。;；！？]")
_SENTENCE_END = re.compile("[。！？]")
# 一般公共预算, 政府性基金预算 and 国有资本经营预算 are funds
BASE_VALUE = re.compile(
    r"(?:完成)?(?P<base>年初预算|全年预算|调整后?预算|(?<![共金营])预算)(?:数|安排)?(?:为|是|:)?$"
)
UNNAMED = "no measure of the list stands before the figure"
ACTUAL = re.compile(
    r"(?:(?:支出)?决算数?|实际(?:支出|执行|发生|使用|开支)(?:数|额|金额)?)(?:为|是|:)?$"
)
_CAUSE = re.compile(r"(?:主要)?(?:原因|变动情况|增减变动情况)(?:主要)?(?:是|为|:)")
# 主要原因是人员减少,与上年相比增加0.10万元: what is compared again is no part of the cause, nor is what there is at the end of the year
PART_END = re.compile(
    "[;；]|[,，](?=(?:与|较|比)上年(?:度|决算数?)?(?:相比)?[,，]?(?:增加|减少|增长|下降)|年末|截[至止])"
)
_ADDED = re.compile("(?:年中|年度?|预算)?(?:追加|调增|调减)(?:了|预算|资金|经费)?$")


class Figure(NamedTuple):
    """A figure as printed; ``gap`` is the text between it and the figure before it.

    ``kind`` is amount, percent, score or count. ``unit`` is blank where the unit was lost.
    """

    number: str
    unit: str
    kind: str
    gap: str
    start: int


class Wording(NamedTuple):
    """A passage with 0 in place of each figure, below its section and chapter."""

    section: str
    chapter: str
    text: str


def worded(text: str, found: list[Figure]) -> tuple[str, tuple[Figure, ...]]:
    """A text with 0 in place of each figure, and the figures as they stand there."""
    parts: list[str] = []
    moved = []
    start = end = 0
    for number, unit, kind, gap, at in found:
        parts += (text[end:at], "0")
        start += at - end
        moved.append(Figure("0", unit, kind, gap, start))
        start += 1
        end = at + len(number)
    parts.append(text[end:])
    return "".join(parts), tuple(moved)


def sentence_end(text: str, start: int) -> int:
    """Where the sentence ends that begins at ``start``."""
    end = _SENTENCE_END.search(text, start)
    return end.end() if end else len(text)


def has_figure(text: str) -> bool:
    """Whether any figure stands in the text; a quick look."""
    return bool(_HAS_FIGURE.search(text))


def figures(text: str) -> Iterator[Figure]:
    """The figures of a passage in their order, without years, ordinals and names of classes.

    What has the unit of a figure and cannot be read is one, as it is printed.
    """
    start = shared_to = 0
    shared_unit = ""
    may_be_odd = _MAY_BE_ODD.search(text) is not None
    for match in (_WITH_ODD if may_be_odd else _FIGURE).finditer(text):
        odd = match.group("odd") if may_be_odd else None
        unit = match.group("odd_unit" if odd else "unit") or ""
        after = text[match.end() : match.end() + 3]
        if unit == "万元" and after.startswith(("以上", "(含)")):
            continue  # 单价100万元以上 names a class of equipment, not an amount
        if after.startswith(_OF_CODES) or (unit == "项" and after.startswith(")")):
            continue  # (208类)(05款)(01项) are parts of a code
        near = text[max(start, match.start() - _NEAR) : match.start()]
        is_listed = not unit and match.start() >= shared_to and ("分别" in near or "各" in near)
        if is_listed and (shared := _SHARED_UNIT.match(text, match.end())):
            shared_unit, shared_to = shared["unit"], shared.end()
        if not unit and match.start() < shared_to:
            unit = shared_unit
        kind = _kind(unit, near, after)
        if kind is None:
            continue
        gap = text[start : match.start()]
        yield Figure(odd or match.group("number"), unit, kind, gap, match.start())
        start = match.end()


def _kind(unit: str, near: str, after: str) -> str | None:
    """What a figure is an amount of, None for a number that is no figure (a year, an ordinal).

    A figure that lost its unit is one where the words before it ask for one (支出决算为4.19。, 占76.23;):
    a percentage is sure, an amount without a unit is kept and has none.
    """
    if unit == "万":
        return "amount" if _IS_MONEY.search(near) else None
    if unit:
        return _KINDS.get(unit, "count")
    if after[:1] not in _ENDS:
        return None
    clause = CLAUSE_END.split(near)[-1]
    if clause.lstrip(",") == "占":
        return "percent"
    return "amount" if BASE_VALUE.search(clause) or ACTUAL.search(clause) else None


def why_none(clause: str, unit: str, sentence: str) -> str | None:
    """Why a figure is of no measure, whatever is named before it; None where it may be of one."""
    part = PART_END.split(sentence)[-1]
    if ("原因" in part or "变动情况" in part) and _CAUSE.search(part):
        return "a figure inside an explanation of causes"
    if unit == "个百分点":
        return "percentage points are the difference of two rates"
    return "an adjustment of a budget" if _ADDED.search(clause) else None
