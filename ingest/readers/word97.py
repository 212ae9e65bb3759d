"""The text of a Word 97 to 2003 document with what is known of its paragraphs and characters.

Offsets and names are those of [MS-DOC]. The text is kept in pieces of the stream WordDocument, in single bytes
or UTF-16; what holds for its paragraphs and runs stands in pages of 512 bytes, by place in the stream.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from struct import iter_unpack, unpack_from
from typing import NamedTuple

from ingest.errors import DocumentRefused
from ingest.readers.ole import Container
from ingest.readers.sprms import (
    CELLS,
    DELETED,
    DEPTH,
    ELSEWHERE,
    HIDDEN,
    IN_TABLE,
    INNER_CELL,
    INNER_ROW,
    IS_OBJECT,
    OBJECT_NO,
    RAISED,
    ROW_END,
    Cell,
    cells_of,
    changes_in,
    changes_of_run,
    is_on,
    is_said,
)

_IDENT, _OLDEST = 0xA5EC, 0xC1  # wIdent; nFib of Word 97
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_COUNTS = 0x4C  # ccpText, ccpFtn, ccpHdd, ccpMcr, ccpAtn, ccpEdn, ccpTxbx
_CHARACTERS, _PARAGRAPHS, _PIECES = 0xFA, 0x102, 0x1A2  # PlcfBteChpx, PlcfBtePapx, Clx
_PAGE = 512
_COMPRESSED = 0x40000000
_PIECE_TABLE, _CHANGES = 0x02, 0x01  # Pcdt, Prc
_ENDS = frozenset("\r\x07\x0c")  # of a paragraph, a cell or a row, a page or a section
_OBJECT = re.compile("\x13\\s*EMBED ")  # a field that shows one
_FIELD, _RESULT, _FIELD_END = "\x13", "\x14", "\x15"
# breaks, hyphens; pictures, objects and marks of notes show no words
_SHOWN = {
    **dict.fromkeys(map(chr, range(32)), ""),
    **{"\t": " ", "\n": " ", "\x0b": " ", "\x0e": " ", "\x02": " ", "\x1e": "-"},
}


@dataclass(frozen=True)
class Said:
    """A paragraph: its text, how deep in tables it stands, and whether it ends a cell or (with its cells) a row.

    ``objects`` are the numbers of those that it embeds, counted from 1 in the document.
    """

    text: str
    depth: int = 0
    ends_cell: bool = False
    ends_row: bool = False
    cells: tuple[Cell, ...] = ()
    objects: tuple[int, ...] = ()


class _Piece(NamedTuple):
    first: int  # character
    place: int  # in the stream
    size: int  # bytes of a character


class Word97:
    """An old Word document; raises DocumentRefused for one that is encrypted or older.

    What is broken raises struct.error, IndexError or ValueError. ``objects`` and ``boxes`` count what is not
    in the main text: embedded objects (:meth:`workbook` has one of them), and paragraphs in text boxes.
    """

    def __init__(self, data: bytes) -> None:
        self._container = Container(data)
        main = self._container.stream("WordDocument")
        if main is None or len(main) < _PIECES + 8 or unpack_from("<H", main)[0] != _IDENT:
            raise DocumentRefused(
                "the file is no Word document of 1997 or later", "open it and save it as DOCX"
            )
        version, flags = unpack_from("<H", main, 2)[0], unpack_from("<H", main, 10)[0]
        if flags & _ENCRYPTED:
            raise DocumentRefused(
                "the document is encrypted with a password", "save it again without a password"
            )
        if version < _OLDEST:
            raise DocumentRefused(
                "the Word document is older than that of Word 97", "open it and save it as DOCX"
            )
        self._main, self._data = main, self._container.stream("Data") or b""
        table = "1Table" if flags & _TABLE_1 else "0Table"
        self._table = self._container.stream(table) or b""
        counts = unpack_from("<7I", main, _COUNTS)
        text, self._pieces = self._read_pieces()
        self._text, boxes = text[: counts[0]], text[sum(counts[:6]) :][: counts[6]]
        self.objects = len(_OBJECT.findall(self._text))
        self.boxes = sum(1 for words in boxes.split("\r") if words.strip())
        # by place in the stream: runs that are gone, or raised; what holds for paragraphs
        self._runs: list[tuple[tuple[int, int], bool]] = []
        self._objects: dict[int, int] = {}  # their numbers by place
        self._names: list[int] = []  # of their streams
        for span, found in sorted(self._ranges(_CHARACTERS), key=itemgetter(0)):
            if is_on(found.get(DELETED)) or is_on(found.get(HIDDEN)):
                self._runs.append((span, False))
            elif is_said(found, RAISED):
                self._runs.append((span, True))
            if is_said(found, IS_OBJECT):
                self._names.append(int.from_bytes(found.get(OBJECT_NO, b""), "little"))
                self._objects[span[0]] = len(self._names)
        self._properties = sorted(self._ranges(_PARAGRAPHS), key=itemgetter(0))
        self._starts = [start for (start, _), _ in self._properties]

    def paragraphs(self) -> Iterator[Said]:
        """The paragraphs of the main text in order, without what is deleted or hidden."""
        text = self._shown()
        start = 0
        for end, mark in enumerate(text):
            if mark not in _ENDS:
                continue
            at = bisect_right(self._starts, self._place(end)) - 1
            changes = self._properties[at][1] if at >= 0 else {}
            in_table = int(is_said(changes, IN_TABLE))
            depth = max(int.from_bytes(changes.get(DEPTH, b""), "little"), in_table)
            inner = depth > 1
            yield Said(
                _words(text[start:end]),
                depth,
                is_said(changes, INNER_CELL) if inner else mark == "\x07",
                is_said(changes, INNER_ROW if inner else ROW_END),
                tuple(cells_of(changes.get(CELLS, b""))),
                tuple(self._objects_in(text, start, end)),
            )
            start = end + 1
        if start < len(text):
            yield Said(_words(text[start:]))

    def workbook(self, number: int) -> bytes | None:
        """The stream of the workbook that an embedded object is, None for another object."""
        place = f"ObjectPool/_{self._names[number - 1]}"
        return self._container.stream(f"{place}/Workbook") or self._container.stream(
            f"{place}/Book"
        )

    def _objects_in(self, text: list[str], start: int, end: int) -> Iterator[int]:
        """The numbers of the objects between two characters: each has that of the field that shows it."""
        for at in range(start, end) if self._objects else ():
            if text[at] == _RESULT and (number := self._objects.get(self._place(at))) is not None:
                yield number

    def _read_pieces(self) -> tuple[str, list[_Piece]]:
        """All text, a character a code unit, and where its pieces stand; raises struct.error where it is broken."""
        place, size = unpack_from("<II", self._main, _PIECES)
        clx = self._table[place : place + size]
        at = 0
        while clx[at] == _CHANGES:
            at += 3 + unpack_from("<H", clx, at + 1)[0]
        if clx[at] != _PIECE_TABLE:
            raise ValueError("no table of pieces")
        length = unpack_from("<I", clx, at + 1)[0]
        table = clx[at + 5 : at + 5 + length]
        count = (length - 4) // 12
        firsts = unpack_from(f"<{count + 1}i", table)
        text, pieces = [], []
        for index, (first, end) in enumerate(pairwise(firsts)):
            told = unpack_from("<I", table, 4 * (count + 1) + 8 * index + 2)[0]
            is_bytes = bool(told & _COMPRESSED)
            place = (told & ~_COMPRESSED) // 2 if is_bytes else told
            size = 1 if is_bytes else 2
            found = self._main[place : place + (end - first) * size]
            if len(found) != (end - first) * size:
                raise ValueError("a piece of the text is missing")
            pieces.append(_Piece(first, place, size))
            text.append(
                found.decode("cp1252", "replace")
                if is_bytes
                else "".join(chr(unit) for (unit,) in iter_unpack("<H", found))
            )
        return "".join(text), pieces

    def _place(self, character: int) -> int:
        """Where a character stands in the stream."""
        piece = self._pieces[bisect_right(self._pieces, character, key=lambda p: p.first) - 1]
        return piece.place + (character - piece.first) * piece.size

    def _shown(self) -> list[str]:
        """The main text by character; what is deleted or hidden is blank, but for the ends of paragraphs and cells."""
        shown = list(self._text)
        starts = [start for (start, _), _ in self._runs]
        ends = [*(piece.first for piece in self._pieces[1:]), len(shown)]
        for piece, end in zip(self._pieces, ends, strict=True):
            stop = piece.place + (end - piece.first) * piece.size
            for (start, over), is_raised in self._runs[
                max(bisect_right(starts, piece.place) - 1, 0) :
            ]:
                if start >= stop:
                    break
                first = piece.first + max(start - piece.place, 0) // piece.size
                last = piece.first + (min(over, stop) - piece.place) // piece.size
                for at in range(first, min(last, len(shown))):
                    if shown[at] in _ENDS:
                        continue
                    if not is_raised:
                        shown[at] = ""
                    elif at == first:  # the mark of a note is no digit of the figure before it
                        shown[at] = " " + shown[at]
        return shown

    def _ranges(self, at: int) -> Iterator[tuple[tuple[int, int], dict[int, bytes]]]:
        """From where to where in the stream what holds for its characters, or paragraphs."""
        place, size = unpack_from("<II", self._main, at)
        count = (size - 4) // 8
        for number in unpack_from(f"<{count}I", self._table, place + 4 * (count + 1)):
            start = (number & 0x3FFFFF) * _PAGE
            page = self._main[start : start + _PAGE]
            entries = page[-1]
            spans = pairwise(unpack_from(f"<{entries + 1}I", page))
            behind = 4 * (entries + 1)
            for index, span in enumerate(spans):
                if at == _CHARACTERS:
                    yield span, changes_of_run(page, 2 * page[behind + index])
                else:
                    yield span, self._changes_of_paragraph(page, 2 * page[behind + 13 * index])

    def _changes_of_paragraph(self, page: bytes, at: int) -> dict[int, bytes]:
        """PapxInFkp: its size in words, or behind a zero; the number of a style stands before the changes."""
        if not at:
            return {}
        begin, size = (at + 1, 2 * page[at] - 1) if page[at] else (at + 2, 2 * page[at + 1])
        found = changes_in(page[begin + 2 : begin + size])
        for sprm in ELSEWHERE:
            if sprm in found:
                place = int.from_bytes(found[sprm], "little")
                size = unpack_from("<H", self._data, place)[0]
                found |= changes_in(self._data[place + 2 : place + 2 + size])
        return found


def _words(characters: list[str]) -> str:
    """The words of a paragraph as they show: of a field its result, without the marks of objects and notes."""
    shown: list[str] = []
    codes: list[bool] = []  # of the fields that are open: whether their code goes on
    for each in characters:
        mark = each[-1:]
        if mark == _FIELD:
            codes.append(True)
        elif mark == _RESULT and codes:
            codes[-1] = False
        elif mark == _FIELD_END and codes:
            codes.pop()
        elif not any(codes):
            shown.append(_SHOWN.get(mark, each))
    text = "".join(shown)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()
