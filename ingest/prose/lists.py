"""What a sentence lists: measures of one figure or of several, classes by their names."""

import re
from itertools import takewhile

from ingest.prose.comparisons import Classified, Context
from ingest.prose.figures import CLAUSE_END, Figure
from ingest.prose.measures import Around, Subject, is_function_class, of_kind, subjects_in
from ingest.prose.passages import Passage
from ingest.prose.years import year_said

# 因公出国(境)费、公务接待费分别为1万元、2万元
_IN_TURN = re.compile(r"分别(?:为|是|达到?|:)*$")
_AND = frozenset("、,和及与")
# 上缴上级支出、经营支出、对附属单位补助支出共0.00元
_SUM = re.compile(r"(?:共计?|合计|总计)(?:为|:)?$")
# 1.一般公共服务306.90万元: a class by its name alone, where a section lists them
_LISTED = re.compile(
    r"^(?:[^\d:]*:)?(?:\d{1,2}[.、]?|\(\d{1,2}\)|[,、])?\.?(?:[^\d:]*:)?(?P<name>[^\d,:()]+)$"
)
_NUMBER = r"(?:\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,3}\))"
_GROUP = r"[^()。,:;，：；]+(?:\([^()]*\)[^()。,:;，：；]*)?"
# 1.一般公共服务(类)政府办公厅(室)及相关机构事务(款)行政运行(项): what the figures behind it are of; the class may
# stand in the heading
_ITEM = re.compile(
    rf"(?:^|[,:;。，：；]){_NUMBER}*(?:(?P<a>[^()。,:;，：；]+)\(类\)(?:\(\d{{1,2}}\))?)?(?P<b>{_GROUP})\(款\)(?P<c>{_GROUP})\(项\)"
)
# (一)2010101行政运行120.00万元, 1.行政运行(2010101)年初预算110.00万元: an item by its code
_CODED = re.compile(
    rf"^{_NUMBER}?(?:(?P<code>2\d{{6}})(?P<name>[^\d,:()。]+?)(?=$|[。,:]|年初预算|全年预算|支出决算)"
    rf"|(?:{_GROUP}\(类\))?(?:{_GROUP}\(款\))?(?P<named>[^\d,:;()。]+)\((?P<coded>2\d{{6}})\))"
)
_OF_GENERAL = re.compile(r"一般公共预算财政拨款[^/]*支出[^/]*$")
_USES = re.compile("用于(?:以下|下列)(?:几个)?方面|按(?:支出)?功能(?:分类)?(?:科目)?(?:划?分)")


def in_turn(found: list[Figure], around: Around, fiscal_year: int | None) -> list[Subject]:
    """The measures of the figures from the first on that a sentence lists in turn; none where they are not as many."""
    clause = CLAUSE_END.split(found[0].gap)[-1]
    year = year_said(clause, fiscal_year, is_sure=True)
    if not _IN_TURN.search(clause) or year in ("prior", "other"):
        return []
    listed = [found[0], *takewhile(lambda figure: figure.gap in _AND, found[1:])]
    subjects = subjects_in(clause, around)
    if len(subjects) != len(listed):
        return []
    pairs = zip(subjects, listed, strict=True)
    named = [of for subject, figure in pairs if (of := of_kind(subject, figure.kind))]
    return named if len(named) == len(listed) else []


def next_in_turn(context: Context) -> Classified | None:
    """The figure as that of the next measure of a list, None where there is none."""
    if not context.in_turn:
        return None
    subject = context.in_turn.pop(0)
    context.speak_of(None)  # what follows is not said to be of the last of them
    context.base = context.direction = None
    return "value", None, None, subject, None


def is_sum(clause: str, around: Around) -> bool:
    """Whether a figure is of several measures together."""
    return bool(_SUM.search(clause)) and len(subjects_in(clause, around)) > 1


def _lists_classes(clause: str, passage: Passage) -> bool:
    """Whether classes stand here by their names alone: those of form 5, in a list or as the item that a passage is."""
    if passage.section.endswith("结构情况"):
        return True
    if not _OF_GENERAL.search(passage.section):
        return False
    is_item = clause[:1] in tuple("(0123456789") and passage.text.startswith(clause)
    return is_item or bool(_USES.search(passage.text))


def listed_class(clause: str, passage: Passage) -> str | None:
    """The class that a clause names alone, where classes are listed by their names; None where it names none."""
    listed = _LISTED.match(clause) if _lists_classes(clause, passage) else None
    return listed["name"] if listed and is_function_class(listed["name"]) else None


def behind_item(figure: Figure, context: Context) -> Figure:
    """The figure with what stands between it and the item that is named before it, which is spoken of from here on.

    An item is named by its words anywhere, by its code at the head of a passage.
    """
    gap = figure.gap
    named = list(_ITEM.finditer(gap)) if "(项)" in gap else []
    if named:
        item = named[-1]
        context.topic = "/".join(item[name] or "" for name in ("a", "b", "c"))
    elif figure.start == len(gap) and (coded := _CODED.match(gap)):
        item = coded
        context.topic = (item["code"] or item["coded"]) + (item["name"] or item["named"])
    else:
        return figure
    context.speak_of(Subject(context.topic, "function_item"))
    return figure._replace(gap=gap[item.end() :])
