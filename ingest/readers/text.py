"""Reads extracted text: TAB- or pipe-separated lines are tables, everything else is prose."""

import re
from itertools import pairwise

from ingest.document import Paragraph, RawTable, Reading
from ingest.errors import DocumentRefused
from ingest.wording import starts_block

_PIPE_ROW = re.compile(r"^\s*\|.*\|\s*$")
_PIPE_RULE = re.compile(r"^\s*\|(\s*:?-+:?\s*\|)+\s*$")
_BOLD = re.compile(r"^(?:\*\*|__)(.+)(?:\*\*|__)$")  # of Markdown, not of the print
_ENCODINGS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decode(data: bytes) -> tuple[str, str]:
    """Text and encoding of the bytes; raises DocumentRefused when no known encoding fits."""
    for mark, name in _ENCODINGS:
        if data.startswith(mark):
            try:
                return data.decode(name), name
            except UnicodeDecodeError as error:
                raise _not_text(f"it begins as {name} but breaks at byte {error.start}") from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        broken_at = error.start
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _not_text(f"byte {broken_at} is not UTF-8 and not GB18030") from error
    # GB18030 gives some text for most byte soup; Chinese prose is mostly common ideographs.
    common = sum("\u4e00" <= char <= "\u9fff" or char < "\u0080" for char in text)
    if common < 0.8 * len(text) or "\x00" in text:
        raise _not_text(f"byte {broken_at} is not UTF-8, and as GB18030 it is no Chinese")
    return text, "gb18030"


def _not_text(why: str) -> DocumentRefused:
    return DocumentRefused(
        f"the text cannot be decoded: {why}", "save the file as UTF-8, UTF-16 or GB18030"
    )


def _cells(line: str) -> tuple[str, ...]:
    if "\t" in line:
        return tuple(map(str.strip, line.split("\t")))
    return tuple(_BOLD.sub(r"\1", cell.strip()) for cell in line.strip().strip("|").split("|"))


def _is_spaced(text: str) -> bool:
    """Whether a blank line stands between the rows of the tables, rather than between the tables."""
    if text.count("\n\n") * 4 < text.count("\n"):  # too few of them, whatever they part
        return False
    said = [
        (number, "\t" in line or bool(_PIPE_ROW.match(line)))
        for number, line in enumerate(text.split("\n"))
        if line.strip()
    ]
    gaps = [after - before for (before, a), (after, b) in pairwise(said) if a and b]
    return sum(gap > 1 for gap in gaps) > sum(gap == 1 for gap in gaps)


def read_text(data: bytes) -> Reading:
    """Paragraphs and tables of one text document (form feeds count pages where there are any)."""
    text, encoding = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    has_pages = "\f" in text
    page = 1
    paragraphs: list[Paragraph] = []
    tables: list[RawTable] = []
    block: list[str] = []
    block_line = 0
    rows: list[tuple[str, ...]] = []
    row_lines: list[int | None] = []

    def end_block() -> None:
        if block:
            paragraphs.append(
                Paragraph(
                    len(paragraphs) + 1, page if has_pages else None, block_line, "\n".join(block)
                )
            )
            block.clear()

    def end_table() -> None:
        if rows:
            tables.append(
                RawTable(
                    len(tables) + 1,
                    page if has_pages else None,
                    tuple(row_lines),
                    tuple(rows),
                    len(paragraphs),
                )
            )
            rows.clear()
            row_lines.clear()

    is_spaced = _is_spaced(text)
    for number, raw_line in enumerate(text.split("\n"), start=1):
        line = raw_line
        if has_pages and "\f" in line:
            end_block()
            end_table()
            page += line.count("\f")
            line = line.replace("\f", "")
        if "\t" in line or ("|" in line and _PIPE_ROW.match(line)):
            if block:
                end_block()
            if "|" not in line or not _PIPE_RULE.match(line):
                rows.append(_cells(line))
                row_lines.append(number)
        elif words := line.strip():
            if rows:
                end_table()
            if block and starts_block(line):
                end_block()
            if not block:
                block_line = number
            block.append(words)
        else:
            end_block()
            if not is_spaced:
                end_table()
    end_block()
    end_table()
    return Reading("text", encoding, page if has_pages else None, tuple(paragraphs), tuple(tables))
