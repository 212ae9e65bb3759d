"""Groups and their people: trips abroad and receptions, and how many took part in them."""

import re

from ingest.prose.context import Context
from ingest.prose.measures import Subject, kind_of

# groups, their people, and what was spent on them
_ABROAD = ("abroad_groups", "abroad_people", "three_public_abroad")
_RECEPTIONS = (
    ("domestic_receptions", "domestic_visitors", "three_public_reception"),
    ("foreign_reception_groups", "foreign_visitors", "foreign_reception_cost"),  # 外事接待
    ("overseas_receptions", "overseas_visitors", "overseas_reception_cost"),  # 国（境）外公务接待
)
_NOT_DOMESTIC = ("foreign_", "overseas_")
# the people of so many groups: 团组2个、累计5人次
_PEOPLE = {groups: people for groups, people, _ in (_ABROAD, *_RECEPTIONS)} | {
    "three_public_reception": "domestic_visitors",
    "foreign_visitors": "foreign_visitors",
    "overseas_visitors": "overseas_visitors",
}
_PEOPLE_OF_THEM = re.compile(
    r"^(?:团组|批次)?[)、,和及]*(?:全年)?(?:累计|合计|总计|共计?|计|约)?(?:参加)?(?:因公)?(?:出国(?:\(境\))?|(?:接待)?人[次数]|接待|来宾|来访人员|来访宾客)?(?:累计|共计?)?$"
)
# the groups that some money was spent on: 国内公务接待支出5.00万元，接待30批次
_GROUPS = {cost: groups for groups, _, cost in _RECEPTIONS} | {
    "domestic_reception_cost": "domestic_receptions"
}
# and those that some people came in: 接待78人次,7批次
_GROUPS_OF_PEOPLE = {people: groups for groups, people, _ in _RECEPTIONS}
_NOTHING_BETWEEN = re.compile("^[)、,]*$")
_GROUPS_OF_THEM = re.compile(r"^[)、,]*(?:累计|合计|共计?)?(?:公务)?接待(?:了|批次)?$")
# what was spent on them: 公务接待24批次，210人次，支出2.05万元
_COSTS = {one: cost for *counted, cost in (_ABROAD, *_RECEPTIONS) for one in counted}
_COST_OF_THEM = re.compile(
    r"^(?:\([^()\d]*\))?[)、,]*(?:共计?|累计|合计|总计)?(?:支出|费用|开支|花费|经费|金额)(?:支出|金额|总额)?(?:为|是|约|共计?|:)*$"
)

_DOMESTIC = "国内"
_END = re.compile("[。;；]")
_DOMESTIC_ONES = re.compile(r"国内[^,，。;；\d]{0,12}\d+(?:批|个|人)")


def people_of(subject: Subject | None, clause: str, context: Context) -> Subject | None:
    """The people of groups that are named before the figure, or counted by the figure before it."""
    before = context.subject
    subject = subject or groups_of(clause, context)  # 国内公务接待支出0.8万元，接待80人次
    if subject is None or (before is not None and before.measure_key.startswith(_NOT_DOMESTIC)):
        # 国(境)外公务接待0批次,接待人次0人
        is_of_them = _PEOPLE_OF_THEM.match(clause) and "count" not in context.unnamed
        groups = before if is_of_them and before and kind_of(before) == "count" else subject
    else:
        groups = subject
    return (people_in(groups) if groups else None) or subject


def people_in(groups: Subject) -> Subject | None:
    """The people of some groups, None of anything else."""
    key = _PEOPLE.get(groups.measure_key)
    return Subject(groups.words, key) if key else None


def groups_of(clause: str, context: Context) -> Subject | None:
    """The groups that the amount before the figure was spent on, or that the people before it came in."""
    before = context.subject
    if before and before.measure_key in _GROUPS_OF_PEOPLE and _NOTHING_BETWEEN.match(clause):
        return Subject(before.words, _GROUPS_OF_PEOPLE[before.measure_key])
    if before is None or before.measure_key not in _GROUPS or not _GROUPS_OF_THEM.match(clause):
        return None
    return Subject(before.words, _GROUPS[before.measure_key])


def cost_of(clause: str, context: Context) -> Subject | None:
    """What was spent on the groups, or the people, before the figure; on domestic receptions where they are said to be."""
    before = context.subject
    if before is None or before.measure_key not in _COSTS or not _COST_OF_THEM.match(clause):
        return None
    key = _COSTS[before.measure_key]
    if key == "three_public_reception" and _DOMESTIC in before.words:
        key = "domestic_reception_cost"
    return Subject(before.words, key)


def with_budget(subject: Subject | None, context: Context) -> Subject | None:
    """What a completion is of: domestic and foreign receptions have no budget of their own, all receptions have one."""
    if subject is None or subject.measure_key not in _GROUPS:
        return subject
    return context.amounts.get("three_public_reception")


def may_be_of_all(subject: Subject, gap: str, behind: str, context: Context) -> bool:
    """Whether receptions that are not said to be domestic may be others, or all of them.

    The domestic ones follow (公务接待30批次,其中国内公务接待25批次), or the sentence speaks of foreign ones. ``gap``
    is the text between the figure before and the figure, ``behind`` that from the figure on.
    """
    if subject.measure_key not in ("domestic_receptions", "domestic_visitors"):
        return False
    if _DOMESTIC in subject.words:
        return False
    before = context.subject
    is_behind_foreign = before is not None and before.measure_key.startswith(_NOT_DOMESTIC)
    return (is_behind_foreign and not _END.search(gap)) or bool(_DOMESTIC_ONES.search(behind))
