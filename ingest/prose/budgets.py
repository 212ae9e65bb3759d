"""Budgets in the prose: of what is named before them, of what is spoken of, and of what no measure is."""

import re

from ingest.prose.comparisons import base_of, if_unnamed
from ingest.prose.context import Classified, Context, says_nothing
from ingest.prose.figures import BASE_VALUE, UNNAMED
from ingest.prose.measures import Around, Subject, find_subject, of_kind

# 年初预算收入, 部门预算总支出; 一般公共预算收入 is of a fund
_BUDGETED = re.compile(
    r"(?<![共金营政])预算(?:批复|安排|数)?的?(?:总|[本当全]年|财政拨款|基本|项目)*(?:收入|支出)(?:[合总]计|总额|数|共|为|是|:)*$"
)
# 年初预算安排三公经费, 全年预算数为公务接待费: what is planned stands behind it; 按预算安排 it is spent
_PLANNED = re.compile(
    r"(?<![按照据])(?:年初|全年|调整后?|(?<![共金营政]))预算数?(?:安排|批复|核定|下达|为)的?$"
)


def _is_planned(clause: str, subject: Subject | None) -> bool:
    """Whether the words before the measure that a clause names say that it is what was planned."""
    return subject is not None and bool(_PLANNED.search(clause.rpartition(subject.words)[0]))


def budget_of(
    kind: str, clause: str, subject: Subject | None, where: Around, context: Context
) -> Classified | None:
    """The budget of what is named before it, or was spoken of; None where the figure is none.

    ``subject`` is what the words right before the figure name: 年初预算总收入 is the budget of that.
    """
    found = BASE_VALUE.search(clause)
    if found is None:
        if kind != "amount" or not (_BUDGETED.search(clause) or _is_planned(clause, subject)):
            return None
        named, goes_on = subject, False
    else:
        head = clause[: found.start()].strip(",，")
        named = find_subject(head, where) or context.speak_of_side(head)
        goes_on = not head or says_nothing(head)
        if named is None and subject:
            return None
    of = named or (context.compared(kind) if goes_on else None)
    context.base = base_of(found.group("base") if found else clause)
    context.of_budget = None
    if of is None:
        context.pass_unnamed(kind)
        return "base_value", context.base, None, None, UNNAMED
    context.speak_of(of_kind(of, kind))
    return "base_value", context.base, None, context.subject, if_unnamed(context.subject)
