"""Blocks as bytes of each format a disclosure comes in."""

import csv
import html
import io
from collections.abc import Callable
from email.message import EmailMessage

from benchmarks.synthetic.aligned import to_aligned, wide
from benchmarks.synthetic.disclosure import Block, PageBreak, Table, Text, merged
from benchmarks.synthetic.office import to_archive, to_docx, to_excel2003, to_xls, to_xlsx


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


def to_packed(blocks: list[Block]) -> bytes:
    """As programs write it that ask a web page for its cells alone: TAB between them, nothing for what they reach over."""
    parts = []
    for block in blocks:
        if isinstance(block, Text):
            parts.append(block.text)
        elif isinstance(block, Table):
            rows = merged(block.rows, block.header_rows)
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
                for row in merged(block.rows, block.header_rows)
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
            for row in merged(block.rows, block.header_rows):
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


def to_mhtml(blocks: list[Block]) -> bytes:
    """The page as a browser saves it, with its style in a part of its own."""
    archive = EmailMessage()
    archive["Subject"] = "决算公开"
    archive.set_content(to_html(blocks).decode(), subtype="html", cte="quoted-printable")
    archive.add_related("td{border:1px solid}", subtype="css")
    archive.set_boundary("----MultipartBoundary----")
    return archive.as_bytes()


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
                for index, row in enumerate(merged(block.square, block.header_rows)):
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


FORMATS: dict[str, tuple[str, Callable[[list[Block]], bytes]]] = {
    "text": ("txt", to_text),
    "packed": ("txt", to_packed),
    "pipes": ("md", lambda blocks: to_text(blocks, "|")),
    "pipes_bare": ("md", lambda blocks: to_text(blocks, "|", framed=False)),
    "frames": ("md", to_frames),
    "recognised": ("md", to_recognised),
    "csv": ("csv", to_csv),
    "html": ("html", to_html),
    "mhtml": ("mht", to_mhtml),
    "xlsx": ("xlsx", to_xlsx),
    "xls": ("xls", to_xls),
    "excel2003": ("xml", to_excel2003),
    "docx": ("docx", to_docx),
    "pdf": ("pdf", to_pdf),
    "archive": ("zip", to_archive),
    "aligned": ("txt", to_aligned),
    "aligned_wide": ("txt", lambda blocks: to_aligned(blocks, wide)),
    "pdf_unruled": ("pdf", lambda blocks: to_pdf(blocks, ruled=False)),
}
