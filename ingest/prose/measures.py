"""Links the words before a figure to a measure of the list, by the longest wording that ends there."""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.forms.layouts import LAYOUTS
from ingest.wording import plain

# words that may stand between the name of a measure and its figure
FILLER = re.compile(
    r"^(?:财政拨款)?(?:支出|收入|决算|合计|总计|总额|金额|数量?|费用?|年度|本年|实际|安排|执行|辆|共|总|计|约|为|是|有|达|达到|:|\([^()]*\))*$"
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
    words = sorted(known, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in words)), known


def find_subject(clause: str, context: str) -> Subject | None:
    """The last measure named in the clause, when only filler follows it up to the figure.

    ``context`` is the heading and the sentence so far: a wording that needs a context (全年预算数
    of a performance evaluation) only counts within it.
    """
    pattern, known = _phrases()
    found: Subject | None = None
    end = 0
    for match in pattern.finditer(clause):
        for needed, key in known[match.group()]:
            if not needed or re.search(needed, context):
                found, end = Subject(match.group(), key), match.end()
                break
    if found is None or not FILLER.match(clause[end:]):
        return None
    return found
