"""Every format to the same pages, tables and paragraphs; every refusal with its reason."""

import io
import zipfile

import docx
import pytest
import xlsxwriter
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.synthetic.disclosure import Table, Text
from benchmarks.synthetic.rendering import to_pdf
from ingest.corpus import SourceFile, parse_document
from ingest.errors import DocumentRefused
from ingest.readers import read_document
from ingest.readers.sheets import cell_text
from pipeline.reading import Job, read_chunk, read_one

GRID = [
    ["科目编码", "科目名称", "金额"],
    ["201", "一般公共服务支出", "1,234.50"],
    ["", "合计", "0.00"],
]


def page(body):
    return f"<!doctype html><html><body>{body}</body></html>".encode()


def test_merged_cells_of_a_page_take_their_places():
    table = (
        "<table><tr><td rowspan=2>项目</td><td colspan=2>本年支出</td></tr>"
        "<tr><td>小计</td><td>基本<br>支出</td></tr><tr><td>合计</td><td>3</td><td>1</td></tr></table>"
    )
    (found,) = read_document(page(table)).tables
    assert found.rows == (("项目", "本年支出", ""), ("", "小计", "基本 支出"), ("合计", "3", "1"))


def test_a_table_for_layout_is_unfolded_in_order():
    inner = "<table><tr><td>a</td><td>1</td></tr></table>"
    reading = read_document(
        page(f"<table><tr><td><p>前</p>{inner}<p>后<b>文</b></p></td></tr></table>")
    )
    assert [p.text for p in reading.paragraphs] == ["前", "后文"]
    assert [(t.rows, t.after_paragraph) for t in reading.tables] == [((("a", "1"),), 1)]


def test_scripts_and_hidden_text_are_not_read():
    reading = read_document(
        page("<script>var x='9.99'</script><p style='display: none'>8.88</p><p>7.77</p>")
    )
    assert [p.text for p in reading.paragraphs] == ["7.77"]


def test_a_table_keeps_what_is_shown_of_it():
    table = (
        "<table><caption>支出决算表</caption><tr><th>科目</th><th hidden>9.99</th><th>金额</th></tr>"
        "<tr style='display:none'><td>旧</td><td>1</td><td>8.88</td></tr>"
        "<tr><td>行\u200b政</td><td style='visibility: hidden'>1</td><td>1,\ufeff234.50</td></tr></table>"
    )
    reading = read_document(page(table))
    assert [t.rows for t in reading.tables] == [(("科目", "金额"), ("行政", "1,234.50"))]
    assert [p.text for p in reading.paragraphs] == ["支出决算表"]
    assert [(r.severity, r.message) for r in reading.remarks] == [
        ("warn", "1 hidden rows of table 1 were not read")
    ]


def test_the_mark_of_a_note_is_no_digit_of_a_figure():
    reading = read_document(
        page("<p>前<sup>1</sup>言</p><table><tr><td>行</td><td>4.56<sup>1</sup></td></tr></table>")
    )
    assert [p.text for p in reading.paragraphs] == ["前1言"]
    assert reading.tables[0].rows == (("行", "4.56 1"),)


def test_what_is_filled_into_a_field_of_a_page_shows():
    cells = "<td>201</td><td><input value='1,234.50'></td><td><input type=hidden value='9'></td>"
    [table] = read_document(page(f"<table><tr>{cells}</tr></table>")).tables
    assert table.rows == (("201", "1,234.50", ""),)


def test_a_page_whose_tables_are_all_hidden_is_read_as_its_scripts_show_it():
    table = "<table><tr><td>a</td><td>1</td></tr></table>"
    reading = read_document(page(f"<p>前</p><div style='display:none'><p>表</p>{table}</div>"))
    assert [t.rows for t in reading.tables] == [(("a", "1"),)]
    assert [p.text for p in reading.paragraphs] == ["前", "表"]


def test_a_page_without_forms_says_what_it_links_to():
    links = (
        "<a href='/files/P0.pdf?x=1'>附件</a><a href='b.XLS'>表</a><a href='index.html'>首页</a>"
    )
    document = parse_document(
        page(f"<p>2023年度部门决算</p>{links}<a href='b.XLS'>下载</a>"), "a.html"
    )
    assert document.status == "refused"
    assert document.reason == (
        "no statutory form of final accounts was found in it; "
        "the page links to 2 documents: P0.pdf, b.XLS"
    )


