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
_LISTED = re.compile(r"^(?:\d{1,2}[.、]?|\(\d{1,2}\)|[,、])?\.?(?:[^\d:]*:)?(?P<name>[^\d,:()]+)$")
# (一)2010101行政运行120.00万元: an item by its code
_CODED = re.compile(
    r"^(?:\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,3}\))?(?P<item>2\d{6}[^\d,:()]+)$"
)
_OF_GENERAL = re.compile(r"一般公共预算财政拨款[^/]*支出[^/]*$")
_USES = re.compile("用于(?:以下|下列)(?:几个)?方面")


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
    is_item = clause[:1] in tuple("(0123456789") and passage.text.startswith(clause)
    if not is_item and not ("用于" in passage.text and _USES.search(passage.text)):
        return False
    return bool(_OF_GENERAL.search(passage.section))


def listed_class(clause: str, passage: Passage) -> str | None:
    """The class that a clause names alone, where classes are listed by their names; None where it names none."""
    listed = _LISTED.match(clause) if _lists_classes(clause, passage) else None
    return listed["name"] if listed and is_function_class(listed["name"]) else None


def coded_item(clause: str, passage: Passage) -> str | None:
    """The code with the name of the item that a passage begins with, None where it begins with none."""
    found = _CODED.match(clause) if passage.text.startswith(clause) else None
    return found["item"] if found else None
