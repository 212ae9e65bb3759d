"""Workbooks that are one XML (Excel 2003), as programs of finance export them."""

import pytest

from ingest.corpus import parse_document
from ingest.errors import DocumentRefused
from ingest.readers import read_document

BOOK = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Styles>
  <Style ss:ID="Default" ss:Name="Normal"><NumberFormat/></Style>
  <Style ss:ID="share"><NumberFormat ss:Format="Percent"/></Style>
  <Style ss:ID="bold" ss:Parent="share"><Font ss:Bold="1"/></Style>
  <Style ss:ID="tens"><NumberFormat ss:Format="0!.0000"/></Style>
 </Styles>
 {sheets}
</Workbook>
"""


def sheet(name, rows, columns="", options=""):
    return (
        f'<Worksheet ss:Name="{name}"><Table>{columns}{rows}</Table>'
        f'<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">{options}'
        "</WorksheetOptions></Worksheet>"
    )


def row(*cells, **told):
    said = "".join(f' ss:{name}="{value}"' for name, value in told.items())
    return f"<Row{said}>{''.join(cells)}</Row>"


def cell(value="", kind="String", **told):
    said = "".join(f' ss:{name}="{value}"' for name, value in told.items())
    data = f'<Data ss:Type="{kind}">{value}</Data>' if value else ""
    return f"<Cell{said}>{data}</Cell>"


def number(value, **told):
    return cell(value, "Number", **told)


def read(*sheets):
    return read_document(BOOK.format(sheets="".join(sheets)).encode())


FORM_3 = (
    row(cell("支出决算表", MergeAcross=4)),
    row(cell("公开03表", Index=5)),
    row(cell("部门：样例市样例局"), cell("单位：万元", Index=5)),
    row(cell("项目", MergeAcross=1), *(cell(t, MergeDown=1) for t in ("本年支出合计", "基本支出", "项目支出"))),
    row(cell("科目编码"), cell("科目名称")),
    row(cell("合计", MergeAcross=1), number("1234.56"), number("1000.1"), number("234.45999999999998")),
    row(cell("201"), cell("一般公共服务支出"), number("1234.56"), number("1000.1"), number("234.46"), Index=8),
)  # fmt: skip


def test_a_form_is_read_with_its_cells_where_they_stand():
    data = BOOK.format(sheets=sheet("支出决算表", "".join(FORM_3))).encode()
    document = parse_document(data, "2023年样例局部门决算.xls")
    form = document.forms[2]
    assert (form.form_no, form.status, form.unit_text) == (3, "loaded", "万元")
    assert [(r.code, r.is_total, r.table_row, r.texts) for r in form.rows] == [
        (None, True, 6, ("1234.56", "1000.1", "234.46")),
        ("201", False, 1, ("1234.56", "1000.1", "234.46")),
    ]
    reading = document.reading
    # a blank row parts tables; each row knows its line of the sheet
    assert [table.source_lines for table in reading.tables] == [(1, 2, 3, 4, 5, 6), (8,)]
    assert reading.tables[0].rows[3] == ("项目", "", "本年支出合计", "基本支出", "项目支出")
    assert reading.tables[0].place == "sheet 支出决算表"


def test_what_cells_show_is_read_not_what_they_hold():
    rows = row(
        number("0.125", StyleID="share"),
        number("0.5", StyleID="bold"),
        number("1234567", StyleID="tens"),
        cell("#REF!", "Error"),
        cell("1", "Boolean"),
        cell(Formula="=SUM(R[-1]C)"),
        cell("<B xmlns='http://www.w3.org/TR/REC-html40'>合</B>计"),
    )
    (table,) = read(sheet("a", rows)).tables
    assert table.rows == (
        ("12.5%", "50%", "1234567 [0!.0000]", "#REF!", "TRUE", "=SUM(R[-1]C)", "合计"),
    )


def test_what_is_hidden_is_not_read_and_is_said():
    rows = row(*map(cell, "甲乙丙丁")) + row(*map(cell, "一二三四"), Hidden=1)
    columns = '<Column ss:Index="2" ss:Span="1" ss:Hidden="1"/>'
    hidden = sheet("b", row(cell("藏"), cell("着")), options="<Visible>SheetHidden</Visible>")
    reading = read(sheet("a", rows, columns), hidden)
    assert [table.rows for table in reading.tables] == [(("甲", "丁"),)]
    assert [remark.message for remark in reading.remarks] == [
        "1 hidden rows and 2 hidden columns of sheet a were not read",
        "sheet b is hidden and was not read",
    ]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        pytest.param(row(number("一")), "could not convert", id="a number that is none"),
        pytest.param(row(cell("a"), Index=2_000_000), "has no place", id="far below"),
        pytest.param(row(cell("a", MergeAcross=99_999)), "has no place", id="far to the right"),
        pytest.param(row(cell("a"), cell("b", Index=1)), "has no place", id="two in one place"),
        pytest.param("<Row>", "XMLSyntaxError", id="cut off"),
        pytest.param(row(cell("a", Index=16_000)) * 126, "2,000,000 cells", id="sparse"),
    ],
)
def test_a_broken_one_is_refused_with_its_reason(rows, reason):
    with pytest.raises(DocumentRefused, match="workbook is broken") as refused:
        read(sheet("a", rows))
    assert reason in refused.value.reason
    assert "XLSX" in refused.value.remedy


def test_entities_are_not_followed():
    data = BOOK.replace(
        "<Workbook", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>\n<Workbook'
    )
    text = data.format(sheets=sheet("a", row(cell("&e;"), cell("合计"), cell("1"))))
    (table,) = read_document(text.encode()).tables
    assert table.rows == (("&e;", "合计", "1"),)
