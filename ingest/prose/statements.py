"""Reads every figure of the explanatory part as a statement: measure, figure, relation, base."""

import re
from dataclasses import dataclass, field

from ingest.document import Document, Reading, Statement
from ingest.prose.figures import ACTUAL, BASE_VALUE, CLAUSE_END, Figure, figures, has_figure
from ingest.prose.measures import Around, Subject, find_subject, is_figure_of, is_function_class
from ingest.prose.passages import Passage, passages

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
    r"^(?:\)|20\d\d年度?|本年度?|决算数?|支出|收入|总额|金额|数|均?为?|其中:?|:|[,、])*$"
)
_AGAINST_LAST_YEAR = re.compile(r"(?:比|较|与|同)[^,。;:]{0,8}(?:上年|去年|上一年|20\d\d年)")
_CAUSE = re.compile(r"(?:主要)?(?:原因|变动情况|增减变动情况)(?:主要)?(?:是|为|:)")
_COMPLETION = re.compile(r"完成(?P<base>[^,，。;；]*?)预算(?:数)?的?(?:比例)?(?:为)?$")
_SHARE = re.compile(
    r"(?P<before>[^,，。;；:]*)占(?P<whole>[^,，。;；]*?)(?:的)?(?:比例|比重|百分比)?(?:为)?$"
)
_SENTENCE_END = re.compile("[。！？]")
_PART_END = re.compile("[;；]")
_LIST_MARK = re.compile("[,，、]")
_TOPIC_ITEM = re.compile(
    r"^(?:\d{1,2}[.、])?(?P<a>[^()]+)\(类\)(?P<b>[^()]+(?:\([^()]*\)[^()]*)?)\(款\)(?P<c>[^()]+(?:\([^()]*\)[^()]*)?)\(项\)"
)
_TOPIC_CLASS = re.compile(r"(?:^|[,，:：;；。])(?P<name>[^,，:：;；。]+?)\(类\)(?:支出)?$")
# 1.一般公共服务306.90万元: a class by its name alone, where a section lists them
_LISTED = re.compile(r"^(?:\d{1,2}[.、]?|[,、])?\.?(?P<name>[^\d,:()]+)$")
_TOPIC_PROJECT = re.compile(r"^(?P<name>.{2,60}?)(?:项目)?绩效自评(?:情况|综述|结果)[:：]")
# the people of so many groups: 团组2个、累计5人次
_PEOPLE = {
    "abroad_groups": "abroad_people",
    "domestic_receptions": "domestic_visitors",
    "foreign_reception_groups": "foreign_visitors",
    "foreign_visitors": "foreign_visitors",
}
_PEOPLE_OF_THEM = re.compile(
    r"^[)、,和及]*(?:累计|合计|共计?|计|约)?(?:因公)?(?:出国(?:\(境\))?|接待(?:人[次数])?|来宾|来访人员)?$"
)
_FUND = re.compile(r"一般公共预算|政府性基金|国有资本经营预算")
# of what a sentence says in parentheses
_PARENTHESES = re.compile(r"[()]")


@dataclass
class _Context:
    """What earlier figures of the passage leave behind for later ones."""

    subject: Subject | None = None
    base: str | None = None
    direction: str | None = None
    topic: str | None = None
    about: str = ""
    outer: list[Subject | None] = field(default_factory=list)

    def enter(self, gap: str) -> None:
        """Come back, behind a parenthesis, to what was spoken of before it."""
        for mark in _PARENTHESES.findall(gap):
            if mark == "(":
                self.outer.append(self.subject)
            elif self.outer:
                self.subject = self.outer.pop()


def read_statements(document: Document, reading: Reading) -> None:
    """Fill ``document.statements`` in the order of the text."""
    for passage in passages(reading):
        if has_figure(passage.text):
            _read_passage(document, passage)


def _base_of(text: str) -> str | None:
    return next((name for pattern, name in _BASES if pattern.search(text)), None)


def _read_passage(document: Document, passage: Passage) -> None:
    context = _Context()
    # a plain part of a pattern is looked for first: most passages have none
    if "(类)" in passage.text and (topic := _TOPIC_ITEM.match(passage.text)):
        context.topic = "/".join(topic.group(name) for name in ("a", "b", "c"))
        context.subject = Subject(context.topic, "function_item")
    elif "绩效自评" in passage.text and (topic := _TOPIC_PROJECT.match(passage.text)):
        context.topic, context.about = topic.group("name"), topic.group()
    text = passage.text
    lead = sentence_from = sentence_to = 0
    for figure in figures(text):
        while sentence_to <= figure.start:
            # 其中 goes on with the sentence before it
            lead = lead if text.startswith("其中", sentence_to) else sentence_to
            sentence_from = sentence_to
            end = _SENTENCE_END.search(text, sentence_from)
            sentence_to = end.end() if end else len(text)
            context.outer.clear()
        if "(" in figure.gap or ")" in figure.gap:
            context.enter(figure.gap)
        said = (text[lead : figure.start], text[sentence_from : figure.start])
        one = _classify(figure, *said, context, passage)
        paragraph, line = passage.place(figure.start)
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
                figure_kind=figure.kind,
                printed_text=figure.number,
                unit_text=figure.unit,
                sentence=text[sentence_from:sentence_to],
            )
        )


