"""Which phase of the budget a header speaks of: a budget, final accounts, or another year, a change, a rate."""

import re
from functools import lru_cache

from ingest.forms.layouts import layouts

# 决算数占年初预算数的百分比(%)
_RATE = re.compile(r"(?:百分比|比例|比重|率|\(%\)|%)(?:\(%\))?$")
_YEAR = re.compile(r"^(20\d\d)年度?(.+)$")
OTHER = "other"  # a phase or an item that is known, and no figure of this form


def _phase(word: str) -> tuple[int, str] | None:
    """The year in front of a word, if one is printed (else 0), and the phase that the word names."""
    found = _YEAR.match(word)
    named = found.group(2) if found else word
    phase = OTHER if _RATE.search(named) else layouts().phases.get(named)
    return (int(found.group(1)) if found else 0, phase) if phase else None


def without_year(word: str) -> str:
    """The word of a phase without the year in front of it (2023年决算数); any other word as it is."""
    found = _YEAR.match(word)
    return found.group(2) if found and found.group(2) in layouts().phases else word


def is_phase(word: str) -> bool:
    """Whether a word names a phase, with the year in front of it or without (2023年决算数)."""
    return _phase(word) is not None


def phases_of(words: list[tuple[int, str]]) -> dict[int, str]:
    """Position to budget, actual or other: of several years the last is that of the form.

    年初预算数 is the budget where no other is printed.
    """
    named: dict[int, tuple[int, str]] = {}
    for at, word in words:
        # a rate below 决算数 is a rate
        found = _phase(word)
        if found and (at not in named or named[at][1] != OTHER):
            named[at] = found
    last = max((year for year, _ in named.values()), default=0)
    phases = {at: phase if year in (0, last) else OTHER for at, (year, phase) in named.items()}
    # 预算数 beside 全年预算数 is that of the beginning of the year
    whole = {at for at, word in words if "全年" in word and phases.get(at) == "budget"}
    if whole:
        phases = {at: OTHER if p == "budget" and at not in whole else p for at, p in phases.items()}
    initial = OTHER if "budget" in phases.values() else "budget"
    return {at: initial if phase == "initial" else phase for at, phase in phases.items()}


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def phase_beside(word: str) -> tuple[str | None, str]:
    """The phase that a word begins or ends with, and the rest of it: 公务接待费预算数."""
    for named, phase in sorted(layouts().phases.items(), key=lambda item: -len(item[0])):
        for rest in (word.removeprefix(named), word.removesuffix(named)):
            if rest != word:
                return ("budget" if phase == "initial" else phase), rest
    return None, word
