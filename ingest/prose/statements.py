"""Reads every figure of the explanatory part as a statement: measure, figure, relation, base."""

import re
from dataclasses import dataclass

from ingest.document import Document, Reading, Statement
from ingest.prose.measures import Subject, find_subject, is_figure_of, is_function_class
from ingest.prose.passages import Passage, passages

_FIGURE = re.compile(
    r"(?<![\d.A-Za-z])(?P<number>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)"
    r"(?P<unit>万元|亿元|元|万|%|个百分点|辆|台\(套\)|台套|台|人次|批次|个|次|人|分(?!之)|家|件|套|宗|条|项|万余?元|余元)?"
)
_HAS_FIGURE = re.compile(
    r"\d(?:,\d{3})*(?:\.\d+)?(?:万|亿|元|%|辆|台|人|批|个|次|分|家|件)|[预决]算数?(?:为|是|:)\d"
)
_BASES = (
    (re.compile(r"年初预算"), "initial_budget"),
    (re.compile(r"全年预算|调整预算|调整后预算"), "full_year_budget"),
    (re.compile(r"预算"), "budget"),
    (re.compile(r"上年|去年|上一年|上年度|20\d\d年"), "prior_year_actual"),
)
_DIRECTIONS = {
    "增加": "increase",
    "增长": "increase",
    "上升": "increase",
    "提高": "increase",
    "减少": "decrease",
    "下降": "decrease",
    "降低": "decrease",
}
_DIRECTION = "|".join(_DIRECTIONS)
_CHANGE = re.compile(
    rf"(?P<word>{_DIRECTION})(?P<other>\((?:{_DIRECTION})\))?(?:了|额|数)?(?:为)?$"
)
_AGAINST = re.compile(
    r"(?:比|较|与|同)(?P<base>[^,，。;；:]*?(?:上年|去年|上一年|20\d\d年|预算)[^,，。;；:]*)(?:[,，](?P<rest>[^。;；]*))?$"
)
# words before 比上年 that name nothing else than what the figures before them measure
_SAME_AS_BEFORE = re.compile(
    r"^(?:20\d\d年度?|本年度?|决算数?|支出|收入|总额|金额|数|均?为?|其中:?|:|[,、])*$"
)
_AGAINST_LAST_YEAR = re.compile(r"(?:比|较|与|同)[^,。;:]{0,8}(?:上年|去年|上一年|20\d\d年)")
_CAUSE = re.compile(r"(?:主要)?(?:原因|变动情况|增减变动情况)(?:主要)?(?:是|为|:)")
# 一般公共预算, 政府性基金预算 and 国有资本经营预算 are funds
_BASE_VALUE = re.compile(
    r"(?:完成)?(?P<base>年初预算|全年预算|调整预算|(?<![共金营])预算)(?:数|安排)?(?:为|是|:)?$"
)
_COMPLETION = re.compile(r"完成(?P<base>[^,，。;；]*?)预算(?:数)?的?(?:比例)?(?:为)?$")
_SHARE = re.compile(
    r"(?P<before>[^,，。;；:]*)占(?P<whole>[^,，。;；]*?)(?:的)?(?:比例|比重|百分比)?(?:为)?$"
)
_ACTUAL = re.compile(r"(?:支出)?决算(?:数)?(?:为|是|:)?$")
_SENTENCE_END = re.compile("[。！？]")
_TOPIC_ITEM = re.compile(
    r"^(?:\d{1,2}[.、])?(?P<a>[^()]+)\(类\)(?P<b>[^()]+(?:\([^()]*\)[^()]*)?)\(款\)(?P<c>[^()]+(?:\([^()]*\)[^()]*)?)\(项\)"
)
_TOPIC_CLASS = re.compile(r"(?:^|[,，:：;；。])(?P<name>[^,，:：;；。]+?)\(类\)(?:支出)?$")
# 1.一般公共服务306.90万元: a class by its name alone, where a section lists them
_LISTED = re.compile(r"^(?:\d{1,2}[.、]?|[,、])?\.?(?P<name>[^\d,:()]+)$")
_STRUCTURE = re.compile(r"结构情况$")
_TOPIC_PROJECT = re.compile(r"^(?P<name>.{2,60}?)(?:项目)?绩效自评情况[:：]")
_EVALUATED = re.compile(r"等$")
# 公务接待支出0.40万(含外宾接待支出0万元): an amount that lost its 元; 1.2万 of anything else is none
_IS_MONEY = re.compile(r"(?:支出|费用?|收入|金额|决算|预算)(?:数|共|合?计|约|为|是|:)*$")
# the people of so many groups: 团组2个、累计5人次
_PEOPLE = {
    "abroad_groups": "abroad_people",
    "domestic_receptions": "domestic_visitors",
    "foreign_reception_groups": "foreign_visitors",
}
_PEOPLE_OF_THEM = re.compile(r"^[、,和及]?(?:累计|合计|共计?|计|约)?$")
_FUND = re.compile(r"一般公共预算|政府性基金|国有资本经营预算")
_CLAUSE_END = re.compile("[。;；！？]")
_ENDS = ("", ",", ";", "。", "，", "；")
_KINDS = {
    "万元": "amount",
    "亿元": "amount",
    "元": "amount",
    "万": "amount",
    "%": "percent",
    "分": "score",
}


