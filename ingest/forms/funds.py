"""The funds of a project's self-evaluation: the columns of its header, and the unit that it names."""

import re
from difflib import SequenceMatcher

from ingest.forms.grid import Row, cell
from ingest.forms.project_header import field_of, wordings
from ingest.wording import header_word, plain

_UNIT = re.compile(r"\((万元|元)\)")
_BUDGETS = {"initial_budget", "full_year_budget"}


def fund_unit(row: Row) -> str | None:
    """The unit in brackets in a row, None where it names none."""
    found = _UNIT.search(plain("".join(row)))
    return found.group(1) if found else None


def fund_columns(row: Row) -> dict[str, range]:
    """The columns of the funds header, words split over cells joined; empty when it is another row."""
    known = wordings()["funds"]
    if sum(field_of("funds", header_word(text)) is not None for text in row) < 2:
        return {}  # a broken word is only looked for beside whole ones
    starts: list[tuple[int, str]] = []
    column = 0
    while column < len(row):
        word = header_word(row[column])
        both = word + header_word(cell(row, column + 1))
        if key := field_of("funds", word):
            starts.append((column, key))
        elif word and (key := _near(both, known)):
            starts.append((column, key))
            column += 1
        column += 1
    keys = [key for _, key in starts]
    if "executed" not in keys or not _BUDGETS & set(keys) or len(set(keys)) != len(keys):
        return {}
    stops = [start for start, _ in starts[1:]] + [len(row)]
    return {key: range(start, stop) for (start, key), stop in zip(starts, stops, strict=True)}


def _near(word: str, known: dict[str, str]) -> str | None:
    best = max(known, key=lambda alias: SequenceMatcher(None, word, alias).ratio())
    return known[best] if SequenceMatcher(None, word, best).ratio() >= 0.85 else None