def test_tables_in_a_hidden_part_of_a_page_are_said():
    shown = "<table><tr><td>a</td><td>1</td></tr></table>"
    reading = read_document(page(f"{shown}<div hidden>{shown}<p>{shown}</p></div>"))
    assert len(reading.tables) == 1
    assert [remark.message[:20] for remark in reading.remarks] == ["2 tables in hidden p"]


def test_a_page_in_gb18030_and_one_nested_a_thousand_deep():
    assert read_document(page("<p>决算</p>").decode().encode("gb18030")).encoding == "gb18030"
    deep = "<div>" * 3000 + "决算" + "</div>" * 3000
    assert read_document(page(deep)).paragraphs[0].text == "决算"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(0.1 + 0.2, "0.3", id="the noise of a binary fraction"),
        pytest.param(25938.96, "25938.96", id="two decimals"),
        pytest.param(2010301.0, "2010301", id="a code stored as a number"),
        pytest.param(1e15, "1000000000000000", id="no exponent"),
        pytest.param(0.00001, "0.00001", id="small"),
        pytest.param(-1234.5, "-1234.5", id="negative"),
        pytest.param(" 1,234.50 ", "1,234.50", id="text stays text"),
        pytest.param("", "", id="blank"),
    ],
)
def test_numbers_of_a_workbook_are_exact(value, text):
    assert cell_text(value) == text


def workbook(fill):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        fill(book)
    return target.getvalue()


@pytest.mark.parametrize("hide", ["hide", "very_hidden"])
def test_a_hidden_sheet_is_said_and_not_read(hide):
    def fill(book):
        for name in ("旧", "表"):
            sheet = book.add_worksheet(name)
            for index, row in enumerate(GRID):
                for column, text in enumerate(row):
                    sheet.write(index, column, text)
        book.get_worksheet_by_name("表").activate()
        book.get_worksheet_by_name("表").set_first_sheet()
        getattr(book.get_worksheet_by_name("旧"), hide)()

    reading = read_document(workbook(fill))
    assert [(t.page, t.place) for t in reading.tables] == [(2, "sheet 表")]
    assert [(r.severity, r.message) for r in reading.remarks] == [
        ("warn", "sheet 旧 is hidden and was not read")
    ]


def test_a_sheet_is_a_page_and_a_row_its_line():
    def fill(book):
        book.add_worksheet("封面").write(0, 0, "样例局决算")
        sheet = book.add_worksheet("表")
        sheet.merge_range(0, 0, 0, 2, "支出决算表")
        for index, row in enumerate(GRID, start=2):
            for column, text in enumerate(row):
                sheet.write(index, column, text)
        sheet.merge_range(5, 0, 5, 2, "注：尾差")

    reading = read_document(workbook(fill))
    (table,) = reading.tables
    assert (table.page, table.place, table.source_lines) == (2, "sheet 表", (3, 4, 5))
    assert table.rows[1] == ("201", "一般公共服务支出", "1,234.50")
    assert [p.text for p in reading.paragraphs] == ["样例局决算", "支出决算表", "注：尾差"]


def test_a_word_document_keeps_order_insertions_and_merged_cells():
    document = docx.Document()
    document.add_paragraph("前")
    table = document.add_table(2, 3)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "本年支出"
    table.cell(1, 0).text = "合计"
    document.add_paragraph("后")
    target = io.BytesIO()
    document.save(target)
    # a deletion that was never accepted is not text of the document
    plain = zipfile.ZipFile(target).read("word/document.xml").decode()
    changed = plain.replace(
        "前</w:t></w:r>",
        "前</w:t></w:r><w:ins><w:r><w:t>言</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>",
    )
    assert changed != plain
    rebuilt = io.BytesIO()
    with zipfile.ZipFile(rebuilt, "w") as out, zipfile.ZipFile(target) as source:
        for name in source.namelist():
            out.writestr(name, changed if name == "word/document.xml" else source.read(name))
    reading = read_document(rebuilt.getvalue())
    assert [p.text for p in reading.paragraphs] == ["前言", "后"]
    assert reading.tables[0].rows == (("", "本年支出", ""), ("合计", "", ""))


@pytest.mark.parametrize("ruled", [True, False])
def test_a_pdf_gives_its_table_its_prose_and_no_page_number(ruled):
    prose = "本部门的收入和支出情况如下，" * 12 + "特此说明。"
    rows = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    rows += [[f"20{n}", "一般公共服务支出", "3.00", "", "2.00"] for n in range(10, 14)]
    reading = read_document(to_pdf([Text("支出决算表"), Table(rows, 1), Text(prose)], ruled=ruled))
    assert [list(row) for row in reading.tables[0].rows] == rows
    assert [p.text for p in reading.paragraphs] == ["支出决算表", prose]
    assert reading.tables[0].page == 1