@dataclass
class _Context:
    """What earlier figures of the passage leave behind for later ones."""

    subject: Subject | None = None
    base: str | None = None
    direction: str | None = None
    topic: str | None = None


def read_statements(document: Document, reading: Reading) -> None:
    """Fill ``document.statements`` in the order of the text."""
    for passage in passages(reading):
        if _HAS_FIGURE.search(passage.text):
            _read_passage(document, passage)


def _base_of(text: str) -> str | None:
    return next((name for pattern, name in _BASES if pattern.search(text)), None)


def _read_passage(document: Document, passage: Passage) -> None:
    context = _Context()
    if topic := _TOPIC_ITEM.match(passage.text):
        context.topic = "/".join(topic.group(name) for name in ("a", "b", "c"))
        context.subject = Subject(context.topic, "function_item")
    elif topic := _TOPIC_PROJECT.match(passage.text):
        context.topic = topic.group("name")
    start = 0
    sentence_from = sentence_to = 0
    for match in _FIGURE.finditer(passage.text):
        unit = match.group("unit") or ""
        after = passage.text[match.end() : match.end() + 2]
        if unit == "万元" and after.startswith(("以上", "(含")):
            continue  # 单价100万元以上 names a class of equipment, not an amount
        gap = passage.text[start : match.start()]
        kind = _kind(unit, gap, after)
        if kind is None:
            continue
        while sentence_to <= match.start():
            sentence_from = sentence_to
            end = _SENTENCE_END.search(passage.text, sentence_from)
            sentence_to = end.end() if end else len(passage.text)
        sentence = passage.text[sentence_from : match.start()]
        one = _classify(gap, sentence, unit, kind, context, passage)
        paragraph, line = passage.place(match.start())
        relation, base, direction, subject, reason = one
        document.statements.append(
            Statement(
                statement_no=len(document.statements) + 1,
                paragraph_no=paragraph.paragraph_no,
                source_line=line,
                page=paragraph.page,
                section=passage.section or None,
                subject=context.topic or (subject.words if subject else None),
                measure_key=subject.measure_key if subject else None,
                unlinked_reason=reason,
                relation=relation,
                base=base,
                direction=direction,
                figure_kind=kind,
                printed_text=match.group("number"),
                unit_text=unit,
                sentence=passage.text[sentence_from:sentence_to],
            )
        )
        start = match.end()


def _kind(unit: str, gap: str, after: str) -> str | None:
    """What a figure is an amount of, None for a number that is no figure (a year, an ordinal).

    A figure that lost its unit is one where the words before it ask for one (支出决算为4.19。, 占76.23;):
    a percentage is sure, an amount without a unit is kept and has none.
    """
    if unit == "万":
        return "amount" if _IS_MONEY.search(gap) else None
    if unit:
        return _KINDS.get(unit, "count")
    if after[:1] not in _ENDS:
        return None
    clause = _CLAUSE_END.split(gap)[-1]
    if clause.lstrip(",") == "占":
        return "percent"
    return "amount" if _BASE_VALUE.search(clause) or _ACTUAL.search(clause) else None


_Reading = tuple[str, str | None, str | None, Subject | None, str | None]


