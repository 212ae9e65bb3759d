"""Figures that compare: a change against a base, a share of a whole."""

import re
from functools import lru_cache

from ingest.prose.context import Classified, Context
from ingest.prose.measures import Around, Subject, find_subject, of_kind

_BASES = (
    (re.compile(r"年初预算"), "initial_budget"),
    (re.compile(r"全年预算|调整预算|调整后预算"), "full_year_budget"),
    (re.compile(r"预算"), "budget"),
    (re.compile(r"上年|去年|上一年|上年度|20\d\d年"), "prior_year_actual"),
)
# 年初预算数200万元,决算数229.5万元,预决算差异率14.75%: with its sign
_DIFFERENCE = re.compile("^[,、]?(?:预决算|预算执行)?差异率(?:为|:)?$")
DIRECTIONS = {
    "增加": "increase",
    "增长": "increase",
    "上升": "increase",
    "提高": "increase",
    "减少": "decrease",
    "下降": "decrease",
    "降低": "decrease",
    "节约": "decrease",
    "节支": "decrease",
    "压减": "decrease",
    "增幅": "increase",
    "降幅": "decrease",
}
_DIRECTION = "|".join(DIRECTIONS)
CHANGE = re.compile(
    rf"(?P<word>{_DIRECTION})(?P<other>\((?:{_DIRECTION})\))?(?:(?P<to>为)|了|[额数率]为?)?$"
)
# 决算数大于预算数5.00万元
_MORE = ("大于", "高于", "多于", "超过", "超出")
_MORE_THAN = re.compile(
    rf"(?:决算数?)?(?P<word>{'|'.join(_MORE)}|小于|低于|少于)(?P<base>(?:年初|全年|调整后?)?预算(?:安排)?|上年|去年)(?:决算)?数?$"
)
# 按同口径比上年增加
_LIKE_FOR_LIKE = re.compile("[,，]?[按以]?(?:同|可比)口径(?:计算)?[,，]?")
# what money was spent on, what a cost includes, and what is as it was, names no measure of the figures behind it
_USE = re.compile("(?:^|(?<=[,，]))主要(?:用于|包括|包含)[^;；]*[,，](?=[^,，]+$)")
_REMARK = re.compile(r"^\(含[^()]+\)|\((?:与|即|指)[^()]*\)|的?-+%?\(基数为0[,，]?不可比\)")
_YEAR = re.compile(r"20\d\d(?=年)")
_LAST_YEAR = re.compile("上一?年|去年")
ANOTHER_YEAR = "another_year"  # a base that is none: 比2019年决算数减少, in the accounts of 2023
_UNCHANGED = re.compile(
    "[比较与同][^,，。;；比较与同]*(?:无增减变化|无增减|无变化|没有变化|持平|一致|相同)(?=[,，])"
)
_AGAINST = re.compile(
    r"(?:比|较|与|同)(?P<base>[^,，。;；:]*?(?:上年|去年|上一年|20\d\d年|预算)[^,，。;；:]*)(?:[,，](?P<rest>[^。;；]*))?$"
)
_BESIDE = re.compile("^[,，]?(?:相比|对比|比较)[,，]?")  # 与上年7万元相比，减少1万元
SINCE_LAST_YEAR = "同比"
# words before 比上年 that name nothing else than what the figures before them measure
_SAME_AS_BEFORE = re.compile(
    r"^(?:\)|20\d\d年度?|本年度?|决算数?(?:等于|大于|小于)(?:年初|全年)?预算数?|决算数?|费用|支出|收入|总额|金额|数|均?为?|其中:?|:|[,、])*$"
)
_AGAINST_LAST_YEAR = re.compile(r"(?:比|较|与|同)[^,。;:]{0,8}(?:上年|去年|上一年|20\d\d年)")
SHARE = re.compile(
    r"(?P<before>[^,，。;；:]*)占(?P<whole>[^,，。;；]*?)(?:的)?(?:比例|比重|百分比)?(?:为)?$"
)


# the clauses of a corpus repeat: their figures stand between them
@lru_cache(maxsize=16384)
def without_asides(clause: str) -> str:
    """A clause without what it says that money was spent on, what did not change, and what a figure is equal to.

    主要用于办公经费,完成年初预算; 公务接待费比预算无增减变化,比上年增加.
    """
    return _UNCHANGED.sub("", _USE.sub("", _REMARK.sub("", clause)))


def base_of(text: str) -> str | None:
    """What a comparison is with, None where the words name nothing known."""
    return next((name for pattern, name in _BASES if pattern.search(text)), None)


def base_against(text: str, context: Context) -> str | None:
    """What a change is against; the year before the accounts is one of its bases.

    One before that is none, nor is a budget of the year before: 年初预算20万元，比上年预算减少2万元.
    """
    base = base_of(text)
    year = _YEAR.search(text)
    fiscal_year = context.fiscal_year or 0
    if base and base != "prior_year_actual":
        is_before = year is not None and int(year.group()) < fiscal_year
        return ANOTHER_YEAR if is_before or _LAST_YEAR.search(text) else base
    if base is None or year is None:
        return base
    return base if int(year.group()) >= fiscal_year - 1 else ANOTHER_YEAR


