"""What stands around the tables: titles, units and departments, in lines above them and in their first rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.document import SHEET, Paragraph, RawTable
from ingest.forms.grid import texts_of
from ingest.forms.money_units import find_unit, is_cut_unit, is_lone_unit
from ingest.forms.titles import (
    begins_title,
    find_owner,
    is_caption,
    is_other_title,
    match_title,
    title_with_caption,
    whole_title,
)
from ingest.wording import plain, unspaced

_CAPTION_ROWS = 6


@dataclass
class Caption:
    """What the small print before a table says of it.

    ``is_lone_unit`` says that its units stand without the word (万元); ``cut`` is a line that ends where it
    declares one.
    """

    form_no: int | None = None
    title: str | None = None
    source_line: int | None = None
    units: tuple[str, ...] = ()
    is_lone_unit: bool = False
    cut: str = ""
    owner: str | None = None
    is_other: bool = False

    def read(self, text: str, source_line: int | None, before: str = "") -> bool:
        """Take in one line, and the line ``before`` it where a title began there.

        False when the line is prose and ends any caption before it.
        """
        text = whole_title(before, text)
        form_no, behind = match_title(text), ""
        if form_no is None and (parted := title_with_caption(text)):
            text, behind = parted
            form_no = match_title(text)
            if form_no is None:  # of another table
                return False
        if form_no is not None:
            # without the marks of Markdown
            title = unspaced(text).strip("#*")
            self.form_no, self.title, self.source_line = form_no, title, source_line
            self.is_other = False
            self.units, self.owner = (), find_owner(behind)
            self._read_unit(behind or text)
            return True
        is_unit = self._read_unit(text)
        if not is_unit and not is_caption(text):
            # the first words of the title again, above the columns: 财政拨款“三公”经费
            return self.title is not None and plain(self.title).startswith(plain(text))
        self.owner = find_owner(text) or self.owner
        return True

    def _read_unit(self, text: str) -> bool:
        """Take the unit that a line declares, or the second of the two that it is cut over."""
        said, self.cut = self.cut + text, text if is_cut_unit(text) else ""
        unit = find_unit(said)
        if unit:
            self.is_lone_unit = is_lone_unit(said) and (self.is_lone_unit or not self.units)
            self.units += (unit,)
        return unit is not None

    def read_sheet(self, table: RawTable) -> None:
        """Take the name of the sheet that a table stands on, where it is the title of a form."""
        _, is_sheet, name = (table.place or "").rpartition(SHEET)
        form_no = match_title(name) if is_sheet else None
        if form_no is not None:
            self.form_no, self.title = form_no, unspaced(name)
            self.source_line = table.source_lines[0]


def lines_of(paragraphs: Iterable[Paragraph]) -> list[tuple[str, int | None]]:
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
