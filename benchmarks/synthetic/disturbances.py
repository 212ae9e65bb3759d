"""What programs and places put in and around tables while no figure changes: blanks, heads, remarks, other columns."""

import random
import re
from collections.abc import Callable
from itertools import pairwise

from benchmarks.synthetic.disclosure import Block, Disclosure, PageBreak, Table, Text
from benchmarks.synthetic.printed import unit_of

_SMALL_PRINT = re.compile("(?:编制|公开|编制单位|金额)?(?:部门|单位)[：:]")
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


def _by_code(disclosure: Disclosure) -> list[Table]:
    return [table for form_no in (2, 3, 5, 7, 8) for table in tables(disclosure, form_no)]


def _set_head(table: Table, at: int, word: str) -> None:
    header = table.rows[: table.header_rows]
    for row in [row for row in header if not any(map(_SMALL_PRINT.match, row))][:1]:
        row[at] = word


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


def remarks(disclosure: Disclosure, chance: random.Random) -> None:
    """A column 备注 at the right of the forms by code, with a word here and there."""
    for table in _by_code(disclosure):
        at = len(table.rows[0])
        add_column(table, at)
        _set_head(table, at, "备注")
        for row in table.rows[table.header_rows :]:
            row[at] = chance.choice(["", "", "见说明", "含上年结转"])


def units_beside_codes(disclosure: Disclosure, chance: random.Random) -> None:
    """The name of the department before each code, and its own code or not."""
    columns = chance.choice(
        [
            {"单位名称": ""},
            {"单位编码": "121001", "单位名称": ""},
            {"序号": "", "单位代码": "121001"},
        ]
    )
    for table in _by_code(disclosure):
        for head, text in reversed(columns.items()):
            add_column(table, 0)
            _set_head(table, 0, head)
            for number, row in enumerate(table.rows[table.header_rows :], start=1):
                beside = str(number) if head == "序号" else text or disclosure.year.department
                row[0] = beside if any(row[1:]) else ""


def totals_renamed(disclosure: Disclosure, chance: random.Random) -> None:
    """Other words and blanks for 合计 in the rows of the forms by code."""
    word = chance.choice(["合  计", "总计", "合计：", "合 计", "总 计"])
    for table in (*_by_code(disclosure), *tables(disclosure, 6)):
        for row in table.rows[table.header_rows :]:
            row[:] = [word if text == "合计" else text for text in row]


def footers(disclosure: Disclosure, chance: random.Random) -> None:
    """Who made a table and when, in its last row."""
    made = ["填表人：张三  审核人：李四", "制表：张三", "单位负责人：王五    填表人：赵六"]
    for form_no in range(1, 10):
        for table in tables(disclosure, form_no)[-1:]:
            text = chance.choice([*made, "打印日期：2024-08-20", "第1页，共1页"])
            table.rows.append([text, *[""] * (len(table.rows[0]) - 1)])


def broken_names(disclosure: Disclosure, chance: random.Random) -> None:
    """Names on two lines of a cell; only formats that have lines within cells can print them."""
    for table in tables(disclosure):
        for row in table.rows:
            row[:] = [
                f"{text[:4]}\n{text[4:]}"
                if re.match("[一-龥]{6}", text) and chance.random() < 0.4
                else text
                for text in row
            ]


def codes_with_names(disclosure: Disclosure, chance: random.Random) -> None:
    """Whole codes and their names in one cell."""
    manner = chance.choice(["{} {}", "[{}]{}", "{}{}", "{}　{}", "{}-{}"])
    for table in _by_code(disclosure):
        for row in table.rows[table.header_rows :]:
            for at, (code, name) in enumerate(pairwise(row[:3])):
                if re.fullmatch(r"2\d{2}(\d{2}){0,2}", code) and re.match("[一-龥]", name):
                    row[at : at + 2] = [manner.format(code, name), ""]


def budgets_beside(disclosure: Disclosure, chance: random.Random) -> None:
    """Columns of budgets, or of the year before, at the left of 决算数 in form 1."""
    heads = chance.choice([["年初预算数", "全年预算数"], ["预算数"], ["上年决算数"]])
    pages = tables(disclosure, 1)
    header = pages[0].rows[: pages[0].header_rows]
    columns = [at for row in header for at, text in enumerate(row) if text == "决算数"]
    for table in pages:
        for at in reversed(columns):
            for head in reversed(heads):
                add_column(table, at)
                for row in table.rows[: table.header_rows]:
                    row[at] = head if row[at + 1] in ("决算数", *heads) else ""
                for row in table.rows[table.header_rows :]:
                    row[at] = f"{chance.randint(100, 99999) / 100:.2f}" if row[at + 1] else ""
        for row in table.rows[: table.header_rows]:
            if row[0] == "栏次":
                numbered = [
                    at
                    for at, text in enumerate(table.rows[table.header_rows - 2])
                    if "算数" in text
                ]
                for number, at in enumerate(numbered, start=1):
                    row[at] = str(number)


def captions_in_rows(disclosure: Disclosure, chance: random.Random) -> None:
    """Department and unit of money in the first row of the table, one at each end."""
    del chance
    blocks: list[Block] = []
    for block in disclosure.blocks:
        small: list[str] = []
        if isinstance(block, Table) and block.form_no and block.header_rows:
            while isinstance(blocks[-1], Text) and _SMALL_PRINT.match(blocks[-1].text):
                small.insert(0, blocks.pop().text)  # type: ignore[union-attr]
        if isinstance(block, Table) and small:
            width = len(block.rows[0])
            add_row(block, 0, [small[0], *[""] * (width - 2), "　".join(small[1:])])
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
        remarks,
        units_beside_codes,
        totals_renamed,
        footers,
        broken_names,
        codes_with_names,
        budgets_beside,
        captions_in_rows,
    )
}
