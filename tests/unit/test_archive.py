"""A disclosure in several files is one ZIP archive, and read as one document."""

import io
import zipfile

import pytest

from benchmarks.synthetic.disclosure import PageBreak, Text, disclose
from benchmarks.synthetic.layouts import LAYOUTS
from benchmarks.synthetic.ledger import departments
from benchmarks.synthetic.office import report_and_forms, to_docx, to_xlsx
from benchmarks.synthetic.rendering import FORMATS, to_csv, to_pdf, to_text
from benchmarks.synthetic.roundtrip import differences
from ingest.corpus import parse_document
from ingest.provenance import code_key
from ingest.records import raw_tables

YEARS = departments(2, [2022, 2023], seed=11)
DISCLOSURE = disclose(YEARS[1], LAYOUTS[0], YEARS[0])
OTHER = disclose(YEARS[3], LAYOUTS[0], YEARS[2])
FORM2 = (
    "收入决算表\n\n单位：万元\n\n"
    "科目编码\t科目名称\t本年收入合计\t财政拨款收入\n合计\t\t7.00\t7.00\n2010301\t行政运行\t7.00\t7.00\n"
)
FORM3 = (
    "支出决算表\n\n单位：万元\n\n"
    "科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n合计\t\t5.00\t5.00\t0.00\n"
)


def packed(files, **options):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", **options) as container:
        for name, content in files.items():
            container.writestr(name, content)
    return target.getvalue()


def read(files, name="440307/样例局/2023.zip"):
    return parse_document(packed(files), name)


def pages(blocks):
    """The blocks by page."""
    found = [[]]
    for block in blocks:
        found[-1].append(block)
        if isinstance(block, PageBreak):
            found.append([])
    return found


REPORT, FORMS = report_and_forms(DISCLOSURE.blocks)


def loaded(document):
    return [form.form_no for form in document.forms if form.status == "loaded"]


def said(document, severity="warn"):
    return [p.message for p in document.problems if p.severity == severity]


@pytest.mark.parametrize(
    "compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA]
)
def test_the_files_of_a_disclosure_are_one_document(compression):
    files = {"a/报告.docx": to_docx(REPORT), "b/决算表.pdf": to_pdf(FORMS)}
    document = parse_document(packed(files, compression=compression), "2023.zip")
    assert document.status == "loaded"
    assert differences(document, DISCLOSURE) == []
    assert (document.department, document.fiscal_year) == (YEARS[1].department, 2023)
    whole = parse_document(to_text(DISCLOSURE.blocks), "2023.txt")
    assert [s.printed_text for s in document.statements if s.measure_key] == [
        s.printed_text for s in whole.statements if s.measure_key
    ]
    assert document.reading.reader == "archive"


def test_a_pdf_that_is_packed_without_compression_is_no_pdf():
    data = packed({"x.pdf": to_pdf(DISCLOSURE.blocks)})
    assert b"%PDF-" in data[:1024]
    assert differences(parse_document(data, "2023.zip"), DISCLOSURE) == []


def test_a_file_of_one_table_may_have_its_title_in_its_name():
    files = {"0 说明.txt": to_text(REPORT)}
    for page in pages(FORMS):
        titles = [b.text for b in page if isinstance(b, Text) and b.text.endswith("表")]
        for title in titles:
            rest = [b for b in page if not (isinstance(b, Text) and b.text == title)]
            files[f"表/{title}.csv"] = to_csv(rest)
    assert len(files) == 10
    document = read(files)
    assert loaded(document) == list(range(1, 10))
    assert differences(document, DISCLOSURE) == []


def test_every_place_names_its_file():
    document = read(
        {
            "1.txt": to_text(REPORT).replace(b"\f", b""),
            "2.xlsx": to_xlsx(FORMS),
            "3.txt": "附件三\n",
        }
    )
    tables = document.reading.tables
    assert {table.part for table in tables} == {"2.xlsx"}
    assert tables[0].place.startswith("2.xlsx, sheet ")
    assert [table.page for table in tables] == sorted(table.page for table in tables)
    assert tables[0].page > 1
    last = document.reading.page_count
    told = [m for m in said(document, "info") if m.startswith("page")]
    assert told == [
        "page 1 is of 1.txt (text)",
        f"pages 2 to {last - 1} are of 2.xlsx (workbook)",
        f"page {last} is of 3.txt (text)",
    ]
    assert document.reading.paragraphs[-1].page == last
    [stored] = [raw_tables([document])["tables"].column("place").to_pylist()]
    assert stored == [table.place for table in tables]


def test_a_table_and_a_sentence_end_with_their_file():
    document = read({"1.txt": FORM2, "2.txt": "2010302\t一般行政管理\t9.00\t9.00\n"})
    assert [row.code for row in document.forms[1].rows] == [None, "2010301"]
    assert document.reading.tables[1].part == "2.txt"
    ends = read({"1.txt": FORM2 + "\n\n本年支出合计", "2.txt": "12.00万元为上年数。\n"})
    assert not [s for s in ends.statements if s.measure_key == "expenditure_total"]
    whole = parse_document((FORM2 + "\n\n本年支出合计12.00万元。\n").encode(), "x")
    assert [s.printed_text for s in whole.statements if s.measure_key]


