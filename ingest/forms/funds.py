"""The funds of a self-evaluation: the columns of its header, the item of each row, and the unit that they name."""

import re
from difflib import SequenceMatcher

from ingest.document import FormCell, FundRow, RawTable
from ingest.forms.grid import Row, cell, has_ideograph, is_amount
from ingest.forms.project_header import SEAM, field_of, wordings
from ingest.wording import header_word, plain, unspaced, without_ordinal

_UNIT = re.compile(r"\((万元|元)\)")
_BUDGETS = {"initial_budget", "full_year_budget"}
_MONEY = (*sorted(_BUDGETS), "executed")
UNLISTED = "unlisted"
TWO = "、"  # between two units of one header
# parts of the fiscal funds where these stand above them, parts of the total where they do not
_FISCAL = {
    *("central", "provincial", "municipal", "county", "local", "own_level"),
    *("general_public", "government_fund", "state_capital"),
}
_NATURES = {"basic", "project"}


def fund_unit(row: Row) -> str | None:
    """The unit in brackets in a row, None where it names none; two of them are none that a figure could have."""
    found = dict.fromkeys(_UNIT.findall(plain("".join(row))))
    return TWO.join(found) or None


def fund_columns(row: Row) -> dict[str, range]:
    """The columns of the funds header, words split over cells joined; empty when it is another row."""
    known = wordings()["funds"]
    if sum(field_of("funds", header_word(text)) is not None for text in row) < 2:
        return {}  # a broken word is only looked for beside whole ones
    starts: list[tuple[int, str]] = []
    column = 0
    while column < len(row):
        word = header_word(row[column])
        both = word + header_word(cell(row, column + 1))
        if key := field_of("funds", word):
            starts.append((column, key))
        elif word and (key := _near(both, known)):
            starts.append((column, key))
            column += 1
        column += 1
    keys = [key for _, key in starts]
    if "executed" not in keys or not _BUDGETS & set(keys) or len(set(keys)) != len(keys):
        return {}
    stops = [start for start, _ in starts[1:]] + [len(row)]
    return {key: range(start, stop) for (start, key), stop in zip(starts, stops, strict=True)}


def _near(word: str, known: dict[str, str]) -> str | None:
    best = max(known, key=lambda alias: SequenceMatcher(None, word, alias).ratio())
    return known[best] if SequenceMatcher(None, word, best).ratio() >= 0.85 else None


def fund_row(
    table: RawTable, index: int, columns: dict[str, range], above: list[FundRow]
) -> FundRow | None:
    """A row (0-based) of the funds, None where it names none and has no amounts; ``above`` are those before it.

    What no known label names is ``unlisted``, with its number: its amounts are kept, and no sum counts them.
    """
    row = table.rows[index]
    first = min(span.start for span in columns.values())
    labels = [text for text in row[:first] if has_ideograph(text)]
    label = next((text for text in labels if _item(text)), None)
    if label is None and not (labels and any(map(is_amount, _money(row, columns)))):
        return None
    item = _in_its_sum(_item(label), {r.fund_item for r in above}) if label else None
    if item is None:
        item = f"{UNLISTED}_{1 + sum(r.fund_item.startswith(UNLISTED) for r in above)}"
    cells = tuple(
        FormCell(key, SEAM.join(_pieces(row, span)), span.start + 1)
        for key, span in columns.items()
    )
    place = (table.table_no, index + 1, table.source_lines[index], table.page)
    return FundRow(item, unspaced(label or labels[-1]), cells, *place)


def goes_on(row: Row, columns: dict[str, range]) -> bool:
    """Whether the funds may go on below a row that is none of them: no words stand where their amounts do."""
    return not any(map(has_ideograph, _money(row, columns)))


def _money(row: Row, columns: dict[str, range]) -> list[str]:
    return [text for key in _MONEY if key in columns for text in _pieces(row, columns[key])]


def _pieces(row: Row, span: range) -> list[str]:
    return [text for column in span if (text := cell(row, column))]


def _item(label: str) -> str | None:
    return field_of("fund_item", without_ordinal(header_word(label)))


def _in_its_sum(item: str | None, above: set[str]) -> str | None:
    """The item by the sum that it is part of; None where it stands twice, so that its sum is not known."""
    if item in _FISCAL and "fiscal" in above:
        item = f"fiscal_{item}"
    if item == "other" and above & _NATURES:
        item = "other_nature"
    return None if item in above else item
