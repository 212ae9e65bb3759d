"""Blocks as text whose columns are laid out with blanks, as ``pdftotext -layout`` writes a page."""

import re
import unicodedata
from collections.abc import Callable

from benchmarks.synthetic.disclosure import Block, PageBreak, Text

_AMOUNT = re.compile(r"^(-?[\d,，]+[.．]\d+|\d{1,3}([,，]\d{3})+|0|-)$")  # no code
_GAP = 3  # blanks between columns
_NAME = 12  # characters of a name before it is wrapped, in a table of one column of names
_PROSE = 42  # of a line of prose
Width = Callable[[str], int]


def wide(text: str) -> int:
    """What a text takes where Chinese characters take two places: not the reader's own, which is tested with it."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def to_aligned(blocks: list[Block], width: Width = len) -> bytes:
    """Pages of lines: centred titles, prose with indents, tables in columns, numbers of pages.

    ``width`` says how many places a text takes: one a character, or two for Chinese ones.
    """
    pages: list[list[str]] = [[]]
    for block in blocks:
        if isinstance(block, PageBreak):
            pages[-1] += ["", f"{'':30}- {len(pages)} -"]
            pages.append([])
        elif isinstance(block, Text):
            pages[-1] += [*_prose(block.text), ""]
        else:
            pages[-1] += [*_table(block.square, block.header_rows, width), ""]
    return "\n\f".join("\n".join(page) for page in pages).encode()


def _prose(text: str) -> list[str]:
    if text.endswith("表") or len(text) < _PROSE // 2:
        return [f"{'':{max((_PROSE - len(text)) // 2, 0)}}{text}"]
    text = f"    {text}"
    return [text[start : start + _PROSE] for start in range(0, len(text), _PROSE)]


def _pad(text: str, places: int, side: str, width: Width) -> str:
    free = places - width(text)
    left = {"left": 0, "right": free, "middle": free // 2}[side]
    return " " * left + text + " " * (free - left)


def _table(rows: list[list[str]], header_rows: int, width: Width) -> list[str]:
    names = {
        column
        for row in rows[header_rows:]
        for column, text in enumerate(row)
        if text and not _AMOUNT.match(text)
    }
    wraps = len(names) == 1
    places = [
        max(
            [
                width(row[column])
                for index, row in enumerate(rows[:header_rows])
                if column + 1 == len(row) or not _is_below(rows[:header_rows], index, column + 1)
            ]
            + [width(row[column][:_NAME] if wraps else row[column]) for row in rows[header_rows:]]
            + [2]
        )
        for column in range(len(rows[0]))
    ]
    lines = []
    for index, row in enumerate(rows[:header_rows]):
        line, column = "", 0
        while column < len(row):
            end = column + 1
            while end < len(row) and row[column] and _is_below(rows[:header_rows], index, end):
                end += 1
            size = sum(places[column:end]) + _GAP * (end - column - 1)
            line += _pad(row[column], max(size, width(row[column])), "middle", width) + " " * _GAP
            column = end
        lines.append(line.rstrip())
    for row in rows[header_rows:]:
        lines += _wrapped(row, places, width) if wraps else [_line(row, places, width)]
    return lines


def _is_below(header: list[list[str]], index: int, column: int) -> bool:
    """Whether a column has no header on this line or above it, but one below: a parent stands over it."""
    texts = [row[column] for row in header]
    return not any(texts[: index + 1]) and any(not text.isdigit() for text in texts[index:] if text)


def _line(row: list[str], places: list[int], width: Width) -> str:
    cells = [
        _pad(text, size, "right" if _AMOUNT.match(text) else "left", width)
        for text, size in zip(row, places, strict=True)
    ]
    return (" " * _GAP).join(cells).rstrip()


def _wrapped(row: list[str], places: list[int], width: Width) -> list[str]:
    """A row whose name may take several lines: its figures stand at the middle of it."""
    column = next((i for i, text in enumerate(row) if len(text) > _NAME), None)
    if column is None:
        return [_line(row, places, width)]
    name = row[column]
    pieces = [name[start : start + _NAME] for start in range(0, len(name), _NAME)]
    middle = len(pieces) // 2
    if len(pieces) % 2 == 0:
        pieces.insert(middle, "")
    return [
        _line(
            [
                piece if i == column else text if number == middle else ""
                for i, text in enumerate(row)
            ],
            places,
            width,
        )
        for number, piece in enumerate(pieces)
    ]
