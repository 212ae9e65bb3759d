"""Links the words before a figure to a measure of the list, by the longest wording that ends there."""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.forms.layouts import LAYOUTS, layouts
from ingest.wording import plain

# words that may stand between the name of a measure and its figure
FILLER = re.compile(
    r"^(?:财政拨款)?(?:支出|收入|决算|合计|总计|总额|金额|数量?|费用?|年度|本年|实际|安排|执行|辆|共|各|均|总|计|约|为|是|有|达|达到|:|\([^()]*\))*$"
)


@dataclass(frozen=True)
class Subject:
    """What a figure measures: the words as printed and the key they stand for."""

    words: str
    measure_key: str


@lru_cache(maxsize=1)
def _phrases() -> tuple[re.Pattern[str], dict[str, list[tuple[str, str]]]]:
    known: dict[str, list[tuple[str, str]]] = {}
    with (LAYOUTS / "measures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            known.setdefault(plain(row["phrase"]), []).append((row["context"], row["measure_key"]))
    for meanings in known.values():
        meanings.sort(key=lambda meaning: not meaning[0])  # that of a context before that of any
    words = sorted(known, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in words)), known


def is_figure_of(subject: Subject, figure_kind: str) -> bool:
    """Whether a figure of this kind (amount, count, score) can be that of a subject: 0.50 万元 are no receptions."""
    return layouts().measure_kinds[subject.measure_key] == figure_kind


def is_function_class(name: str) -> bool:
    """Whether the words name a 类 of expenditure, with 支出 at their end or without it."""
    maps = layouts()
    lines = maps.lines[1, "expenditure"]
    return any(word in lines and word not in maps.total_lines for word in (name, f"{name}支出"))


def find_subject(clause: str, context: str) -> Subject | None:
    """The last measure named in the clause, when only filler follows it up to the figure.

    ``context`` is the heading and the sentence so far: a wording that needs a context (全年预算数
    of a performance evaluation) only counts within it.
    """
    known = _phrases()[1]
    for words, is_near in _phrases_of(clause):
        for needed, key in known[words]:
            if not needed or re.search(needed, context):
                return Subject(words, key) if is_near else None
    return None


# the clauses of a corpus repeat: their figures stand between them
@lru_cache(maxsize=16384)
def _phrases_of(clause: str) -> tuple[tuple[str, bool], ...]:
    """The wordings in a clause from its end on, each with whether only filler follows it."""
    found = list(_phrases()[0].finditer(clause))
    return tuple((m.group(), bool(FILLER.match(clause[m.end() :]))) for m in reversed(found))
