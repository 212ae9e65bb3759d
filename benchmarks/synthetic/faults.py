"""Extraction faults of known place and kind, put into the tables of a synthetic disclosure."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.synthetic.disclosure import Disclosure, Table


@dataclass(frozen=True)
class Fault:
    """One fault: its kind and the form it is in."""

    kind: str
    form_no: int


Place = tuple[Table, int, int]
_Damage = Callable[[random.Random, Table, int, int], bool]


def _figure(table: Table, row: int, column: int) -> str:
    return table.rows[row][column]


def _set(table: Table, row: int, column: int, text: str) -> bool:
    changed = table.rows[row][column] != text
    table.rows[row][column] = text
    return changed


def _inner_blank(rng: random.Random, table: Table, row: int, column: int) -> bool:
    text = _figure(table, row, column)
    return "." in text and _set(table, row, column, text.replace(".", ". "))


def _truncated(rng: random.Random, table: Table, row: int, column: int) -> bool:
    text = _figure(table, row, column)
    return "." in text and _set(table, row, column, text[: text.index(".") + 1])


def _lost(rng: random.Random, table: Table, row: int, column: int) -> bool:
    return _set(table, row, column, "")


def _noise(rng: random.Random, table: Table, row: int, column: int) -> bool:
    return _set(table, row, column, rng.choice(["₽.", "ł", "···", "Ś", "一"]))


def _digit(rng: random.Random, table: Table, row: int, column: int) -> bool:
    text = _figure(table, row, column)
    at = next(i for i, char in enumerate(text) if char.isdigit() and char != "0")
    return _set(table, row, column, text[:at] + str(int(text[at]) % 9 + 1) + text[at + 1 :])


def _swapped(rng: random.Random, table: Table, row: int, column: int) -> bool:
    text = _figure(table, row, column)
    pairs = [
        i
        for i in range(len(text) - 1)
        if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1]
    ]
    if not pairs:
        return False
    at = rng.choice(pairs)
    return _set(table, row, column, text[:at] + text[at + 1] + text[at] + text[at + 2 :])


def _point_lost(rng: random.Random, table: Table, row: int, column: int) -> bool:
    text = _figure(table, row, column)
    return "." in text and _set(table, row, column, text.replace(".", ""))


def _fused(rng: random.Random, table: Table, row: int, column: int) -> bool:
    if (row, column + 1) not in table.keys or not table.rows[row][column + 1]:
        return False
    text = f"{table.rows[row][column]} {table.rows[row][column + 1]}"
    return _set(table, row, column, text) and _set(table, row, column + 1, "")


def _split(rng: random.Random, table: Table, row: int, column: int) -> bool:
    text = _figure(table, row, column)
    if (
        len(text) < 4
        or (row, column + 1) not in table.keys
        or table.rows[row][column + 1] not in ("", "0.00")
    ):
        return False
    return _set(table, row, column, text[:-3]) and _set(table, row, column + 1, text[-3:])


def _row_dropped(rng: random.Random, table: Table, row: int, column: int) -> bool:
    del table.rows[row]
    table.keys = {(r - (r > row), c): key for (r, c), key in table.keys.items() if r != row}
    return True


def _cell_dropped(rng: random.Random, table: Table, row: int, column: int) -> bool:
    del table.rows[row][column]
    return True


def _code_broken(rng: random.Random, table: Table, row: int, column: int) -> bool:
    code = table.rows[row][0]
    return code.isdigit() and len(code) > 4 and _set(table, row, 0, f"{code[:4]} {code[4:]}")


def _code_misread(rng: random.Random, table: Table, row: int, column: int) -> bool:
    code = table.rows[row][0]
    return code.isdigit() and len(code) > 4 and _set(table, row, 0, code[:-1] + "O")


def _header_broken(rng: random.Random, table: Table, row: int, column: int) -> bool:
    if not table.header_rows:
        return False
    head = [
        (r, c)
        for r in range(table.header_rows)
        for c, word in enumerate(table.rows[r])
        if len(word) > 3 and not word.isascii()
    ]
    if not head:
        return False
    at, where = rng.choice(head)
    word = table.rows[at][where]
    return _set(table, at, where, f"{word[:2]} {word[2:-1]}·{word[-1]}")


def _header_garbled(rng: random.Random, table: Table, row: int, column: int) -> bool:
    if not table.header_rows:
        return False
    at = table.header_rows - 1 - (table.header_rows > 1)
    return _set(table, at, column, "J1 3V 並恢 П")


FAULTS: dict[str, _Damage] = {
    "blank inside a number": _inner_blank,
    "number cut at its point": _truncated,
    "cell lost": _lost,
    "cell turned to noise": _noise,
    "digit misread": _digit,
    "two digits swapped": _swapped,
    "point lost": _point_lost,
    "two cells fused": _fused,
    "number split over two cells": _split,
    "row dropped": _row_dropped,
    "cell dropped, row shifted": _cell_dropped,
    "code broken by a blank": _code_broken,
    "code misread": _code_misread,
    "header word broken": _header_broken,
    "header garbled": _header_garbled,
}


def _places(disclosure: Disclosure, form_no: int) -> list[Place]:
    """Cells of a form that print a figure other than zero."""
    return [
        (block, row, column)
        for block in disclosure.blocks
        if isinstance(block, Table) and block.form_no == form_no
        for (row, column) in block.keys
        if any(char in "123456789" for char in block.rows[row][column])
    ]


def damage(disclosure: Disclosure, rng: random.Random, count: int) -> list[Fault]:
    """Put up to ``count`` faults into as many forms of the disclosure; says which."""
    found: list[Fault] = []
    forms = list(range(1, 10))
    rng.shuffle(forms)
    for form_no in forms:
        if len(found) == count:
            break
        places = _places(disclosure, form_no)
        for _ in range(8):
            if not places:
                break
            kind = rng.choice(list(FAULTS))
            if FAULTS[kind](rng, *rng.choice(places)):
                found.append(Fault(kind, form_no))
                break
    return found
