"""Parts tables in which several titles stand: forms one below the other, and contents lists."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, islice, pairwise, zip_longest

from ingest.document import RawTable, Reading
from ingest.forms.grid import Row, is_amount, split_header, texts_of
from ingest.forms.header_rows import header_words
from ingest.forms.layouts import TITLE_END
from ingest.forms.titles import is_other_title, is_small_print, match_title, whole_title
from ingest.wording import plain

_FEW = 3  # texts of small print that share a row
_OTHER = 0  # 项目支出决算表, which is none of the forms
_OF_ALL = re.compile("(?:部门|单位)决算|决算公开")  # …部门决算表, the head of each page
_LIST = 3  # titles one below the other are a contents list


def parted(reading: Reading) -> Reading:
    """The reading with a table for each form, where a row of a table is the title of one; numbered anew."""
    tables = [part for table in reading.tables for part in _parts(table)]
    if len(tables) == len(reading.tables):
        return reading
    numbered = (replace(table, table_no=number) for number, table in enumerate(tables, start=1))
    return replace(reading, tables=tuple(numbered))


def is_contents(table: RawTable) -> bool:
    """Whether a table lists the titles of several forms, and nothing else."""
    forms = set()
    for row in table.rows:  # of most tables the first row says that they are none
        form = _title_of(row)
        if form is not None:
            forms.add(form)
        elif any(row) and not _is_small(row):
            return False
    return len(forms) > 1


def _is_small(row: Row) -> bool:
    """Whether a row is small print: the number of a form above its title, department and unit below it."""
    texts = texts_of(row)
    return 0 < len(texts) <= _FEW and all(map(is_small_print, texts))


def _title_of(row: Row) -> int | None:
    """The form whose title a row is, with at most a number before or behind it; ``_OTHER`` for another table's."""
    texts = texts_of(row)
    if len(texts) == 1 and is_other_title(texts[0]) and not _OF_ALL.search(plain(texts[0])):
        return _OTHER
    titles = [(text, match_title(text)) for text in texts[:_FEW]]
    forms = {form for _, form in titles if form is not None}
    if len(texts) > len(titles) or len(forms) != 1:
        return None
    others = [text for text, form in titles if form is None]
    return forms.pop() if all(is_small_print(text) for text in others) else None


def _wrapped(above: Row, row: Row) -> str | None:
    """The title that begins in the row above, None where it does not."""
    before, text = texts_of(above), texts_of(row)
    if len(before) != 1 or len(text) != 1:
        return None
    whole = whole_title(before[0], text[0])
    return None if whole == text[0] else whole


def _parts(table: RawTable) -> list[RawTable]:
    rows = table.rows
    # titles stand at the left, merged or not
    at_left = islice(zip_longest(*rows, fillvalue=""), 2)
    if not any(TITLE_END in "".join(column[1:]) for column in at_left):
        return [table]
    forms = [_title_of(row) for row in rows]
    starts = list(range(len(rows)))
    for index in range(1, len(rows)):
        if whole := _wrapped(rows[index - 1], rows[index]):
            forms[index], starts[index] = match_title(whole), index - 1
    cuts = {0}
    for begin, end in _runs(forms):
        run = forms[begin:end]
        is_list = len(run) >= _LIST
        heads = _heads_a_table(rows, end, run[-1])
        if is_list or heads:
            cuts.add(_above(rows, starts[begin]))
        if len(run) > 1 and heads and (not is_list or run[-1] in run[:-1]):
            cuts.add(end - 1)
        elif is_list:
            cuts.add(end)
    edges = sorted(cuts | {len(rows)})
    return [
        replace(table, rows=rows[start:stop], source_lines=table.source_lines[start:stop])
        for start, stop in pairwise(edges)
    ]


def _runs(forms: list[int | None]) -> Iterator[tuple[int, int]]:
    """Where titles that stand one below the other begin and end."""
    index = 0
    for is_title, run in groupby(forms, lambda form: form is not None):
        height = len(list(run))
        if is_title:
            yield index, index + height
        index += height


def _heads_a_table(rows: tuple[Row, ...], below: int, form_no: int | None) -> bool:
    """Whether the header of the form stands below its title: a title that got into a table parts nothing."""
    while below < len(rows) and (not any(rows[below]) or _is_small(rows[below])):
        below += 1
    if form_no == _OTHER:
        heads = rows[below] if below < len(rows) else ()
        # under the head of a page (…部门决算表) stands the header of the form again
        is_new = heads not in rows[:below]
        return is_new and len(texts_of(heads)) > 1 and not any(map(is_amount, heads))
    return form_no is not None and split_header(rows[below:], form_no, header_words(form_no)) > 0


def _above(rows: tuple[Row, ...], index: int) -> int:
    """Where the small print above a title begins (公开02表), which is none of the form before."""
    while index > 0 and (not any(rows[index - 1]) or _is_small(rows[index - 1])):
        index -= 1
    return index
