"""Word documents as they show: text boxes, hidden and moved text, content controls, cells that are not there."""

import io
import zipfile

import docx
import pytest
import xlsxwriter
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from ingest.corpus import parse_document
from ingest.readers.docx import read_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def document(body):
    """A document whose body is this XML."""
    empty = io.BytesIO()
    docx.Document().save(empty)
    target = io.BytesIO()
    with zipfile.ZipFile(empty) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>".encode()
            new.writestr(name, content)
    return target.getvalue()


def p(text, properties=""):
    return f"<w:p><w:r>{properties}<w:t>{text}</w:t></w:r></w:p>"


def tc(text):
    return f"<w:tc>{p(text)}</w:tc>"


def table(*rows):
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def read(body):
    reading = read_docx(document(body))
    return [x.text for x in reading.paragraphs], [t.rows for t in reading.tables]


def test_a_text_box_is_read_once_and_apart():
    box = f"<w:txbxContent>{p('支出决算表')}{table(tc('科目') + tc('1.00'))}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice><w:pict>{box}</w:pict></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    body = f"<w:p><w:r><w:t>前</w:t></w:r><w:r>{both}</w:r><w:r><w:t>言</w:t></w:r></w:p>{p('后')}"
    assert read(body) == (["前言", "支出决算表", "后"], [(("科目", "1.00"),)])


def test_a_text_box_in_a_cell_is_part_of_it():
    box = f"<w:txbxContent>{p('1.00')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    cell = f"<w:tc><w:p><w:r>{both}</w:r></w:p></w:tc>"
    assert read(table(tc("科目") + cell)) == ([], [(("科目", "1.00"),)])


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ("<w:rPr><w:vanish/></w:rPr>", []),
        ('<w:rPr><w:vanish w:val="1"/></w:rPr>', []),
        ('<w:rPr><w:vanish w:val="0"/></w:rPr>', ["9.99"]),
        ("<w:rPr><w:b/></w:rPr>", ["9.99"]),
    ],
)
def test_hidden_text_is_no_text(properties, text):
    assert read(p("9.99", properties)) == (text, [])


def test_the_mark_of_a_note_is_no_digit_of_a_figure():
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    body = f"<w:p><w:r><w:t>234.56</w:t></w:r>{raised}</w:p>"
    assert read(body) == (["234.56 1"], [])


def test_a_hyphen_that_holds_a_line_together_is_a_minus():
    assert read("<w:p><w:r><w:noBreakHyphen/><w:t>1.00</w:t></w:r></w:p>") == (["-1.00"], [])
    assert read("<w:p><w:r><w:t>甲</w:t><w:cr/><w:t>乙</w:t></w:r></w:p>") == (["甲 乙"], [])


def test_text_that_was_moved_stands_once():
    moved = "<w:r><w:t>移</w:t></w:r>"
    body = f"<w:p><w:moveFrom>{moved}</w:moveFrom></w:p><w:p><w:moveTo>{moved}</w:moveTo></w:p>"
    assert read(body) == (["移"], [])


def test_cells_in_content_controls_and_cells_that_are_not_there():
    control = f"<w:sdt><w:sdtContent>{tc('2.00')}</w:sdtContent></w:sdt>"
    before = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    after = '<w:trPr><w:gridAfter w:val="2"/></w:trPr>'
    body = table(
        tc("科目") + tc("合计") + tc("基本"),
        tc("201") + control + tc("1.00"),
        before + tc("3.00") + tc("4.00"),
        after + tc("注"),
    )
    assert read(body)[1] == [
        (("科目", "合计", "基本"), ("201", "2.00", "1.00"), ("", "3.00", "4.00"), ("注", "", ""))
    ]


def test_an_embedded_workbook_is_said():
    ole = '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Excel.Sheet.12"/>'
    reading = read_docx(
        document(f"{p('收入决算表')}<w:p><w:r><w:object>{ole}</w:object></w:r></w:p>")
    )
    assert [remark.message for remark in reading.remarks] == [
        "1 objects that the Word document embeds were not read"
    ]


def with_objects(*blobs):
    """A document with a title above each of these files, which it embeds."""
    made = docx.Document()
    made.add_paragraph("2023年度样例局部门决算")
    for number, (title, name, blob) in enumerate(blobs, start=1):
        made.add_paragraph(title)
        uri = PackURI(f"/word/embeddings/{number}_{name}")
        part = Part(uri, "application/octet-stream", blob, made.part.package)
        rid = made.part.relate_to(part, RELATIONSHIP_TYPE.PACKAGE)
        ole = f'<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:r="{R}" r:id="{rid}"/>'
        made.add_paragraph()._p.append(parse_xml(f"<w:r {W}><w:object>{ole}</w:object></w:r>"))
    made.add_paragraph("以上各表反映2023年度情况。")
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def workbook(*sheets):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        for rows in sheets:
            sheet = made.add_worksheet()
            for index, row in enumerate(rows):
                sheet.write_row(index, 0, row)
    return target.getvalue()


INCOME = [
    ["单位：万元", "", "", ""],
    ["科目编码", "科目名称", "本年收入合计", "财政拨款收入"],
    ["合计", "", 7.5, 7.5],
    ["2010301", "行政运行", 7.5, 7.5],
]
EXPENDITURE = [
    ["支出决算表", "", "", "", ""],
    ["单位：万元", "", "", "", ""],
    ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
    ["合计", "", 5, 3, 2],
]


def test_the_workbooks_that_a_document_embeds_are_its_tables():
    data = with_objects(
        ("收入决算表", "a.xlsx", workbook(INCOME)),
        ("", "b.xlsx", workbook(EXPENDITURE, [])),
        ("三公经费决算表", "c.xlsx", workbook(INCOME, EXPENDITURE)),  # which of them shows?
        ("图", "d.bin", b"\x89PNG"),
    )
    document = parse_document(data, "2023.docx")
    loaded = {form.form_no: form for form in document.forms if form.status == "loaded"}
    assert sorted(loaded) == [2, 3]
    assert [row.texts for row in loaded[2].rows] == [("7.5", "7.5")] * 2
    tables = document.reading.tables
    assert [table.table_no for table in tables] == [1, 2]
    assert [table.place for table in tables] == [
        "1_a.xlsx, sheet Sheet1",
        "2_b.xlsx, sheet Sheet1",
    ]
    assert document.reading.paragraphs[-1].text.startswith("以上各表")
    assert [remark.message for remark in document.reading.remarks] == [
        "2 objects that the Word document embeds were not read"
    ]


def test_a_table_for_layout_is_opened_and_a_cell_with_a_frame_is_not():
    inner = table(tc("科目") + tc("1.00"))
    layout = table(f"<w:tc>{p('支出决算表')}{inner}{p('注：无')}</w:tc>{tc('右')}")
    assert read(layout) == (["支出决算表", "注：无", "右"], [(("科目", "1.00"),)])
    framed = f"<w:tc>{table(tc('1.00'))}{p('')}</w:tc>"
    assert read(table(tc("科目") + framed)) == ([], [(("科目", "1.00"),)])
