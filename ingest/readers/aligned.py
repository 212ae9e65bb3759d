"""Reads text whose columns are laid out with blanks, as ``pdftotext -layout`` writes it.

A text stands on the page where it stands in its line. Characters are counted, or Chinese ones twice:
programs differ, and where they are counted as they were laid out the columns part.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from statistics import median_low

from ingest.document import Reading
from ingest.errors import DocumentRefused
from ingest.readers.assembly import Assembly
from ingest.readers.columns import Columns
from ingest.readers.lines import Line, Span, blank_lines
from ingest.readers.pages import OTHERWISE, Page, add_lines, without_running
from ingest.readers.wrapped import sides_of, wide
from ingest.wording import starts_block

# 一般公共服务支出   12.00  3.50: figures behind a wide gap, or behind one another
_FIGURES = re.compile(
    r"(?:\S[ \u3000]{2,}|\d[ \u3000])-?(?:\d[\d,，]*[.．]\d{1,2}(?!\d)|\d{1,3}(?:[,，]\d{3})+)"
)
_POINT = re.compile("[.．]")
_LEAST = 10  # lines of figures: more than any prose has
_GAP = re.compile(r"(?<=\S)[ \u3000]{2,}(?=\S)")
_MOST = 0.9  # of the gaps between cells are of one width: it is a mark
_TEXT = re.compile(r"\S+(?:[ \u3000]\S+)*")
# narrow columns are parted by one blank: a figure from what is before it,
# a code, the number of a line or an amount from the name behind it
_NARROW = re.compile(
    r"(?<=\S)[ \u3000](?=-?[\d,，]+(?:[.．]\d+)?(?:[ \u3000]|$))"
    r"|(?:(?<=^\d)|(?<=^\d{2})|(?<=^\d{3})|(?<=^\d{5})|(?<=^\d{7})|(?<=[.．]\d\d))[ \u3000](?=[\u4e00-\u9fff（])"
)
_AMOUNTS = re.compile(
    r"-?[\d,，]+[.．]\d+(?:[ \u3000]-?[\d,，]+[.．]\d+)+$"
)  # nothing else in a line
_CHARACTER, _SIZE = 6.0, 12.0  # points, as in a PDF: of a Latin character, of a line
_NEAR = 0.1 * _SIZE  # between the lines of one cell
_FULL, _FULL_SENTENCE = (0.88, 1.1), (0.97, 1.1)  # of a full line of prose: a line that goes on
_ENDS = "。；：;:"
_INDENT = 8 * _CHARACTER  # what stands further right is no prose
_CLOSING = "，。、；：！？）)”"  # what no line begins with
_PROSE = 15  # characters of a line that may be full

Width = Callable[[str], int]


def is_aligned(text: str) -> bool:
    """Whether lines of figures are parted by blanks, in a text without tables that are marked as such."""
    return sum(_FIGURES.search(line) is not None for line in text.split("\n")) >= _LEAST


def _texts(line: str) -> Iterator[tuple[int, str]]:
    """The texts of a line with the number of characters before each."""
    found = [(match.start(), match.group()) for match in _TEXT.finditer(line)]
    for start, text in found:
        if len(found) == 1 and not _AMOUNTS.match(text):
            yield start, text
            continue
        begin = 0
        for cut in _NARROW.finditer(text):
            yield start + begin, text[begin : cut.start()]
            begin = cut.end()
        yield start + begin, text[begin:]


def _lines(text: str, number: int, width: Width) -> list[Line]:
    """The lines of a page with where their texts stand in them.

    ``number`` is that of its first line in the text, ``width`` counts what a text takes of its line.
    """
    lines: list[Line] = []
    for own, printed in enumerate(text.split("\n"), start=number):
        spans = []
        for start, found in _texts(printed):
            x0 = _CHARACTER * width(printed[:start])
            spans.append(Span(found, x0, x0 + _CHARACTER * width(found)))
        if spans:
            lines.append(Line(tuple(spans), 0.0, 0.0, _SIZE, own))
    return lines


def _page(lines: list[Line]) -> Page:
    """A page of lines, with their heights on it: those of one cell stand near to each other."""
    found: list[Line] = []
    top = 0.0
    sides = sides_of(lines)
    for line, side, after in zip(lines, sides, [*sides, 0][1:], strict=True):
        found.append(replace(line, top=top, bottom=top + _SIZE))
        top += _SIZE + (_NEAR if side > 0 or after < 0 else _SIZE)
    return Page(found, 0, found[-1].bottom if found else 0.0)


@dataclass(frozen=True)
class _Prose:
    """How the lines of the prose stand in the whole text."""

    width: int  # of a full line
    blanks: int  # lines between two lines of a paragraph

    def paragraphs(self, lines: list[Line]) -> list[tuple[str, Line]]:
        """Lines joined into paragraphs: a short line ends one, an indent or more blanks begin one."""
        left = min(line.x0 for line in lines)
        found: list[tuple[str, Line]] = []
        previous: Line | None = None
        for line in lines:
            goes_on = (
                previous is not None
                and previous.x0 <= left + _INDENT
                and self._is_full(previous)
                and not starts_block(line.text)
                and line.x0 <= left + _CHARACTER
                and blank_lines(previous, line) <= self.blanks
            )
            if goes_on or (found and line.text[0] in _CLOSING):
                found[-1] = (found[-1][0] + line.text, found[-1][1])
            else:
                found.append((line.text, line))
            previous = line
        return found

    def _is_full(self, line: Line) -> bool:
        """Whether a line ends where the lines of a paragraph do; at the end of a sentence it must be near."""
        least, most = _FULL_SENTENCE if line.text[-1] in _ENDS else _FULL
        return least * self.width <= _reach(line) <= most * self.width


def _reach(line: Line) -> int:
    """Where a line of prose ends, in Latin characters: its indent and its text."""
    return round(line.x0 / _CHARACTER) + wide(line.text)


def _prose(pages: list[Page]) -> _Prose:
    longest: list[int] = []
    blanks: list[int] = []
    for page in pages:
        lines = [x for x in page.lines if len(x.spans) == 1 and len(x.text) > _PROSE]
        longest += map(_reach, lines)
        blanks += (blank_lines(above, below) for above, below in pairwise(lines))
    # the longest of all may be a note below a wide table, or the only paragraph of a line
    width = sorted(longest)[int(0.9 * len(longest))] if longest else 0
    return _Prose(max(width, 2 * _PROSE), median_low(blanks) if blanks else 0)


def _raggedness(pages: list[list[Line]]) -> int:
    """At how many places amounts end, begin or have their middle, page by page: few where they are in columns."""
    found = 0
    for lines in pages:
        spans = [span for line in lines for span in line.spans if span.is_figure]
        places = [
            (span.x0, span.x0 + span.x1, span.x1) for span in spans if _POINT.search(span.text)
        ]
        found += min((len(set(each)) for each in zip(*places, strict=True)), default=0)
    return found


def _is_delimited(text: str) -> bool:
    """Whether blanks are marks between cells, always as many: a blank cell has left no trace."""
    gaps = Counter(
        len(gap) for line in text.split("\n") if _FIGURES.search(line) for gap in _GAP.findall(line)
    )
    return max(gaps.values(), default=0) >= _MOST * gaps.total()


def read_aligned(text: str, encoding: str) -> Reading:
    """Paragraphs and tables of a text whose columns blanks part (form feeds part its pages).

    Raises DocumentRefused where the blanks do not say which column a figure stands in.
    """
    if _is_delimited(text):
        raise DocumentRefused(
            "the columns of its tables are parted by blanks alone: which column a figure stands "
            "in cannot be known",
            OTHERWISE,
        )
    printed = text.split("\f")
    starts = accumulate((page.count("\n") for page in printed), initial=1)
    numbered = list(zip(printed, starts, strict=False))
    laid_out = min(
        ([_lines(page, number, width) for page, number in numbered] for width in (len, wide)),
        key=_raggedness,
    )
    pages = [_page(lines) for lines in laid_out]
    assembly = Assembly()
    prose = _prose(pages)
    columns: Columns = []
    for at, kept in enumerate(without_running(pages), start=1):
        assembly.page = at if len(pages) > 1 else None
        columns = add_lines(kept, prose.paragraphs, assembly, columns)
    return assembly.reading("text", encoding, len(pages) if len(pages) > 1 else None)
