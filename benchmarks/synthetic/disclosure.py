"""A whole disclosure as blocks: cover, contents, nine forms over pages, and the prose."""

from dataclasses import dataclass, field

from benchmarks.synthetic.layouts import Layout
from benchmarks.synthetic.ledger import Year
from benchmarks.synthetic.printed import Key, Printed, unit_of
from benchmarks.synthetic.prose import paragraphs
from benchmarks.synthetic.tables import print_form
from benchmarks.synthetic.truth import Truth, truth_of
from ingest.forms.layouts import layouts

LABEL = "（合成文档，仅供测试；synthetic, not a real department）"


@dataclass
class Text:
    """A paragraph."""

    text: str


@dataclass
class Table:
    """A printed table, or one page of one; ``keys`` as in Printed, but rows count the header too."""

    rows: list[list[str]]
    header_rows: int = 0
    form_no: int | None = None
    keys: dict[tuple[int, int], Key] = field(default_factory=dict)

    @property
    def square(self) -> list[list[str]]:
        """Rows of one length: a row that lost a cell ends in a blank one."""
        width = max(map(len, self.rows))
        return [[*row, *[""] * (width - len(row))] for row in self.rows]


def merged(rows: list[list[str]], header_rows: int) -> list[list[tuple[str, int]]]:
    """Cells with their widths: blanks right of a header cell are merged into it."""
    found = []
    for index, row in enumerate(rows):
        cells: list[tuple[str, int]] = []
        for text in row:
            if index < header_rows - 1 and not text and cells and cells[-1][0]:
                cells[-1] = (cells[-1][0], cells[-1][1] + 1)
            else:
                cells.append((text, 1))
        found.append(cells)
    return found


@dataclass
class PageBreak:
    """The end of a page."""


Block = Text | Table | PageBreak


@dataclass
class Disclosure:
    """The blocks of one document and the truth they print."""

    year: Year
    layout: Layout
    truth: Truth
    blocks: list[Block]

    @property
    def name(self) -> str:
        """A file name without ending that says whose accounts these are."""
        return f"{self.year.department}/{self.year.fiscal_year}"


def title_of(layout: Layout, form_no: int, year: Year) -> str:
    """The title of a form as this layout words it."""
    title = layout.titles.get(form_no, layouts().form_names[form_no])
    return f"{year.fiscal_year}年度{title}" if layout.year_in_title else title


def _pages(printed: Printed, layout: Layout, form_no: int) -> list[Block]:
    size = layout.split or len(printed.body)
    blocks: list[Block] = []
    for start in range(0, max(len(printed.body), 1), size):
        header = printed.header if start == 0 or layout.repeats_header else []
        rows = [*header, *printed.body[start : start + size]]
        keys = {
            (row - start + len(header), column): key
            for (row, column), key in printed.keys.items()
            if start <= row < start + size
        }
        if blocks:
            blocks.append(PageBreak())
        blocks.append(Table([list(row) for row in rows], len(header), form_no, keys))
    return blocks


def _extra_forms(layout: Layout) -> list[Block]:
    """Tables that other places add: they are no statutory form and stay raw."""
    head = ["项目名称", "单位名称", "本年支出合计"]
    return [
        PageBreak(),
        Text("项目支出决算表"),
        Text(f"单位：{layout.unit}"),
        Table([head, ["网络运行维护", "本级", "12.34"], ["设备购置", "本级", "5.00"]]),
        PageBreak(),
        Text("收入决算表（分单位）"),
        Text(f"单位：{layout.unit}"),
        Table([["单位名称", "本年收入合计"], ["本级", "17.34"], ["合计", "17.34"]]),
        PageBreak(),
        Text("“三公”经费、会议费和培训费支出决算表"),
        Text(f"单位：{layout.unit}"),
        Table([["会议费", "培训费"], ["1.00", "0.50"]]),
    ]


def _units(year: Year) -> list[Block]:
    """Whose accounts these are, where they are those of several."""
    if not year.units:
        return []
    count, names = len(year.units), "、".join(year.units)
    return [
        Text(f"纳入本部门{year.fiscal_year}年度部门决算编报范围的单位共{count}个，包括：{names}。")
    ]


def disclose(year: Year, layout: Layout, prior: Year | None = None) -> Disclosure:
    """The disclosure of one year in one layout; with the year before, the prose compares."""
    truth = truth_of(year)
    name = year.department
    blocks: list[Block] = [
        Text(f"{name}{year.fiscal_year}年度部门决算"),
        Text(LABEL),
        Text("目录"),
        Text(f"第一部分 {name}概况"),
        Text("第二部分 部门决算表"),
        *[
            Text(f"{n}、{title_of(layout, f, year)}")
            for n, f in zip("一二三四五六七八九", layout.order, strict=True)
        ],
        Text("第三部分 部门决算情况说明"),
        PageBreak(),
        Text(f"第一部分 {name}概况"),
        Text("本部门为测试而虚构，由行政单位和事业单位组成。"),
        *_units(year),
        Text("第二部分 部门决算表"),
    ]
    for number, form_no in enumerate(layout.order, start=1):
        blocks.append(PageBreak())
        prefix = layout.number_style.format(number) if layout.number_style else ""
        if prefix.endswith("表"):
            blocks += [Text(prefix), Text(title_of(layout, form_no, year))]
        else:
            blocks.append(Text(prefix + title_of(layout, form_no, year)))
        blocks += [
            Text(f"{layout.owner_label}：{name}"),
            Text(f"金额单位：{unit_of(layout, form_no)}"),
        ]
        printed = print_form(truth, layout, form_no)
        blocks += _pages(printed, layout, form_no)
        if form_no in (7, 8) and not any(
            value for (form, *_), value in truth.items() if form == form_no
        ):
            blocks.append(Text("注：本年度没有该项收入和支出，本表无数据。"))
        else:
            blocks.append(Text("注：本表反映本年度情况，各项数据因四舍五入可能存在尾差。"))
    if layout.extra_forms:
        blocks += _extra_forms(layout)
    blocks += [PageBreak(), Text("第三部分 部门决算情况说明")]
    blocks += [Text(text) for text in paragraphs(year, layout, prior)]
    return Disclosure(year, layout, truth, blocks)
