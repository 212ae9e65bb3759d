import pytest

from ingest.errors import DocumentRefused
from ingest.readers import read_document
from ingest.readers.text import read_text


def test_tables_are_runs_of_tab_lines_and_keep_their_source_lines():
    reading = read_text("标题\n\nA\tB\n1\t2\n\n尾\n".encode())
    assert [t.rows for t in reading.tables] == [(("A", "B"), ("1", "2"))]
    assert reading.tables[0].source_lines == (3, 4)
    assert [p.text for p in reading.paragraphs] == ["标题", "尾"]
    assert reading.tables[0].after_paragraph == 1


def test_pipe_tables_lose_their_rule_only():
    reading = read_text("| 科目 | 金额 |\n|---|---:|\n| 201 | 1.00 |\n".encode())
    assert reading.tables[0].rows == (("科目", "金额"), ("201", "1.00"))


def test_blank_lines_between_all_rows_part_no_table():
    spaced = read_text("标题\n\nA\tB\n\n1\t2\n\n3\t4\n\n尾\n".encode())
    assert [t.rows for t in spaced.tables] == [(("A", "B"), ("1", "2"), ("3", "4"))]
    assert spaced.tables[0].source_lines == (3, 5, 7)
    assert [p.text for p in spaced.paragraphs] == ["标题", "尾"]
    # where rows stand together a blank line parts tables
    assert len(read_text(b"A\tB\n1\t2\n\nC\tD\n3\t4\n").tables) == 2


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("甲\t1\n乙\n丙\t2\n", [(("甲", "1"), ("乙",), ("丙", "2"))], id="row"),
        pytest.param(
            "甲\t1\n乙\t\n丙丁\n戊\t2\n", [(("甲", "1"), ("乙", "")), (("戊", "2"),)], id="kept"
        ),
        pytest.param("甲\t1\n支出表\n丙\t2\n", [(("甲", "1"),), (("丙", "2"),)], id="title"),
        pytest.param("甲\t1\n部门：乙\n丙\t2\n", [(("甲", "1"),), (("丙", "2"),)], id="caption"),
        pytest.param("甲\t1\n乙\n\n丙\t2\n", [(("甲", "1"),), (("丙", "2"),)], id="blank line"),
        pytest.param("甲\t1\n- 3 -\n丙\t2\n", [(("甲", "1"),), (("丙", "2"),)], id="page"),
    ],
)
def test_a_row_of_one_cell_has_no_tab_where_they_are_cut_off(text, rows):
    assert [table.rows for table in read_text(text.encode()).tables] == rows


def test_a_reading_is_trimmed_where_several_rows_are_short_and_blanks_are_kept():
    def is_trimmed(*rows):
        return read_text("\n".join("\t".join(row) for row in rows).encode()).is_trimmed

    head, full, short = ("", "b", "c"), ("1", "2", "3"), ("1", "2")
    assert is_trimmed(head, full, short, short, short)
    assert not is_trimmed(head, full, short, short)  # they may have lost a cell
    assert not is_trimmed(full, full, short, short, short)  # nowhere a blank: it may be anywhere
    assert not is_trimmed(head, full, short, short, short, ("1", "2", ""))


def test_form_feeds_count_pages():
    reading = read_text("一\n\f二\n\fA\tB\n".encode())
    assert [p.page for p in reading.paragraphs] == [1, 2]
    assert reading.tables[0].page == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_give_the_same_text(encoding):
    text = "收入支出决算总表\n单位：万元\n"
    assert read_text(text.encode(encoding)).paragraphs[0].text == text.strip()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n\t\n", "empty", id="blank"),
        pytest.param(b"%PDF-1.7 x", "PDF", id="pdf"),
        pytest.param(b"PK\x03\x04 x", "ZIP", id="zip"),
        pytest.param(b"\x00\xff\x00\xfe" * 9, "decoded", id="bytes"),
        pytest.param(bytes(range(128, 256)) * 9, "decoded", id="high bytes"),
    ],
)
def test_refusals_name_the_cause_and_a_remedy(data, reason):
    with pytest.raises(DocumentRefused, match=reason) as refusal:
        read_document(data)
    assert refusal.value.remedy


