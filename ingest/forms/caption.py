"""What stands around the tables: titles, units and departments, in lines above them and in their first rows."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from ingest.document import SHEET, Paragraph, RawTable
from ingest.forms.grid import texts_of
from ingest.forms.titles import (
    begins_title,
    find_owner,
    find_unit,
    is_caption,
    is_other_title,
    match_title,
    says_empty,
    whole_title,
)
from ingest.wording import plain, plain_line, unspaced

_CAPTION_ROWS = 6
_OF_PAGES = 3  # times that a line is said again from page to page
_LONGEST_HEAD = 60
_COVER = 5  # lines
_PAGE = re.compile(r"(?:第\d+页(?:[,/]?共\d+页)?|[-—]\d+[-—]|\d+/\d+)$")
_SENTENCE = re.compile("[。；;，、：:]")


@dataclass
class Caption:
    """What the small print before a table says of it."""

    form_no: int | None = None
    title: str | None = None
    source_line: int | None = None
    unit_text: str | None = None
    owner: str | None = None
    is_other: bool = False
    is_empty: bool = False

    def read(self, text: str, source_line: int | None, before: str = "") -> bool:
        """Take in one line, and the line ``before`` it where a title began there.

        False when the line is prose and ends any caption before it.
        """
        text = whole_title(before, text)
        form_no = match_title(text)
        if form_no is not None:
            self.form_no, self.title, self.source_line = form_no, unspaced(text), source_line
            self.is_other = False
            self.unit_text, self.owner = find_unit(text), None
            return True
        if not is_caption(text):
            # the first words of the title again, above the columns: 财政拨款“三公”经费
            return self.title is not None and plain(self.title).startswith(plain(text))
        self.unit_text = find_unit(text) or self.unit_text
        self.owner = find_owner(text) or self.owner
        self.is_empty = self.is_empty or ("本表" in text and says_empty(text))
        return True

    def read_sheet(self, table: RawTable) -> None:
        """Take the name of the sheet that a table stands on, where it is the title of a form."""
        _, is_sheet, name = (table.place or "").rpartition(SHEET)
        form_no = match_title(name) if is_sheet else None
        if form_no is not None:
            self.form_no, self.title = form_no, unspaced(name)
            self.source_line = table.source_lines[0]


class RunningHeads:
    """The lines that stand at the head or the foot of the pages of a document: each says whose accounts these are.

    The same words three times, and no sentence: they stand between the pages of a table and are no prose. They
    speak of final accounts, or stand on the cover: below the name of a unit stand the figures of that unit.
    """

    def __init__(self, paragraphs: tuple[Paragraph, ...]) -> None:
        self._paragraphs = paragraphs

    @cached_property
    def _repeated(self) -> frozenset[str]:
        """Most documents ask of no line."""
        lines = [_unpaged(text) for text, _ in lines_of(list(self._paragraphs))]
        cover = lines[:_COVER]
        often = (line for line, count in Counter(lines).items() if count >= _OF_PAGES)
        return frozenset(line for line in often if "决算" in line or line in cover)

    def __contains__(self, text: str) -> bool:
        """Whether the text is such a line."""
        line = _unpaged(text)
        return len(line) <= _LONGEST_HEAD and not _SENTENCE.search(line) and line in self._repeated


def _unpaged(text: str) -> str:
    """A line without the number of its page: 第5页, -5-, 5/30."""
    return _PAGE.sub("", plain_line(text))


def lines_of(paragraphs: list[Paragraph]) -> list[tuple[str, int | None]]:
    """The lines of paragraphs with their source lines."""
    return [
        (text, None if p.source_line is None else p.source_line + i)
        for p in paragraphs
        for i, text in enumerate(p.text.split("\n"))
    ]


def _only_text(table: RawTable, index: int) -> str:
    """The text of a row that has one and no more."""
    texts = texts_of(table.rows[index]) if index < len(table.rows) else []
    return texts[0] if len(texts) == 1 else ""


def caption_rows(table: RawTable, caption: Caption) -> int:
    """How many leading rows of the table are its own title and unit (spreadsheets print them so)."""
    skip = 0
    before = ""  # of a title that is wrapped over two rows
    for index, row in enumerate(table.rows[:_CAPTION_ROWS]):
        texts = texts_of(row)
        joined = "".join(texts)
        if not texts:
            skip = index + 1
        elif before:
            caption.read(joined, table.source_lines[index], before)
            skip, before = index + 1, ""
        elif len(texts) == 1 and begins_title(joined, _only_text(table, index + 1)):
            skip, before = index + 1, joined
        elif match_title(joined) is not None:
            caption.read(joined, table.source_lines[index])
            skip = index + 1
        elif len(texts) == 1 and is_other_title(joined):
            caption.is_other = True
            skip = index + 1
        elif all(match_title(t) is not None or is_caption(t) for t in texts) and not all(
            t.isdigit() for t in texts
        ):
            for text in texts:
                caption.read(text, table.source_lines[index])
            skip = index + 1
        elif find_unit(joined) and (find_owner(joined) or len(texts) <= 2):
            caption.read(joined, table.source_lines[index])
            skip = index + 1
        elif len(texts) == 1 and _title_follows(table, index):  # the name of the document
            skip = index + 1
        else:
            break
    return skip


def _title_follows(table: RawTable, index: int) -> bool:
    """Whether rows of one text lead from a row to the title of a form."""
    for following in range(index + 1, _CAPTION_ROWS):
        text = _only_text(table, following)
        if not text or match_title(text) is not None:
            return bool(text)
    return False
