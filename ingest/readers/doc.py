"""Reads Word documents of 1997 to 2003 (DOC): paragraphs and tables in order, without what is deleted or hidden."""

import struct
from bisect import bisect_right
from dataclasses import dataclass, field

from ingest.document import Reading
from ingest.errors import DocumentRefused, Problem
from ingest.readers.assembly import Assembly
from ingest.readers.sprms import Cell
from ingest.readers.word97 import Said, Word97
from ingest.readers.workbook import embedded_sheet

_DEEPEST = 20  # tables within tables
_NEAR = 0.25  # of the narrowest cell: edges that differ by less are one


@dataclass
class _Row:
    cells: list[list["Said | _Table"]]
    places: tuple[Cell, ...]


@dataclass
class _Table:
    """A table with its rows; ``cells`` and ``blocks`` are those of the row and the cell that are open."""

    rows: list[_Row] = field(default_factory=list)
    cells: list[list["Said | _Table"]] = field(default_factory=list)
    blocks: list["Said | _Table"] = field(default_factory=list)

    def take(self, said: Said) -> None:
        if said.text or not said.ends_row:
            self.blocks.append(said)
        if said.ends_row:
            self.end_row(said.cells)
        elif said.ends_cell:
            self.cells.append(self.blocks)
            self.blocks = []

    def end_row(self, places: tuple[Cell, ...] = ()) -> None:
        """Close the row that is open, if one is; what stands behind its last cell is one more."""
        if self.blocks:
            self.cells.append(self.blocks)
        if self.cells:
            self.rows.append(_Row(self.cells, places))
        self.cells, self.blocks = [], []


def read_doc(data: bytes) -> Reading:
    """Paragraphs and tables of the main text; raises DocumentRefused for a file that is broken."""
    try:
        document = Word97(data)
        blocks = _blocks(document)
    except (struct.error, IndexError, ValueError) as error:  # places in the file that are none
        raise DocumentRefused(
            f"the Word document is broken: {type(error).__name__}: {error}"[:200],
            "open it and save it as DOCX",
        ) from error
    assembly = Assembly()
    unread = document.objects - _add(blocks, document, assembly)
    for count, what in ((unread, "objects"), (document.boxes, "texts in boxes")):
        if count:
            assembly.remarks.append(
                Problem(
                    "warn",
                    f"{count} {what} of the old Word document were not read",
                    "save it as DOCX, if a form is among them",
                )
            )
    return assembly.reading("doc", None, None)


def _blocks(document: Word97) -> list[Said | _Table]:
    """The paragraphs and the tables of the document, tables within tables in their cells."""
    found: list[Said | _Table] = []
    open_tables: list[_Table] = []
    for said in document.paragraphs():
        if said.depth > _DEEPEST:
            raise ValueError(f"a table {said.depth} tables deep")
        while len(open_tables) > said.depth:
            open_tables.pop().end_row()
        while len(open_tables) < said.depth:
            table = _Table()
            (open_tables[-1].blocks if open_tables else found).append(table)
            open_tables.append(table)
        if open_tables:
            open_tables[-1].take(said)
        else:
            found.append(said)
    for table in reversed(open_tables):
        table.end_row()
    return found


def _add(blocks: list[Said | _Table], document: Word97, assembly: Assembly) -> int:
    """Add paragraphs, tables and workbooks; how many objects were read."""
    read = 0
    for block in blocks:
        if isinstance(block, Said):
            assembly.add_paragraph(block.text)
            for number in block.objects:
                workbook = document.workbook(number)
                if workbook and (reading := embedded_sheet(workbook)):
                    assembly.add_reading(f"object {number}", reading, lambda _: None)
                    read += 1
        elif _is_layout(block):
            read += sum(_add(cell, document, assembly) for row in block.rows for cell in row.cells)
        else:
            for printed in _grid(block):
                assembly.add_row(printed)
            assembly.end_table()
    return read


def _is_layout(table: _Table) -> bool:
    """Whether a table holds another one of several cells."""
    inner = [b for row in table.rows for cell in row.cells for b in cell if isinstance(b, _Table)]
    return any(sum(len(row.cells) for row in each.rows) > 1 or _is_layout(each) for each in inner)


def _text(cell: list[Said | _Table]) -> str:
    """The words of a cell; lines of it are parts of one name."""
    return "".join(
        block.text
        if isinstance(block, Said)
        else "".join(_text(inner) for row in block.rows for inner in row.cells)
        for block in cell
    )


def _grid(table: _Table) -> list[tuple[str, ...]]:
    """The rows of a table, a cell that reaches over several columns in the first of them."""
    columns = _columns(table)
    rows = []
    for row in table.rows:
        if len(row.places) != len(row.cells):  # where they stand is not said
            rows.append(tuple(map(_text, row.cells)))
            continue
        printed = [""] * (len(columns) - 1)
        for cell, place in zip(row.cells, row.places, strict=True):
            at = bisect_right(columns, place.left) - 1
            if not place.is_below and at < len(printed):
                printed[at] += _text(cell)
        rows.append(tuple(printed))
    return rows


def _columns(table: _Table) -> list[int]:
    """The edges of the columns of a table: those of all its cells, less those that are as good as another."""
    places = [place for row in table.rows for place in row.places]
    widths = [place.right - place.left for place in places if place.right > place.left]
    near = _NEAR * min(widths, default=0)
    columns: list[int] = []
    for edge in sorted({edge for place in places for edge in (place.left, place.right)}):
        if not columns or edge - columns[-1] > near:
            columns.append(edge)
    return columns