def if_unnamed(subject: Subject | None) -> str | None:
    """Why a comparison without a subject is linked to no measure."""
    return None if subject else "the comparison names no measure of the list"


def comparison_of(
    clause: str, kind: str, where: Around, said: str, context: Context
) -> Classified | None:
    """By how much something is another than its base: 比上年增加, 大于预算数; None where the clause says no such thing."""
    change = CHANGE.search(clause)
    if change and (kind == "percent" or not change["to"]):  # 减少为0.00万元 is what is left
        return _change_of(clause, change, kind, where, said, context)
    if than := _MORE_THAN.search(clause):
        return _more_than(clause, than, kind, where, context)
    if kind == "percent" and "差异率" in clause and _DIFFERENCE.search(clause):
        return _compared(context, context.compared(kind), kind, base_of(said), None)
    return None


def _change_of(
    clause: str, change: re.Match[str], kind: str, where: Around, said: str, context: Context
) -> Classified:
    """增加 / 减少 / 增长 / 下降 before the figure: a change or a rate against a base."""
    head = _BESIDE.sub("", clause[: change.start()].lstrip(")"))
    if "口径" in head:
        head = _LIKE_FOR_LIKE.sub("", head)
    if head.endswith(SINCE_LAST_YEAR):
        head, context.base = head.removesuffix(SINCE_LAST_YEAR), "prior_year_actual"
    against = _AGAINST.search(head)
    if against:
        context.base = base_against(against.group("base"), context) or context.base
        _, _, beside = against.group("base").partition("相比")  # 与上年相比基本支出增加
        named = _named(against.group("rest") or beside, where, context)
        before = head[: against.start()].strip(",、")
        if named is None and before:
            named = _named(before, where, context)
            if named is None and not _SAME_AS_BEFORE.match(before):
                context.speak_of(None)
        if named:
            context.speak_of(named)
        elif (
            context.behind and not before
        ):  # 支出180万元，其中基本支出…，项目支出…。比上年减少20万元
            context.speak_of(context.behind)
    elif head.strip(",，、"):
        named = _named(head.strip(",，、"), where, context)
        if named is None and kind != "percent":
            return "value", None, None, None, "a change of something that is no measure of the list"
        if named:
            context.speak_of(named)
    direction: str | None = DIRECTIONS[change.group("word")]
    if change.group("other"):  # 下降（增长）: both template words were left in
        direction = context.direction
    else:
        context.direction = direction
    if context.base is None and _AGAINST_LAST_YEAR.search(said):
        context.base = "prior_year_actual"  # said once for all that the sentence lists
    if context.base is None:
        return "value", None, direction, None, "a change without a base"
    return _compared(context, context.compared(kind), kind, context.base, direction)


def _named(words: str, where: Around, context: Context) -> Subject | None:
    """The measure that words name, or the side of what was spoken of."""
    return find_subject(words, where) or context.speak_of_side(words)


def _more_than(
    clause: str, found: re.Match[str], kind: str, where: Around, context: Context
) -> Classified:
    """大于 / 小于预算数 before the figure: by how much."""
    subject = context.named_before(clause[: found.start()], where, kind)
    direction = "increase" if found.group("word") in _MORE else "decrease"
    return _compared(context, subject, kind, base_of(found.group("base")), direction)


def _compared(
    context: Context, subject: Subject | None, kind: str, base: str | None, direction: str | None
) -> Classified:
    """A change, or a rate, of what its figure can be of."""
    if base == ANOTHER_YEAR:
        return "value", None, direction, None, "a change against another year than the one before"
    if subject and kind != "percent":
        subject = of_kind(subject, kind)
        if subject is None and kind == "amount" and len(context.amounts) == 1:
            # 公务接待费1万元，共8批次。比上年减少0.2万元: of no other money was spoken
            (subject,) = context.amounts.values()
            context.speak_of(subject)
        if subject:
            context.unnamed.discard("count")  # it is spoken of again
            context.changed.append(subject)
        else:  # 累计2人次。决算数比上年增加0.1万元,增长5%: not of the people
            context.unnamed.add(kind)
    return "rate" if kind == "percent" else "change", base, direction, subject, if_unnamed(subject)


def share_of(share: re.Match[str], where: Around, sentence: str, context: Context) -> Classified:
    """占 before a percentage: a share of a whole, which may be named."""
    subject = context.named_before(share.group("before"), where)
    # 占本年支出 is of that of the department, whatever the section is about; 占基本支出 of that of the section,
    # and so is what a class is of 财政拨款支出
    whole = find_subject(share.group("whole"), Around("", sentence), is_whole=True)
    of_section = ["expenditure_basic", "expenditure_project"]
    if subject and subject.names_a_code:
        of_section.append("expenditure_fiscal")
    if whole and whole.measure_key in of_section:
        whole = find_subject(share.group("whole"), where) or whole
    base = whole.measure_key if whole else None
    if base == "total_expenditure" and subject and subject.measure_key.startswith("three_public_"):
        if "三公" in share.group("whole"):
            return "share", "three_public_total", None, subject, None
        return "share", None, None, None, "a share of 总支出, which may be that of the three"
    return "share", base, None, subject, if_unnamed(subject)
