"""The columns of codes in front of a row: what stands beside them, and codes that are said once for the rows below."""

from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest

from ingest.forms.chunk import ABSENT, Chunk, FormState
from ingest.forms.grid import (
    CLASS_DIGITS,
    LEVEL_DIGITS,
    Row,
    cell,
    column_numbers,
    digits,
    has_ideograph,
    texts_of,
)
from ingest.forms.headers import own_words
from ingest.forms.layouts import layouts
from ingest.wording import header_word, plain

_LEVELS = ("类", "款", "项")


def whole_codes(chunk: Chunk, state: FormState) -> Chunk:
    """The chunk of a coded form, the whole code in each row and nothing else in its columns.

    What is printed stays as it is in the raw table.
    """
    return _with_parents(_without_aside(chunk, state), state)


def _without_aside(chunk: Chunk, state: FormState) -> Chunk:
    """The chunk without what its first columns hold beside the codes: numbers of the rows (序号), one unit and its code."""
    if chunk.header:
        state.aside_columns = _aside_columns(chunk)
    elif chunk.width != state.width:
        state.aside_columns = ()
    columns = state.aside_columns
    if not columns:
        return chunk
    words = {"", *layouts().aside_words}
    for column in columns:
        rows = (row for _, row in chunk.body if cell(row, column) and len(texts_of(row)) > 1)
        texts = {plain(cell(row, column)) for row in rows}  # a note below the table stands alone
        units = {t for t in texts if not digits(t) and header_word(t) not in layouts().total_words}
        # of several units none is that of the form
        aside = {t for t in texts if digits(t)} | (units if len(units) == 1 else set())
        body = [
            (
                i,
                (*row[:column], "", *row[column + 1 :])
                if plain(cell(row, column)) in aside
                else row,
            )
            for i, row in chunk.body
        ]
        chunk = replace(chunk, body=tuple(body))
    # of a form without figures the total is in the header, and the unit beside it
    if any(header_word(cell(row, c)) not in words for row in chunk.header for c in columns):
        header = tuple(
            tuple(
                "" if c in columns and header_word(text) not in words else text
                for c, text in enumerate(row)
            )
            for row in chunk.header
        )
        return replace(chunk, header=header)
    return chunk


def _aside_columns(chunk: Chunk) -> tuple[int, ...]:
    """The first columns whose headers say that they hold no codes and no names of them."""
    found = []
    for column in range(_first_column(chunk), chunk.width):
        words = [word for row in chunk.header if (word := header_word(cell(row, column)))]
        heads = [word for word in words if word in layouts().label_words]
        if not words or words[0] not in heads or not all(w in layouts().aside_words for w in heads):
            break
        found.append(column)
    return tuple(found)


def _first_column(chunk: Chunk) -> int:
    """The first column in which anything stands: sheets may leave one blank at their left."""
    if any(row and row[0] for row in chunk.header):
        return 0
    rows = (*chunk.header, *(row for _, row in chunk.body))
    return next((c for c in range(chunk.width) if any(cell(row, c) for row in rows)), 0)


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def _level_columns(header: tuple[Row, ...], width: int) -> tuple[int, ...]:
    """The columns headed 类, 款 and 项, or 类 and 款, with none but blank ones between; none where codes are whole."""
    # below them may stand 栏次
    headed = [
        (column, next((w for w in own if w in _LEVELS), ""))
        for column, own in enumerate(own_words(header, width))
        if own
    ]
    words = tuple(word for _, word in headed)
    if words.count(_LEVELS[0]) != 1:
        return ()
    first = words.index(_LEVELS[0])
    count = next((n for n in (3, 2) if words[first : first + n] == _LEVELS[:n]), 0)
    return tuple(column for column, _ in headed[first : first + count])


