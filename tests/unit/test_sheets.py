"""Cells of a workbook that do not show their value: errors, formulas, formats, hidden rows and columns."""

import datetime
import io
import re
import zipfile

import pytest
import xlsxwriter
import xlwt

from ingest.corpus import parse_document
from ingest.errors import DocumentRefused
from ingest.readers.workbook import read_workbook
from tests.unit.test_layouts import EXPENDITURE_HEAD, form


def workbook(fill):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        fill(book, book.add_worksheet("表"))
    return target.getvalue()


def changed(data, pattern, by, part="xl/worksheets/sheet1.xml"):
    """The workbook with something else in one of its parts."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, re.sub(pattern, by, content) if name == part else content)
    return target.getvalue()


def rows(data):
    [table] = read_workbook(data).tables
    return table.rows


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!"])
def test_an_error_is_no_blank(error):
    def fill(book, sheet):
        sheet.write_row(0, 0, ["科目", "金额", "备注"])
        sheet.write_formula(1, 1, "=A9/0", None, error)
        sheet.write(1, 0, "201")

    assert rows(workbook(fill)) == (("科目", "金额", "备注"), ("201", error, ""))


def test_a_formula_that_was_never_computed_is_no_blank():
    def fill(book, sheet):
        sheet.write_row(0, 0, ["科目", "金额"])
        sheet.write(1, 0, "合计")
        sheet.write_formula(1, 1, "=SUM(B3:B9)", None, 7)

    computed = workbook(fill)
    assert rows(computed)[1] == ("合计", "7")
    for empty in (rb"\1<v></v>", rb"\1<v/>", rb"\1"):
        never = changed(computed, rb"(</f>)<v>7</v>", empty)
        assert rows(never)[1] == ("合计", "=SUM(B3:B9)")
    # a text of nothing is what it shows
    shown = changed(
        computed, rb'<c r="B2"><f>([^<]*)</f><v>7</v>', rb'<c r="B2" t="str"><f>\1</f><v></v>'
    )
    assert rows(shown)[1] == ("合计", "")


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("#,##0.00", 1234.5, "1234.5"),
        ("#,##0.00_);(#,##0.00)", -1234.5, "-1234.5"),
        ('#,##0.00"万元"', 1234.5, "1234.5"),
        ("0.00%", 0.2778, "27.78%"),
        ("0%", 1, "100%"),
        ("0!.0000", 123456, "123456 [0!.0000]"),
        ("0\\.0,", 123456, "123456 [0\\.0,]"),
        ("#,##0.00,", 123456, "123456 [#,##0.00,]"),
        ('0.00,,"亿"', 123456, "123456 [0.00,,]"),
        ("0!.0000", 0, "0"),
    ],
)
def test_a_value_that_shows_as_another_number_is_no_figure(code, value, text):
    def fill(book, sheet):
        sheet.write_row(0, 0, ["科目", "金额"])
        sheet.write(1, 0, "201")
        sheet.write(1, 1, value, book.add_format({"num_format": code}))

    assert rows(workbook(fill))[1] == ("201", text)


def test_a_date_is_no_scaled_number():
    def fill(book, sheet):
        sheet.write_row(0, 0, ["编制", "日期"])
        day = book.add_format({"num_format": "yyyy\\.mm\\.dd"})
        sheet.write(1, 0, "某")
        sheet.write_datetime(1, 1, datetime.datetime(2024, 8, 1), day)

    assert rows(workbook(fill))[1] == ("某", "2024-08-01")


def test_hidden_rows_and_columns_are_said_and_not_read():
    def fill(book, sheet):
        for number, row in enumerate(
            (["科目", "旧", "金额"], ["201", "9", "1"], ["202", "9", "2"], ["203", "9", "3"])
        ):
            sheet.write_row(number, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_column(3, 16383, None, None, {"hidden": True})

    reading = read_workbook(workbook(fill))
    [table] = reading.tables
    assert table.rows == (("科目", "金额"), ("201", "1"), ("203", "3"))
    assert table.source_lines == (1, 2, 4)
    assert [remark.message for remark in reading.remarks] == [
        "1 hidden rows and 1 hidden columns of sheet 表 were not read"
    ]


def test_what_an_outline_has_folded_is_read():
    def fill(book, sheet):
        for number, row in enumerate((["科目", "金额"], ["201", "1"], ["20101", "1"])):
            sheet.write_row(number, 0, row)
        sheet.set_row(2, None, None, {"level": 1, "hidden": True})

    reading = read_workbook(workbook(fill))
    assert len(reading.tables[0].rows) == 3
    assert reading.remarks == ()


def test_an_old_workbook_is_read_as_it_shows():
    book = xlwt.Workbook()
    book.add_sheet("旧").visibility = 1
    book.add_sheet("更旧").visibility = 2
    sheet = book.add_sheet("表")
    for number, row in enumerate(
        (["科目", "旧", "金额"], ["201", "9", ""], ["202", "9", "2"], ["203", "9", ""])
    ):
        for column, text in enumerate(row):
            if text:
                sheet.write(number, column, text)
    sheet.row(1).set_cell_error(2, "#REF!")
    sheet.row(2).hidden = True
    sheet.col(1).hidden = True
    sheet.write(3, 2, 123456, xlwt.easyxf(num_format_str="0!.0000"))
    sheet.write(4, 0, "完成率")
    sheet.write(4, 2, 0.2778, xlwt.easyxf(num_format_str="0.00%"))
    sheet.write(5, 0, "日期")
    sheet.write(5, 2, datetime.date(2024, 8, 1), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(6, 0, "款")
    sheet.write(6, 2, 0.1 + 0.2)
    target = io.BytesIO()
    book.save(target)

    reading = read_workbook(target.getvalue())
    [table] = reading.tables
    assert table.rows == (
        ("科目", "金额"),
        ("201", "#REF!"),
        ("203", "123456 [0!.0000]"),
        ("完成率", "27.78%"),
        ("日期", "2024-08-01 00:00:00"),
        ("款", "0.3"),
    )
    assert (table.page, table.place, table.source_lines) == (3, "sheet 表", (1, 2, 4, 5, 6, 7))
    assert [remark.message for remark in reading.remarks] == [
        "sheet 旧 is hidden and was not read",
        "sheet 更旧 is hidden and was not read",
        "1 hidden rows and 1 hidden columns of sheet 表 were not read",
    ]


def test_a_form_with_an_error_in_it_does_not_read_it_as_nothing():
    def fill(book, sheet):
        sheet.write(0, 0, "2023年度样例局部门决算")
        sheet.write(1, 0, "一般公共预算财政拨款支出决算表")
        sheet.write(2, 0, "单位：万元")
        sheet.write_row(3, 0, EXPENDITURE_HEAD)
        sheet.write_row(4, 0, ["201", "一般公共服务支出"])
        sheet.write_row(4, 2, [3, 1, 2])
        sheet.write_formula(4, 3, "=B99", None, "#REF!")

    found = form(parse_document(workbook(fill), "a.xlsx"), 5)
    assert found.status == "loaded"
    assert found.rows[0].texts == ("3", "#REF!", "2")


@pytest.mark.parametrize(
    ("name", "form_no"),
    [
        ("GK05 一般公共预算财政拨款支出决算表", 5),
        ("支出决算表", 3),
        ("项目支出决算表", None),
        ("Sheet1", None),
    ],
)
def test_the_name_of_a_sheet_is_the_title_of_a_form_without_one(name, form_no):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["单位：万元"])
        for number, row in enumerate(
            (EXPENDITURE_HEAD, ["合计", "", 3.5, 1.5, 2], ["201", "一般公共服务支出", 3.5, 1.5, 2])
        ):
            sheet.write_row(number + 1, 0, row)
    document = parse_document(target.getvalue(), "a.xlsx")
    loaded = [(f.form_no, f.unit_text, len(f.rows)) for f in document.forms if f.status == "loaded"]
    assert loaded == ([(form_no, "万元", 2)] if form_no else [])


def test_a_title_in_a_sheet_counts_more_than_its_name():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("支出决算表")
        for number, row in enumerate(
            (
                ["一般公共预算财政拨款支出决算表"],
                ["单位：万元"],
                EXPENDITURE_HEAD,
                ["201", "一般公共服务支出", 3.5, 1.5, 2],
            )
        ):
            sheet.write_row(number, 0, row)
    document = parse_document(target.getvalue(), "a.xlsx")
    assert [f.form_no for f in document.forms if f.status == "loaded"] == [5]


@pytest.mark.parametrize(("kind", "refused"), [("error", True), ("float", False)])
def test_an_error_in_an_ods_is_no_blank(kind, refused):
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    cells = (
        '<table:table-cell office:value-type="string"><text:p>合计</text:p></table:table-cell>'
        f'<table:table-cell table:formula="of:=1" calcext:value-type="{kind}" office:value-type="float" '
        'office:value="7"><text:p>7</text:p></table:table-cell>'
    )
    content = (
        f'<office:document-content {spaces} xmlns:calcext="urn:calcext"><office:body><office:spreadsheet>'
        f'<table:table table:name="表"><table:table-row>{cells}</table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as ods:
        ods.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        ods.writestr("content.xml", content)
        ods.writestr("META-INF/manifest.xml", '<manifest xmlns="urn:manifest"/>')
    if refused:
        with pytest.raises(DocumentRefused, match="1 cells of the workbook hold errors"):
            read_workbook(target.getvalue())
    else:
        assert rows(target.getvalue()) == (("合计", "7"),)


@pytest.mark.parametrize(
    ("pattern", "by", "part"),
    [
        (rb"</worksheet>", b"</worksheeet>", "xl/worksheets/sheet1.xml"),
        (rb'r="2"', b'r="two"', "xl/worksheets/sheet1.xml"),
        (rb"</cellXfs>", b"", "xl/styles.xml"),
    ],
)
def test_a_broken_workbook_is_refused(pattern, by, part):
    def fill(book, sheet):
        sheet.write_row(0, 0, ["科目", "金额"])
        sheet.write_formula(1, 0, "=1", None, 1)
        sheet.write(1, 1, 1, book.add_format({"num_format": "0%"}))

    with pytest.raises(DocumentRefused, match="workbook"):
        read_workbook(changed(workbook(fill), pattern, by, part))


def parts_marked(data, offset, value):
    """The workbook with another value in the header of one of its parts, for each part."""
    for central in [m.start() for m in re.finditer(b"PK\x01\x02", data)]:
        local = int.from_bytes(data[central + 42 : central + 46], "little")
        found = bytearray(data)
        for at in (local + offset, central + offset + 2):
            found[at : at + 2] = value.to_bytes(2, "little")
        yield bytes(found)


@pytest.mark.parametrize(
    ("offset", "value"), [(8, 99), (6, 1)], ids=["an unknown compression", "an encrypted part"]
)
def test_a_part_that_cannot_be_unpacked_refuses_the_workbook(offset, value):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        made.add_worksheet().write_row(0, 0, ["科目", 1.5])
    refused = 0
    for data in parts_marked(target.getvalue(), offset, value):
        try:
            assert read_workbook(data).tables[0].rows == (("科目", "1.5"),)
        except DocumentRefused as refusal:
            refused += "workbook" in refusal.reason
    assert refused > 2


def test_an_office_file_of_other_formats_is_refused_as_what_it_is():
    """Neither is a broken workbook, which is what was said of them."""
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "合计")
    target = io.BytesIO()
    book.save(target)
    name, other = ("Workbook".encode("utf-16-le"), "WordBody".encode("utf-16-le"))
    old_office = target.getvalue().replace(name, other) + "Book".encode("utf-16-le")
    text = io.BytesIO()
    with zipfile.ZipFile(text, "w") as odt:
        odt.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        odt.writestr("content.xml", "<office:document-content/>")
    for data, said in (
        (old_office, "an old Office file"),
        (text.getvalue(), "an OpenDocument text"),
    ):
        document = parse_document(data, "2023")
        assert (document.status, said in (document.reason or "")) == ("refused", True)
        assert document.remedy == "open it and save it as DOCX or PDF"
