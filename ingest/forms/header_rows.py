"""The header of a table, before it is known which column is which: its words, its 栏次, what it says twice."""

from functools import lru_cache
from itertools import zip_longest

from ingest.forms.grid import Row, cell, column_numbers, has_figure, is_total_in_header
from ingest.forms.headers import Numbers
from ingest.forms.layouts import layouts
from ingest.wording import header_word


@lru_cache(maxsize=16)
def header_words(form_no: int) -> frozenset[str]:
    """Words that only a header row of this form holds."""
    maps = layouts()
    words = set(maps.label_words)
    for (number, _side), aliases in maps.headers.items():
        if number == form_no:
            words |= set(aliases)
    if maps.shapes[form_no] == "three_public":
        words |= set(maps.phases)
    words -= maps.total_words
    if maps.shapes[form_no] == "two_sided":
        for side in ("income", "expenditure"):
            words -= set(maps.lines[form_no, side])
    return frozenset(words)


def words_of(row: Row) -> tuple[str, ...]:
    """A row in comparable wording."""
    return tuple(header_word(text) for text in row)


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def read_header(
    rows: tuple[Row, ...],
) -> tuple[Numbers, frozenset[tuple[str, ...]], frozenset[str]]:
    """The 栏次 of a header, the words of each of its rows, and the words that its rows begin with."""
    said = frozenset(words_of(row) for row in rows if any(row))
    numbers = column_numbers(rows[-1]) if rows else None
    return tuple((numbers or {}).items()), said, frozenset(words[0] for words in said)


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def without_figures(rows: tuple[Row, ...], form_no: int) -> tuple[Row, ...]:
    """The header without the figures of a total that shares a line with it."""
    words = header_words(form_no)
    return tuple(
        tuple("" if has_figure(text) else text for text in row)
        if is_total_in_header(row, form_no, words)
        else row
        for row in rows
    )


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def _twins(header: tuple[Row, ...]) -> tuple[int, ...]:
    """The columns of which each header cell says again what stands at its left: one merged cell over both."""
    stacks = list(zip_longest(*header, fillvalue=""))
    return tuple(c for c in range(1, len(stacks)) if any(stacks[c]) and stacks[c] == stacks[c - 1])


def without_twins(
    header: tuple[Row, ...], body: tuple[tuple[int, Row], ...], numbers: Numbers
) -> tuple[Row, ...]:
    """The header without what it says again above columns that are blank and have no 栏次."""
    numbered = {column for column, _ in numbers}
    blank = {
        column
        for column in _twins(header)
        if column not in numbered and not any(cell(row, column) for _, row in body)
    }
    if not blank:
        return header
    return tuple(
        tuple("" if column in blank else text for column, text in enumerate(row)) for row in header
    )