def _with_parents(chunk: Chunk, state: FormState) -> Chunk:
    """The chunk with the codes of 类 and 款 in each row: some places print them in the first row of theirs alone."""
    if chunk.header:
        # with the row that numbers the columns: 类 | 款 | 项 | 栏次 | 1 | 2
        stop = chunk.body[0][0] if chunk.body else len(chunk.table.rows)
        top = chunk.table.rows[chunk.first_row : stop]
        before = state.level_columns if chunk.width == state.width else ()
        headed = _level_columns(top, chunk.width)
        is_headed = bool(headed) and not _stand_beside(chunk, headed)
        if not (is_headed and len(headed) == len(_LEVELS)) and _names_levels(top):
            headed = _filled_in_turn(chunk) or (headed if is_headed else before)
        state.level_columns = headed
    elif chunk.width != state.width:
        state.level_columns = ()
    columns = state.level_columns
    if not columns or state.repeats_levels:
        return chunk
    # where a row prints two levels, one that lacks its first has lost it
    if any(sum(map(bool, _levels(row, columns))) > 1 for _, row in chunk.body):
        state.repeats_levels = True
        return chunk
    if _stand_beside(chunk, columns):
        return chunk
    body = []
    for index, row in chunk.body:
        printed = _levels(row, columns)
        if not any(printed):
            body.append((index, row))
            continue
        state.last_levels = printed if printed[0] else _below(state.last_levels, printed)
        given = dict(zip(columns, state.last_levels, strict=True))
        whole = tuple(text or given.get(i, "") for i, text in enumerate(row))
        # a level left no trace on this page: its code stands with that of the one below
        if ABSENT in columns:
            at = max(index for index, level in enumerate(printed) if level)
            code = "".join(state.last_levels[: at + 1])
            whole = tuple(code if i == columns[at] else text for i, text in enumerate(row))
        body.append((index, whole))
    return replace(chunk, body=tuple(body))


def _levels(row: Row, columns: tuple[int, ...]) -> tuple[str, ...]:
    """What a row prints of 类, 款 and 项."""
    return tuple("" if c == ABSENT else digits(cell(row, c)) or "" for c in columns)


def _stand_beside(chunk: Chunk, columns: tuple[int, ...]) -> bool:
    """Whether a 类 stands beside the columns of codes: their header does not stand above them."""
    beside = [c for c in range(columns[-1]) if c not in columns]
    return any(
        len(digits(cell(row, c)) or "") == CLASS_DIGITS for _, row in chunk.body for c in beside
    )


@lru_cache(maxsize=4096)
def _names_levels(header: tuple[Row, ...]) -> bool:
    """Whether 类 stands anywhere in a header."""
    return any(header_word(text) == _LEVELS[0] for row in header for text in row)


def _filled_in_turn(chunk: Chunk) -> tuple[int, ...]:
    """The columns before the names in which 类, 款 and 项 stand by what they hold: three digits, then two, one of them a row.

    Of text from PDF the words that head them may stand above others.
    """
    # the word of a total may stand in any of them, and 栏次
    rows = [
        row for _, row in chunk.body if not any(map(_heads_total, row)) and not column_numbers(row)
    ]
    columns = list(zip_longest(*rows, fillvalue=""))
    named = (c for c, texts in enumerate(columns) if any(map(has_ideograph, texts)))
    found: list[int] = []
    for column in range(next(named, 0)):
        texts = {text for text in columns[column] if text}
        if texts:
            count = LEVEL_DIGITS if found else CLASS_DIGITS
            if any(len(digits(text) or "") != count for text in texts):
                return ()
            found.append(column)
    if len(found) not in (2, 3):
        return ()
    filled = (sum(bool(cell(row, c)) for c in found) for row in rows)
    return tuple(found) if all(count <= 1 for count in filled) else ()


def _heads_total(text: str) -> bool:
    return has_ideograph(text) and header_word(text) in layouts().total_words


def _below(parents: tuple[str, ...], printed: tuple[str, ...]) -> tuple[str, ...]:
    """The levels of a code of which one is printed, those above it from the row before; as printed where none is known."""
    at = next(index for index, level in enumerate(printed) if level)
    above = parents[:at]
    if len(above) < at or not all(above) or len(printed[at]) > LEVEL_DIGITS:
        return printed
    return above + printed[at:]
