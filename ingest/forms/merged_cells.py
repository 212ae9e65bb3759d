"""Ways to set the cells of a header above its columns, where it is not known over how many each of them reaches."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice

from ingest.forms.grid import TOTALS, Row
from ingest.forms.layouts import layouts
from ingest.forms.phases import is_phase
from ingest.forms.three_public_header import VEHICLE, item_of
from ingest.wording import header_word

_MANY = 500  # ways, of which nobody can be sure
_WIDEST = 40  # columns: no form has as many
_PARTS = 4  # of a word
# what heads a column of codes or names, and no column of amounts
_OF_LABELS = re.compile(
    "^(?:类|款|项)$|^.{0,8}科目(?:编码|代码|名称)?(?:及名称)?$|^(?:编码|代码|名称)$"
)
_ITEMS = "项目"  # above codes and names
_LEVELS = {"类", "款", "项"}  # one column each

Rows = tuple[Row, ...]


def ways_to_set(rows: Rows, width: int, form_no: int) -> list[list[Rows]]:
    """Every way to set the cells of the rows of a header, blank ones at their ends left out, above ``width`` columns.

    In groups, the likelier before the others: with room for the blank cells, and with no cell that reaches over more
    columns than its parts have. No way where there are too many.
    """
    groups: list[list[Rows]] = [[], [], [], []]
    if width > _WIDEST or any(len(row) > width for row in rows):
        return groups
    trees = list(islice(_trees(rows, form_no), _MANY + 1))
    for cells in trees:
        leaves = tuple(leaf for cell in cells for leaf in cell.leaves)
        more = width - len(leaves)
        group = groups[2 * (not _has_room(cells, rows, more)) + (more > 0)]
        group.extend(islice(_spans(cells, leaves, len(rows), width, form_no), _MANY + 1))
        if len(trees) > _MANY or sum(map(len, groups)) > _MANY:
            return [[], [], [], []]
    return groups


def whole_words(row: Row, form_no: int) -> Row:
    """The texts of a row of a header in their order, those put together that the edge of a column cut: 合 | 计, 公务 | 接待费."""
    found: list[str] = []
    at = 0
    while at < len(row):
        blank = next((end for end in range(at, len(row)) if not row[end]), len(row))
        stops = range(min(blank, at + _PARTS), at, -1)
        stop = next((e for e in stops if _is_cut(row[at:e], form_no)), at + 1)
        found.append("".join(row[at:stop]))
        at = stop
    return tuple(filter(None, found))


def _is_cut(parts: Row, form_no: int) -> bool:
    """Whether parts are a word together, and not each of them by itself: 本年支出 | 合计 are two headers."""
    return _is_word("".join(parts), form_no) and not all(_is_word(p, form_no) for p in parts)


@lru_cache(maxsize=4096)
def _is_word(text: str, form_no: int) -> bool:
    """Whether a text is a word of the header of a form."""
    maps = layouts()
    word = header_word(text)
    if word in maps.label_words | maps.total_words or word in _aliases(form_no):
        return True
    return maps.shapes[form_no] == "three_public" and (is_phase(word) or item_of(word) is not None)


@dataclass(frozen=True)
class _Cell:
    """A cell of a header with those of its parts below it."""

    word: str
    parts: tuple["_Cell", ...] = ()

    @property
    def leaves(self) -> tuple["_Cell", ...]:
        return tuple(leaf for part in self.parts for leaf in part.leaves) or (self,)


def _spans(
    cells: tuple[_Cell, ...], leaves: tuple[_Cell, ...], height: int, width: int, form_no: int
) -> Iterator[Rows]:
    """Every way to set the cells of a header, of which ``leaves`` have no parts, above ``width`` columns.

    What heads codes and names may reach over more than one, and each item of form 9 over its 预算数 and 决算数.
    """
    maps = layouts()
    labels = maps.label_words - _LEVELS
    wide = [leaf for leaf in leaves if header_word(leaf.word) in labels]
    more = width - len(leaves)
    if maps.shapes[form_no] == "three_public" and width == 2 * len(leaves):
        yield _set(cells, height, {id(leaf): 2 for leaf in leaves})
    if more < 0 or (more and not wide):
        return
    for shares in _shares(more, len(wide)):
        columns = {id(leaf): 1 + share for leaf, share in zip(wide, shares, strict=True)}
        yield _set(cells, height, columns)


def _trees(rows: Rows, form_no: int) -> Iterator[tuple[_Cell, ...]]:
    """Every way to take the cells of each row of a header for parts of those of the row above.

    A cell stands above those that are its parts, or reaches down over their row.
    """
    first, *rest = rows
    words = tuple(filter(None, first))
    if not rest:
        yield tuple(map(_Cell, words))
        return
    shares = _shares_below(words, tuple(filter(None, rest[0])), form_no)
    for below in _trees(tuple(rest), form_no) if shares[0, 0] else ():
        for counts in _counts(len(words), shares):
            ends = tuple(accumulate(counts))
            parts = [below[end - count : end] for end, count in zip(ends, counts, strict=True)]
            # a parent may be said above each of its parts
            alone = [w for w, p in zip(words, parts, strict=True) if _is_total_alone(w, p)]
            if all(words.count(word) > 1 for word in alone):
                yield tuple(map(_Cell, words, parts))


def _is_total_alone(above: str, parts: tuple[_Cell, ...]) -> bool:
    """Whether 合计 would be the only part of a header, which is then its own total; it may stand below 科目名称."""
    of_labels = header_word(above) in layouts().label_words
    return len(parts) == 1 and not of_labels and header_word(parts[0].word) in TOTALS


# how many of the cells from the second place on the cell at the first may stand above, in two rows of a header
_Shares = dict[tuple[int, int], list[int]]


def _shares_below(above: Row, below: Row, form_no: int) -> _Shares:
    """For each place in two rows of a header the shares of the lower that leave a way to set the rest."""
    shares: _Shares = {}
    for at in range(len(above), -1, -1):
        for start in range(len(below), -1, -1):
            if at == len(above):
                shares[at, start] = [0] if start == len(below) else []
                continue
            counts = range(_most_below(above[at], below[start:], form_no) + 1)
            shares[at, start] = [n for n in counts if shares[at + 1, start + n]]
    return shares


def _most_below(word: str, below: Row, form_no: int) -> int:
    """How many of the cells of a row may be parts of one above them: no two of them are the same."""
    above = header_word(word)
    for count, part in enumerate(below):
        if part in below[:count] or not _may_stand(above, header_word(part), form_no):
            return count
    return len(below)


def _counts(length: int, shares: _Shares, at: int = 0, start: int = 0) -> Iterator[tuple[int, ...]]:
    """Every way to share the cells of a row among the ``length`` cells above them, in their order."""
    if at == length:
        yield ()
        return
    for count in shares[at, start]:
        for rest in _counts(length, shares, at + 1, start + count):
            yield (count, *rest)


def _has_room(cells: tuple[_Cell, ...], rows: Rows, more: int) -> bool:
    """Whether the blank cells of each row stand below cells without parts.

    One stands below each, below codes and names up to ``more`` others.
    """
    for below in rows[1:]:
        at, room = 0, 0
        for cell in cells:
            if not cell.parts:
                room += 1 + (more if header_word(cell.word) in layouts().label_words else 0)
                continue
            while not below[at]:
                at, room = at + 1, room - 1
            if room < 0 or not all(below[at : at + len(cell.parts)]):
                return False
            at, room = at + len(cell.parts), 0
        cells = tuple(part for cell in cells for part in cell.parts)
    return True


@lru_cache(maxsize=4096)
def _may_stand(above: str, below: str, form_no: int) -> bool:
    """Whether a cell may stand above another.

    Codes and names stand below no amounts, and what heads a column of the form below nothing that heads another,
    unless both together do: 本年支出 above 基本支出.
    """
    maps = layouts()
    of_codes = above == _ITEMS or bool(_OF_LABELS.match(above))
    if of_codes or _OF_LABELS.match(below):
        return above in maps.label_words and (
            not of_codes or below in maps.label_words | maps.total_words
        )
    if maps.shapes[form_no] == "three_public":
        item, part = item_of(above), item_of(below)
        of_all = is_phase(above) or "三公" in above
        if below in TOTALS:
            return of_all or item == VEHICLE
        return of_all or item is None or part is None or part.startswith(item)
    known = _aliases(form_no)
    key, own = known.get(above), known.get(below)
    return above + below in known or key is None or own is None or key == own


@lru_cache(maxsize=16)
def _aliases(form_no: int) -> dict[str, str]:
    """What heads the columns of a form, on either side of it, with what stands in them."""
    found: dict[str, str] = {}
    for (number, _side), aliases in layouts().headers.items():
        found |= aliases if number == form_no else {}
    return found


def _shares(count: int, among: int) -> Iterator[tuple[int, ...]]:
    """Every way to share ``count`` things among ``among`` in their order."""
    if among == 0:
        if count == 0:
            yield ()
        return
    if among == 1:
        yield (count,)
        return
    for own in range(count + 1):
        for rest in _shares(count - own, among - 1):
            yield (own, *rest)


def _set(cells: tuple[_Cell, ...], height: int, columns: dict[int, int]) -> Rows:
    """The rows of a header whose cells stand in the first of their columns."""
    rows: list[list[str]] = [[] for _ in range(height)]

    def put(cell: _Cell, depth: int) -> None:
        start = len(rows[depth])
        rows[depth].append(cell.word)
        for part in cell.parts:
            put(part, depth + 1)
        width = sum(columns.get(id(leaf), 1) for leaf in cell.leaves)
        for below in rows[depth:]:
            below.extend([""] * (start + width - len(below)))

    for cell in cells:
        put(cell, 0)
    return tuple(map(tuple, rows))
