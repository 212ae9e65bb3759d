"""Pages as browsers and office programs print them: radicals, running heads, tables that a page cuts, frames."""

import io
import math

import pytest
from pdfplumber.page import Page as PrintedPage
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.synthetic.disclosure import Table, disclose
from benchmarks.synthetic.layouts import LAYOUTS
from benchmarks.synthetic.ledger import departments
from benchmarks.synthetic.office import to_docx
from benchmarks.synthetic.rendering import to_html, to_text
from benchmarks.synthetic.roundtrip import differences
from ingest.corpus import parse_document
from ingest.errors import DocumentRefused
from ingest.ideographs import unified
from ingest.readers.characters import _repeated
from ingest.readers.continued import over_pages
from ingest.readers.lines import Line, Span
from ingest.readers.pages import Page, Ruled, running
from ingest.readers.pdf import read_pdf
from tests.unit.test_aligned_text import HEAD as HEAD_OF_TEXT
from tests.unit.test_aligned_text import ROWS as ALIGNED
from tests.unit.test_aligned_text import line as aligned
from tests.unit.test_layouts import EXPENDITURE_HEAD, doc, form, values
from tests.unit.test_printed_pages import HEIGHT, LEFT, LEVEL, ROWS, TOP, WIDTH, write
from tests.unit.test_printed_pages import form as draw_form

RADICALS = {
    **{
        "一": "⼀",
        "二": "⼆",
        "人": "⼈",
        "力": "⼒",
        "工": "⼯",
        "用": "⽤",
        "行": "⾏",
        "金": "⾦",
    },
    **{"门": "⻔", "车": "⻋", "民": "⺠", "见": "⻅", "长": "⻓", "龙": "⻰", "食": "⻝"},
}
YEARS = departments(len(LAYOUTS), [2022, 2023], seed=33)
RIGHT, FOOT = LEFT + len(ROWS[0]) * WIDTH, TOP - len(ROWS) * HEIGHT


def disclosure(index):
    return disclose(YEARS[2 * index + 1], LAYOUTS[index], YEARS[2 * index])


def pages(*drawn) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=LEVEL)
    for draw in drawn:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


# radicals


@pytest.mark.parametrize("index", [0, 3])
def test_a_text_with_radicals_in_place_of_ideographs_is_read_as_one_without(index):
    truth = disclosure(index)
    text = to_text(truth.blocks).decode()
    damaged = text.translate(str.maketrans(RADICALS))
    assert sum(damaged.count(radical) for radical in RADICALS.values()) > 100
    found, usual = (parse_document(t.encode(), "2023.txt") for t in (damaged, text))
    assert differences(found, truth) == []
    assert found.department == usual.department
    assert [s[1:] for s in found.statements] == [s[1:] for s in usual.statements]


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_radicals_in_other_encodings(encoding):
    truth = disclosure(0)
    damaged = to_text(truth.blocks).decode().translate(str.maketrans(RADICALS))
    assert differences(parse_document(damaged.encode(encoding), "2023.txt"), truth) == []


@pytest.mark.parametrize("render", [to_html, to_docx])
def test_radicals_in_other_formats(render):
    truth = disclosure(0)
    for block in truth.blocks:
        if isinstance(block, Table):
            block.rows = [
                [text.translate(str.maketrans(RADICALS)) for text in row] for row in block.rows
            ]
    assert differences(parse_document(render(truth.blocks), "2023"), truth) == []


def test_a_radical_that_is_no_ideograph_by_itself_is_kept():
    assert unified("⺡⺘ 307.82 ⼀般公共预算⽀出") == "⺡⺘ 307.82 一般公共预算支出"


# characters


def char(text, x, top, size):
    return {"text": text, "x0": x, "x1": x + size / 2, "top": top, "bottom": top + size} | {
        "size": size
    }


def test_a_digit_is_a_repetition_of_one_of_its_own_size_alone():
    """305.94 / 1.2 is 229.46 / 0.9: places that are counted in sizes of letters are one for no others."""
    small, large = char("5", 229.46, 511.7, 9.0), char("5", 305.94, 682.3, 12.0)
    assert list(_repeated([small, large])) == []
    again = char("5", 306.1, 682.3, 12.0)
    assert list(_repeated([small, large, again])) == [id(again)]