def _classify(
    gap: str, sentence: str, unit: str, kind: str, context: _Context, passage: Passage
) -> _Reading:
    """Relation, base, direction, subject and the reason when no measure is meant."""
    clause = _CLAUSE_END.split(gap)[-1]
    where = f"{passage.section}/{sentence}"
    if _CAUSE.search(re.split(r"[;；]", sentence)[-1]):
        return "value", None, None, None, "a figure inside an explanation of causes"
    change = _CHANGE.search(clause)
    if change:
        return _change(clause, change, unit, where, sentence, context)
    share = _SHARE.search(clause)
    if unit == "%" and (completion := _COMPLETION.search(clause)):
        base = _base_of(completion.group("base") + "预算")
        return "completion", base, None, context.subject, _reason(context.subject)
    if unit == "%" and clause == "的":
        return "completion", context.base, None, context.subject, _reason(context.subject)
    if kind == "percent" and share:
        named = find_subject(share.group("before").lstrip(",，"), where)
        context.subject = named or context.subject
        # 占本年支出 is of that of the department, whatever the section is about
        whole = find_subject(share.group("whole"), sentence)
        base = whole.measure_key if whole else None
        return "share", base, None, context.subject, _reason(context.subject)
    subject = _named(clause, where, context, passage)
    base_value = _BASE_VALUE.search(clause)
    if base_value and (subject is None or subject.measure_key != "performance_budget"):
        head = clause[: base_value.start()].strip(",，")
        named = find_subject(head, where)
        if named is not None or not head or (context.subject is not None and len(head) <= 4):
            context.subject = named or context.subject
            context.base = _base_of(base_value.group("base"))
            return "base_value", context.base, None, context.subject, _reason(context.subject)
    if subject is None and _ACTUAL.search(clause) and context.subject is not None:
        subject = context.subject
    if subject is None and unit == "个" and "绩效自评" in where and _EVALUATED.search(clause):
        subject = Subject("绩效自评项目", "performance_projects")
    if unit.startswith("人"):
        subject = _people(subject, clause, context)
    if subject is None:
        return "value", None, None, None, "no measure of the list stands before the figure"
    if not is_figure_of(subject, kind):
        return "value", None, None, None, "the figure is not of the kind that its measure has"
    if subject.measure_key in ("performance_covered", "performance_projects"):
        funds = _FUND.findall(sentence)
        subject = Subject(f"{funds[-1] if funds else ''}{subject.words}", subject.measure_key)
    context.subject, context.base, context.direction = subject, None, None
    return "value", None, None, subject, None


def _named(clause: str, where: str, context: _Context, passage: Passage) -> Subject | None:
    """What the words right before a figure name: a class, the item the passage begins with, a measure."""
    if named_class := _TOPIC_CLASS.search(clause):
        return Subject(named_class.group("name"), "function_class")
    if _STRUCTURE.search(passage.section) and (listed := _LISTED.match(clause)):
        name = listed.group("name")
        if is_function_class(name):
            return Subject(name, "function_class")
    if clause.endswith("(项)") and passage.text.startswith(clause):
        return context.subject
    last = re.split(r"[,，、]", clause)[-1]
    return find_subject(last, where) or find_subject(clause, where)


def _people(subject: Subject | None, clause: str, context: _Context) -> Subject | None:
    """The people of groups that are named before the figure, or counted by the figure before it."""
    groups = context.subject if subject is None and _PEOPLE_OF_THEM.match(clause) else subject
    if groups is None or groups.measure_key not in _PEOPLE:
        return subject
    return Subject(groups.words, _PEOPLE[groups.measure_key])


def _reason(subject: Subject | None) -> str | None:
    return None if subject else "the comparison names no measure of the list"


def _change(
    clause: str, change: re.Match[str], unit: str, where: str, sentence: str, context: _Context
) -> _Reading:
    """增加 / 减少 / 增长 / 下降 before the figure: a change or a rate against a base."""
    head = clause[: change.start()]
    against = _AGAINST.search(head)
    if against:
        context.base = _base_of(against.group("base")) or context.base
        named = find_subject(against.group("rest") or "", where)
        before = head[: against.start()].strip(",、")
        if named is None and before:
            named = find_subject(before, where)
            if named is None and not _SAME_AS_BEFORE.match(before):
                context.subject = None
        context.subject = named or context.subject
    elif head.strip(",，、"):
        named = find_subject(head.strip(",，、"), where)
        if named is None and unit != "%":
            return "value", None, None, None, "a change of something that is no measure of the list"
        context.subject = named or context.subject
    direction: str | None = _DIRECTIONS[change.group("word")]
    if change.group("other"):  # 下降（增长）: both template words were left in
        direction = context.direction
    else:
        context.direction = direction
    if context.base is None and _AGAINST_LAST_YEAR.search(sentence):
        context.base = "prior_year_actual"  # said once for all that the sentence lists
    if context.base is None:
        return "value", None, direction, None, "a change without a base"
    relation = "rate" if unit == "%" else "change"
    return relation, context.base, direction, context.subject, _reason(context.subject)
