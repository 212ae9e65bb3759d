"""What the figures of a passage are of: measure, relation, base. It hangs on the wording alone, not on how much they are."""

import re
from functools import lru_cache
from typing import NamedTuple

from ingest.prose.budgets import budget_of
from ingest.prose.chapters import why_not_of_accounts
from ingest.prose.comparisons import (
    SHARE,
    base_of,
    comparison_of,
    if_unnamed,
    share_of,
    without_asides,
)
from ingest.prose.context import Classified, Context, says_nothing
from ingest.prose.figures import (
    ACTUAL,
    CLAUSE_END,
    PART_END,
    UNNAMED,
    Figure,
    Wording,
    sentence_end,
    why_none,
)
from ingest.prose.functions import behind_item, code_named
from ingest.prose.groups import cost_of, groups_of, may_be_of_all, people_in, people_of, with_budget
from ingest.prose.lists import IN_TURN, in_turn, is_sum, next_in_turn
from ingest.prose.measures import Around, Subject, find_subject, of_another_year, of_kind
from ingest.prose.years import Year, is_compared, is_year_alone, year_said

# 完成年初预算的, 为预算的: how much of it was spent
_COMPLETION = re.compile(
    r"(?:完成(?P<base>[^,，。;；]*?)|(?:为|占|达到?)(?P<of>(?:年初|全年|年度|当年|本年|调整后?的?)*))预算(?:数)?的?(?:比例)?(?:为)?$"
)
# 年初预算10万元，支出6万元，完成60%: of the budget that was said
_DONE = re.compile("^[,，]?(?:预算)?(?:完成|执行)(?:率|比例|进度)?(?:为|达到?|了|:)?$")
_NATURES = ("_basic", "_project")
_SPENT = re.compile("支出(?:为|:)?$")
_NOT_SPENT = re.compile("收入|结转|结余")
_LIST_MARK = re.compile("[,，、]")
# 1.公务接待费。2023年决算数5.00万元: what is spoken of is named before the first sentence
_LEAD = re.compile(
    r"^(?:\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,3}\))?(?P<name>[^。:;,，、\d]{2,40})[。:]"
)
_FUND = re.compile(r"一般公共预算|政府性基金|国有资本经营预算")


class Setting(NamedTuple):
    """What a passage is read in: the year of the accounts, the items that it may name, the last one before it.

    ``topic`` is what the passage is about where it says so at its head, ``about`` the words that say it.
    """

    fiscal_year: int | None
    items: tuple[tuple[str, bool], ...]
    item: str
    topic: str | None = None
    about: str = ""


class Meaning(NamedTuple):
    """What a figure is of, and the reason where it is of no measure."""

    relation: str
    base: str | None
    direction: str | None
    words: str | None
    measure_key: str | None
    reason: str | None


# the wordings of a corpus repeat: places hand a text to their departments, who fill the figures in
@lru_cache(maxsize=4096)
def meanings_of(
    wording: Wording, found: tuple[Figure, ...], setting: Setting
) -> tuple[tuple[Meaning, ...], str]:
    """What each figure of a passage is of, and the last item that was spoken of."""
    year, items, item, topic, about = setting
    context = Context(year, dict(items), item=item, topic=topic, about=about)
    text = wording.text
    if topic is None and (lead_in := _LEAD.match(text)):
        around = Around(wording.section, lead_in["name"])
        context.subject = find_subject(lead_in["name"], around)
    lead = sentence_from = sentence_to = 0
    meanings = []
    for number, printed in enumerate(found):
        while sentence_to <= printed.start:
            goes_on = text.startswith("其中", sentence_to)  # with the sentence before it
            lead = lead if goes_on else sentence_to
            sentence_from = sentence_to
            sentence_to = sentence_end(text, sentence_from)
            context.end_sentence(goes_on=goes_on)
        if ";" in printed.gap:
            context.year = None
        if "(" in printed.gap or ")" in printed.gap:
            context.enter(printed.gap)
        figure = behind_item(printed, context, wording)
        if "其中" in figure.gap:
            context.begin_parts()
        said = (text[lead : figure.start], text[sentence_from : figure.start])
        if IN_TURN.search(figure.gap):
            context.in_turn = in_turn(found[number:], Around(wording.section, said[1]), context)
        turn = next_in_turn(context)
        one = turn or _classify(figure, *said, context, wording)
        relation, base, direction, subject, reason = one
        context.budget = base if relation == "base_value" and "budget" in (base or "") else None
        if context.budget and subject:
            context.budgeted[subject.measure_key] = context.budget
        if subject and (
            elsewhere := why_not_of_accounts(wording.chapter, subject.measure_key, figure.kind)
        ):
            subject, reason = None, elsewhere
        if turn is None and subject is None:  # 分别 behind it may be of what is not known
            context.listed, context.changed, context.said = [], [], []
        key = subject.measure_key if subject else None
        words = _words(subject, context.topic)
        meanings.append(Meaning(relation, base, direction, words, key, reason))
    return tuple(meanings), context.item


def _words(subject: Subject | None, topic: str | None) -> str | None:
    """What a statement is about, in words: its topic, unless it names a code of its own."""
    if subject and (topic is None or subject.names_a_code):
        return subject.words
    return topic