def test_no_figure_of_a_page_in_two_sizes_loses_a_digit():
    figures = [f"{number}{number % 7},555.55" for number in range(10, 50)]

    def draw(canvas):
        for index, text in enumerate(figures):
            size = 9 if index % 2 else 12
            write(canvas, 30 + 19.3 * (index % 13), 560 - 13.7 * index, text, size)

    said = "".join(paragraph.text for paragraph in read_pdf(pages(draw)).paragraphs)
    assert all(text in said for text in figures)


@pytest.mark.parametrize("name", ["x0", "size", "matrix"])
def test_a_page_whose_places_are_no_numbers_is_refused(name, monkeypatch):
    """A damaged matrix gives such; it was said to be a fault of the program."""
    of_page = PrintedPage.chars.fget

    def damaged(page):
        found = of_page(page)
        found[3][name] = (math.nan,) * 6 if name == "matrix" else math.nan
        return found

    monkeypatch.setattr(PrintedPage, "chars", property(damaged))
    with pytest.raises(DocumentRefused, match="places on page 1 are no numbers"):
        read_pdf(pages(draw_form))


# running heads


def line(text, top):
    return Line((Span(text, 50, 300),), top, top + 10, 10)


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("2026/11/27 17:02 部门决算公开", "https://www.example.gov.cn/art/1.html {n}/9"),
        ("某某局决算公开 第{n}页", "file:///C:/2024.html {n}"),
        ("某某局", "决算公开文本 - {n}"),
    ],
)
def test_heads_that_differ_by_the_number_of_their_page_run_through_all(head, foot):
    found = running(
        [
            Page(
                [line(head.format(n=n), 20), line("单位：万元", 60), line(foot.format(n=n), 810)],
                600,
                842,
            )
            for n in range(1, 6)
        ]
    )
    assert found == [{head.format(n=n), foot.format(n=n)} for n in range(1, 6)]


def test_a_head_that_names_the_accounts_is_their_title_where_it_stands_first():
    head, foot = "某某局2024年度部门决算", "决算公开文本"
    pages = [Page([line("样例", 400)], 600, 842)]
    pages += [Page([line(head, 20), line(foot, 810)], 600, 842) for _ in range(4)]
    assert running(pages) == [set(), {foot}, {head, foot}, {head, foot}, {head, foot}]


def test_lines_at_the_edge_that_differ_otherwise_are_kept():
    """A total at the foot of each page has a figure behind it that does not go up with the pages."""
    found = running([Page([line(f"合计 {n * n}", 810)], 600, 842) for n in range(1, 8)])
    assert found == [set()] * 7


# tables that the end of a page cuts


def cut(canvas, across, bottom):
    """The form without the lines across of other numbers, its lines down ending at ``bottom``."""
    draw_form(canvas, across=across, down=())
    for number in range(len(ROWS[0]) + 1):
        canvas.line(LEFT + number * WIDTH, TOP, LEFT + number * WIDTH, bottom)


def test_the_last_row_of_a_page_may_have_no_line_below_it():
    reading = read_pdf(pages(lambda canvas: cut(canvas, range(len(ROWS)), FOOT)))
    assert [table.rows for table in reading.tables] == [ROWS]


def test_the_first_row_of_a_page_may_have_no_line_above_it():
    reading = read_pdf(pages(lambda canvas: cut(canvas, range(1, len(ROWS) + 1), FOOT)))
    assert [table.rows for table in reading.tables] == [ROWS]


def ruled(rows, edges, top=100.0, bottom=200.0, right=500.0):
    return Ruled((edges[0], top, right, bottom), [tuple(row) for row in rows], tuple(edges))


HEAD = ruled([["收入", "支出"]], [50, 300], 700, 730)
REST = ruled(
    [["项目", "决算数", "项目", "决算数"], ["一、财政拨款收入", "1.00", "一、外交支出", "2.00"]],
    [50, 200, 300, 450],
    30,
    90,
)


def test_a_header_alone_at_the_foot_of_a_page_stands_above_its_rows():
    [], [found] = over_pages([([HEAD], [line("财政拨款收入支出决算总表", 680)]), ([REST], [])], [])
    assert found.rows == [("收入", "", "支出", ""), *REST.rows]
    assert found.box == REST.box  # where the figures stand