MIXED = """# 标题

<html><body><table>
<tr><td rowspan="2">科目</td><td colspan="2">支出</td></tr>
<tr><td>基本</td><td>项目</td></tr>
<tr><td>201</td><td>1.00</td><td>2.00</td></tr>
</table></body></html>

单位：元 <b>1</b> &lt; 2
<table><tr><td>甲</td><td>3</td></tr></table> 尾
"""


def test_tables_as_html_between_lines_of_text():
    """As text recognition writes them: Markdown around tables with merged cells."""
    reading = read_document(MIXED.encode())
    assert reading.reader == "text"
    assert [t.rows for t in reading.tables] == [
        (("科目", "支出", ""), ("", "基本", "项目"), ("201", "1.00", "2.00")),
        (("甲", "3"),),
    ]
    assert [t.source_lines for t in reading.tables] == [(4, 5, 6), (10,)]
    assert [(p.text, p.source_line) for p in reading.paragraphs] == [
        ("# 标题", 1),
        ("单位：元 <b>1</b> &lt; 2", 9),
        ("尾", 10),
    ]
    assert [t.after_paragraph for t in reading.tables] == [1, 2]


def test_the_caption_of_a_table_as_html_is_its_title():
    text = "前言\n\n<table><caption>支出<wbr>决算表</caption><tr><td>科目</td><td>1</td></tr></table>\n"
    reading = read_document(text.encode())
    assert [p.text for p in reading.paragraphs] == ["前言", "支出决算表"]
    assert [(t.rows, t.after_paragraph) for t in reading.tables] == [((("科目", "1"),), 2)]


def test_a_page_is_no_text_with_tables():
    page = f"<!-- saved -->\n<html><body>{MIXED.split('<body>')[1]}"
    assert read_document(page.encode()).reader == "html"
    assert read_document(page.encode("utf-16")).reader == "html"
    # a table first, text and another page of it behind: each table stands in tags of its own
    assert read_document((MIXED[MIXED.index("<html>") :] * 2).encode()).reader == "text"


def test_records_of_a_csv():
    text = '标题,,\n,,\n科目,金额,备注\n201,"1,234.56","两\n行"\n合计,,\n,,\n注：说明,,\n'
    reading = read_text(text.encode("gb18030"))
    assert [t.rows for t in reading.tables] == [
        (("科目", "金额", "备注"), ("201", "1,234.56", "两 行"), ("合计", "", ""))
    ]
    assert reading.tables[0].source_lines == (3, 4, 6)  # a cell of two lines
    assert [(p.text, p.source_line) for p in reading.paragraphs] == [
        ("标题", 1),
        ("注：说明", 8),
    ]


def test_records_of_a_csv_parted_by_semicolons():
    text = '标题;;\n;;\n科目;金额;备注\n201;1,234,567.56;"a;b"\n205;7,654,321.00;\n合计;;\n'
    assert [t.rows for t in read_text(text.encode()).tables] == [
        (
            ("科目", "金额", "备注"),
            ("201", "1,234,567.56", "a;b"),
            ("205", "7,654,321.00", ""),
            ("合计", "", ""),
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "甲,乙,丙和丁都增加。\n本年没有变化。\n戊,己增加,庚减少。\n",
        "一,二,三\n四,五\n六,七,八,九\n十\n",
        "甲;乙;丙和丁都增加。\n本年没有变化。\n戊;己增加;庚减少。\n",
        "A\tB,C,D\n1\t2,3,4\n",
    ],
)
def test_commas_of_prose_make_no_table_of_it(text):
    reading = read_text(text.encode())
    assert [row for t in reading.tables for row in t.rows] == (
        [("A", "B,C,D"), ("1", "2,3,4")] if "\t" in text else []
    )


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf", b"\xef\xbb\xbf\n \n", b"\xff\xfe"])
def test_a_mark_of_encoding_alone_is_a_text_without_words(data):
    with pytest.raises(DocumentRefused, match="holds no text at all"):
        read_document(data)
