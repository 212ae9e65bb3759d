"""Puts the characters of a page back into lines, cells, paragraphs and tables without rules."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ingest.wording import starts_block

_PAGE_NUMBER = re.compile(
    r"^[-—–\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-—–\s]*$"
)
_FIGURE = re.compile(r"^[-(（△▲]?\d[\d,，.．\s]*[)）%％]?$")
_TOUCHING = 1.5  # points: texts nearer than this stand in one column
_SHORT = 6  # characters of 合计 and its like
_WIDE = 4  # texts in a line that no prose has
_PAGE_DIGITS = 3
_INDENT = 0.2  # of the width of a table: what stands further right is no heading
_HEADING = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}(?:、|部分)|[（(][一二三四五六七八九十]{1,3}[）)]|附?表\s?\d)"
)
_ENDS = re.compile(r"[。；;：:！!？?]$")


@dataclass(frozen=True)
class Span:
    """Text without a gap wider than a character, and where it stands."""

    text: str
    x0: float
    x1: float

    @property
    def is_figure(self) -> bool:
        """Whether the text is a number and nothing else."""
        return bool(_FIGURE.match(self.text))


@dataclass(frozen=True)
class Line:
    """The spans of one line from left to right."""

    spans: tuple[Span, ...]
    top: float
    bottom: float
    size: float

    @property
    def x0(self) -> float:
        """The left end."""
        return self.spans[0].x0

    @property
    def x1(self) -> float:
        """The right end."""
        return self.spans[-1].x1

    @cached_property
    def text(self) -> str:
        """The words of the line, a blank at each wide gap."""
        return " ".join(span.text for span in self.spans)

    @property
    def has_figure(self) -> bool:
        """Whether one of several texts is a number."""
        return len(self.spans) > 1 and any(span.is_figure for span in self.spans)


def is_page_number(text: str) -> bool:
    """Whether a line is a page number and nothing else."""
    return bool(_PAGE_NUMBER.match(text))


def _spans(chars: list[dict[str, Any]], size: float) -> tuple[Span, ...]:
    spans: list[Span] = []
    text, x0, x1, last = "", 0.0, 0.0, 0.0
    for char in sorted(chars, key=lambda c: c["x0"]):
        if not char["text"].strip():
            continue
        gap = char["x0"] - x1
        if text and gap > 1.1 * size:
            spans.append(Span(text, x0, x1))
            text = ""
        if text and char["text"] == text[-1] and abs(char["x0"] - last) < 0.1 * size:
            continue  # bold that is drawn twice
        x0 = x0 if text else float(char["x0"])
        text, x1, last = text + char["text"], char["x1"], char["x0"]
    if text:
        spans.append(Span(text, x0, x1))
    return tuple(spans)


def lines_of(chars: list[dict[str, Any]]) -> list[Line]:
    """The lines of a page from its characters, top to bottom."""
    groups: list[list[dict[str, Any]]] = []
    middle = size = 0.0
    for char in sorted(chars, key=lambda c: ((c["top"] + c["bottom"]) / 2, c["x0"])):
        if not char["text"].strip() or not char.get("upright", True):
            continue  # a watermark across the page is no text of the document
        own = (char["top"] + char["bottom"]) / 2
        if groups and abs(own - middle) <= 0.45 * size:
            groups[-1].append(char)
        else:
            groups.append([char])
            middle, size = own, max(char["size"], 1.0)
    lines = []
    for group in groups:
        height = sorted(c["size"] for c in group)[len(group) // 2]
        spans = _spans(group, max(height, 1.0))
        if spans:
            top, bottom = min(c["top"] for c in group), max(c["bottom"] for c in group)
            lines.append(Line(spans, top, bottom, height))
    return lines


def blocks(lines: list[Line], left: float, right: float) -> list[str]:
    """Lines joined into paragraphs: a short line ends one, an indent or a wide gap begins one.

    ``left`` and ``right`` are the margins of the prose on pages of this width.
    """
    found: list[str] = []
    previous: Line | None = None
    for line in lines:
        goes_on = (
            previous is not None
            and previous.x1 - previous.x0 > 0.6 * (right - left)
            and len(previous.text) > 15
            and not starts_block(line.text)
            and abs(line.size - previous.size) < 1
            and line.top - previous.bottom < 1.6 * line.size
            and line.x0 < left + 1.2 * line.size
            and previous.x1 > right - (1.2 if _ENDS.search(previous.text) else 2.5) * previous.size
        )
        if goes_on:
            found[-1] += line.text
        else:
            found.append(line.text)
        previous = line
    return found


def _overlapped(span: Span, columns: list[tuple[float, float]]) -> list[int]:
    return [i for i, (a, b) in enumerate(columns) if min(span.x1, b) > max(span.x0, a)]


def _columns(body: list[Line], heads: list[Line]) -> list[tuple[float, float]]:
    """The extents of the columns: where some cell of the body stands, cut at what is always white.

    A column that is blank all the way down has its header alone; a header over several columns is
    a parent and makes none, so the heads are taken from the lowest up.
    """
    columns: list[tuple[float, float]] = []
    for x0, x1 in sorted((span.x0, span.x1) for row in body for span in row.spans):
        if columns and x0 < columns[-1][1] + _TOUCHING:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    for line in reversed(heads):
        for span in line.spans:
            if not _overlapped(span, columns):
                columns = sorted([*columns, (span.x0, span.x1)])
    return columns


def _place(line: Line, columns: list[tuple[float, float]], *, is_head: bool) -> list[str]:
    row = [""] * len(columns)
    for span in line.spans:
        at = _overlapped(span, columns)
        if not at:
            middle = (span.x0 + span.x1) / 2
            at = [min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))]
        elif not is_head:
            at = [max(at, key=lambda i: min(span.x1, columns[i][1]) - max(span.x0, columns[i][0]))]
        row[at[0]] += span.text
    return row


def _table(lines: list[Line]) -> list[list[str]]:
    """Rows of cells of a table without rules; a wrapped name joins the row above it."""
    first = next((i for i, line in enumerate(lines) if line.has_figure), len(lines))
    body = [line for line in lines[first:] if len(line.spans) > 1] or lines[:1]
    columns = _columns(body, lines[:first])
    rows: list[list[str]] = []
    for index, line in enumerate(lines):
        row = _place(line, columns, is_head=index < first)
        if index > first and len(line.spans) == 1 and not line.has_figure:
            at = next(i for i, text in enumerate(row) if text)
            near = line.top - lines[index - 1].bottom < 0.2 * line.size
            if near and rows[-1][at]:
                rows[-1][at] += row[at]
                continue
        rows.append(row)
    return rows


def _is_tabular(line: Line) -> bool:
    """Whether a line has several texts, none of them prose, a note or a caption."""
    return len(line.spans) > 1 and not any(mark in line.text for mark in "。：:；;")


def _is_inside(line: Line, left: float, right: float) -> bool:
    """Whether a line of one text may be a cell of the table around it: short, and no heading."""
    if len(line.spans) > 1 or any(mark in line.text for mark in "。：:；;"):
        return False
    is_narrow = line.x1 - line.x0 < 0.45 * (right - left)
    return is_narrow and (
        line.x0 > left + _INDENT * (right - left) or not _HEADING.match(line.text)
    )


def _run(lines: list[Line], start: int) -> int:
    """Where the run of table-like lines that begins at ``start`` ends (``start``: there is none)."""
    end = start
    left, right = float("inf"), 0.0
    while end < len(lines) and _is_tabular(lines[end]):
        left, right = min(left, lines[end].x0), max(right, lines[end].x1)
        end += 1
        after = end
        while after < len(lines) and _is_inside(lines[after], left, right):
            after += 1
        hangs = all(line.x0 > left + _INDENT * (right - left) for line in lines[end:after])
        if hangs or (after < len(lines) and _is_tabular(lines[after])):
            end = after
    if start < end < len(lines) and len(lines[end].text) <= _SHORT:
        end += _is_inside(lines[end], left, right)  # 合计 of an empty table
    return end


def _is_contents(line: Line) -> bool:
    """Whether a line is an entry of a contents list: a heading and the number of its page."""
    return (
        len(line.spans) == 2
        and line.spans[1].text.isdigit()
        and len(line.spans[1].text) <= _PAGE_DIGITS
        and bool(_HEADING.match(line.text))
    )


def _is_table(run: list[Line], *, continues: bool) -> bool:
    figures = [line for line in run if line.has_figure]
    if figures and all(_is_contents(line) for line in figures):
        return False
    if continues and figures:
        return True
    wide = sum(len(line.spans) >= _WIDE for line in run)
    return len(run) > 1 and bool(figures or wide > 1)


Part = tuple[str | list[list[str]], list[Line]]


def gap_tables(lines: list[Line], *, continues: bool = False) -> list[Part]:
    """The lines cut into prose and tables: ("prose", lines) or (rows of the table, lines).

    A table without rules is a run of lines of several texts each, with figures or with many
    columns; lines of one text inside the run belong to it. ``continues`` says that the page before
    ended in a table: then one line of figures at the top is the rest of it.
    """
    parts: list[Part] = []
    prose: list[Line] = []
    index = 0
    while index < len(lines):
        end = _run(lines, index)
        run = lines[index:end]
        if run and _is_table(run, continues=continues and index == 0):
            if prose:
                parts.append(("prose", prose))
                prose = []
            parts.append((_table(run), run))
            index = end
        else:
            prose.append(lines[index])
            index += 1
    if prose:
        parts.append(("prose", prose))
    return parts