@pytest.mark.parametrize(
    ("upper", "lower", "between"),
    [
        pytest.param(HEAD, REST, [line("注：本表反映收支", 740)], id="text stands between"),
        pytest.param(HEAD, REST._replace(box=(50, 30, 420, 90)), [], id="another width"),
        pytest.param(HEAD._replace(rows=[("收入", "1.00")]), REST, [], id="it has figures"),
        pytest.param(
            HEAD, REST._replace(rows=[("收入", "", "支出", ""), *REST.rows]), [], id="said again"
        ),
    ],
)
def test_other_tables_stay_where_they_are(upper, lower, between):
    found = over_pages([([upper], between), ([lower], [])], [])
    assert [len(tables) for tables in found] == [1, 1]
    assert found[1][0].rows == lower.rows


def test_both_parts_of_a_table_have_the_columns_of_either():
    """On the last page all names are merged over two columns."""
    wide = ruled([["201", "合计", "1.00"], ["", "", ""]], [50, 100, 300])
    narrow = ruled([["", ""], ["总计", "2.00"]], [50, 300])
    [first], [second] = over_pages([([wide], []), ([narrow], [])], [])
    assert first.rows == [("201", "合计", "1.00")]  # the rest of a frame is no row
    assert second.rows == [("总计", "", "2.00")]


ABOVE = [["208", "社会保障", "1,111,111.00", "1.00"]]


@pytest.mark.parametrize(
    ("upper", "lower", "whole"),
    [
        (("2080506", "机关事业", "580,35", "0.00"), ("", "单位支出", "3.00", ""), "580,353.00"),
        (("2080506", "机关事业", "1,580,", "0.00"), ("", "", "353.00", ""), "1,580,353.00"),
        (("2080506", "机关事业", "1580.", "0.00"), ("", "单位支出", "25", ""), "1580.25"),
        (("2080506", "机关事业", "58.00", "0.00"), ("", "单位支出", "3.00", ""), None),
        (("2080506", "机关事业", "580,35", "0.00"), ("210", "单位支出", "3.00", ""), None),
        (("", "机关事业", "580,35", "0.00"), ("210", "单位支出", "3.00", ""), None),
        (("2080506", "机关事业", "580,35", "0.00"), ("", "单位支出", "33.00", ""), None),
        (("2080506", "机关事业", "580,35", "0.00"), ("", "单位支出", "3.00", "1"), None),
        (("2080506", "机关事业", "2,448", "0.00"), ("", "单位支出", ".15", ""), "2,448.15"),
        (("2080506", "机关事业", "506.2", "0.00"), ("", "", "5", ""), "506.25"),
        (("2080506", "机关事业", "1033", "0.00"), ("", "", "9.68", ""), "10339.68"),
        (("2080506", "机关事业", "506.25", "0.00"), ("", "", "5", ""), None),
        (("2080506", "机关事业", "506.2", "0.00"), ("", "", "55", ""), None),
    ],
)
def test_a_row_whose_figures_the_end_of_a_page_cuts(upper, lower, whole):
    """It is put together where a figure of it is none by itself, and nothing else can be meant."""
    remarks = []
    below = ["210", "卫生健康支出", "1.00", "1.00"]
    edges = [50, 100, 200, 300]
    [first], [second] = over_pages(
        [([ruled([ABOVE[0], upper], edges)], []), ([ruled([lower, below], edges)], [])], remarks
    )
    if whole is None:
        assert (first.rows[-1], second.rows[0], remarks) == (upper, lower, [])
    else:
        assert first.rows[-1] == (upper[0], upper[1] + lower[1], whole, upper[3])
        assert second.rows == [tuple(below)]
        assert "is cut by the end of page 1" in remarks[0].message


CODES = [
    ["208", "社会保障", "1.00"],
    ["20805", "养老支出", "1.00"],
    ["2080505", "基本养老", "1.00"],
]


