"""Classes (类), groups (款) and items (项) of expenditure by function: where the prose names one, and of which money."""

import re
from functools import lru_cache

from ingest.document import Document
from ingest.forms.grid import CLASS_DIGITS, LEVEL_DIGITS
from ingest.forms.layouts import layouts
from ingest.prose.context import Context
from ingest.prose.figures import Figure, Wording
from ingest.prose.measures import (
    ALL,
    FISCAL,
    GENERAL,
    Around,
    Subject,
    find_subject,
    fund_of_headings,
    funds_in,
)
from ingest.wording import plain

CLASS, GROUP, ITEM = "function_class", "function_group", "function_item"
_NUMBER = r"(?:\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,3}\))"
# 政府办公厅(室)及相关机构事务
_GROUP = r"[^()。,:;，：；]+(?:\([^()]*\)[^()。,:;，：；]*)?"
# (类), (201类), 类(201)
_ITEM_NAME = rf"(?:\d{{1,2}})?(?P<c>{_GROUP})\((?:\d\d)?项\)"  # ① is 1
_SAME = "(?:[,，]下同)?"
_CLASS_MARK = rf"(?:\((?:\d{{3}})?类{_SAME}\)|类\(\d{{3}}\))"
_GROUP_MARK = rf"\((?:\d{{5}}|\d\d)?款{_SAME}\)"
_IS_GROUP = re.compile(_GROUP_MARK)
_SPENT = r"(?:支出)?(?:20\d\d年度?)?(?:支出)?(?:决算数?)?为?$"
_NAMED_CLASS = re.compile(
    rf"(?:^|[,，:：;；。])(?:\d{{1,2}}[.、])?(?P<name>[^,，:：;；。]+?){_CLASS_MARK}{_SPENT}"
)
# 公共安全支出(204)3,500.00万元, 204公共安全支出3,500.00万元, 20402公安3,000.00万元
_ABOVE = (
    r"(?:(?P<name>[^\d,，:：;；。()]+)\((?P<coded>2\d\d(?:\d\d)?)\)"
    r"|(?P<code>2\d\d(?:\d\d)?)(?:\([类款]\))?(?P<named>[^\d,，:：;；。()]+?(?:\([^\d()]+\)[^\d,，:：;；。()]*?)?))"
)
_CODED_ABOVE = re.compile(rf"(?:^|[,，:：;；。]){_NUMBER}?(?:其中[:：]?)?{_ABOVE}{_SPENT}")
_CODE_ABOVE = re.compile(r"(?<!\d)2\d\d(?:\d\d)?[)(\u4e00-\u9fff]")
# 财政事务(款)2022年度决算8.00万元; its class may stand before it
_NAMED_GROUP = re.compile(
    rf"(?:^|[,，:：;；。]){_NUMBER}?(?:[^()。,:;，：；]+{_CLASS_MARK})?(?P<name>{_GROUP}){_GROUP_MARK}{_SPENT}"
)
# 1.一般公共服务306.90万元: a class by its name alone, where a section lists them
_LISTED = re.compile(
    r"^(?:(?:20\d\d年|[^\d:])*:)?(?:按[^\d,:]*(?:分|分类|科目),)?(?:\d{1,2}[.、]?|\([一二三四五六七八九十\d]{1,3}\)|[,、])?\.?(?:[^\d:]*:)?(?P<name>[^\d,:()]+?)(?:决算)?数?为?$"
)
# 1.一般公共服务(类)政府办公厅(室)及相关机构事务(款)行政运行(项): what the figures behind it are of; the class may
# stand in the heading
_ITEM = re.compile(
    rf"(?:^|[,:;。，：；]){_NUMBER}*(?:(?P<a>[^()。,:;，：；]+){_CLASS_MARK}(?:\(\d{{1,2}}\))?)?(?P<b>{_GROUP}){_GROUP_MARK}{_ITEM_NAME}"
)
# 2.机构运行(项), 其中:机构运行(项): of the class and the group of the item, or the head, before it
_NEXT_ITEM = re.compile(rf"(?:^|其中[:,]?|[,:;。]){_NUMBER}?(?!其中){_ITEM_NAME}")
# (一)2010101行政运行120.00万元, 1.行政运行(2010101)年初预算110.00万元: an item by its code
_CODE = re.compile(r"(?<!\d)2\d{6}(?!\d)")
_CODED = re.compile(
    rf"(?:^|其中[:,]?|[,:;。、]){_NUMBER}?(?!其中)"
    rf"(?:(?P<code>2\d{{6}})(?:\(项\))?(?P<name>[^\d,:()。]+?)(?=$|[。,:]|年初预算|全年预算|支出决算)"
    rf"|(?:{_GROUP}{_CLASS_MARK})?(?:{_GROUP}{_GROUP_MARK})?(?P<named>[^\d,:;()。]+)\((?P<coded>2\d{{6}})\))"
)
_FIGURES_FOLLOW = r"(?=年初预算|全年预算|预算数|支出决算|决算数|20\d\d年)"
# (一)一般公共服务支出年初预算数140.00万元: a class, or a group, at the head of a passage, with its figures behind it
_HEADED = re.compile(
    rf"^(?:{_NUMBER}?(?:(?P<of>[^()。,:;，：；]+){_CLASS_MARK})?(?P<group>{_GROUP}){_GROUP_MARK}"
    rf"|{_NUMBER}?(?P<class>[^\d,:;()。]+?){_CLASS_MARK}|{_NUMBER}(?P<name>[^\d,:;()。]+?))"
    rf"(?:(?<=\))支出)?[,:]?{_FIGURES_FOLLOW}"
)
_HEADED_BY_CODE = re.compile(rf"^{_NUMBER}?{_ABOVE}(?:(?<=\))支出)?[,:。]?{_FIGURES_FOLLOW}")
# 1.行政运行支出120.00万元, (1)行政运行。年初预算100.00万元: where a form of the document prints an item of that name
_NAME_BEGINS = re.compile(rf"(?:^|[,:;。、])(?:其中:?)?(?:20\d\d年度?)?{_NUMBER}?")
_NAME_ENDS = re.compile(
    r"(?:支出|费用?)?(?:20\d\d年度?)?(?:[,:。]|(?=(?:年初|全年|预算|支出|决算|实际|执行|安排|数|为)*$))"
)
_OF_ITEMS = (3, 5, 7, 8)  # forms whose rows are by function
_ITEM_CODE = CLASS_DIGITS + 2 * LEVEL_DIGITS  # digits
_END = re.compile("(?:支出|费用?)$")
_BASIC = Around("一般公共预算财政拨款基本支出", "")  # where economic classes are named
_OTHER = ("其他", "其他支出")  # may be what is left of any list
_OF_APPROPRIATIONS = re.compile(
    r"(?:财政拨款|一般公共预算|政府性基金|国有资本经营)[^/]*支出[^/]*(?:/[^/收]*(?:总体|结构|具体|构成|明细)情况(?:说明)?)?$"
)
_USES = re.compile(
    "用于(?:以下|下列)(?:几个)?方面|支出(?:决算)?数?[^。;，；,]*,其中[:,]|按(?:支出)?功能(?:分类)?(?:科目)?(?:划?分)"
)
# what a passage is about is said before its parts
_PARTS = re.compile("[:：]|用于|其中|包括|[,，。;；]?[^,，。;；:：]*[(](?:\\d{3})?[类款][)]")
# a section on all that came in and was spent, whatever the money
_OF_ALL = re.compile(
    rf"(?:^|/)(?:{_NUMBER}|[一二三四五六七八九十]{{1,3}}、)?(?:关于)?(?:本年|20\d\d年度?)?(?:部门|单位)?(?:收入)?支出决算(?:总体)?(?:情况)?(?:说明)?(?=/|$)"
)