def test_a_table_without_rules_keeps_wrapped_names_and_columns_blank_on_a_page():
    """Names of two lines, also the first of a page, and a column that two of the three pages leave blank."""
    names = ["一般公共服务支出", "机关事业单位基本养老保险缴费支出", "住房公积金"]
    head = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    rows = [
        [f"2{n:06}", names[n % 3], f"{n}.00", "1.00" if n % 4 else "", "2.00" if n < 45 else ""]
        for n in range(120)
    ]
    wrapped = [[code, f"{name[:9]}\n{name[9:]}".rstrip(), *rest] for code, name, *rest in rows]
    note = "注：本表反映本年支出。"
    blocks = [Text("支出决算表"), Table([head, *wrapped], 1), Text(note)]
    reading = read_document(to_pdf(blocks, ruled=False))
    assert [list(row) for table in reading.tables for row in table.rows] == [head, *rows]
    assert [table.page for table in reading.tables] == [1, 2, 3]
    assert [p.text for p in reading.paragraphs] == ["支出决算表", note]


def scan():
    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.rect(10, 10, 100, 100)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def locked():
    target = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(target, encrypt=StandardEncryption("secret"))
    canvas.drawString(10, 10, "x")
    canvas.save()
    return target.getvalue()


def archive(names):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for name in names:
            out.writestr(name, b"x")
    return target.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "reason", "remedy"),
    [
        pytest.param(b"  \n", "empty", "fetch", id="empty"),
        pytest.param(scan(), "it is a scan", "OCR", id="scan"),
        pytest.param(locked(), "encrypted", "without a password", id="encrypted PDF"),
        pytest.param(to_pdf([Text("x")])[:400], "PDF is broken", "fetch", id="broken PDF"),
        pytest.param(b"%PDF-1.7 nothing", "PDF", "", id="PDF of nothing"),
        pytest.param(archive(["a.txt"]), "archive within", "unpack", id="archive"),
        pytest.param(b"PK\x03\x04broken", "broken ZIP", "fetch", id="broken container"),
        pytest.param(archive(["xl/workbook.xml"]), "cannot be opened", "save", id="broken XLSX"),
        pytest.param(archive(["word/document.xml"]), "cannot be opened", "DOCX", id="broken DOCX"),
        pytest.param(OLE, "old Office file", "DOCX", id="old Office"),
        pytest.param(
            OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password", id="locked XLSX"
        ),
        pytest.param(b"\x89PNG\r\n", "picture", "OCR", id="picture"),
        pytest.param(b"{\\rtf1 x}", "RTF", "DOCX", id="RTF"),
        pytest.param(b"Rar!\x1a\x07", "RAR", "unpack", id="RAR"),
    ],
)
def test_a_refusal_says_why_and_what_to_do(data, reason, remedy):
    with pytest.raises(DocumentRefused) as refused:
        read_document(data)
    assert reason in refused.value.reason
    assert remedy in refused.value.remedy


def test_a_file_that_is_far_too_large_is_refused_unread(monkeypatch):
    monkeypatch.setattr("ingest.readers.MAX_BYTES", 10)
    with pytest.raises(DocumentRefused, match="more than the limit of 10"):
        read_document(b"x" * 11)


def test_a_container_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr("ingest.readers.content.MAX_UNPACKED", 0)
    with pytest.raises(DocumentRefused, match="would unpack to 1 bytes"):
        read_document(archive(["xl/workbook.xml"]))


def test_a_workbook_without_a_form_and_a_blank_template_are_refused():
    empty = workbook(lambda book: book.add_worksheet("a").write(0, 0, "会议通知"))
    assert "no statutory form" in parse_document(empty, "a.xlsx").reason
    rows = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["合计", "", "", "", ""]]
    blank = to_pdf([Text("2023年度样例局部门决算"), Text("支出决算表"), Table(rows, 1)])
    assert "blank template" in parse_document(blank, "a.pdf").reason