@pytest.mark.parametrize(
    ("upper", "lower", "whole"),
    [
        (("2210", "购房", "17.57"), ("203", "补贴", ""), ("2210203", "购房补贴", "17.57")),
        (("22102", "购房", "17.5"), ("03", "补贴", "7"), ("2210203", "购房补贴", "17.57")),
        (("22102", "住房改革", ""), ("221", "支出", ""), None),
        (("221", "住房保障支出", ""), ("02", "住房改革支出", "17.57"), None),
    ],
)
def test_a_code_that_the_end_of_a_page_cuts(upper, lower, whole):
    """It is put together where its parts are no codes; below a header that the page repeats, too."""
    head, edges = ["科目编码", "科目名称", "合计"], [50, 100, 200]
    below = ["223", "国有资本", "1.00"]
    for again in ([], [head]):
        pages_of = [[head, *CODES, upper], [*again, lower, below]]
        [first], [second] = over_pages([([ruled(rows, edges)], []) for rows in pages_of], [])
        if whole is None:
            assert second.rows == [tuple(row) for row in pages_of[1]]
        else:
            assert first.rows == [tuple(row) for row in [head, *CODES, whole]]
            assert second.rows == [tuple(row) for row in [*again, below]]


@pytest.mark.parametrize(
    ("upper", "lower", "whole"),
    [
        (("2080506", "机关事业", "506.2"), ("", "单位支出", "5"), "506.25"),
        (("2080506", "机关事业", "103"), ("", "单位支出", "3.7"), "1033.7"),
        (("2080506", "机关事业", "506.2"), ("", "单位支出", "55"), None),
        (("2080506", "机关事业", "506"), ("", "单位支出", "5"), None),
        (("机关事业", "", "506.2"), ("单位支出", "", "5"), None),
    ],
)
def test_below_codes_a_row_without_one_is_the_rest_of_the_row_before(upper, lower, whole):
    rows = [["20805", "养老支出", "0"], ["2080505", "基本养老", "60.5"]]
    # the last row may be cut, too
    below, edges = [["210", "卫生健康", "1.25"], ["21011", "行政单", "1.2"]], [50, 100, 200]
    [first], [second] = over_pages(
        [([ruled([*rows, upper], edges)], []), ([ruled([lower, *below], edges)], [])], []
    )
    if whole is None:
        assert (first.rows[-1], second.rows[0]) == (upper, lower)
    else:
        assert first.rows[-1] == (upper[0], upper[1] + lower[1], whole)


def test_whole_figures_without_decimals_are_not_taken_for_the_beginning_of_others():
    above, below = ["一、教育支出", "60"], ["四、住房支出", "1.00"]
    upper, lower = ("二、科学技术支出", "58"), ("三、卫生健康支出", "3.00")
    edges = [50, 100]
    [first], [second] = over_pages(
        [([ruled([above, upper], edges)], []), ([ruled([lower, below], edges)], [])], []
    )
    assert (first.rows[-1], second.rows[0]) == (upper, lower)


def test_a_header_that_the_end_of_a_page_cuts():
    def head(canvas):
        draw_form(canvas, across=(0, 1), down=(), rows=ROWS[:1], top=70)
        for number in range(len(ROWS[0]) + 1):
            canvas.line(LEFT + number * WIDTH, 70, LEFT + number * WIDTH, 70 - HEIGHT)

    def rest(canvas):
        draw_form(canvas, across=range(len(ROWS)), rows=ROWS[1:], title="")

    [table] = read_pdf(pages(head, rest)).tables
    assert (table.page, table.rows) == (2, ROWS)


# lines beside tables


def test_a_table_with_figures_beside_it_has_lines_missing():
    """A column whose lines are not drawn was lost, and the form loaded without it."""

    def draw(canvas):
        last = LEFT + (len(ROWS[0]) - 1) * WIDTH
        draw_form(canvas, across=(), down=range(len(ROWS[0])))
        for number in range(len(ROWS) + 1):
            canvas.line(LEFT, TOP - number * HEIGHT, last, TOP - number * HEIGHT)

    [table] = read_pdf(pages(draw)).tables
    assert table.rows == ROWS


@pytest.mark.parametrize("over", [-46, -40, -34, -30, -12, -6, -2, 2])
def test_a_figure_that_runs_over_a_line_is_whole_in_the_cell_where_most_of_it_stands(over):
    """Wherever the line goes through it: no digit of it is taken for another column's."""
    figure, cells = "1,234,567.89", ["20103", "政府办公厅", "", "", "111.11"]

    def draw(canvas):
        draw_form(canvas, rows=(*ROWS[:3], cells, ROWS[4]))
        write(canvas, LEFT + 3 * WIDTH + over, TOP - 4 * HEIGHT + 7, figure)

    [table] = read_pdf(pages(draw)).tables
    middle = over + pdfmetrics.stringWidth(figure, "STSong-Light", 8) / 2
    expected = list(cells)
    expected[3 if middle > 0 else 2] = figure
    assert table.rows[3] == tuple(expected)


