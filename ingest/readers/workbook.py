"""Reads workbooks (XLSX, XLS, ODS): a sheet is a page, a source line is the row of its sheet."""

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ingest.document import Reading
from ingest.errors import DocumentRefused, Problem
from ingest.readers.assembly import Assembly
from ingest.readers.sheets import Sheet, as_shown, sheets_of, without_hidden

MAX_CELLS = 2_000_000
_MONEY_DECIMALS = 6  # 0.000001 万元 is one fen: what lies beyond is noise of binary fractions
_Value = int | float | str | bool | time | date | datetime | timedelta


def cell_text(value: _Value) -> str:
    """The text of a cell; a number in full, without the noise of its binary fraction."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        number = Decimal(format(value, ".15g"))
        if number == number.to_integral_value():
            return format(number.to_integral_value(), "f")
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and exponent < -_MONEY_DECIMALS:
            number = round(number, _MONEY_DECIMALS)
        return format(number.normalize(), "f")
    return str(value).strip()


def _wide_rows(sheet: CalamineSheet, width: int) -> set[int]:
    """Rows (0-based) with a cell merged over most of the sheet: titles and notes, not data."""
    found = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        if right - left + 1 >= max(3, 0.6 * width):
            found |= set(range(top, bottom + 1))
    return found


def _read_sheet(sheet: CalamineSheet, known: Sheet, assembly: Assembly) -> None:
    values = sheet.to_python(skip_empty_area=False)
    if sum(len(row) for row in values) > MAX_CELLS:
        raise DocumentRefused(
            f"sheet {sheet.name!r} has more than {MAX_CELLS:,} cells",
            "delete the empty rows and columns that it is formatted over",
        )
    rows = [tuple(cell_text(value) for value in row) for row in values]
    rows = as_shown(known, rows)
    shown, hidden_rows, hidden_columns = without_hidden(known, rows)
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


def read_workbook(data: bytes) -> Reading:
    """Every visible sheet in order; raises DocumentRefused when the workbook cannot be opened."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = workbook.sheets_metadata
        known = sheets_of(data)
        assembly = Assembly(is_sheet=True)
        for number, sheet in enumerate(sheets, start=1):
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible != SheetVisibleEnum.Visible:
                assembly.remarks.append(
                    Problem(
                        "warn",
                        f"sheet {sheet.name} is hidden and was not read",
                        "unhide it, if it is a part of the disclosure",
                    )
                )
                continue
            assembly.page, assembly.place = number, f"sheet {sheet.name}"
            _read_sheet(
                workbook.get_sheet_by_name(sheet.name), known.get(sheet.name, Sheet()), assembly
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
    return assembly.reading("workbook", None, len(sheets))
