"""Blocks as bytes of each format a disclosure comes in."""

import csv
import html
import io
import re
import zipfile
from collections.abc import Callable

from benchmarks.synthetic.aligned import to_aligned, wide
from benchmarks.synthetic.disclosure import Block, PageBreak, Table, Text

_NUMBER = re.compile(r"^-?\d{1,3}(?:,\d{3})*(?:\.\d+)?$|^-?\d+(?:\.\d+)?$")


def to_text(blocks: list[Block], mark: str = "\t", *, framed: bool = True) -> bytes:
    """Extracted text: a blank line between blocks, TAB or pipe tables, form feeds.

    Not ``framed``, rows have no pipes around them, and a rule stands below the first of a table.
    """
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Text):
            parts.append(block.text)
        elif isinstance(block, PageBreak):
            parts.append("\f")
        elif mark == "|" and not framed:
            width = max(map(len, block.rows))
            lines = [" | ".join(row) for row in block.rows]
            parts.append("\n".join([lines[0], "|".join(["---"] * width), *lines[1:]]))
        elif mark == "|":
            parts.append("\n".join("| " + " | ".join(row) + " |" for row in block.rows))
        else:
            parts.append("\n".join("\t".join(row) for row in block.rows))
    return "\n\n".join(parts).replace("\f\n\n", "\f").encode()


def to_frames(blocks: list[Block]) -> bytes:
    """Markdown of data frames, as pandas writes it: rows and columns counted from zero, nan for a blank cell."""
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Text):
            parts.append(block.text)
        elif isinstance(block, Table):
            columns = [str(number) for number in range(len(block.square[0]))]
            rows = [
                [str(number), *(text or "nan" for text in row)]
                for number, row in enumerate(block.square)
            ]
            lines = [["", *columns], ["---:", *(":---" for _ in columns)], *rows]
            parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
    return "\n\n".join(parts).encode()


def _merged(rows: list[list[str]], header_rows: int) -> list[list[tuple[str, int]]]:
    """Cells with their widths: blanks right of a header cell are merged into it."""
    found = []
    for index, row in enumerate(rows):
        cells: list[tuple[str, int]] = []
        for text in row:
            if index < header_rows - 1 and not text and cells and cells[-1][0]:
                cells[-1] = (cells[-1][0], cells[-1][1] + 1)
            else:
                cells.append((text, 1))
        found.append(cells)
    return found


def to_packed(blocks: list[Block]) -> bytes:
    """As programs write it that ask a web page for its cells alone: TAB between them, nothing for what they reach over."""
    parts = []
    for block in blocks:
        if isinstance(block, Text):
            parts.append(block.text)
        elif isinstance(block, Table):
            rows = _merged(block.rows, block.header_rows)
            parts.append("\n".join("\t".join(text for text, _ in row) for row in rows))
    return "\n\n".join(parts).encode()


def to_recognised(blocks: list[Block]) -> bytes:
    """As programs for text recognition write it: Markdown, each table as HTML of its own."""
    parts = []
    for block in blocks:
        if isinstance(block, Text):
            parts.append(f"# {block.text}" if block.text.endswith("表") else block.text)
        elif isinstance(block, Table):
            rows = "".join(
                f"<tr>{''.join(f'<td colspan={width}>{html.escape(text)}</td>' for text, width in row)}</tr>"
                for row in _merged(block.rows, block.header_rows)
            )
            parts.append(f"<html><body><table>{rows}</table></body></html>")
    return "\n\n".join(parts).encode()


def to_csv(blocks: list[Block]) -> bytes:
    """One CSV of everything: records as wide as the widest table, a blank one between blocks."""
    width = max(len(row) for block in blocks if isinstance(block, Table) for row in block.rows)
    written = io.StringIO()
    writer = csv.writer(written)
    for block in blocks:
        rows = block.rows if isinstance(block, Table) else []
        for row in [[block.text]] if isinstance(block, Text) else rows:
            writer.writerow(row + [""] * (width - len(row)))
        writer.writerow([""] * width)
    return written.getvalue().encode("gb18030")