def test_two_disclosures_in_one_archive_are_refused():
    document = read({"甲.txt": to_text(DISCLOSURE.blocks), "乙.txt": to_text(OTHER.blocks)})
    assert document.status == "refused"
    assert document.reason == (
        "form 1 stands in more than one file of the archive, with other figures: 乙.txt, 甲.txt"
    )
    assert "an archive of its own" in document.remedy


def test_the_same_tables_in_two_formats_are_read_once():
    files = {"a.pdf": to_pdf(FORMS), "b.xlsx": to_xlsx(FORMS), "c.docx": to_docx(REPORT)}
    document = read(files)
    assert differences(document, DISCLOSURE) == []
    assert sum("once more" in message for message in said(document)) == 9


@pytest.mark.parametrize("name", ["说明.txt", "决算/说明.txt"])
def test_names_in_the_code_of_chinese_windows(name):
    written = name.encode("gbk")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        info = zipfile.ZipInfo("x" * len(written))
        container.writestr(info, FORM2)
    data = target.getvalue().replace(b"x" * len(written), written)
    document = parse_document(data, "2023.zip")
    assert document.reading.tables[0].part == name
    assert read({name: FORM2}).reading.tables[0].part == name  # written as UTF-8


def test_two_files_of_one_name():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container, pytest.warns(UserWarning, match="Duplicate"):
        container.writestr("x.txt", FORM2)
        container.writestr("x.txt", FORM3)
    document = parse_document(target.getvalue(), "2023.zip")
    assert loaded(document) == [2, 3]
    assert [table.part for table in document.reading.tables] == ["x.txt", "x.txt (2)"]


def test_what_is_no_document_is_left_out_and_what_cannot_be_read_is_said():
    files = {
        "1.txt": FORM2,
        "2.doc": b"\xd0\xcf\x11\xe0 WordDocument",
        "3.zip": packed({"x.txt": FORM3}),
        "4.txt": b"",
        "5.txt": "2023年样例局部门预算\n\n支出预算表\n",
        "__MACOSX/1.txt": FORM3,
        "a/.DS_Store": b"x",
        "Thumbs.db": b"x",
        "b/": b"",
    }
    document = read(files)
    assert loaded(document) == [2]
    assert document.status == "partial"
    unread = [message.split(":")[0] for message in said(document) if "not read" in message]
    assert unread == [f"{name} was not read" for name in ("2.doc", "3.zip", "4.txt", "5.txt")]
    reasons = " ".join(said(document))
    for words in ("old Office file", "archive within an archive", "empty", "budget disclosure"):
        assert words in reasons


def encrypted(data):
    """The archive with the mark of encryption on its first file."""
    found = bytearray(data)
    found[6] |= 1
    central = data.index(b"PK\x01\x02")
    found[central + 8] |= 1
    return bytes(found)


@pytest.mark.parametrize(
    ("data", "reason", "remedy"),
    [
        (packed({}), "no file of the archive could be read", "put the files"),
        (packed({"x": b"\x89PNG\r\n"}), "no file of the archive could be read; x was not", "OCR"),
        (encrypted(packed({"x.txt": FORM2})), "no file of the archive", "without a password"),
        (packed({"x": FORM2}).replace(b"7.00", b"8.00"), "no file of the archive", "pack"),
        (packed({f"{n}.txt": "x" for n in range(201)}), "the archive holds 201 files", "own"),
    ],
    ids=["empty", "picture", "encrypted", "damaged", "many"],
)
def test_an_archive_that_cannot_be_read_says_why(data, reason, remedy):
    document = parse_document(data, "2023.zip")
    assert document.status == "refused"
    assert document.reason.startswith(reason)
    assert remedy in document.remedy


def test_a_wrong_offset_within_an_archive_is_no_crash():
    data = bytearray(packed({"1.txt": FORM2, "2.txt": FORM3}))
    central = data.rindex(b"PK\x01\x02")
    data[central + 42 : central + 46] = (2**32 - 9).to_bytes(4, "little")
    document = parse_document(bytes(data), "2023.zip")
    assert loaded(document) == [2]
    assert any("2.txt was not read: it cannot be unpacked" in m for m in said(document))


def test_an_archive_is_read_again_when_any_reader_changes():
    assert code_key("archive") == code_key(None)
    assert code_key("archive") != code_key("text")


def test_the_format_of_the_benchmarks_has_two_files():
    with zipfile.ZipFile(io.BytesIO(FORMATS["archive"][1](DISCLOSURE.blocks))) as container:
        assert [name.rsplit(".")[-1] for name in container.namelist()] == ["docx", "xlsx"]
