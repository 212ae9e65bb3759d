"""Lines that stand at the head or the foot of the pages of a document, between them or in a row of a table."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from ingest.document import RawTable, Reading
from ingest.forms.caption import lines_of
from ingest.forms.grid import digits, texts_of
from ingest.forms.titles import is_caption, is_other_title, match_title
from ingest.wording import plain, plain_line

_OF_PAGES = 3  # times that a line is said again from page to page
_LONGEST = 60
_LONGEST_NUMBER = 2  # of a page
_COVER = 5  # lines
_PAGE = re.compile(r"(?:第\d+页(?:[,/]?共\d+页)?|[-—]\d+[-—]|\d+/\d+)$")
_SENTENCE = re.compile("[。；;，、：:]")


class RunningHeads:
    """The lines that stand at the head or the foot of the pages of a document: each says whose accounts these are.

    The same words three times, and no sentence: they stand between the pages of a table and are no prose, or in a
    row of it (in a sheet) and are none of its rows. They speak of final accounts, or stand on the cover: below
    the name of a unit stand the figures of that unit. The number of a page beside them says nothing, nor alone.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @cached_property
    def _repeated(self) -> frozenset[str]:
        """Most documents ask of no line."""
        lines = [_unpaged(text) for text, _ in lines_of(list(self._reading.paragraphs))]
        rows = [row for table in self._reading.tables for row in table.rows if _is_lone(row)]
        in_rows = [_unpaged(text) for row in rows for text in texts_of(row)]
        cover = (lines or in_rows)[:_COVER]
        often = [line for line, n in Counter(lines + in_rows).items() if line and n >= _OF_PAGES]
        said = (line for line in often if "决算" in line or line in cover)
        return frozenset(line for line in said if not _is_of_a_table(line))

    @cached_property
    def _numbers(self) -> frozenset[str]:
        """Texts of rows that are numbers of pages: all that stand alone, the next is more, and figures stand between."""
        found: list[int] = []
        is_begun = False
        for row in (row for table in self._reading.tables for row in table.rows if any(row)):
            number = digits(texts_of(row)[0]) if _is_lone(row) else None
            if number is None:
                is_begun = is_begun or not _is_lone(row)
                continue
            if len(number) > _LONGEST_NUMBER or not is_begun or int(number) <= (found or [0])[-1]:
                return frozenset()
            found.append(int(number))
            is_begun = False
        return frozenset(map(str, found)) if len(found) >= _OF_PAGES else frozenset()

    def __contains__(self, text: str) -> bool:
        """Whether the text is such a line."""
        line = _unpaged(text)
        return len(line) <= _LONGEST and not _SENTENCE.search(line) and line in self._repeated

    def tables(self) -> Iterator[RawTable]:
        """The tables, blanks in place of rows that are such a line or the number of a page; none that has no more."""
        for table in self._reading.tables:
            asides = {
                i for i, row in enumerate(table.rows) if _is_lone(row) and self._is_aside(row)
            }
            if not asides:
                yield table
                continue
            rows = [("",) * len(row) if i in asides else row for i, row in enumerate(table.rows)]
            if any(map(any, rows)):
                yield replace(table, rows=tuple(rows))

    def _is_aside(self, row: tuple[str, ...]) -> bool:
        (text,) = texts_of(row)
        return not _unpaged(text) or plain(text) in self._numbers or text in self


def _is_of_a_table(line: str) -> bool:
    """Whether a line is a title or the small print of one: on the next page of a table it may be said again."""
    return match_title(line) is not None or is_other_title(line) or is_caption(line)


def _is_lone(row: tuple[str, ...]) -> bool:
    """Whether a row has one text, which may stand in each of its cells (a merged one)."""
    texts = set(row)
    texts.discard("")
    return len(texts) == 1


def _unpaged(text: str) -> str:
    """A line without the number of its page: 第5页, -5-, 5/30."""
    return "" if _PAGE.fullmatch(plain(text)) else _PAGE.sub("", plain_line(text))