@pytest.mark.parametrize("gap", [" ", "    "])
def test_a_text_whose_columns_are_lost_is_refused_with_what_to_do(gap):
    """The same rows with TAB are a form; with blanks a blank cell and its neighbour are one."""
    rows = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    rows += [[f"2{n:02}", "一般公共服务支出", "3.00", "", "2.00"] for n in range(1, 12)]

    def text(mark):
        lines = [mark.join(filter(None, row) if mark != "\t" else row) for row in rows]
        return "\n".join(["2023年度样例局部门决算", "", "支出决算表", *lines]).encode()

    lost = parse_document(text(gap), "a.txt")
    assert (lost.status, lost.forms) == ("refused", [])
    assert "blanks alone" in lost.reason and "TAB" in lost.remedy
    assert parse_document(text("\t"), "a.txt").status != "refused"


def test_a_page_without_text_is_a_remark_on_the_document():
    pages = io.BytesIO()
    canvas = Canvas(pages)
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas.setFont("STSong-Light", 10)
    canvas.drawString(50, 700, "2023年度样例局部门决算")
    canvas.showPage()
    path = canvas.beginPath()
    path.moveTo(10, 10)
    path.curveTo(20, 20, 30, 10, 40, 40)
    canvas.drawPath(path)
    canvas.showPage()
    canvas.save()
    reading = read_document(pages.getvalue())
    assert [r.message for r in reading.remarks] == ["page 2 is a picture without text"]


def test_a_table_without_cells_is_nothing():
    reading = read_document(page("<p>表一</p><table><tr></tr><tr><th></th></tr></table>"))
    assert reading.tables == ()
    empty = read_document(page("<p>表一</p><table><tr></tr></table><p>完</p>"))
    assert (empty.tables, len(empty.paragraphs)) == ((), 2)


def test_a_pdf_on_which_its_library_breaks_is_a_broken_pdf():
    whole = to_pdf([Text("收入支出决算总表")])
    assert whole.count(b"/MediaBox") == 1
    with pytest.raises(DocumentRefused, match="the PDF is broken: TypeError"):
        read_document(whole.replace(b"/MediaBox", b"/MediaFox"))


def test_an_error_of_ours_is_not_blamed_on_the_file(monkeypatch):
    def broken(*_):
        raise TypeError("ours")

    monkeypatch.setattr("ingest.readers.pdf.without_running", broken)
    with pytest.raises(TypeError, match="ours"):
        read_document(to_pdf([Text("收入支出决算总表")]))


def test_a_panic_of_a_native_library_refuses_the_document_alone(monkeypatch, tmp_path):
    """It is no Exception, cannot be pickled, and would end the build."""
    panic = type("PanicException", (BaseException,), {})

    def gives_up(_):
        raise panic("slice index starts at 3 but ends at 2")

    monkeypatch.setattr("ingest.readers.workbook.CalamineWorkbook.from_filelike", gives_up)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet().write(0, 0, "收入支出决算总表")
    with pytest.raises(DocumentRefused, match="its library gave up: slice index"):
        read_document(buffer.getvalue())

    monkeypatch.setattr("pipeline.reading.parse_document", lambda *_: gives_up(None))
    path = tmp_path / "a.txt"
    path.write_text("a")
    document = read_one(Job(SourceFile(path, "a.txt", 1, "x"), "x"))
    assert document.status == "refused"
    assert "PanicException" in document.reason


def test_text_that_cannot_be_stored_refuses_the_document_alone(monkeypatch, tmp_path):
    def parse(data, name):
        document = parse_document("收入支出决算总表".encode(), name)
        document.status, document.reason = "refused", data.decode("utf-8", "surrogatepass")
        return document

    monkeypatch.setattr("pipeline.reading.parse_document", parse)
    jobs = []
    for name, text in (("good.txt", "good"), ("half.txt", "\ud800")):
        path = tmp_path / name
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        jobs.append(Job(SourceFile(path, name, 1, name), name))
    rows = read_chunk(jobs)["documents"].to_pylist()
    reasons = {row["source_path"]: row["reason"] for row in rows}
    assert reasons["good.txt"] == "good"
    assert "its text cannot be stored" in reasons["half.txt"]


def test_a_word_document_on_which_its_library_breaks_is_a_broken_document(monkeypatch):
    buffer = io.BytesIO()
    docx.Document().save(buffer)

    def broken(_):
        raise AttributeError("no attribute 'Relationship_lst'")

    monkeypatch.setattr("ingest.readers.docx.docx.Document", broken)
    with pytest.raises(DocumentRefused, match="cannot be opened: AttributeError"):
        read_document(buffer.getvalue())