def _of_money(measure_key: str, wording: Wording) -> str | None:
    """The measure of a class, a group or an item for the money of which its passage speaks; None where that may be one of two.

    That of the general public budget is the measure itself. What a passage says before it comes to its parts
    (财政拨款支出225万元,主要用于:) is asked before the headings.
    """
    parts = _PARTS.search(wording.text)
    said = set(funds_in(wording.text[: parts.start()])) if parts else set()
    named = said - {FISCAL}
    if len(named) > 1:
        return None
    fund = next(iter(named), None) or fund_of_headings(wording.section)
    if fund == ALL and said:
        fund = FISCAL
    # no form prints the groups and items of all appropriations, and a section that names no money may be of the budget
    is_of_budget = (fund == FISCAL and measure_key != CLASS) or (
        fund == ALL and not _OF_ALL.search(wording.section)
    )
    if fund is None or is_of_budget or fund == GENERAL:
        return fund and measure_key
    return f"{measure_key}_{fund}"


def is_class(name: str) -> bool:
    """Whether the words name a 类 of expenditure, with 支出 at their end or without it; 社会保障与就业 is one too."""
    lines = layouts().lines[1, "expenditure"]
    words = [word for own in (name, name.replace("与", "和")) for word in (own, f"{own}支出")]
    return any(line.role == "class" for word in words for line in lines.get(word, ()))


# many passages stand below one heading
@lru_cache(maxsize=4096)
def _is_on_spending(section: str) -> bool:
    """Whether a section says what was spent, so that the name of a class is one."""
    return bool(_OF_APPROPRIATIONS.search(section) or _OF_ALL.search(section))


def _lists_classes(clause: str, wording: Wording) -> bool:
    """Whether classes stand here by their names alone, in a list or as the item that a passage is."""
    if wording.section.endswith("结构情况"):
        return True
    is_item = clause[:1] in tuple("(0123456789") and wording.text.startswith(clause)
    return _is_on_spending(wording.section) and (is_item or bool(_USES.search(wording.text)))


def _above_items(coded: re.Match[str], wording: Wording) -> Subject | None:
    """The class or the group that is named with its code."""
    name = coded["name"] or coded["named"]
    level = CLASS if len(coded["coded"] or coded["code"]) == CLASS_DIGITS else GROUP
    key = _of_money(level, wording) if level == GROUP or is_class(name) else None
    return Subject(name, key) if key else None


