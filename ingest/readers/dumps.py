"""What programs add to tables when they write them down: words for a blank cell, marks of a text, the index of a data frame."""

import re
from dataclasses import replace
from itertools import chain

from ingest.document import RawTable, Reading

Row = tuple[str, ...]

# Python's, pandas' and JSON's words for a cell that holds nothing
NOTHING = frozenset({"None", "nan", "NaN", "NaT", "<NA>", "null"})
_NOTHING = tuple(word.encode() for word in NOTHING)
# how a CSV keeps a code from being read as a number: ="2010301" and '2010301
_AS_TEXT = re.compile(r"""^="([^"]*)"$|^'(-?[\d,.]+)$""")
_UNNAMED = re.compile(r"^Unnamed: \d+$")  # pandas' name of a column without one
# a name that stands in the header once more (小计.1, 0.00.1), which is no number itself
_AGAIN = re.compile(r"^(?![\d,]*\.\d+$)(.+)\.[1-9]\d?$")
# a code of 政府收支分类科目 that was held as a number with a fraction, for the blank cells beside it
_CODE_AS_NUMBER = re.compile(r"^[235]\d{2}(?:\d{2}){0,2}\.0$")
_HEADS_CODES = re.compile("编\\s*码|代\\s*码|科\\s*目|项\\s*目")
_DIGIT = re.compile(r"\d")
_FEWEST = 2  # rows or columns that are counted from zero


def without_additions(reading: Reading, data: bytes) -> Reading:
    """The reading as it was printed: such words are blank cells; marks, indexes and numbers of columns are left out.

    pandas counts rows and columns from zero, forms count theirs from one. ``data`` is what was read.
    """
    tables = reading.tables
    # what is no text may hold the words packed; most texts hold none, and need no look at each cell
    has_letters = b"n" in data or b"N" in data
    if (
        reading.reader != "text"
        or b"\0" in data
        or (has_letters and any(word in data for word in _NOTHING))
    ):
        tables = tuple(map(_without_words, tables))
    if b"'" in data or b'="' in data:
        tables = tuple(map(_without_marks, tables))
    indexed = [table for table in tables if _may_be_indexed(table)]
    found = [(table, bare) for table in indexed if (bare := _without_index(table))]
    # one row alone is counted in a document that counts more of them
    if any(_is_sure(table) for table, _ in found):
        kept = {table.table_no: bare for table, bare in found}
        tables = tuple(kept.get(table.table_no, table) for table in tables)
    tables = tuple(map(_without_names, tables))
    if any(map(_may_have_points, tables)):
        tables = tuple(map(_without_points, tables))
    return reading if tables == reading.tables else replace(reading, tables=tables)


def _without_words(table: RawTable) -> RawTable:
    if NOTHING.isdisjoint(chain.from_iterable(table.rows)):
        return table
    rows = (tuple("" if text in NOTHING else text for text in row) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _without_marks(table: RawTable) -> RawTable:
    rows = tuple(tuple(_AS_TEXT.sub(r"\1\2", text) for text in row) for row in table.rows)
    return table if rows == table.rows else replace(table, rows=rows)


def _may_be_indexed(table: RawTable) -> bool:
    return table.rows[0][:1] == ("",) and len(table.rows) > 1 and table.rows[1][:1] == ("0",)


def _without_names(table: RawTable) -> RawTable:
    """The table without the numbers and the names that pandas gave to its columns."""
    first = table.rows[0]
    if _counts(first):
        return _kept(table, [() if _counts(row) else row for row in table.rows])
    said = "".join(first)
    if "." not in said and "Unnamed" not in said:
        return table
    header = _named(first)
    return table if header == first else replace(table, rows=(header, *table.rows[1:]))


def _may_have_points(table: RawTable) -> bool:
    """Whether the first text of a row ends like a code with a fraction; most rows of a form have a code."""
    row = table.rows[len(table.rows) // 2]
    return next(filter(None, row), "").endswith(".0")


def _without_points(table: RawTable) -> RawTable:
    """The table with its codes as digits, where pandas held them as numbers with a fraction (2010301.0)."""
    changed: dict[int, int] = {}  # columns of codes, and where they begin
    numbers = {c for row in table.rows for c, text in enumerate(row) if _CODE_AS_NUMBER.match(text)}
    for column in numbers:
        texts = [row[column] if column < len(row) else "" for row in table.rows]
        first = next(i for i, text in enumerate(texts) if _CODE_AS_NUMBER.match(text))
        are_codes = all(_CODE_AS_NUMBER.match(t) or not _DIGIT.search(t) for t in texts[first:])
        if are_codes and any(map(_HEADS_CODES.search, texts[:first])):
            changed[column] = first
    if not changed:
        return table
    rows = (
        tuple(
            text.removesuffix(".0") if index >= changed.get(column, len(table.rows)) else text
            for column, text in enumerate(row)
        )
        for index, row in enumerate(table.rows)
    )
    return replace(table, rows=tuple(rows))


def _counts(texts: Row) -> bool:
    """Whether texts are 0, 1, 2 and so on."""
    if len(texts) < _FEWEST or texts[:2] != ("0", "1"):
        return False
    return texts == tuple(map(str, range(len(texts))))


def _kept(table: RawTable, rows: list[Row]) -> RawTable:
    """The table with these in place of its rows, without those of no cell; as it is where none is left."""
    kept = [(row, line) for row, line in zip(rows, table.source_lines, strict=True) if row]
    if not kept:
        return table
    found, lines = zip(*kept, strict=True)
    return replace(table, rows=found, source_lines=lines)


def _is_sure(table: RawTable) -> bool:
    """Whether the first column of a table counts several rows, or numbers of columns stand beside it."""
    return len(table.rows) > _FEWEST or _counts(table.rows[0][1:])


def _without_index(table: RawTable) -> RawTable | None:
    """The table without its first column, where that counts all its rows but those that name the columns."""
    rows: list[Row] = []
    count = 0
    for row in table.rows:
        if row[:1] == (str(count),):
            count += 1
            rows.append(row[1:])
        elif row[:1] == ("",) and _counts(row[1:]):
            count = 0
            rows.append(())
        elif not rows:
            rows.append(row[1:])
        else:
            return None
    return _kept(table, rows)


def _named(header: Row) -> Row:
    """A header without the names that pandas gave to its columns."""
    known = set(header)
    names = []
    for text in header:
        again = _AGAIN.match(text)
        names.append(again[1] if again and again[1] in known else text)
    return tuple("" if _UNNAMED.match(name) else name for name in names)
