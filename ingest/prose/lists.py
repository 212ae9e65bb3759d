"""What a sentence lists: measures of one figure, or of several figures in turn (分别为1万元、2万元)."""

import re
from collections.abc import Sequence
from itertools import takewhile

from ingest.prose.comparisons import (
    ANOTHER_YEAR,
    CHANGE,
    DIRECTIONS,
    SHARE,
    SINCE_LAST_YEAR,
    base_against,
    base_of,
)
from ingest.prose.context import Classified, Context, says_nothing
from ingest.prose.figures import BASE_VALUE, CLAUSE_END, Figure
from ingest.prose.measures import Around, Subject, find_subject, of_kind, subjects_in
from ingest.prose.years import year_said

IN_TURN = re.compile("分别|各自?(?=为|是|增加|增长|减少|下降|降低|上升|[比较])")
_IS = re.compile("^(?:为|是|达到?|:)*$")
_AGAINST = re.compile(
    r"(?:比|较|与|同)(?P<base>(?:上一?年|去年|20\d\d年|(?:年初|全年|调整后?)?预算)度?(?:决算)?数?)(?:相比)?[,，]?"
)
_AND = re.compile(rf"^(?:,|[、和及与](?P<word>{'|'.join(DIRECTIONS)})?了?)$")
_COMPLETION = re.compile("^完成(?P<base>(?:年初|全年|调整后?)?)预算数?的?$")
_PHASE = "(?:年初|全年|调整后?)?预算数?|(?:支出)?决算数?"
# 三公经费预算数和决算数分别为
_PHASES = re.compile(rf"(?P<first>{_PHASE})[、和与及](?P<second>{_PHASE})$")
# 上缴上级支出、经营支出、对附属单位补助支出共0.00元
_SUM = re.compile(r"(?:共计?|合计|总计)(?:为|:)?$")
# 收、支总计分别为10万元、11万元
_OF_BOTH = {
    "grand_total": ("total_income", "total_expenditure"),
    "fiscal_grand_total": ("fiscal_grand_total", "fiscal_grand_total"),
}
# relation, base, direction; and why no measure is meant
_Said = tuple[str, str | None, str | None, str | None]


def in_turn(found: Sequence[Figure], where: Around, context: Context) -> list[Classified]:
    """What the figures from the first on are of that a sentence lists in turn; nothing where it lists none.

    As many measures stand before 分别 as figures behind it, or were listed before (…，分别增长5%、6%); else it is
    not known which figure is of which.
    """
    clause = CLAUSE_END.split(found[0].gap)[-1]
    marks = list(IN_TURN.finditer(clause))
    if not marks:
        return []
    head, tail = clause[: marks[-1].start()], clause[marks[-1].end() :]
    kind = found[0].kind
    goes_on = takewhile(lambda one: one.kind == kind and _AND.match(one.gap), found[1:])
    listed = [found[0], *goes_on]
    if phases := _phases_in_turn(head, tail, listed, where, context):
        return phases
    subjects = _subjects(head, where, context, len(listed))
    if len(listed) == 1:
        named = find_subject(head, where)  # 收入、支出总计 is one measure
        if len(subjects) < 2 or (named is not None and named not in subjects):
            return []
    said = _said(head, tail, kind, where, context)
    of = [subject if kind == "percent" else of_kind(subject, kind) for subject in subjects]
    if said is None or len(subjects) != len(listed) or not all(of):
        context.listed = []
        unknown: Classified = ("value", None, None, None, "it is not said which of a list it is of")
        return [unknown] * len(listed)
    context.listed = [subject for subject in of if subject]
    relation, base, direction, reason = said
    turns: list[Classified] = []
    for subject, figure in zip(context.listed, listed, strict=True):
        if figure is not listed[0] and (own := _AND.match(figure.gap)) and own["word"]:
            direction = DIRECTIONS[own["word"]]
        turns.append((relation, base, direction, None if reason else subject, reason))
    return turns


def next_in_turn(context: Context) -> Classified | None:
    """What the next figure of a list is of, None where there is none."""
    if not context.in_turn:
        return None
    turn, listed = context.in_turn.pop(0), context.listed
    # what follows is not said to be of the last of them; the phases of one measure are all of that
    context.speak_of(None if listed else turn[3])
    context.base = context.direction = None
    context.listed = listed
    return turn


def is_sum(clause: str, around: Around) -> bool:
    """Whether a figure is of several measures together."""
    return bool(_SUM.search(clause)) and len(subjects_in(clause, around)) > 1


def _subjects(head: str, where: Around, context: Context, count: int) -> list[Subject]:
    """The measures that stand before 分别, or those that were listed before, or changed one by one, where none does."""
    subjects = subjects_in(head, where)
    if not subjects and says_nothing(_AGAINST.sub("", head)):
        return context.listed or context.changed or context.said
    if len(subjects) == 1 and count == len(_OF_BOTH.get(subjects[0].measure_key, ())):
        [both] = subjects
        if "收" in both.words and "支" in both.words:
            return [Subject(both.words, key) for key in _OF_BOTH[both.measure_key]]
    return subjects


def _said(head: str, tail: str, kind: str, where: Around, context: Context) -> _Said | None:
    """What the words around 分别 say of the figures; None where it is not known."""
    if _IS.match(tail):
        budget = BASE_VALUE.search(head)
        year = year_said(head, context.fiscal_year, is_sure=True)
        if year == "other":
            return "value", None, None, "a figure of another year"
        base = (
            base_of(budget["base"]) if budget else "prior_year_actual" if year == "prior" else None
        )
        return "base_value" if base else "value", base, None, None
    if change := CHANGE.search(tail):
        before = tail[: change.start()]
        against = list(_AGAINST.finditer(where.sentence))
        base = base_against(against[-1]["base"], context) if against else None
        if SINCE_LAST_YEAR in (before, head[-len(SINCE_LAST_YEAR) :]):
            base, before = "prior_year_actual", ""
        if base is None or change["other"] or (before and not _AGAINST.fullmatch(before)):
            return None
        direction = DIRECTIONS[change["word"]]
        if base == ANOTHER_YEAR:
            return "value", None, direction, "a change against another year than the one before"
        return "rate" if kind == "percent" else "change", base, direction, None
    if kind == "percent" and (completion := _COMPLETION.match(tail)):
        return "completion", base_of(completion["base"] + "预算"), None, None
    if kind == "percent" and (share := SHARE.fullmatch(tail)):
        whole = find_subject(share["whole"], where, is_whole=True)
        return "share", whole.measure_key if whole else None, None, None
    return None


def _phases_in_turn(
    head: str, tail: str, listed: list[Figure], where: Around, context: Context
) -> list[Classified]:
    """The budget and the outturn of one measure: 三公经费预算数和决算数分别为5万元、4万元."""
    phases = _PHASES.search(head)
    if phases is None or len(listed) != 2 or not _IS.match(tail):
        return []
    words = head[: phases.start()]
    named = find_subject(words, where) or (context.subject if says_nothing(words) else None)
    subject = named and of_kind(named, listed[0].kind)
    if subject is None or year_said(words, context.fiscal_year, is_sure=True) in ("prior", "other"):
        return []
    context.listed = []
    bases = [base_of(phases[name]) for name in ("first", "second")]
    return [("base_value" if base else "value", base, None, subject, None) for base in bases]