def code_named(clause: str, wording: Wording) -> Subject | None:
    """The class or group that the words right before a figure name; where classes are listed, by the name alone."""
    level = CLASS
    found = _NAMED_CLASS.search(clause)
    if found is None and "款" in clause and _IS_GROUP.search(clause):
        level, found = GROUP, _NAMED_GROUP.search(clause)
    elif found is None and _CODE_ABOVE.search(clause) and (coded := _CODED_ABOVE.search(clause)):
        return _above_items(coded, wording)
    elif found is None and _lists_classes(clause, wording):
        found = _LISTED.match(clause)
        if found and (found["name"] in _OTHER or not is_class(found["name"])):
            return None
    key = _of_money(level, wording) if found else None
    return Subject(found["name"], key) if found and key else None


def _short(name: str) -> str:
    """An item as forms and prose alike may word it: without 支出 at its end."""
    return _END.sub("", name.replace("与", "和"))


# names repeat over a corpus
@lru_cache(maxsize=16384)
def _as_item(name: str) -> tuple[str, bool] | None:
    """An item as it is looked for, and whether an economic class has its name; None where it may be of something else."""
    word = plain(name)
    if word in _OTHER or is_class(word) or find_subject(word, Around("", "")):
        return None
    return _short(word), find_subject(_short(word), _BASIC) is not None


def items_printed(document: Document) -> dict[str, bool]:
    """The names of items (项) in the forms of a document, and whether an economic class has that name too (住房公积金)."""
    named = {
        row.item_name
        for form in document.forms
        if form.form_no in _OF_ITEMS
        for row in form.rows
        if row.item_name and row.code and len(row.code) == _ITEM_CODE
    }
    return dict(sorted(item for name in named if (item := _as_item(name))))


def lists_items(section: str) -> bool:
    """Whether a section lists what was spent by function, so that the name of an item is one."""
    return "基本支出" not in section and _is_on_spending(section)


def _item_by_name(figure: Figure, context: Context, wording: Wording) -> tuple[str, int] | None:
    """The last item that is named by its words alone, and where they end.

    What an economic class is called too is an item at the head of a passage alone, and nothing is where classes of that
    kind are listed.
    """
    words = figure.gap.replace("与", "和")
    if not any(item in words for item in context.items) or "经济" in wording.text[: figure.start]:
        return None
    is_first = figure.start == len(figure.gap)
    for begins in reversed(list(_NAME_BEGINS.finditer(words))):
        is_head = is_first and begins.start() == 0
        named = [
            item
            for item, is_economic in context.items.items()
            if words.startswith(item, begins.end()) and (is_head or not is_economic)
        ]
        name = max(named, key=len, default="")
        if name and (ends := _NAME_ENDS.match(words, begins.end() + len(name))):
            return f"//{name}", ends.end()
    return None


def behind_item(figure: Figure, context: Context, wording: Wording) -> Figure:
    """The figure with what stands between it and the item that is named before it, which is spoken of from here on.

    An item is named by its words anywhere, by its code at the head of a passage; there a class or a group may stand too.
    """
    gap = figure.gap
    is_first = figure.start == len(gap)
    if is_first and _is_on_spending(wording.section) and (headed := _HEADED.match(gap)):
        marked = headed["group"] or headed["class"]
        is_one = marked or is_class(headed["name"])
        key = _of_money(GROUP if headed["group"] else CLASS, wording) if is_one else None
        if key:
            if headed["group"]:
                context.item = f"{headed['of'] or ''}/{headed['group']}/"
            context.speak_of(Subject(marked or headed["name"], key))
            return figure._replace(gap=gap[headed.end() :])
    coded = _HEADED_BY_CODE.match(gap) if is_first and _CODE_ABOVE.search(gap) else None
    if coded and (above := _above_items(coded, wording)):
        context.speak_of(above)
        return figure._replace(gap=gap[coded.end() :])
    named = _item_named(figure, context, wording)
    if named is None:
        return figure
    context.topic, end = named
    key = _of_money(ITEM, wording)
    context.speak_of(Subject(context.topic, key) if key else None)
    return figure._replace(gap=gap[end:])


def _item_named(figure: Figure, context: Context, wording: Wording) -> tuple[str, int] | None:
    """The last item that the words before a figure name (class/group/item, or its code), and where they end."""
    gap = figure.gap
    if "项)" in gap:
        if named := list(_ITEM.finditer(gap)):
            item = named[-1]
            context.item = "/".join(item[name] or "" for name in ("a", "b", "c"))
            return context.item, item.end()
        following = list(_NEXT_ITEM.finditer(gap))
        if following and (context.item or _is_on_spending(wording.section)):
            item = following[-1]
            return f"{context.item.rpartition('/')[0] or '/'}/{item['c']}", item.end()
    if _CODE.search(gap) and (coded := list(_CODED.finditer(gap))):
        item = coded[-1]
        return (item["code"] or item["coded"]) + (item["name"] or item["named"]), item.end()
    return _item_by_name(figure, context, wording)
