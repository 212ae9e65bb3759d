"""Pages of a PDF as they are printed: bold by drawing twice, watermarks, sideways, tables with lines missing."""

import io
from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import DocumentRefused
from ingest.readers.characters import Letters
from ingest.readers.pdf import read_pdf

ROWS = (
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("合计", "", "1,111.11", "1,000.00", "111.11"),
    ("201", "一般公共服务支出", "1,111.11", "1,000.00", "111.11"),
    ("20103", "政府办公厅", "111.11", "0.00", "111.11"),
    ("2010301", "行政运行", "1,000.00", "1,000.00", "0.00"),
)
ALL, BOTH = range(len(ROWS) + 1), range(len(ROWS[0]) + 1)
WIDTH, HEIGHT, LEFT, TOP = 120, 22, 60, 480
SIDEWAYS, LEVEL = A4, landscape(A4)

Draw = Callable[[Canvas], None]


def document(draw: Draw, size=LEVEL) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def write(canvas: Canvas, x: float, y: float, text: str, size: float = 8) -> None:
    canvas.setFont("STSong-Light", size)
    canvas.drawString(x, y, text)


def form(
    canvas: Canvas,
    across=ALL,
    down=BOTH,
    top=TOP,
    shift=0.0,
    size=8.0,
    rows=ROWS,
    title="支出决算表",
) -> None:
    """The rows with the lines of these numbers between them."""
    write(canvas, 350, top + 20, title, 18)
    right, bottom = LEFT + len(ROWS[0]) * WIDTH, top - len(rows) * HEIGHT
    for number in across:
        canvas.line(LEFT, top - number * HEIGHT, right, top - number * HEIGHT)
    for number in down:
        canvas.line(LEFT + number * WIDTH, top, LEFT + number * WIDTH, bottom)
    for index, row in enumerate(rows):
        for column, text in enumerate(row):
            x = LEFT + column * WIDTH + 4
            if column > 1:
                x += WIDTH - 8 - canvas.stringWidth(text, "STSong-Light", size)
            write(canvas, x + shift, top - (index + 1) * HEIGHT + 7, text, size)


def drawn_twice(canvas):
    form(canvas)
    form(canvas, shift=0.35)


def with_watermark(canvas):
    form(canvas)
    canvas.saveState()
    canvas.translate(100, 300)
    canvas.rotate(35)
    write(canvas, 0, 0, "仅供公开使用", 48)
    canvas.restoreState()


def with_level_watermark(canvas):
    write(canvas, 100, 395, "仅供公开使用", 60)
    form(canvas)


def turned(degrees, x, y):
    def draw(canvas):
        canvas.translate(x, y)
        canvas.rotate(degrees)
        form(canvas)

    return draw


def marked_as_turned(canvas):
    canvas.setPageRotation(90)
    turned(90, A4[0], 0)(canvas)


def lines(across, down):
    return lambda canvas: form(canvas, across, down)


@pytest.mark.parametrize(
    ("draw", "size"),
    [
        pytest.param(form, LEVEL, id="as it should be"),
        pytest.param(drawn_twice, LEVEL, id="bold by drawing twice"),
        pytest.param(with_watermark, LEVEL, id="a watermark across"),
        pytest.param(with_level_watermark, LEVEL, id="a watermark behind"),
        pytest.param(turned(90, A4[0], 0), SIDEWAYS, id="bottom to the right"),
        pytest.param(turned(-90, 0, A4[1]), SIDEWAYS, id="bottom to the left"),
        pytest.param(turned(180, *LEVEL), LEVEL, id="upside down"),
        pytest.param(marked_as_turned, SIDEWAYS, id="marked as turned"),
        pytest.param(lambda canvas: form(canvas, size=3), LEVEL, id="tiny"),
        pytest.param(lines(ALL, BOTH[1:-1]), LEVEL, id="open at both sides"),
        pytest.param(lines(ALL, BOTH[1:]), LEVEL, id="open at the left"),
        pytest.param(lines(ALL, BOTH[:-1]), LEVEL, id="open at the right"),
        pytest.param(lines((0, 1, 5), BOTH), LEVEL, id="no lines between rows"),
        pytest.param(lines((0, 5), BOTH), LEVEL, id="no line below the header"),
        pytest.param(lines((0, 1, 2, 4, 5), BOTH), LEVEL, id="one line missing"),
        pytest.param(lines((0, 1, 5), ()), LEVEL, id="three lines"),
        pytest.param(lines(ALL, BOTH[:: len(BOTH) - 1]), LEVEL, id="no lines between columns"),
    ],
)
def test_a_form_is_read_however_it_is_drawn(draw, size):
    reading = read_pdf(document(draw, size))
    assert [table.rows for table in reading.tables] == [ROWS]
    assert [paragraph.text for paragraph in reading.paragraphs] == ["支出决算表"]


