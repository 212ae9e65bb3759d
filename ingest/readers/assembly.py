"""Collects paragraphs and table rows in the order of the document into a Reading."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ingest.document import Paragraph, RawTable, Reading
from ingest.errors import Problem
from ingest.ideographs import unified


@dataclass
class Assembly:
    """What a reader has seen so far; ``page`` and ``place`` stamp what is added next.

    In a sheet prose stands in cells too: with ``is_sheet``, rows of one text each are paragraphs.
    """

    page: int | None = None
    place: str | None = None
    is_sheet: bool = False
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    _rows: list[tuple[str, ...]] = field(default_factory=list)
    _lines: list[int | None] = field(default_factory=list)

    def add_paragraph(self, text: str, source_line: int | None = None) -> None:
        """Add prose; it ends any table before it. Blank text adds nothing."""
        self.end_table()
        if text.strip():
            number = len(self.paragraphs) + 1
            said = unified(text.strip())
            self.paragraphs.append(Paragraph(number, self.page, source_line, said))

    def add_row(self, row: tuple[str, ...], source_line: int | None = None) -> None:
        """Add a row to the table that is open, or open one."""
        self._rows.append(tuple(map(unified, row)))
        self._lines.append(source_line)

    @property
    def has_rows(self) -> bool:
        """Whether the open table has a row of more than one text."""
        return any(sum(map(bool, row)) > 1 for row in self._rows)

    def end_table(self, *, is_certain: bool = True) -> None:
        """Close the table that is open, if one is; rows of one cell each are prose."""
        rows, lines = tuple(self._rows), tuple(self._lines)
        self._rows.clear()
        self._lines.clear()
        if not rows:
            return
        if max(map(len, rows)) <= 1 or (
            self.is_sheet and all(sum(map(bool, row)) <= 1 for row in rows)
        ):
            for row, line in zip(rows, lines, strict=True):
                self.add_paragraph("".join(row), line)
            return
        self.tables.append(
            RawTable(
                *(len(self.tables) + 1, self.page, lines, rows, len(self.paragraphs), self.place),
                is_certain=is_certain,
            )
        )

    def add_reading(
        self, name: str, reading: Reading, page_of: Callable[[int | None], int | None]
    ) -> None:
        """Add what was read of the file ``name``, counted on; places and remarks begin with its name.

        ``page_of`` gives the page here of a page there.
        """
        self.end_table()
        texts, tables = len(self.paragraphs), len(self.tables)
        self.paragraphs += [
            p._replace(paragraph_no=p.paragraph_no + texts, page=page_of(p.page))
            for p in reading.paragraphs
        ]
        self.tables += [
            replace(
                table,
                table_no=table.table_no + tables,
                page=page_of(table.page),
                after_paragraph=table.after_paragraph + texts,
                place=", ".join(filter(None, (name, table.place))),
            )
            for table in reading.tables
        ]
        self.remarks += [
            replace(r, message=f"{name}: {r.message}", table_no=r.table_no and r.table_no + tables)
            for r in reading.remarks
        ]

    def reading(self, reader: str, encoding: str | None, pages: int | None) -> Reading:
        """Everything that was added, in order."""
        self.end_table()
        return Reading(
            reader,
            encoding,
            pages,
            tuple(self.paragraphs),
            tuple(self.tables),
            tuple(self.remarks),
        )
