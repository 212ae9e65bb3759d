"""What a sentence lists: measures of one figure or of several."""

import re
from itertools import takewhile

from ingest.prose.comparisons import Classified, Context
from ingest.prose.figures import CLAUSE_END, Figure
from ingest.prose.measures import Around, Subject, of_kind, subjects_in
from ingest.prose.years import year_said

# 因公出国(境)费、公务接待费分别为1万元、2万元
_IN_TURN = re.compile(r"分别(?:为|是|达到?|:)*$")
_AND = frozenset("、,和及与")
# 上缴上级支出、经营支出、对附属单位补助支出共0.00元
_SUM = re.compile(r"(?:共计?|合计|总计)(?:为|:)?$")


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
