"""One XLSX workbook a department: a sheet a mart, real types, notes, frozen headers."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipeline.exports.marts import Mart, departments, marts, rows_of

EXACT_DIGITS = 15  # of a number in a workbook, which is a binary double
SHEET_NAME = 31
FORBIDDEN = re.compile(r"[\\/:*?\"<>|\x00-\x1f\[\]]")
ABOUT = (
    ("Amounts are in yuan; they are copies of the release, of which the DuckDB file is exact.",
     "金额单位为元；本工作簿为发布版的副本，精确值以 DuckDB 文件为准。"),
    ("Sum rows with is_leaf true, or one level: a 类 contains its 款 and 项.",
     "求和时只取 is_leaf 为真的行或单独一级：类包含款和项。"),
    ("comparability says whether a rate compares like with like; where it does not, the rate is empty.",
     "comparability 说明增减率是否可比；不可比时增减率为空。"),
)  # fmt: skip


def file_name(division: str, department: str) -> str:
    """A name that every file system takes."""
    return FORBIDDEN.sub("_", f"{division}_{department}" if division else department)[:80]


class _Book:
    """A workbook that is written row after row and never held in memory."""

    def __init__(self, path: Path) -> None:
        self.book = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                # text of documents is never a formula, a link or a number
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self.head = self.book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF4"})
        self.formats = {
            "amount": self.book.add_format({"num_format": "#,##0.00"}),
            "rate": self.book.add_format({"num_format": "0.00"}),
            "date": self.book.add_format({"num_format": "yyyy-mm-dd"}),
            "plain": self.book.add_format(),
        }

    def write(self, sheet: Worksheet, row: int, column: int, value: Any, look: str) -> None:
        """One value with its own type; a number with more digits than a double holds is text."""
        style = self.formats[look]
        if value is None:
            sheet.write_blank(row, column, None, style)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, style)
        elif isinstance(value, Decimal) and len(value.as_tuple().digits) > EXACT_DIGITS:
            sheet.write_string(row, column, str(value), style)
        elif isinstance(value, int | float | Decimal):
            sheet.write_number(row, column, value, style)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self.formats["date"])
        else:
            sheet.write_string(row, column, str(value), style)


def _look(name: str) -> str:
    if name.endswith("_yuan"):
        return "amount"
    return "rate" if name.endswith(("_pct", "_pp", "_score")) else "plain"


def _about(book: _Book, department: str, release: str, sheets: list[Mart]) -> None:
    sheet = book.book.add_worksheet("about 说明")
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, 70)
    lines = [
        ("department 部门", department, ""),
        ("release 发布", release, ""),
        *(("", english, chinese) for english, chinese in ABOUT),
        *((mart.short_name, mart.comment, "") for mart in sheets),
    ]
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            sheet.write_string(row, column, text)


def _sheet(book: _Book, mart: Mart, rows: Any) -> int:
    sheet = book.book.add_worksheet(mart.short_name[:SHEET_NAME])
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(mart.columns):
        sheet.set_column(number, number, 34 if column.name.endswith("name") else 16)
        sheet.write_string(0, number, column.name, book.head)
        if column.comment:
            sheet.write_comment(0, number, column.comment, {"x_scale": 2})
    count = 0
    for count, row in enumerate(rows, start=1):
        for number, (column, value) in enumerate(zip(mart.columns, row, strict=True)):
            book.write(sheet, count, number, value, _look(column.name))
    sheet.autofilter(0, 0, max(count, 1), len(mart.columns) - 1)
    return count


def write_workbooks(
    connection: duckdb.DuckDBPyConnection, folder: Path, release: str, part: str | None
) -> list[Path]:
    """A workbook for every department whose name contains ``part``; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    sheets = [m for m in marts(connection) if any(c.name == "department_id" for c in m.columns)]
    written = []
    for department_id, division, name in departments(connection, part):
        path = folder / f"{file_name(division, name)}.xlsx"
        if path in written:  # two names that differ in forbidden characters only
            path = path.with_stem(f"{path.stem}_{department_id[:8]}")
        book = _Book(path)
        _about(book, name, release, sheets)
        for mart in sheets:
            _sheet(book, mart, rows_of(connection, mart, department_id))
        book.book.close()
        written.append(path)
    return written
