"""Reads the sheets of a workbook that is one XML (SpreadsheetML of Excel 2003), as programs of finance export it."""

from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from ingest.errors import DocumentRefused
from ingest.readers.content import MAX_CELLS
from ingest.readers.sheets import Place, Printed, Sheet, Value, cell_text, what_shows

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_NAMED = {"Percent": "0.00%"}  # of the names of formats the one that shows another number
_HIDDEN = frozenset({"SheetHidden", "SheetVeryHidden"})


def excel2003_sheets(data: bytes) -> list[Printed]:
    """Every sheet of the workbook in order; raises DocumentRefused where it is broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        book = etree.fromstring(data.strip(), parser)
        formats = _formats(book)
        return [_sheet(sheet, formats) for sheet in book.iter(f"{_SS}Worksheet")]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentRefused(
            f"the workbook is broken: {type(error).__name__}: {error}"[:200],
            "open it and save it again as XLSX",
        ) from error


def _formats(book: etree._Element) -> dict[str, str]:
    """What each style makes of a number; a style without a format of its own has that of its parent."""
    codes: dict[str, str] = {}
    for style in book.iter(f"{_SS}Style"):
        told = style.find(f"{_SS}NumberFormat")
        parent = codes.get(style.get(f"{_SS}Parent", ""), "")
        code = parent if told is None else told.get(f"{_SS}Format", "")
        codes[style.get(f"{_SS}ID", "")] = _NAMED.get(code, code)
    return {name: what_shows(code) for name, code in codes.items()}


def _sheet(found: etree._Element, formats: dict[str, str]) -> Printed:
    name = found.get(f"{_SS}Name", "")
    if found.findtext(f"{_X}WorksheetOptions/{_X}Visible") in _HIDDEN:
        return Printed(name, is_hidden=True)
    sheet = Printed(name)
    table = found.find(f"{_SS}Table")
    if table is None:
        return sheet
    for first, last, column in _placed(table, f"{_SS}Column", _MOST_COLUMNS):
        if column.get(f"{_SS}Hidden") == "1":
            sheet.known.hidden_columns.update(range(first, last + 1))
    cells = 0
    for number, last, row in _placed(table, f"{_SS}Row", _MOST_ROWS):
        sheet.rows.extend([()] * (number - len(sheet.rows)))
        if row.get(f"{_SS}Hidden") == "1":
            sheet.known.hidden_rows.update(range(number, last + 1))
        texts: list[str] = []
        for column, end, cell in _placed(row, f"{_SS}Cell", _MOST_COLUMNS):
            texts.extend([""] * (column - len(texts)))
            texts.append(_text(sheet.known, (number, column), cell, formats))
            down = int(cell.get(f"{_SS}MergeDown", "0"))
            if end > column or down:
                sheet.merged.append(((number, column), (number + min(down, _MOST_ROWS), end)))
        cells += len(texts)
        if cells > MAX_CELLS:
            raise ValueError(f"sheet {name} has more than {MAX_CELLS:,} cells")
        sheet.rows.append(tuple(texts))
    return sheet


def _placed(
    parent: etree._Element, tag: str, most: int
) -> Iterator[tuple[int, int, etree._Element]]:
    """The children of this name with the first and the last place (0-based) that each takes."""
    after = 0
    for child in parent.iterfind(tag):
        first = int(child.get(f"{_SS}Index", after + 1)) - 1
        more = int(child.get(f"{_SS}Span") or child.get(f"{_SS}MergeAcross") or 0)
        if first < after or more < 0 or first + more >= most:
            raise ValueError(f"{etree.QName(tag).localname} {first + 1} has no place")
        after = first + more + 1
        yield first, first + more, child


def _text(sheet: Sheet, place: Place, cell: etree._Element, formats: dict[str, str]) -> str:
    """The text of a cell; what it shows beside its value goes to the sheet."""
    told = cell.find(f"{_SS}Data")
    if told is None:
        if formula := cell.get(f"{_SS}Formula"):  # never computed
            sheet.texts[place] = formula
        return ""
    words = "".join(told.itertext())
    kind = told.get(f"{_SS}Type", "String")
    value: Value = words
    if kind == "Number":
        value = float(words)
        if shown := formats.get(cell.get(f"{_SS}StyleID", "Default"), ""):
            sheet.formats[place] = shown
    elif kind == "Boolean":
        value = words == "1"
    elif kind == "DateTime":
        value = datetime.fromisoformat(words)
    return cell_text(value)
