"""Form 6 as places print it: blocks of codes side by side, or one list."""

from benchmarks.synthetic import chart
from benchmarks.synthetic.layouts import Layout
from benchmarks.synthetic.printed import Printed, Writer, amount_text
from benchmarks.synthetic.truth import Truth

_SIDES = ("人员经费", "公用经费")
_ECONOMIC_NAMES = chart.ECONOMIC_CLASSES | chart.PERSONNEL | chart.PUBLIC


def _economic_label(code: str, *, two: bool) -> list[str]:
    name = _ECONOMIC_NAMES[code]
    return [code[:3], code[3:], name] if two else [code, name]


def economic(truth: Truth, layout: Layout, form_no: int) -> Printed:
    """Form 6 in the blocks, or the list, of the layout."""
    sides = {
        side: sorted({r for (f, s, r, _) in truth if f == 6 and s == side and r != "total"})
        for side in _SIDES
    }
    if layout.economic == "list":
        return _economic_list(truth, layout, form_no, sides)
    two = layout.economic_code_columns == 2
    codes = ["科目编码", ""] if two else ["经济分类科目编码"]
    block = [*codes, "科目名称", layout.form4_amount]
    blocks = list(sides.items())
    if layout.economic == "three_blocks":  # 公用经费 goes on in a block of its own
        half = len(sides["公用经费"]) // 2
        blocks[1:] = [("公用经费", sides["公用经费"][:-half]), ("", sides["公用经费"][-half:])]
    header = [
        [text for side, _ in blocks for text in (side, *[""] * (len(block) - 1))],
        block * len(blocks),
    ]
    if two:
        header.append(["类", "款", "", ""] * len(blocks))
    table = Printed(header)
    writer = Writer(truth, layout, form_no)
    height = max(len(rows) for _, rows in blocks)
    for index in range(height):
        row: list[str] = []
        for number, (side, rows) in enumerate(blocks):
            if index >= len(rows):
                row += [""] * len(block)
                continue
            at = number * len(block) + len(block) - 1
            cells = writer.amounts(table, at, side or "公用经费", rows[index], ["amount"])
            row += [*_economic_label(rows[index], two=two), *cells]
        table.body.append(row)
    totals: list[str] = []
    for side, width in zip(_SIDES, (len(block), len(block) * (len(blocks) - 1)), strict=True):
        at = len(totals) + width - 1
        cells = writer.amounts(table, at, side, "total", ["amount"])
        totals += [f"{side}合计", *[""] * (width - 2), *cells]
    table.body.append(totals)
    return table


def _economic_list(
    truth: Truth, layout: Layout, form_no: int, sides: dict[str, list[str]]
) -> Printed:
    """One list of codes, each with its total and the column of its side."""
    table = Printed([["经济分类科目编码", "科目名称", "合计", *_SIDES]])
    writer = Writer(truth, layout, form_no)
    for side, codes in sides.items():
        for code in codes:
            cells = writer.amounts(table, 2, side, code, ["amount"])
            again = [cells[0] if one == side else layout.zero for one in _SIDES]
            table.body.append([*_economic_label(code, two=False), *cells, *again])
    cells = []
    for number, side in enumerate(_SIDES):
        cells += writer.amounts(table, 3 + number, side, "total", ["amount"])
    whole = sum(truth.get((form_no, side, "total", "amount"), 0) for side in _SIDES)
    table.body.append(["合计", "", amount_text(whole, layout, form_no), *cells])
    return table