def test_figures_of_two_cells_that_touch_stay_two():
    cells = ["20103", "政府办公厅", "", "", "111.11"]

    def draw(canvas):
        draw_form(canvas, rows=(*ROWS[:3], cells, ROWS[4]))
        x = LEFT + 3 * WIDTH - pdfmetrics.stringWidth("1,234.56", "STSong-Light", 8)
        write(canvas, x, TOP - 4 * HEIGHT + 7, "1,234.56")
        write(canvas, LEFT + 3 * WIDTH, TOP - 4 * HEIGHT + 7, "7,890.12")

    [table] = read_pdf(pages(draw)).tables
    assert table.rows[3] == ("20103", "政府办公厅", "1,234.56", "7,890.12", "111.11")


def test_lines_of_another_table_on_the_page_move_none():
    """Lines three points apart are taken for one, but not those of two tables: names would lose letters."""

    def draw(canvas):
        draw_form(canvas)
        for shift in (-2.8, 2.8):  # of two more tables, above and below the form
            top = TOP + 90 if shift < 0 else FOOT - 40
            for y in (top, top - HEIGHT):
                canvas.line(LEFT + shift, y, RIGHT + shift, y)
            for number in range(len(ROWS[0]) + 1):
                x = LEFT + number * WIDTH + shift
                canvas.line(x, top, x, top - HEIGHT)
            for number in range(len(ROWS[0])):
                write(canvas, LEFT + number * WIDTH + 10, top - HEIGHT + 7, f"列{number}")

    found = [table for table in read_pdf(pages(draw)).tables if len(table.rows) > 1]
    assert [table.rows for table in found] == [ROWS]
    assert found[0].place == f"box {LEFT} {LEVEL[1] - TOP:.0f} {RIGHT} {LEVEL[1] - FOOT:.0f}"


def test_a_frame_around_a_table_is_no_column_of_it():
    def draw(canvas):
        draw_form(canvas)
        for x in (LEFT - 5, RIGHT + 5):
            canvas.line(x, TOP + 4, x, FOOT - 4)
        for y in (TOP, FOOT):
            canvas.line(LEFT - 5, y, RIGHT + 5, y)

    [table] = read_pdf(pages(draw)).tables
    assert [row for row in table.rows if any(row)] == list(ROWS)


# forms over pages

THREE_PUBLIC = [
    ["项目", "行次", "预算数", "决算数"],
    ["合计", "1", "9.00", "8.00"],
    ["1．因公出国（境）费", "2", "2.00", "1.00"],
    ["2．公务接待费", "3", "3.00", "3.00"],
    ["3．公务用车购置及运行费", "4", "4.00", "4.00"],
]


@pytest.mark.parametrize("height", range(2, len(THREE_PUBLIC)))
def test_items_in_rows_go_on_on_the_next_page_without_their_header(parse, height):
    whole = doc("“三公”经费支出决算表", THREE_PUBLIC)
    parts = "\n\f".join(
        "\n".join("\t".join(row) for row in rows)
        for rows in (THREE_PUBLIC[:height], THREE_PUBLIC[height:])
    )
    table = "\n".join("\t".join(row) for row in THREE_PUBLIC)
    assert table in whole
    found = form(parse(whole.replace(table, parts)), 9)
    assert found.status == "loaded"
    expected = form(parse(whole), 9)
    assert [values(row) for row in found.rows] == [values(row) for row in expected.rows]
    assert len(found.rows) == 4


def test_the_rest_of_a_name_at_the_head_of_a_page_is_no_header(parse):
    """支出 is a word of headers too."""
    rows = [
        ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["合计", "", "3.00", "2.00", "1.00"],
        ["2080506", "机关事业单位职业年金缴费", "3.00", "2.00", "1.00"],
    ]
    text = doc("支出决算表", rows)
    torn = text.replace(
        "缴费\t3.00\t2.00\t1.00",
        "缴费\t3.00\t2.00\t1.00\n\f\t支出\t\t\t\n210\t卫生健康支出\t1.00\t1.00\t0.00",
    )
    found = form(parse(torn), 3)
    assert found.status == "loaded"
    assert [row.item_name for row in found.rows][1:] == [
        "机关事业单位职业年金缴费支出",
        "卫生健康支出",
    ]


