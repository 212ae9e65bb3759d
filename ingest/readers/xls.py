"""Reads the sheets of an XLS workbook (BIFF) with their formats, errors and what is hidden."""

import io
from contextlib import suppress

import xlrd
from xlrd.sheet import Cell
from xlrd.sheet import Sheet as Found

from ingest.errors import DocumentRefused
from ingest.readers.content import OLD_OFFICE, OLE
from ingest.readers.sheets import Printed, Sheet, Value, cell_text, what_shows

_BEGINS = (OLE, b"\x09\x08")  # of an OLE container, and of its stream alone


def is_xls(data: bytes) -> bool:
    """Whether a workbook is one of BIFF in an OLE container, or the stream of one."""
    return data.startswith(_BEGINS)


def xls_sheets(data: bytes) -> list[Printed]:
    """Every sheet of the workbook in order; raises DocumentRefused when it cannot be opened."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except (MemoryError, RecursionError):  # limits of the worker
        raise
    except Exception as error:  # of a damaged file: whatever comes first
        if "encrypted" in str(error):
            raise DocumentRefused(
                "the workbook is encrypted with a password", "save it again without a password"
            ) from error
        if "find workbook" in str(error):
            raise DocumentRefused(*OLD_OFFICE) from error
        raise DocumentRefused(
            f"the workbook cannot be opened: {type(error).__name__}: {error}"[:200],
            "open it and save it again as XLSX",
        ) from error
    return [_sheet(book, sheet) for sheet in book.sheets()]


def _sheet(book: xlrd.Book, sheet: Found) -> Printed:
    if sheet.visibility:
        return Printed(sheet.name, is_hidden=True)
    known = Sheet(
        hidden_rows={
            n for n, row in sheet.rowinfo_map.items() if row.hidden and not row.outline_level
        },
        hidden_columns={
            n for n, c in sheet.colinfo_map.items() if c.hidden and not c.outline_level
        },
    )
    rows = []
    for number in range(sheet.nrows):
        cells = sheet.row(number)
        rows.append(tuple(cell_text(_value(book, cell)) for cell in cells))
        known.formats |= {
            (number, column): shown
            for column, cell in enumerate(cells)
            if cell.ctype == xlrd.XL_CELL_NUMBER and (shown := _format(book, cell))
        }
    merged = [((top, left), (end - 1, stop - 1)) for top, end, left, stop in sheet.merged_cells]
    return Printed(sheet.name, rows, merged, known)


def _value(book: xlrd.Book, cell: Cell) -> Value:
    """What a cell holds: xlrd gives numbers for errors, truth values and days."""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    value: Value = cell.value
    if cell.ctype == xlrd.XL_CELL_DATE:
        # a number of no day stays one
        with suppress(xlrd.XLDateError, OverflowError, ValueError):
            value = xlrd.xldate_as_datetime(cell.value, book.datemode)
    return value


def _format(book: xlrd.Book, cell: Cell) -> str:
    """What the format of a cell makes of its number."""
    if cell.xf_index is None or cell.xf_index >= len(book.xf_list):
        return ""
    number = book.xf_list[cell.xf_index].format_key
    found = book.format_map.get(number)
    return what_shows(found.format_str if found else "", number)
