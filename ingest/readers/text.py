"""Reads extracted text: TAB- or pipe-separated lines, HTML tables and CSV are tables, everything else is prose."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ingest.document import Paragraph, RawTable, Reading
from ingest.readers.aligned import is_aligned, read_aligned
from ingest.readers.assembly import Assembly
from ingest.readers.decoding import decode
from ingest.readers.html import table_of
from ingest.readers.markup import without_markup
from ingest.readers.pipes import PIPES, Cells, Rows, pipe_rows
from ingest.wording import starts_block

_CSV_MARKS = (",", ";")
_PROSE_CELLS = 2  # in half a dozen lines of prose there may be a comma each
_MOST = 0.8  # of the records of a CSV have the same width
_LONE = re.compile(r"^(?!.*[。：:；;表])[^\f]*[\u4e00-\u9fff][^\f]*$")
_LONE_ROWS = 3
_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_TR = re.compile(r"<tr\b", re.IGNORECASE)
_BLANK = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#xa0);", re.IGNORECASE)  # left over from HTML
_AROUND = re.compile(r"</?(?:html|body|div|center|p|br)\b[^<>]*>", re.IGNORECASE)


def _is_row(line: str) -> bool:
    return "\t" in line or not PIPES.isdisjoint(line)


def _cells(line: str, number: int, marked: Rows) -> Cells | None:
    """The cells of a row, none for the rule below a header; None for a line of prose.

    ``marked`` are rows that no TAB shows.
    """
    if "\t" in line:
        cells = tuple(map(str.strip, line.split("\t")))
        return tuple(map(_unquoted, cells)) if '"' in line else cells
    return marked.get(number) if marked and line.strip() else None


def _unquoted(cell: str) -> str:
    """A cell without the quotation marks that a spreadsheet writes around it: "1,234.56"."""
    is_quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"').strip() if is_quoted else cell


def _is_spaced(text: str) -> bool:
    """Whether a blank line stands between the rows of the tables, rather than between the tables."""
    if text.count("\n\n") * 3 < text.count("\n"):  # too few of them, whatever they part
        return False
    said = [(number, _is_row(line)) for number, line in enumerate(text.split("\n")) if line.strip()]
    gaps = [after - before for (before, a), (after, b) in pairwise(said) if a and b]
    return sum(gap > 1 for gap in gaps) > sum(gap == 1 for gap in gaps)


def _lone_cells(text: str) -> Rows:
    """Rows whose blank cells were cut off with their TABs, so that one cell is left, by their lines (from 1).

    Few lines that stand between two rows, without a blank line, say nothing and name no table.
    """
    if "\t" not in text or "\t\n" in text or text.endswith("\t"):
        return {}
    found: Rows = {}
    lone: Rows = {}
    after_row = False
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line:
            found |= lone
            lone, after_row = {}, True
        elif after_row and len(lone) < _LONE_ROWS and _LONE.match(line):
            lone[number] = (line.strip(),)
        else:
            lone, after_row = {}, False
    return found


def _csv_records(text: str, mark: str) -> list[tuple[int, tuple[str, ...]]] | None:
    """The records of a CSV with their first lines; None where few lines have one number of cells, parted by ``mark``."""
    if "\t" in text or text.count(mark) < text.count("\n"):
        return None
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    found: list[tuple[int, tuple[str, ...]]] = []
    first = 1
    try:
        for record in reader:
            found.append((first, tuple(" ".join(cell.split()) for cell in record)))
            first = reader.line_num + 1
    except csv.Error:
        return None
    widths = Counter(len(cells) for _, cells in found)
    width, count = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    is_csv = width > _PROSE_CELLS and count >= _MOST * (widths.total() - widths[0])
    return found if is_csv else None


def _sheet(records: list[tuple[int, tuple[str, ...]]], encoding: str) -> Reading:
    """A CSV is a sheet: a blank record parts its tables, rows of one text each are prose."""
    assembly = Assembly(is_sheet=True)
    for line, cells in records:
        if any(cells):
            assembly.add_row(cells, line)
        else:
            assembly.end_table()
    return assembly.reading("text", encoding, None)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; a row of an HTML table is one, and a blank line stands around the table."""
    start = 0
    for table in _TABLE.finditer(text):
        yield from _numbered(text, start, table.start())
        first = text.count("\n", 0, table.start()) + 1
        caption, rows = table_of(table.group())
        numbers = [
            first + text.count("\n", table.start(), row.start())
            for row in _TR.finditer(text, table.start(), table.end())
        ]
        yield from ((first, ""), (first, caption), (first, ""))
        # rows of a table inside a table have none of their own
        for index, row in enumerate(rows):
            yield numbers[index] if len(numbers) == len(rows) else first, "\t".join(row)
        start = table.end()
        yield text.count("\n", 0, start) + 1, ""
    yield from _numbered(text, start, len(text))


def _numbered(text: str, start: int, stop: int) -> Iterator[tuple[int, str]]:
    between = text[start:stop]
    if start or stop < len(text):  # what parts the tables from the text is no text
        between = _AROUND.sub("", between)
    return enumerate(between.split("\n"), start=text.count("\n", 0, start) + 1)


def _text_of(data: bytes) -> tuple[str, str]:
    """The text, its lines ended by a line feed each, and its encoding."""
    text, encoding = decode(data)
    text = without_markup(text.replace("\r\n", "\n").replace("\r", "\n"))
    return _BLANK.sub(" ", text) if "&" in text else text, encoding


def read_text(data: bytes) -> Reading:
    """Paragraphs and tables of one text document (form feeds count pages where there are any)."""
    text, encoding = _text_of(data)
    for mark in _CSV_MARKS:
        if records := _csv_records(text, mark):
            return _sheet(records, encoding)
    is_spaced = _is_spaced(text)
    marked = pipe_rows(text, is_spaced=is_spaced) | _lone_cells(text)
    if "\t" not in text and "</" not in text and not marked and is_aligned(text):
        return read_aligned(text, encoding)
    has_pages = "\f" in text
    page = 1
    paragraphs: list[Paragraph] = []
    tables: list[RawTable] = []
    block: list[str] = []
    block_line = 0
    rows: list[tuple[str, ...]] = []
    row_lines: list[int | None] = []

    def end_block() -> None:
        if block:
            paragraphs.append(
                Paragraph(
                    len(paragraphs) + 1, page if has_pages else None, block_line, "\n".join(block)
                )
            )
            block.clear()

    def end_table() -> None:
        if rows:
            tables.append(
                RawTable(
                    len(tables) + 1,
                    page if has_pages else None,
                    tuple(row_lines),
                    tuple(rows),
                    len(paragraphs),
                )
            )
            rows.clear()
            row_lines.clear()

    lines = _lines(text) if "</" in text else enumerate(text.split("\n"), start=1)
    for number, raw_line in lines:
        line = raw_line
        if has_pages and "\f" in line:
            end_block()
            end_table()
            page += line.count("\f")
            line = line.replace("\f", "")
        if (cells := _cells(line, number, marked)) is not None:
            if block:  # most lines are rows behind rows
                end_block()
            if cells:
                rows.append(cells)
                row_lines.append(number)
        elif words := line.strip():
            if rows:
                end_table()
            if block and starts_block(line):
                end_block()
            if not block:
                block_line = number
            block.append(words)
        else:
            end_block()
            if not is_spaced:
                end_table()
    end_block()
    end_table()
    return Reading("text", encoding, page if has_pages else None, tuple(paragraphs), tuple(tables))