@pytest.mark.parametrize(
    ("cells", "code", "name"),
    [
        (["201", "03", "50事业运行"], "2010350", "事业运行"),
        (["201", "03", "01行政运行"], "2010301", "行政运行"),
        (["201", "03政府办公厅", ""], "20103", "政府办公厅"),
        (["201", "03", "01"], "2010301", None),
        (["20103", "", "2024年专项"], "20103", "2024年专项"),
    ],
)
def test_the_last_level_of_a_code_that_has_run_together_with_the_name(parse, cells, code, name):
    rows = [
        ["类", "款", "项", "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["合计", "", "", "", "3.00", "2.00", "1.00"],
        [*cells, "", "3.00", "2.00", "1.00"],
    ]
    found = form(parse(doc("支出决算表", rows)), 3)
    assert (found.rows[1].code, found.rows[1].item_name or None) == (code, name)


def test_a_form_behind_which_a_page_cannot_be_read_is_withheld():
    """It was loaded with the rows of its first page, and the others were said to be no form."""
    head = f"样例局2023年度部门决算\n\n{HEAD_OF_TEXT}"
    first = "\n".join(aligned(*row) for row in ALIGNED[:6])
    second = "\n".join(aligned(*row) for row in ALIGNED[6:])
    unclear = "\n".join("  ".join(row) + " " * (3 * index) for index, row in enumerate(ALIGNED[6:]))
    name = "其他政府办公厅（室）及相关机构事务"
    whole = parse_document(f"{head}{first}\n\f{second}\n".encode(), "2023.txt")
    assert (form(whole, 3).status, len(form(whole, 3).rows)) == ("loaded", len(ALIGNED))
    for torn, status in ((unclear, "unmapped"), (f"{name}\n\n{unclear}", "malformed")):
        document = parse_document(f"{head}{first}\n\f{torn}\n".encode(), "2023.txt")
        assert form(document, 3).status == status


def test_a_text_with_a_cell_on_each_line_is_refused_and_its_titles_are_named():
    """As pdftotext writes a PDF: which column a figure stands in has left no trace."""
    truth = disclosure(0)
    text = to_text(truth.blocks).decode().replace("\t", "\n\n")
    document = parse_document(text.encode(), "2023.txt")
    assert document.status == "refused"
    assert "found in it, though the titles of 9 stand there" in (document.reason or "")
    assert "each row on a line of its own" in (document.remedy or "")


BEHIND = ["2080506 职业年金缴费支出 4.64 4.64", "合计 105.58202.24307.82"]


@pytest.mark.parametrize("row", BEHIND)
def test_a_form_with_a_row_outside_its_table_is_withheld(parse, row):
    """It was loaded without the row, which was prose."""
    table = [EXPENDITURE_HEAD, ["合计", "", "3.00", "2.00", "1.00"]]
    text = doc("支出决算表", table)
    found = form(parse(f"{text}\n{row}\n"), 3)
    assert found.status == "malformed"
    # before another title it may be of any table, behind which it stands
    other = doc("收入决算表", [["科目编码", "科目名称", "本年收入合计"], ["合计", "", "3.00"]])
    document = parse(
        f"{text}\n{row}\n\n{other.partition('收入决算表')[1]}{other.partition('收入决算表')[2]}"
    )
    assert [form(document, number).status for number in (2, 3)] == ["loaded", "malformed"]


@pytest.mark.parametrize(
    "said",
    [
        "注：本表反映部门本年度各项支出情况。",
        "2024年度支出合计3.00万元，其中：基本支出2.00万元",
        "基本支出2.00万元、项目支出1.00万元",
        "增长5.22%，下降3.22%",
        "第三部分 名词解释",
    ],
)
def test_sentences_behind_a_table_withhold_nothing(parse, said):
    table = [EXPENDITURE_HEAD, ["合计", "", "3.00", "2.00", "1.00"]]
    assert form(parse(f"{doc('支出决算表', table)}\n{said}\n"), 3).status == "loaded"
