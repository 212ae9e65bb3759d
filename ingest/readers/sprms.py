"""What is said of the runs, paragraphs and rows of a Word 97 document: changes (Prl) by their kind (sprm), after [MS-DOC]."""

from collections.abc import Iterator
from itertools import pairwise
from struct import unpack_from
from typing import NamedTuple

# bytes of an operand by spra; of 6 the first byte says them
_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
DELETED, HIDDEN, RAISED = 0x0800, 0x083C, 0x2A48  # sprmCFRMarkDel, sprmCFVanish, sprmCIss
CELLS, _TABS = 0xD608, 0xC615  # sprmTDefTable, sprmPChgTabs
IS_OBJECT, OBJECT_NO = 0x080A, 0x6A03  # sprmCFOle2, sprmCPicLocation
ELSEWHERE = (0x6646, 0x646B)  # sprmPHugePapx, sprmPTableProps: more of them in the stream Data
IN_TABLE, ROW_END, DEPTH = 0x2416, 0x2417, 0x6649  # sprmPFInTable, sprmPFTtp, sprmPItap
INNER_CELL, INNER_ROW = 0x244B, 0x244C  # sprmPFInnerTableCell, sprmPFInnerTtp
_MANY_TABS = 255  # more than a byte counts
_CELL_BYTES = 20  # of a TC80
_BELOW = 1  # vertMerge of a cell whose words stand in the one above


class Cell(NamedTuple):
    """Where a cell of a row stands (twips), and whether it is one with the cell above it."""

    left: int
    right: int
    is_below: bool


def changes_of_run(page: bytes, at: int) -> dict[int, bytes]:
    """Chpx: its size in bytes before the changes."""
    return changes_in(page[at + 1 : at + 1 + page[at]]) if at else {}


def changes_in(group: bytes) -> dict[int, bytes]:
    """The operands of a grpprl by their sprm."""
    found = {}
    at = 0
    while at + 2 < len(group):
        sprm = unpack_from("<H", group, at)[0]
        at += 2
        if sprm == CELLS:
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


def is_said(changes: dict[int, bytes], sprm: int) -> bool:
    """Whether a property has another value than zero."""
    return any(changes.get(sprm, b""))


def is_on(switch: bytes | None) -> bool:
    """Whether a switch of a run is on: 1, or not as its style has it."""
    return switch is not None and switch[:1] in (b"\x01", b"\x81")


def cells_of(operand: bytes) -> Iterator[Cell]:
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