def to_html(blocks: list[Block]) -> bytes:
    """A page as content systems write it: nested divs, merged header cells, a layout table."""
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>决算公开</title>"]
    parts.append("<style>td{border:1px solid}</style></head><body><table><tr><td><div id=zoom>")
    for block in blocks:
        if isinstance(block, Text):
            parts.append(f"<p style='text-indent:2em'><span>{html.escape(block.text)}</span></p>")
        elif isinstance(block, PageBreak):
            parts.append("<hr>")
        else:
            parts.append("<table border=1><tbody>")
            for row in _merged(block.rows, block.header_rows):
                cells = "".join(
                    f"<td colspan={width}><p>{html.escape(text) or '&nbsp;'}</p></td>"
                    if width > 1
                    else f"<td><p>{html.escape(text) or '&nbsp;'}</p></td>"
                    for text, width in row
                )
                parts.append(f"<tr>{cells}</tr>")
            parts.append("</tbody></table>")
    parts.append("</div></td></tr></table></body></html>")
    return "\n".join(parts).encode()


def _value(text: str) -> str | float:
    return float(text.replace(",", "")) if _NUMBER.match(text) and "." in text else text


def _sheets(blocks: list[Block]) -> list[list[tuple[Block, int]]]:
    """Blocks by sheet: a page break ends one, but not inside a table; prose is a sheet too."""
    sheets: list[list[tuple[Block, int]]] = [[]]
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


def to_xlsx(blocks: list[Block]) -> bytes:
    """A workbook of one sheet a page: titles merged over the table, amounts as numbers."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        money = workbook.add_format({"num_format": "#,##0.00"})
        centre = workbook.add_format({"align": "center"})
        for number, sheet_blocks in enumerate(_sheets(blocks), start=1):
            sheet = workbook.add_worksheet(f"Z{number:02d}")
            width = max(
                (len(b.rows[0]) for b, _ in sheet_blocks if isinstance(b, Table)), default=1
            )
            for block, top in sheet_blocks:
                if isinstance(block, Text):
                    if width > 1:
                        sheet.merge_range(top, 0, top, width - 1, block.text, centre)
                    else:
                        sheet.write_string(top, 0, block.text)
                    continue
                if not isinstance(block, Table):
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
            rows = block.rows if isinstance(block, Table) else [[getattr(block, "text", "")]]
            for offset, row in enumerate(rows):
                for column, text in enumerate(row):
                    if text:
                        sheet.write(top + offset, column, _value(text))
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


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


def to_pdf(blocks: list[Block], *, ruled: bool = True) -> bytes:
    """A PDF with a running foot; tables with all their lines, or with none."""
    from reportlab.lib.pagesizes import A3, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import PageBreak as NewPage
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer
    from reportlab.platypus import Table as Grid

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("body", fontName="STSong-Light", fontSize=10, leading=16, wordWrap="CJK")
    story: list[object] = []
    for block in blocks:
        if isinstance(block, Text):
            story.append(Paragraph(html.escape(block.text), style))
        elif isinstance(block, PageBreak):
            story.append(NewPage())
        else:
            look: list[tuple[object, ...]] = [
                ("FONT", (0, 0), (-1, -1), "STSong-Light", 7),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
                ("ALIGN", (0, 0), (-1, -1), "CENTER"),
            ]
            if ruled:
                look.append(("GRID", (0, 0), (-1, -1), 0.5, "#000000"))
                for index, row in enumerate(_merged(block.square, block.header_rows)):
                    at = 0
                    for _, width in row:
                        if width > 1:
                            look.append(("SPAN", (at, index), (at + width - 1, index)))
                        at += width
            story += [Grid(block.square, style=look, repeatRows=0), Spacer(1, 4)]

    def foot(canvas: Canvas, document: object) -> None:
        canvas.setFont("STSong-Light", 8)
        canvas.drawCentredString(landscape(A3)[0] / 2, 20, f"- {canvas.getPageNumber()} -")

    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=landscape(A3), topMargin=50, bottomMargin=50).build(
        story, onFirstPage=foot, onLaterPages=foot
    )
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


FORMATS: dict[str, tuple[str, Callable[[list[Block]], bytes]]] = {
    "text": ("txt", to_text),
    "packed": ("txt", to_packed),
    "pipes": ("md", lambda blocks: to_text(blocks, "|")),
    "pipes_bare": ("md", lambda blocks: to_text(blocks, "|", framed=False)),
    "frames": ("md", to_frames),
    "recognised": ("md", to_recognised),
    "csv": ("csv", to_csv),
    "html": ("html", to_html),
    "xlsx": ("xlsx", to_xlsx),
    "xls": ("xls", to_xls),
    "docx": ("docx", to_docx),
    "pdf": ("pdf", to_pdf),
    "archive": ("zip", to_archive),
    "aligned": ("txt", to_aligned),
    "aligned_wide": ("txt", lambda blocks: to_aligned(blocks, wide)),
    "pdf_unruled": ("pdf", lambda blocks: to_pdf(blocks, ruled=False)),
}
