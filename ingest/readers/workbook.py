"""Reads workbooks (XLSX, XLS, ODS, XML of Excel 2003) as they show: a sheet is a page, a source line is the row of its sheet."""

import io
from collections.abc import Iterable, Iterator

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ingest.document import SHEET, Reading
from ingest.errors import DocumentRefused, Problem
from ingest.readers.assembly import Assembly
from ingest.readers.content import MAX_CELLS
from ingest.readers.excel2003 import excel2003_sheets
from ingest.readers.sheets import Printed, Sheet, cell_text
from ingest.readers.xls import is_xls, xls_sheets
from ingest.readers.xlsx import xlsx_sheets


def _sheets(data: bytes) -> Iterator[Printed]:
    """The sheets of an XLSX or ODS workbook."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    known = xlsx_sheets(data)
    for found in workbook.sheets_metadata:
        if found.typ != SheetTypeEnum.WorkSheet:
            yield Printed(found.name)
        elif found.visible != SheetVisibleEnum.Visible:
            yield Printed(found.name, is_hidden=True)
        else:
            sheet = workbook.get_sheet_by_name(found.name)
            values = sheet.to_python(skip_empty_area=False)
            rows = [tuple(cell_text(value) for value in row) for row in values]
            merged = sheet.merged_cell_ranges or []
            yield Printed(found.name, rows, merged, known.get(found.name, Sheet()))


def _sheets_of(data: bytes) -> Iterable[Printed]:
    if is_xls(data):
        return xls_sheets(data)
    # any other is a container
    return _sheets(data) if data.startswith(b"PK") else excel2003_sheets(data)


def _wide_rows(sheet: Printed, width: int) -> set[int]:
    """Rows (0-based) with a cell merged over most of the sheet: titles and notes, not data."""
    found = set()
    for (top, left), (bottom, right) in sheet.merged:
        if right - left + 1 >= max(3, 0.6 * width):
            found |= set(range(top, min(bottom + 1, len(sheet.rows))))
    return found


def _add_sheet(sheet: Printed, assembly: Assembly) -> None:
    height, breadth = sheet.known.size(sheet.rows)
    if height * breadth > MAX_CELLS:
        raise DocumentRefused(
            f"sheet {sheet.name!r} has more than {MAX_CELLS:,} cells",
            "delete the empty rows and columns that it is formatted over",
        )
    shown, hidden_rows, hidden_columns = sheet.known.without_hidden(
        sheet.known.as_shown(sheet.rows)
    )
    if hidden_rows or hidden_columns:
        assembly.remarks.append(
            Problem(
                "warn",
                f"{hidden_rows} hidden rows and {hidden_columns} hidden columns of sheet {sheet.name} were not read",
                "unhide them, if they are a part of the disclosure",
            )
        )
    width = max((i + 1 for _, row in shown for i, text in enumerate(row) if text), default=0)
    wide = _wide_rows(sheet, width)
    for index, row in shown:
        texts = [text for text in row if text]
        if not texts:
            assembly.end_table()
        elif len(texts) == 1 and index in wide and assembly.has_rows:
            # below a table: its note, or the title of the next; above one it stays in the table
            assembly.add_paragraph(texts[0], index + 1)
        else:
            assembly.add_row(row[:width], index + 1)
    assembly.end_table()


def embedded_sheet(data: bytes) -> Reading | None:
    """The one sheet of a workbook that a document embeds; None for another file, and where which sheet shows is not known."""
    try:
        reading = read_workbook(data)
    except DocumentRefused:
        return None
    return reading if len({table.place for table in reading.tables}) == 1 else None


def read_workbook(data: bytes) -> Reading:
    """Every visible sheet in order; raises DocumentRefused when the workbook cannot be opened."""
    assembly = Assembly(is_sheet=True)
    number = 0
    try:
        for number, sheet in enumerate(_sheets_of(data), 1):
            assembly.page, assembly.place = number, f"{SHEET}{sheet.name}"
            if not sheet.is_hidden:
                _add_sheet(sheet, assembly)
                continue
            assembly.remarks.append(
                Problem(
                    "warn",
                    f"sheet {sheet.name} is hidden and was not read",
                    "unhide it, if it is a part of the disclosure",
                )
            )
    except PasswordError as error:
        raise DocumentRefused(
            "the workbook is encrypted with a password", "save it again without a password"
        ) from error
    except CalamineError as error:
        raise DocumentRefused(
            f"the workbook cannot be opened: {error}", "open it and save it again as XLSX"
        ) from error
    except BaseException as error:
        # a panic of the Rust library is no Exception; anything else is not ours to judge
        if type(error).__name__ != "PanicException":
            raise
        raise DocumentRefused(
            f"the workbook is broken, its library gave up: {error}"[:200],
            "open it and save it again as XLSX",
        ) from error
    return assembly.reading("workbook", None, number)
