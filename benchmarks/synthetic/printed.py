"""A printed table, and amounts in the manner of a layout."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from benchmarks.synthetic.layouts import Layout
from benchmarks.synthetic.truth import Truth

Key = tuple[int, str, str, str]
FACTORS = {"万元": Decimal(10000), "元": Decimal(1)}


@dataclass
class Printed:
    """A printed table; ``keys`` says which true cell stands at (row, column), body rows from 0."""

    header: list[list[str]]
    body: list[list[str]] = field(default_factory=list)
    keys: dict[tuple[int, int], Key] = field(default_factory=dict)


def unit_of(layout: Layout, form_no: int) -> str:
    """The unit a form is printed in."""
    return layout.units.get(form_no, layout.unit)


def rounded(yuan: int, unit: str) -> Decimal:
    """An amount as it is printed: two decimals of the unit."""
    return (Decimal(yuan) / FACTORS[unit]).quantize(Decimal("0.01"), ROUND_HALF_UP)


def amount_text(yuan: int, layout: Layout, form_no: int) -> str:
    """The printed text of an amount in the layout's manner."""
    value = rounded(yuan, unit_of(layout, form_no))
    if value == 0:
        return layout.zero
    text = f"{abs(value):,.2f}".replace(",", layout.thousands)
    if layout.trims_zeros:
        text = text.rstrip("0").rstrip(".")
    return layout.negative.format(text) if value < 0 else text


class Writer:
    """Writes amounts of the truth into the cells of a table in the manner of a layout."""

    def __init__(self, truth: Truth, layout: Layout, form_no: int) -> None:
        self.truth, self.layout, self.form_no = truth, layout, form_no

    def amounts(
        self, table: Printed, start: int, side: str, row: str, columns: list[str]
    ) -> list[str]:
        """The cells of a row from column ``start`` on, noted in the keys of the table.

        A column with a hyphen in its key is a part of another (opening-basic) and no cell of the form: half of it.
        """
        texts = []
        for offset, column in enumerate(columns):
            whole, is_part, _ = column.partition("-")
            key = (self.form_no, side, row, whole)
            yuan = self.truth.get(key, 0) // (2 if is_part else 1)
            texts.append(amount_text(yuan, self.layout, self.form_no))
            if not is_part:
                table.keys[len(table.body), start + offset] = key
        return texts
