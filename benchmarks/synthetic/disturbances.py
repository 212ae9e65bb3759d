"""What programs and pages leave in and around tables while no figure changes: blank columns and rows, heads, titles said again."""

import random
import re
from collections.abc import Callable

from benchmarks.synthetic.disclosure import Block, Disclosure, PageBreak, Table, Text
from benchmarks.synthetic.printed import unit_of

Disturb = Callable[[Disclosure, random.Random], None]


def tables(disclosure: Disclosure, form_no: int | None = None) -> list[Table]:
    """The pages of one statutory form, or of all."""
    return [
        block
        for block in disclosure.blocks
        if isinstance(block, Table) and block.form_no and form_no in (None, block.form_no)
    ]


def add_column(table: Table, at: int) -> None:
    """A blank column at ``at`` (0-based); what stood there stands right of it."""
    for row in table.rows:
        row.insert(at, "")
    table.keys = {(row, c + (c >= at)): key for (row, c), key in table.keys.items()}


def add_row(table: Table, at: int, row: list[str]) -> None:
    """A row at ``at`` (0-based); what stood there stands below it."""
    table.rows.insert(at, row)
    table.keys = {(r + (r >= at), column): key for (r, column), key in table.keys.items()}
    table.header_rows += at < table.header_rows


def blank_columns(disclosure: Disclosure, chance: random.Random) -> None:
    """A blank column in all pages of some forms: a line of the page that was drawn twice."""
    for form_no in range(1, 10):
        pages = tables(disclosure, form_no)
        if pages and chance.random() < 0.5:
            at = chance.randint(1, len(pages[0].rows[0]) - 1)
            for page in pages:
                add_column(page, at)


def wider_page(disclosure: Disclosure, chance: random.Random) -> None:
    """A blank column in one page of some forms."""
    for form_no in range(1, 10):
        pages = tables(disclosure, form_no)
        if len(pages) > 1 and chance.random() < 0.7:
            page = chance.choice(pages[1:])
            add_column(page, chance.randint(1, len(page.rows[0])))


def blank_rows(disclosure: Disclosure, chance: random.Random) -> None:
    """A blank row between header and figures, or among them."""
    for table in tables(disclosure):
        if len(table.rows) > table.header_rows and chance.random() < 0.6:
            at = chance.randint(table.header_rows, len(table.rows) - 1)
            add_row(table, at, [""] * len(table.rows[0]))


def figures_with_blanks(disclosure: Disclosure, chance: random.Random) -> None:
    """A blank behind the point of some figures, others in wide digits."""
    wide = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
    for table in tables(disclosure):
        for row, column in table.keys:
            text = table.rows[row][column]
            changed = chance.choice([text, text, text.replace(".", ". "), text.translate(wide)])
            table.rows[row][column] = changed


def indented_names(disclosure: Disclosure, chance: random.Random) -> None:
    """Names that are moved to the right by their level."""
    for table in tables(disclosure):
        for row in table.rows[table.header_rows :]:
            row[:] = [
                chance.choice(["", "  ", "　　"]) + text if re.match("[一-龥]", text) else text
                for text in row
            ]


def notes_in_tables(disclosure: Disclosure, chance: random.Random) -> None:
    """The note of a form in the last row of its table."""
    del chance
    blocks: list[Block] = []
    for block in disclosure.blocks:
        last = blocks[-1] if blocks else None
        is_note = isinstance(block, Text) and block.text.startswith("注：")
        if is_note and isinstance(last, Table) and last.form_no and isinstance(block, Text):
            last.rows.append([block.text, *[""] * (len(last.rows[0]) - 1)])
        else:
            blocks.append(block)
    disclosure.blocks[:] = blocks


def running_heads(disclosure: Disclosure, chance: random.Random) -> None:
    """The title of the document at the head of each page."""
    del chance
    head = Text(f"{disclosure.year.department}{disclosure.year.fiscal_year}年度部门决算")
    disclosure.blocks[:] = [
        one
        for block in disclosure.blocks
        for one in ([block, head] if isinstance(block, PageBreak) else [block])
    ]


def page_numbers(disclosure: Disclosure, chance: random.Random) -> None:
    """A number at the foot of each page."""
    manner = chance.choice(["{}", "- {} -", "第{}页", "— {} —"])
    blocks: list[Block] = []
    for block in disclosure.blocks:
        if isinstance(block, PageBreak):
            pages = sum(isinstance(one, PageBreak) for one in blocks)
            blocks.append(Text(manner.format(pages + 1)))
        blocks.append(block)
    disclosure.blocks[:] = blocks


def continued_titles(disclosure: Disclosure, chance: random.Random) -> None:
    """The title of a form again above its next page, with its unit or without."""
    manner = chance.choice(["{}（续）", "{}(续表)", "{}", "续表"])
    blocks: list[Block] = []
    title = ""
    for block in disclosure.blocks:
        if isinstance(block, Text) and block.text.endswith("表"):
            title = block.text
        if isinstance(block, Table) and block.form_no and isinstance(blocks[-1], PageBreak):
            blocks.append(Text(manner.format(title)))
            if chance.random() < 0.5:
                blocks.append(Text(f"单位：{unit_of(disclosure.layout, block.form_no)}"))
        blocks.append(block)
    disclosure.blocks[:] = blocks


DISTURBANCES: dict[str, Disturb] = {
    each.__name__: each
    for each in (
        blank_columns,
        wider_page,
        blank_rows,
        figures_with_blanks,
        indented_names,
        notes_in_tables,
        running_heads,
        page_numbers,
        continued_titles,
    )
}
