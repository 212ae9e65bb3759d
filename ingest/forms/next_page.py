"""Pages that repeat no header: their columns are those of the page before, also where blank ones came or went."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product, zip_longest
from math import comb

from ingest.forms.chunk import ABSENT, Chunk, FormState
from ingest.forms.grid import TOTALS, cell, digits, has_ideograph, note_of, texts_of
from ingest.forms.headers import ColumnMap
from ingest.wording import header_word

MANY = 500  # choices, of which nobody can be sure
_HEAD, _NAME, _TOTAL, _WHOLE, _FIGURE = "header", "name", "total", "whole number", "figure"
Kinds = frozenset[str]


def note_page(chunk: Chunk, state: FormState) -> None:
    """Keep a page that was read in mind: what stands in its columns is asked where the next says no header."""
    if chunk.header:
        state.pages.clear()
        state.kinds.clear()
    state.pages.append(chunk)


def _filled(chunk: Chunk) -> set[int]:
    """The columns in which anything stands."""
    heads = zip_longest(*chunk.printed_header, fillvalue="")
    of_header = {column for column, texts in enumerate(heads) if any(texts)}
    return of_header | {column for column, texts in enumerate(chunk.columns) if any(texts)}


def _moves_no_column(chunk: Chunk, state: FormState) -> bool:
    """Whether a page is as wide as the pages before, and none of its columns is filled that was blank in all of them."""
    if chunk.width != state.width:
        return False
    known = {column for column, kinds in state.kinds.items() if kinds}
    return _filled(chunk) <= known.union(*map(_filled, state.pages))


def align(chunk: Chunk, state: FormState) -> Chunk:
    """Take what is known of the columns over to a page without header that has more of them, or fewer.

    Blank columns came, or went: which, is sure where every choice that leaves names below names and figures
    below figures gives each column that is filled the same place. Else the page is left as it is, and its form
    is withheld by who reads it. Where blank cells at the end of rows are cut off, the page is as wide as the one before.
    Pages in one sheet are all as wide as the widest: one came or went where a column is filled that never was.
    """
    if chunk.header or not state.width or _moves_no_column(chunk, state):
        return chunk
    take_kinds(state)
    here = {c: kinds_of(chunk, c) for c in range(chunk.width)}
    filled = [c for c in here if here[c]]
    is_cut = chunk.width < state.width and state.reading.is_cut
    blank = {c for c in here if not here[c]}
    choices = [*_choices(chunk.width, blank, state)]
    choices += [dict(zip(here, range(state.width), strict=False))] * is_cut
    # whole numbers (行次) below whole numbers, if that can be; else below figures
    for fits in (_is_known, can_be):
        found = {
            tuple(places[c] for c in filled): places
            for places in choices
            if all(fits(here[c], places[c], state) for c in filled)
        }
        if found:
            break
    if len(found) != 1:
        return chunk
    if is_cut and list(*found) == filled:
        return replace(chunk, width=state.width)
    (places,) = found.values()
    if chunk.width == state.width and [places[c] for c in filled] == filled:
        return chunk
    move(state, {before: now for now, before in places.items() if before >= 0}, chunk.width)
    return chunk


def _kind(text: str) -> str:
    if has_ideograph(text):
        return _TOTAL if header_word(text).endswith(TOTALS) else _NAME
    return _WHOLE if digits(text) else _FIGURE


def kinds_of(chunk: Chunk, column: int) -> Kinds:
    """What stands in a column of a page: names, totals, whole numbers, other figures and marks; nothing in a blank one."""
    rows = [row for _, row in chunk.body if cell(row, column) and note_of(row) is None]
    # a text alone in its row says little: it may be a line of the page
    beside = [row for row in rows if len(texts_of(row)) > 1]
    return frozenset(_kind(row[column]) for row in beside or rows)


def take_kinds(state: FormState) -> None:
    """Look at the pages that were kept in mind."""
    for page in state.pages:
        for column in range(page.width):
            headed = {_HEAD for row in page.printed_header if cell(row, column)}
            known = state.kinds.get(column, frozenset())
            state.kinds[column] = known | kinds_of(page, column) | headed
    state.pages.clear()


def _choices(width: int, blank: set[int], state: FormState) -> Iterator[dict[int, int]]:
    """Every way to give the columns of a page those of the page before: blank ones are left out on one side."""
    here, before = range(width), range(state.width)
    more = width - state.width
    unused = {column for column in before if not state.kinds.get(column)}
    if not more:
        yield dict(zip(here, before, strict=True))
        for new, gone in product(sorted(blank), sorted(unused)):
            rest = [c for c in before if c != gone]
            yield dict(zip([c for c in here if c != new], rest, strict=True)) | {new: -1}
        return
    wide, narrow, spare = (here, before, blank) if more > 0 else (before, here, unused)
    if comb(len(spare), abs(more)) > MANY:
        return
    for left_out in combinations(sorted(spare), abs(more)):
        rest = [c for c in wide if c not in left_out]
        pairs = zip(rest, narrow, strict=True) if more > 0 else zip(narrow, rest, strict=True)
        yield dict(pairs) | (dict.fromkeys(left_out, -1) if more > 0 else {})


def _is_known(kinds: Kinds, before: int, state: FormState) -> bool:
    """Whether what stands in a column of a page stood in that column of the pages before; 合计 may stand below codes."""
    known = state.kinds.get(before, frozenset())
    return bool(known) and (known == {_HEAD} or kinds - {_TOTAL} <= known)


def can_be(kinds: Kinds, before: int, state: FormState) -> bool:
    """Whether it can stand there: 0 and a mark below figures."""
    columns = (one.columns.keys() | one.others.keys() for one in state.column_maps.values())
    if any(before in each for each in columns):
        return kinds.isdisjoint({_NAME, _TOTAL})
    return _is_known(kinds, before, state)


def move(state: FormState, places: dict[int, int], width: int) -> None:
    """Put what is known of each column (0-based) to its new place."""
    after = {
        column: next((now for c, now in places.items() if c >= column), width)
        for column in range(state.width + 1)
    }

    def map_of(columns: ColumnMap) -> ColumnMap:
        moved = (
            {places[c]: value for c, value in each.items() if c in places}
            for each in (columns.columns, columns.wording, columns.others)
        )
        keys, wording, others = moved
        return replace(columns, columns=keys, wording=wording, others=others, method="order")

    state.column_maps = {side: map_of(one) for side, one in state.column_maps.items()}
    state.label_columns = {
        side: tuple(range(after[columns[0]], after[columns[-1] + 1])) if columns else ()
        for side, columns in state.label_columns.items()
    }
    state.level_columns = tuple(places.get(c, ABSENT) for c in state.level_columns)
    state.aside_columns = tuple(places[c] for c in state.aside_columns if c in places)
    if state.list_columns is not None:
        listed = state.list_columns.items()
        state.list_columns = {side: places[c] for side, c in listed if c in places}
    state.kinds = {now: state.kinds.get(before, frozenset()) for before, now in places.items()}
    state.width = width
