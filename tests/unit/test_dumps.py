"""What programs add to tables: their words for a blank cell, the index and the column numbers of data frames."""

from dataclasses import replace

import pytest

from ingest.document import RawTable, Reading
from ingest.readers import read_document
from ingest.readers.dumps import without_additions

PRINTED = (("科目", "", "小计"), ("201", "行政", "1.00"), ("", "合计", "1.00"))


def table(*rows, table_no=1):
    return RawTable(table_no, None, tuple(range(1, len(rows) + 1)), rows, 0)


def bare(*tables):
    reading = Reading("text", "utf-8", None, (), tables)
    data = "\n".join("\t".join(row) for t in tables for row in t.rows).encode()
    return [(t.rows, t.source_lines) for t in without_additions(reading, data).tables]


def numbered(rows, *head):
    return tuple(head) + tuple((str(number), *row) for number, row in enumerate(rows))


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        pytest.param(numbered(PRINTED, ("", "0", "1", "2")), (2, 3, 4), id="index"),
        pytest.param((("0", "1", "2"), *PRINTED), (2, 3, 4), id="column numbers alone"),
        pytest.param(
            numbered(PRINTED[1:], ("", "科目", "Unnamed: 1", "小计")), (1, 2, 3), id="named"
        ),
        pytest.param((("科目", "Unnamed: 1", "小计"), *PRINTED[1:]), (1, 2, 3), id="names alone"),
    ],
)
def test_a_data_frame_is_the_table_it_was_made_of(rows, lines):
    assert bare(table(*rows)) == [(PRINTED, lines)]


def test_frames_below_each_other_are_counted_anew():
    rows = numbered(PRINTED[:2], ("", "0", "1", "2")) + numbered(PRINTED[2:], ("", "0", "1", "2"))
    assert bare(table(*rows)) == [(PRINTED, (2, 3, 5))]


def test_a_single_row_is_counted_where_others_are():
    single = numbered(PRINTED[1:2], PRINTED[1])
    single = (("", *PRINTED[0]), *single[1:])
    assert bare(table(*single)) == [(single, (1, 2))]
    several = table(*numbered(PRINTED, ("", "0", "1", "2")), table_no=2)
    assert bare(table(*single), several)[0] == (PRINTED[:2], (1, 2))


def test_a_header_that_repeats_a_name():
    rows = (("合计", "小计", "小计.1", "0.00", "0.00.1"), ("1", "2", "3", "4", "5"))
    assert bare(table(*rows))[0][0][0] == ("合计", "小计", "小计", "0.00", "0.00")


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param((("行次", "1", "2"), ("1", "0", "1")), id="no corner"),
        pytest.param((("", "金额", "支出"), ("0", "1", "2"), ("2", "1", "0")), id="not counted"),
        pytest.param((("", "金额"), ("0", "1")), id="one row"),
        pytest.param((("1", "2", "3"), ("科目", "a", "b")), id="from one"),
        pytest.param((("1", "1.1", "1,000", "1,000.5", "甲.1"), ("a",) * 5), id="numbers"),
        pytest.param((("0", "1", "2"),), id="nothing else"),
        pytest.param((("Null", "none", "nan 元"), ("a", "b", "c")), id="other words"),
    ],
)
def test_what_was_printed_stays(rows):
    assert bare(table(*rows)) == [(rows, tuple(range(1, len(rows) + 1)))]


@pytest.mark.parametrize("word", ["None", "nan", "NaN", "NaT", "<NA>", "null"])
def test_a_program_s_word_for_nothing_is_a_blank_cell(word):
    rows = (("科目", word), ("201", "1.00"), (word, "0"))
    assert bare(table(*rows))[0][0] == (("科目", ""), ("201", "1.00"), ("", "0"))


def test_the_marks_of_a_text_are_none_of_it():
    text = '科目,名称,金额\n="2010301",行政运行,\'1234.50\n\'20103,\'甲\',"=""3"""\n'
    [found] = read_document(text.encode()).tables
    assert found.rows[1:] == (("2010301", "行政运行", "1234.50"), ("20103", "'甲'", "3"))


CODES = (
    ("科目编码", "科目名称", "合计"),
    ("205.0", "教育支出", "205.0"),
    ("2050201.0", "学前教育", "205.0"),
    ("", "合计", "205.0"),
)


def test_codes_that_were_held_as_numbers_with_a_fraction():
    reading = Reading("text", "utf-8", None, (), (table(*CODES),))
    [found] = without_additions(reading, b"").tables
    assert [row[0] for row in found.rows] == ["科目编码", "205", "2050201", ""]
    # amounts stay, whatever they look like
    assert [row[2] for row in found.rows] == ["合计", "205.0", "205.0", "205.0"]
    for other in ("1.0", "20502.5", "2.01.0", "402.0"):  # no code: it is a column of amounts
        mixed = (*CODES[:3], (other, "合计", "205.0"))
        reading = Reading("text", "utf-8", None, (), (table(*mixed),))
        assert without_additions(reading, b"") is reading


def test_a_reading_without_additions_is_the_same():
    reading = Reading("text", "utf-8", None, (), (table(*PRINTED),))
    for data in (b"", b"None"):
        assert without_additions(reading, data) is reading
    assert without_additions(replace(reading, tables=()), b"None").tables == ()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le"])
def test_a_word_for_nothing_in_every_encoding(encoding):
    text = "科目\tNone\t合计\n类\tnan\t0\n"
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    [found] = read_document((mark + text).encode(encoding)).tables
    assert found.rows == (("科目", "", "合计"), ("类", "", "0"))


def test_what_is_no_text_is_looked_through():
    """A workbook packs its words: none of them stands in its bytes."""
    [found] = without_additions(
        Reading("xlsx", None, None, (), (table(("a", "None")),)), b"PK"
    ).tables
    assert found.rows == (("a", ""),)


def test_every_reader_leaves_them_out():
    rows = numbered(PRINTED, ("", "0", "1", "2"))
    page = "".join(
        "<tr>" + "".join(f"<td>{x or 'NaN'}</td>" for x in row) + "</tr>" for row in rows
    )
    html = f"<html><body><table>{page}</table></body></html>"
    text = "\n".join("\t".join(x or "None" for x in row) for row in rows)
    for data in (html.encode(), text.encode(), text.encode("utf-16")):
        assert [t.rows for t in read_document(data).tables] == [PRINTED]
