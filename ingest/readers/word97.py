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
from ingest.readers.ole import streams_of

_IDENT, _OLDEST = 0xA5EC, 0xC1  # wIdent; nFib of Word 97
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_COUNTS = 0x4C  # ccpText, ccpFtn, ccpHdd, ccpMcr, ccpAtn, ccpEdn, ccpTxbx
_CHARACTERS, _PARAGRAPHS, _PIECES = 0xFA, 0x102, 0x1A2  # PlcfBteChpx, PlcfBtePapx, Clx
_PAGE = 512
_COMPRESSED = 0x40000000
_PIECE_TABLE, _CHANGES = 0x02, 0x01  # Pcdt, Prc
# bytes of an operand by spra; of 6 the first byte says them
_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_DELETED, _HIDDEN, _RAISED = 0x0800, 0x083C, 0x2A48  # sprmCFRMarkDel, sprmCFVanish, sprmCIss
_CELLS, _TABS = 0xD608, 0xC615  # sprmTDefTable, sprmPChgTabs
_ELSEWHERE = (0x6646, 0x646B)  # sprmPHugePapx, sprmPTableProps: more of them in the stream Data
_IN_TABLE, _ROW_END, _DEPTH = 0x2416, 0x2417, 0x6649  # sprmPFInTable, sprmPFTtp, sprmPItap
_INNER_CELL, _INNER_ROW = 0x244B, 0x244C  # sprmPFInnerTableCell, sprmPFInnerTtp
_MANY_TABS = 255  # more than a byte counts
_ENDS = frozenset("\r\x07\x0c")  # of a paragraph, a cell or a row, a page or a section
_CELL_BYTES = 20  # of a TC80
_BELOW = 1  # vertMerge of a cell whose words stand in the one above
_OBJECT = re.compile("\x13\\s*EMBED ")  # a field that shows one
_FIELD, _RESULT, _FIELD_END = "\x13", "\x14", "\x15"
# breaks, hyphens; pictures, objects and marks of notes show no words
_SHOWN = {
    **dict.fromkeys(map(chr, range(32)), ""),
    **{"\t": " ", "\n": " ", "\x0b": " ", "\x0e": " ", "\x02": " ", "\x1e": "-"},
}


class Cell(NamedTuple):
    """Where a cell of a row stands (twips), and whether it is one with the cell above it."""

    left: int
    right: int
    is_below: bool


@dataclass(frozen=True)
class Said:
    """A paragraph: its text, how deep in tables it stands, and whether it ends a cell or (with its cells) a row."""

    text: str
    depth: int
    ends_cell: bool
    ends_row: bool
    cells: tuple[Cell, ...]


class _Piece(NamedTuple):
    first: int  # character
    place: int  # in the stream
    size: int  # bytes of a character


class Word97:
    """An old Word document; raises DocumentRefused for one that is encrypted or older.

    What is broken raises struct.error, IndexError or ValueError. ``objects`` and ``boxes`` count what is not
    in the main text: embedded objects, and paragraphs in text boxes.
    """

    def __init__(self, data: bytes) -> None:
        main, zero, one, more = streams_of(data, "WordDocument", "0Table", "1Table", "Data")
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
        self._main, self._data = main, more or b""
        self._table = (one if flags & _TABLE_1 else zero) or b""
        counts = unpack_from("<7I", main, _COUNTS)
        text, self._pieces = self._read_pieces()
        self._text, boxes = text[: counts[0]], text[sum(counts[:6]) :][: counts[6]]
        self.objects = len(_OBJECT.findall(self._text))
        self.boxes = sum(1 for words in boxes.split("\r") if words.strip())
        # by place in the stream: runs that are gone, or raised; what holds for paragraphs
        self._runs: list[tuple[tuple[int, int], bool]] = []
        for span, found in sorted(self._ranges(_CHARACTERS), key=itemgetter(0)):
            if _is_on(found.get(_DELETED)) or _is_on(found.get(_HIDDEN)):
                self._runs.append((span, False))
            elif _is_said(found, _RAISED):
                self._runs.append((span, True))
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
            in_table = int(_is_said(changes, _IN_TABLE))
            depth = max(int.from_bytes(changes.get(_DEPTH, b""), "little"), in_table)
            inner = depth > 1
            yield Said(
                _words(text[start:end]),
                depth,
                _is_said(changes, _INNER_CELL) if inner else mark == "\x07",
                _is_said(changes, _INNER_ROW if inner else _ROW_END),
                tuple(_cells(changes.get(_CELLS, b""))),
            )
            start = end + 1
        if start < len(text):
            yield Said(_words(text[start:]), 0, False, False, ())

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
                    yield span, _changes_of_run(page, 2 * page[behind + index])
                else:
                    yield span, self._changes_of_paragraph(page, 2 * page[behind + 13 * index])

    def _changes_of_paragraph(self, page: bytes, at: int) -> dict[int, bytes]:
        """PapxInFkp: its size in words, or behind a zero; the number of a style stands before the changes."""
        if not at:
            return {}
        begin, size = (at + 1, 2 * page[at] - 1) if page[at] else (at + 2, 2 * page[at + 1])
        found = _changes(page[begin + 2 : begin + size])
        for sprm in _ELSEWHERE:
            if sprm in found:
                place = int.from_bytes(found[sprm], "little")
                size = unpack_from("<H", self._data, place)[0]
                found |= _changes(self._data[place + 2 : place + 2 + size])
        return found


def _changes_of_run(page: bytes, at: int) -> dict[int, bytes]:
    """Chpx: its size in bytes before the changes."""
    return _changes(page[at + 1 : at + 1 + page[at]]) if at else {}


def _changes(group: bytes) -> dict[int, bytes]:
    """The operands of a grpprl by their sprm."""
    found = {}
    at = 0
    while at + 2 < len(group):
        sprm = unpack_from("<H", group, at)[0]
        at += 2
        if sprm == _CELLS:
            size = unpack_from("<H", group, at)[0] - 1
            at += 2
        elif sprm >> 13 in _OPERANDS:
            size = _OPERANDS[sprm >> 13]
        else:
            size = group[at]
            at += 1
            if sprm == _TABS and size == _MANY_TABS:
                deleted = group[at]
                size = 2 + 4 * deleted + 3 * group[at + 1 + 4 * deleted]
        found[sprm] = group[at : at + size]
        at += size
    return found


def _is_said(changes: dict[int, bytes], sprm: int) -> bool:
    """Whether a property has another value than zero."""
    return any(changes.get(sprm, b""))


def _is_on(switch: bytes | None) -> bool:
    """Whether a switch of a run is on: 1, or not as its style has it."""
    return switch is not None and switch[:1] in (b"\x01", b"\x81")


def _cells(operand: bytes) -> Iterator[Cell]:
    """The cells of TDefTableOperand: their number, their edges, and a TC80 each, of which the last may be left out."""
    if not operand:
        return
    count = operand[0]
    edges = unpack_from(f"<{count + 1}h", operand, 1)
    flags = 1 + 2 * (count + 1)
    for index, (left, right) in enumerate(pairwise(edges)):
        at = flags + _CELL_BYTES * index
        told = unpack_from("<H", operand, at)[0] if at + 2 <= len(operand) else 0
        yield Cell(left, right, told >> 5 & 3 == _BELOW)


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
