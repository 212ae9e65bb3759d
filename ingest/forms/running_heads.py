"""Lines that stand at the head or the foot of the pages of a document, between them or in a row of a table."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice

from ingest.document import RawTable, Reading
from ingest.forms.grid import digits, texts_of
from ingest.forms.titles import is_caption, is_other_title, match_title
from ingest.wording import plain, plain_line

_OF_PAGES = 3  # times that a line is said again from page to page
_LONGEST = 60
_LONGEST_NUMBER = 2  # of a page
_COVER = 5  # lines
_PAGE = re.compile(r"(?:第\d+页(?:[,/]?共\d+页)?|[-—]\d+[-—]|\d+/\d+)$")
_ENDS = ("页", "-", "—", *"0123456789")  # of what _PAGE may match
_BEHIND = "".join(_ENDS) + "第共,/ 　"  # what may stand behind a line that is said again
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
    def _lone(self) -> dict[tuple[int, int], str]:
        """By table and row (0-based), the texts that stand alone in their rows."""
        return {
            (table.table_no, index): text
            for table in self._reading.tables
            for index, row in enumerate(table.rows)
            # most rows are none, and need not be taken apart
            if (row.count("") + 1 >= len(row) or row[0] == row[-1]) and (text := _lone_text(row))
        }

    def _lines(self) -> Iterator[str]:
        yield from (text for p in self._reading.paragraphs for text in p.text.split("\n"))
        yield from self._lone.values()

    @cached_property
    def _text(self) -> str:
        return "\n".join(self._lines())

    @cached_property
    def _cover(self) -> frozenset[str]:
        return frozenset(_unpaged(text) for text in islice(self._lines(), _COVER))

    @cached_property
    def _repeated(self) -> frozenset[str]:
        count = Counter(_unpaged(text) for text in self._lines() if self._may_be_head(text))
        often = (line for line, times in count.items() if line and times >= _OF_PAGES)
        return frozenset(line for line in often if not _is_of_a_table(line))

    @cached_property
    def _numbers(self) -> frozenset[str]:
        """Texts of rows that are numbers of pages: all that stand alone, the next is more, and figures stand between."""
        found: list[int] = []
        is_begun = False
        for table in self._reading.tables:
            for index, row in enumerate(table.rows):
                text = self._lone.get((table.table_no, index))
                number = digits(text) if text else None
                if number is None:
                    is_begun = is_begun or (text is None and any(row))
                    continue
                if len(number) > _LONGEST_NUMBER or not is_begun or int(number) <= max([0, *found]):
                    return frozenset()
                found.append(int(number))
                is_begun = False
        return frozenset(map(str, found)) if len(found) >= _OF_PAGES else frozenset()

    def _may_be_head(self, text: str) -> bool:
        """Whether a text is no sentence, and speaks of final accounts or stands on the cover."""
        if len(text) > _LONGEST or _SENTENCE.search(text):
            return False
        line = _unpaged(text)
        return "决算" in line or line in self._cover

    def __contains__(self, text: str) -> bool:
        """Whether the text is such a line."""
        if self._text.count(text.rstrip(_BEHIND)) < _OF_PAGES or not self._may_be_head(text):
            return False
        return _unpaged(text) in self._repeated

    def tables(self) -> Iterator[RawTable]:
        """The tables, blanks in place of rows that are such a line or the number of a page; none that has no more."""
        asides = {place for place, text in self._lone.items() if self._is_aside(text)}
        of_tables = {table_no for table_no, _ in asides}
        for table in self._reading.tables:
            if table.table_no not in of_tables:
                yield table
                continue
            rows = tuple(
                ("",) * len(row) if (table.table_no, index) in asides else row
                for index, row in enumerate(table.rows)
            )
            if any(map(any, rows)):
                yield replace(table, rows=rows)

    def _is_aside(self, text: str) -> bool:
        return not _unpaged(text) or plain(text) in self._numbers or text in self


def _is_of_a_table(line: str) -> bool:
    """Whether a line is a title or the small print of one: on the next page of a table it may be said again."""
    return match_title(line) is not None or is_other_title(line) or is_caption(line)


def _lone_text(row: tuple[str, ...]) -> str:
    """The one text of a row, which may stand in each of its cells (a merged one); blank where there are more, or none."""
    texts = texts_of(row)
    return texts[0] if len(texts) == 1 else ""


def _unpaged(text: str) -> str:
    """A line without the number of its page: 第5页, -5-, 5/30."""
    word = plain(text)
    if not word.endswith(_ENDS):
        return plain_line(text)
    return "" if _PAGE.fullmatch(word) else _PAGE.sub("", plain_line(text))