@pytest.mark.parametrize("begins", [*range(100, 125, 3)])
def test_a_name_that_runs_over_the_line_stays_in_its_cell(begins):
    """Whatever letter the line goes through; the amount beside it keeps its cell."""
    name = "政府办公厅（室）及相关机构"

    def draw(canvas):
        form(canvas, rows=(*ROWS[:3], ("20103", "", *ROWS[3][2:]), ROWS[4]))
        write(canvas, LEFT + WIDTH + begins - 80, TOP - 4 * HEIGHT + 7, name)

    [table] = read_pdf(document(draw)).tables
    assert table.rows == (*ROWS[:3], ("20103", name, *ROWS[3][2:]), ROWS[4])


def test_names_that_touch_the_line_between_them_stay_two():
    def draw(canvas):
        form(canvas, rows=(*ROWS[:3], ("", "", *ROWS[3][2:]), ROWS[4]))
        write(canvas, LEFT + WIDTH - 24.2, TOP - 4 * HEIGHT + 7, "政府办")
        write(canvas, LEFT + WIDTH + 0.2, TOP - 4 * HEIGHT + 7, "公厅")

    [table] = read_pdf(document(draw)).tables
    assert table.rows[3] == ("政府办", "公厅", *ROWS[3][2:])


def test_figures_stay_whole_below_a_name_that_runs_over_their_cells():
    """Spreadsheets hide what has no room in its cell, and print it all the same."""
    long = "政府办公厅（室）及相关机构事务和其他一般公共服务支出以及其他"
    rows = [(code, long if code == "20103" else name, *rest) for code, name, *rest in ROWS]
    reading = read_pdf(document(lambda canvas: form(canvas, rows=rows)))
    assert reading.tables[0].rows == tuple(rows)


def test_the_mark_of_a_note_is_no_digit_of_a_figure():
    def draw(canvas):
        form(canvas, rows=(ROWS[0], ("合计", "", "", *ROWS[1][3:]), *ROWS[2:]))
        x, y = LEFT + 2 * WIDTH + 40, TOP - 2 * HEIGHT + 7
        write(canvas, x, y, "1,111.11")
        write(canvas, x + canvas.stringWidth("1,111.11", "STSong-Light", 8), y + 4, "1", 4.5)

    [table] = read_pdf(document(draw)).tables
    assert table.rows == (ROWS[0], ("合计", "", "1,111.11 1", *ROWS[1][3:]), *ROWS[2:])


def filled_in(canvas):
    """The amounts stand in fields of a form."""
    form(canvas, rows=(ROWS[0], *((code, name, "", "", "") for code, name, *_ in ROWS[1:])))
    for index, row in enumerate(ROWS[1:], start=2):
        for column, text in list(enumerate(row))[2:]:
            x, y = LEFT + column * WIDTH + 2, TOP - index * HEIGHT + 2
            canvas.acroForm.textfield(
                name=f"{index}/{column}", value=text, x=x, y=y, width=100, height=16
            )


def test_what_is_filled_into_the_fields_of_a_form_is_read():
    reading = read_pdf(document(filled_in))
    assert [table.rows for table in reading.tables] == [ROWS]
    assert reading.remarks == ()


def test_fields_that_cannot_be_read_are_said():
    data = document(filled_in)
    broken = data.replace(b"/Rect", b"/Rekt")
    assert broken != data
    [remark] = read_pdf(broken).remarks
    assert (remark.severity, remark.message) == (
        "warn",
        "the fields of a form on pages 1 cannot be read",
    )


def test_tables_open_to_the_side_stay_two():
    def draw(canvas):
        form(canvas, ALL, BOTH[1:-1])
        form(canvas, ALL, BOTH[1:-1], top=TOP - 200)

    reading = read_pdf(document(draw))
    assert [table.rows for table in reading.tables] == [ROWS, ROWS]
    assert len(reading.paragraphs) == 2


def test_what_is_left_out_is_said():
    [remark] = read_pdf(document(with_watermark)).remarks
    assert (remark.severity, "仅供公开使用" in remark.message) == ("info", True)
    [remark] = read_pdf(document(with_level_watermark)).remarks
    assert "仅供公开使用" in remark.message
    assert read_pdf(document(drawn_twice)).remarks == ()


def test_words_of_another_direction_leave_the_page_as_it_is():
    def draw(canvas):
        form(canvas)
        canvas.rotate(90)
        write(canvas, 100, -40, "装订线", 8)

    reading = read_pdf(document(draw))
    assert [table.rows for table in reading.tables] == [ROWS]
    assert "装订线" in reading.remarks[0].message


@pytest.mark.parametrize(("nameless", "severity"), [(0, None), (1, "warn"), (20, "warn")])
def test_letters_without_a_name_are_said(nameless, severity):
    remarks = list(Letters(count=100, nameless=nameless).remarks())
    assert [remark.severity for remark in remarks] == ([severity] if severity else [])


def test_a_document_of_letters_without_names_is_refused():
    with pytest.raises(DocumentRefused, match="which letters 21 of its 100"):
        list(Letters(count=100, nameless=21).remarks())
