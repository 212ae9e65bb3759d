"""Blocks as the files of Office programs: workbooks of every kind, Word documents, and both in an archive."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

from benchmarks.synthetic.disclosure import Block, PageBreak, Table, Text

_NUMBER = re.compile(r"^-?\d{1,3}(?:,\d{3})*(?:\.\d+)?$|^-?\d+(?:\.\d+)?$")
_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"


def _value(text: str) -> str | float:
    return float(text.replace(",", "")) if _NUMBER.match(text) and "." in text else text


Sheet = list[tuple[Text | Table, int]]  # what stands on it, each with its row


def _sheets(blocks: list[Block]) -> list[Sheet]:
    """Blocks by sheet: a page break ends one, but not inside a table; prose is a sheet too."""
    sheets: list[Sheet] = [[]]
    row = 0
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(block, PageBreak):
            if isinstance(following, Table):
                continue
            if sheets[-1]:
                sheets.append([])
            row = 0
            continue
        sheets[-1].append((block, row))
        row += len(block.rows) if isinstance(block, Table) else 1
    return [sheet for sheet in sheets if sheet]


def _width(sheet: Sheet) -> int:
    """How many columns its tables have."""
    return max((len(block.rows[0]) for block, _ in sheet if isinstance(block, Table)), default=1)


def _rows(block: Text | Table) -> list[list[str]]:
    return block.rows if isinstance(block, Table) else [[block.text]]


def to_xlsx(blocks: list[Block]) -> bytes:
    """A workbook of one sheet a page: titles merged over the table, amounts as numbers."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        money = workbook.add_format({"num_format": "#,##0.00"})
        centre = workbook.add_format({"align": "center"})
        for number, sheet_blocks in enumerate(_sheets(blocks), start=1):
            sheet = workbook.add_worksheet(f"Z{number:02d}")
            width = _width(sheet_blocks)
            for block, top in sheet_blocks:
                if isinstance(block, Text):
                    if width > 1:
                        sheet.merge_range(top, 0, top, width - 1, block.text, centre)
                    else:
                        sheet.write_string(top, 0, block.text)
                    continue
                for offset, row in enumerate(block.rows):
                    for column, text in enumerate(row):
                        value = _value(text)
                        if isinstance(value, float):
                            sheet.write_number(top + offset, column, value, money)
                        elif value:
                            sheet.write_string(top + offset, column, value)
    return target.getvalue()


def to_xls(blocks: list[Block]) -> bytes:
    """The workbook in the old binary format."""
    import xlwt

    workbook = xlwt.Workbook()
    for number, sheet_blocks in enumerate(_sheets(blocks), start=1):
        sheet = workbook.add_sheet(f"Z{number:02d}")
        for block, top in sheet_blocks:
            for offset, row in enumerate(_rows(block)):
                for column, text in enumerate(row):
                    if text:
                        sheet.write(top + offset, column, _value(text))
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def to_excel2003(blocks: list[Block]) -> bytes:
    """The workbook as one XML, as programs of finance export it: titles merged over the table, amounts as numbers."""
    parts = [
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{_SPREADSHEET}" xmlns:ss="{_SPREADSHEET}"><Styles>'
        '<Style ss:ID="money"><NumberFormat ss:Format="#,##0.00"/></Style></Styles>'
    ]
    for number, sheet_blocks in enumerate(_sheets(blocks), start=1):
        parts.append(f'<Worksheet ss:Name="Z{number:02d}"><Table>')
        width = _width(sheet_blocks)
        for block, _ in sheet_blocks:
            over = f' ss:MergeAcross="{width - 1}"' if isinstance(block, Text) else ""
            for row in _rows(block):
                cells = "".join(
                    f'<Cell ss:Index="{column}"{over}{_data(text)}</Cell>'
                    for column, text in enumerate(row, start=1)
                    if text
                )
                parts.append(f"<Row>{cells}</Row>")
        parts.append("</Table></Worksheet>")
    return "".join([*parts, "</Workbook>"]).encode()


def _data(text: str) -> str:
    value = _value(text)
    if isinstance(value, float):
        return f' ss:StyleID="money"><Data ss:Type="Number">{value!r}</Data>'
    return f'><Data ss:Type="String">{escape(value)}</Data>'


def to_docx(blocks: list[Block]) -> bytes:
    """A Word document with merged header cells and page breaks."""
    import docx

    document = docx.Document()
    for block in blocks:
        if isinstance(block, Text):
            document.add_paragraph(block.text)
        elif isinstance(block, PageBreak):
            document.add_page_break()
        else:
            rows = block.square
            table = document.add_table(len(rows), len(rows[0]))
            for tr, row in zip(table._tbl.tr_lst, rows, strict=True):
                for tc, text in zip(tr.tc_lst, row, strict=True):
                    tc.p_lst[0].add_r().text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def report_and_forms(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """The pages without tables, and those with."""
    pages: list[list[Block]] = [[]]
    for block in blocks:
        pages[-1].append(block)
        if isinstance(block, PageBreak):
            pages.append([])
    report: list[Block] = []
    forms: list[Block] = []
    for page in pages:
        has_table = any(isinstance(block, Table) for block in page)
        (forms if has_table else report).extend(page)
    return report, forms


def to_archive(blocks: list[Block]) -> bytes:
    """A ZIP archive: a Word document of the pages without tables, and a workbook of the others."""
    report, forms = report_and_forms(blocks)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr(zipfile.ZipInfo("附件1 情况说明.docx"), to_docx(report))
        packed.writestr(zipfile.ZipInfo("附件2 决算公开表.xlsx"), to_xlsx(forms))
    return target.getvalue()