_Reading = tuple[str, str | None, str | None, Subject | None, str | None]


def _classify(
    figure: Figure, said: str, sentence: str, context: _Context, passage: Passage
) -> _Reading:
    """Relation, base, direction, subject and the reason when no measure is meant.

    ``sentence`` is the sentence up to the figure, ``said`` with the one that it goes on with.
    """
    unit, kind = figure.unit, figure.kind
    clause = CLAUSE_END.split(figure.gap)[-1]
    where = Around(passage.section, context.about + sentence)
    part = _PART_END.split(sentence)[-1]
    if ("原因" in part or "变动情况" in part) and _CAUSE.search(part):
        return "value", None, None, None, "a figure inside an explanation of causes"
    change = _CHANGE.search(clause)
    if change:
        return _change(clause, change, unit, where, said, context)
    if unit == "%" and (completion := _COMPLETION.search(clause)):
        base = _base_of(completion.group("base") + "预算")
        return "completion", base, None, context.subject, _reason(context.subject)
    if unit == "%" and clause == "的":
        return "completion", context.base, None, context.subject, _reason(context.subject)
    if kind == "percent" and "占" in clause and (share := _SHARE.search(clause)):
        return _share(share, where, sentence, context)
    subject = _named(clause, where, context, passage)
    base_value = BASE_VALUE.search(clause)
    if base_value and (subject is None or subject.measure_key != "performance_budget"):
        head = clause[: base_value.start()].strip(",，")
        named = find_subject(head, where)
        is_topic = head.endswith("(项)") and passage.text.startswith(head)
        goes_on = not head or is_topic or (context.subject is not None and len(head) <= 4)
        if named is not None or goes_on:
            context.subject = named or context.subject
            context.base = _base_of(base_value.group("base"))
            if context.subject is not None and not is_figure_of(context.subject, kind):
                context.subject = None
            return "base_value", context.base, None, context.subject, _reason(context.subject)
    if subject is None and ACTUAL.search(clause) and context.subject is not None:
        subject = context.subject
    if subject is None and unit == "个" and "绩效自评" in where.text and clause.endswith("等"):
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


def _share(share: re.Match[str], where: Around, sentence: str, context: _Context) -> _Reading:
    """占 before a percentage: a share of a whole, which may be named."""
    context.subject = find_subject(share.group("before").lstrip(",，"), where) or context.subject
    # 占本年支出 is of that of the department, whatever the section is about
    whole = find_subject(share.group("whole"), Around("", sentence), is_whole=True)
    base = whole.measure_key if whole else None
    subject = context.subject
    if base == "total_expenditure" and subject and subject.measure_key.startswith("three_public_"):
        return "share", None, None, None, "a share of 总支出, which may be that of the three"
    return "share", base, None, subject, _reason(subject)


def _named(clause: str, where: Around, context: _Context, passage: Passage) -> Subject | None:
    """What the words right before a figure name: a class, the item the passage begins with, a measure."""
    if named_class := _TOPIC_CLASS.search(clause):
        return Subject(named_class.group("name"), "function_class")
    if passage.section.endswith("结构情况") and (listed := _LISTED.match(clause)):
        name = listed.group("name")
        if is_function_class(name):
            return Subject(name, "function_class")
    if clause.endswith("(项)") and passage.text.startswith(clause):
        return context.subject
    last = _LIST_MARK.split(clause)[-1]
    return find_subject(last, where) or find_subject(clause, where)


def _people(subject: Subject | None, clause: str, context: _Context) -> Subject | None:
    """The people of groups that are named before the figure, or counted by the figure before it."""
    before = context.subject
    if subject is None or (before is not None and before.measure_key.startswith("foreign_")):
        # 国(境)外公务接待0批次,接待人次0人
        groups = before if _PEOPLE_OF_THEM.match(clause) else subject
    else:
        groups = subject
    if groups is None or groups.measure_key not in _PEOPLE:
        return subject
    return Subject(groups.words, _PEOPLE[groups.measure_key])


def _reason(subject: Subject | None) -> str | None:
    return None if subject else "the comparison names no measure of the list"


def _change(
    clause: str, change: re.Match[str], unit: str, where: Around, said: str, context: _Context
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
    if context.base is None and _AGAINST_LAST_YEAR.search(said):
        context.base = "prior_year_actual"  # said once for all that the sentence lists
    if context.base is None:
        return "value", None, direction, None, "a change without a base"
    relation = "rate" if unit == "%" else "change"
    return relation, context.base, direction, context.subject, _reason(context.subject)
