"""Puts the characters of a page back into lines and paragraphs."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ingest.wording import starts_block

_PAGE_NUMBER = re.compile(
    r"^[-—–\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-—–\s]*$"
)
_FIGURE = re.compile(r"^[-(（△▲]?\d[\d,，.．\s]*[)）%％]?$")
_ENDS = re.compile(r"[。；;：:！!？?]$")


def is_figure(text: str) -> bool:
    """Whether a text is a number and nothing else."""
    return bool(_FIGURE.match(text))


@dataclass(frozen=True)
class Span:
    """Text without a gap wider than a character, and where it stands."""

    text: str
    x0: float
    x1: float

    @property
    def is_figure(self) -> bool:
        """Whether the text is a number and nothing else."""
        return is_figure(self.text)


@dataclass(frozen=True)
class Line:
    """The spans of one line from left to right; ``number`` is that of the line in a text (1-based)."""

    spans: tuple[Span, ...]
    top: float
    bottom: float
    size: float
    number: int | None = None

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


def blank_lines(above: Line, below: Line) -> int:
    """How many blank lines of a text stand between two lines of it."""
    return (below.number or 0) - (above.number or 0) - 1


def is_page_number(text: str) -> bool:
    """Whether a line is a page number and nothing else."""
    return bool(_PAGE_NUMBER.match(text))


def _spans(chars: list[dict[str, Any]], size: float) -> tuple[Span, ...]:
    spans: list[Span] = []
    text, x0, x1 = "", 0.0, 0.0
    for char in sorted(chars, key=lambda c: c["x0"]):
        if not char["text"].strip():
            continue
        gap = char["x0"] - x1
        if text and gap > 1.1 * size:
            spans.append(Span(text, x0, x1))
            text = ""
        x0 = x0 if text else float(char["x0"])
        text, x1 = text + char["text"], char["x1"]
    if text:
        spans.append(Span(text, x0, x1))
    return tuple(spans)


def lines_of(chars: list[dict[str, Any]]) -> list[Line]:
    """The lines of a page from its characters, top to bottom."""
    groups: list[list[dict[str, Any]]] = []
    middle = size = 0.0
    for char in sorted(chars, key=lambda c: ((c["top"] + c["bottom"]) / 2, c["x0"])):
        if not char["text"].strip():
            continue
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


def blocks(lines: list[Line], left: float, right: float) -> list[tuple[str, Line]]:
    """Lines joined into paragraphs, each with its first line.

    A short line ends one, an indent or a wide gap begins one.

    ``left`` and ``right`` are the margins of the prose on pages of this width.
    """
    found: list[tuple[str, Line]] = []
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
            found[-1] = (found[-1][0] + line.text, found[-1][1])
        else:
            found.append((line.text, line))
        previous = line
    return found