def _classify(
    figure: Figure, said: str, sentence: str, context: Context, wording: Wording
) -> Classified:
    """Relation, base, direction, subject and the reason when no measure is meant.

    ``sentence`` is the sentence up to the figure, ``said`` with the one that it goes on with.
    """
    unit = figure.unit
    clause = without_asides(CLAUSE_END.split(figure.gap)[-1])
    if "原因" in clause:
        clause = PART_END.split(clause)[-1]
    where = Around(wording.section, context.about + sentence)
    if reason := why_none(clause, unit, sentence):
        return "value", None, None, None, reason
    if comparison := comparison_of(clause, figure.kind, where, said, context):
        relation, base, direction, subject, reason = comparison
        of_people = subject and unit.startswith("人") and people_in(subject)
        return relation, base, direction, of_people or subject, reason
    if unit == "%" and (completion := _COMPLETION.search(clause)):
        base = base_of((completion["base"] or completion["of"] or "") + "预算")
        subject = with_budget(context.named_before(clause[: completion.start()], where), context)
        return "completion", base, None, subject, if_unnamed(subject)
    spent = context.spent_budget if unit == "%" and _DONE.match(clause) else None
    if spent or (unit == "%" and clause == "的"):
        subject = context.subject
        return "completion", spent or context.base, None, subject, if_unnamed(subject)
    if figure.kind == "percent" and "占" in clause and (share := SHARE.search(clause)):
        return share_of(share, where, sentence, context)
    subject = _named(clause, where, context, wording) or of_another_year(clause, where)
    whole = context.whole
    # 行政运行(项)支出50万元，其中基本支出40万元: of that item
    if subject and whole and whole.names_a_code and subject.measure_key.endswith(_NATURES):
        return "value", None, None, None, "a part of an item or a class"
    said_year = _year_said(clause, subject, context, wording)
    year = said_year or context.year
    if subject and said_year and not is_compared(clause):  # holds for what is listed behind it
        context.year = said_year
    if year == "other":
        return "value", None, None, None, "a figure of another year"
    if year != "prior" and (subject is None or subject.measure_key != "performance_budget"):
        budget = budget_of(figure.kind, clause, subject, where, context)
        if budget is not None:
            return budget
    if subject is None and (
        _is_actual(clause, context)
        or is_year_alone(clause)
        or (context.topic and says_nothing(clause))
    ):
        subject = context.accounted_for(figure.kind)
        # 本年收入10万元，本年支出8万元; a class or an item is spent, whatever its name
        if (
            subject
            and not subject.names_a_code
            and "支出" in clause
            and _NOT_SPENT.search(subject.words)
        ):
            subject = None
    return _value(figure, clause, where, subject, year, context, wording)


def _year_said(
    clause: str, subject: Subject | None, context: Context, wording: Wording
) -> Year | None:
    """The year that the words before a figure name.

    It is sure where the passage names that of the accounts too, or says what it measures a second time.
    """
    if "年" not in clause:  # most clauses name none
        return None
    before = context.subject
    is_said_again = (
        subject is not None
        and before is not None
        and subject.measure_key == before.measure_key
        and (subject.words == before.words or not before.names_a_code)
    )
    names_both = f"{context.fiscal_year}年" in wording.text
    is_sure = names_both or is_said_again or is_year_alone(clause)
    return year_said(clause, context.fiscal_year, is_sure=is_sure)


def _value(
    figure: Figure,
    clause: str,
    where: Around,
    subject: Subject | None,
    year: Year | None,
    context: Context,
    wording: Wording,
) -> Classified:
    """The amount or count itself, of the year of the accounts or of the one before."""
    if (
        subject is None
        and figure.unit == "个"
        and "绩效自评" in where.text
        and clause.endswith("等")
    ):
        subject = Subject("绩效自评项目", "performance_projects")
    if figure.unit.startswith("人"):
        subject = people_of(subject, clause, context)
    elif figure.unit.startswith("批") and subject is None:
        subject = groups_of(clause, context)
    elif figure.kind == "amount" and subject is None:
        subject = cost_of(clause, context)
    if subject is None:
        context.pass_unnamed(figure.kind)
        return "value", None, None, None, UNNAMED
    subject = of_kind(subject, figure.kind)
    if subject is None:
        return "value", None, None, None, "the figure is not of the kind that its measure has"
    if figure.kind == "count" and may_be_of_all(
        subject, figure.gap, wording.text[figure.start :], context
    ):
        context.unnamed.add(figure.kind)
        return "value", None, None, None, "receptions that are not said to be domestic"
    if subject.measure_key in ("performance_covered", "performance_projects"):
        funds = _FUND.findall(where.sentence)
        subject = Subject(f"{funds[-1] if funds else ''}{subject.words}", subject.measure_key)
    context.speak_of(subject)
    context.direction = None
    context.base = "prior_year_actual" if year == "prior" else None
    if figure.kind == "amount":
        context.base = context.base or context.budget_of_part(subject, figure.gap)
        context.valued = subject
        if context.base is None:
            context.accounted.add(subject.measure_key)
            context.said.append(subject)
    return "base_value" if context.base else "value", context.base, None, subject, None


def _is_actual(clause: str, context: Context) -> bool:
    """Whether the words before a figure say that it is the 决算 of what is spoken of, and name nothing else."""
    found = ACTUAL.search(clause)
    if found is None and "budget" in (context.base or ""):  # 预算5万元，支出2万元
        found = _SPENT.search(clause)
    return found is not None and says_nothing(clause[: found.start()])


def _named(clause: str, where: Around, context: Context, wording: Wording) -> Subject | None:
    """What the words right before a figure name: a class, a group, the item the passage begins with, a measure."""
    if of_code := code_named(clause, wording):
        return of_code
    last = _LIST_MARK.split(clause)[-1]
    if last == clause:
        return find_subject(clause, where)
    whole = find_subject(clause, where) if "、" in clause else None
    if whole and "、" in whole.words:  # 收入、支出总计 is no list
        return whole
    if whole and is_sum(clause, where):
        return None
    return find_subject(last, where) or whole or find_subject(clause, where)
