"""Word documents of 1997 to 2003, as LibreOffice made them of DOCX; python-docx says what is in those."""

import random
import struct
import zipfile
from functools import cache
from itertools import pairwise
from types import SimpleNamespace

import pytest

from ingest.corpus import parse_document
from ingest.errors import DocumentRefused
from ingest.readers import read_document
from ingest.readers.doc import _blocks, _grid, _Row, _Table
from ingest.readers.sprms import Cell
from ingest.readers.word97 import Said
from tests.conftest import FIXTURES

BEGIN = b"\xec\xa5"  # wIdent


@cache
def stored(name):
    with zipfile.ZipFile(FIXTURES / "word97.zip") as pairs:
        return pairs.read(name)


@pytest.mark.parametrize("name", ["base", "codes", "sparse", "marks"])
def test_it_is_read_as_the_same_document_in_docx(name):
    old, new = (read_document(stored(f"{name}.{ending}")) for ending in ("doc", "docx"))
    assert [p.text for p in old.paragraphs] == [p.text for p in new.paragraphs]
    assert [(t.after_paragraph, t.rows) for t in old.tables] == [
        (t.after_paragraph, t.rows) for t in new.tables
    ]
    assert (old.reader, old.remarks) == ("doc", ())


@pytest.mark.parametrize("name", ["base", "codes", "sparse"])
def test_all_its_forms_are_loaded(name):
    old, new = (
        parse_document(stored(f"{name}.{ending}"), f"{name}.{ending}") for ending in ("doc", "docx")
    )
    assert [form.status for form in old.forms] == ["loaded"] * 9
    for ours, theirs in zip(old.forms, new.forms, strict=True):
        assert [row.cells for row in ours.rows] == [row.cells for row in theirs.rows]


def test_what_is_deleted_or_hidden_is_not_read_and_merged_cells_keep_their_columns():
    reading = read_document(stored("marks.doc"))
    # 元人民币 is deleted, 元 inserted, 隐藏 hidden; 𠮷 takes two code units
    assert [p.text for p in reading.paragraphs] == [
        *("收入支出决算总表", "单位：万元", "中间𠮷字", "外", "末段")
    ]
    forms, inner = (table.rows for table in reading.tables)
    assert forms == (
        ("收入", "", "支出", ""),
        ("项目", "决算数", "项目", "决算数"),
        ("", "1", "栏次", "2"),
        # a name of two paragraphs; the mark of a note is raised behind the figure
        ("一、财政拨款", "123.45", "一般公共服务支出", "99.10 1"),
    )
    assert inner == (("甲", "乙"), ("丙", "丁"))  # the table around it is for layout


def test_edges_that_hardly_differ_are_one_and_what_is_merged_downwards_stands_above():
    def row(texts, *edges, below=()):
        places = [
            Cell(left, right, index in below) for index, (left, right) in enumerate(pairwise(edges))
        ]
        return _Row([[Said(text)] for text in texts], tuple(places))

    table = _Table(
        [
            row(["项目", "决算数"], -108, 1000, 3000),
            row(["", "基本", "项目"], -100, 1010, 2000, 3004, below=(0,)),
            row(["合计", "1.00", "2.00"], -110, 990, 2003, 3000),
        ]
    )
    assert _grid(table) == [
        ("项目", "决算数", ""),
        ("", "基本", "项目"),
        ("合计", "1.00", "2.00"),
    ]


def test_a_row_that_does_not_say_where_its_cells_stand_keeps_them():
    rows = [[[Said(text)] for text in texts] for texts in (("合计", "1.00"), ("甲", "2.00"))]
    table = _Table([_Row(cells, ()) for cells in rows])
    assert _grid(table) == [("合计", "1.00"), ("甲", "2.00")]


def test_a_table_whose_last_row_does_not_end_loses_nothing():
    paragraphs = [
        *(Said(text, 1, ends_cell=True) for text in ("合计", "1.00")),
        Said("", 1, ends_cell=True, ends_row=True),
        Said("甲", 1, ends_cell=True),
        Said("2.00", 1),
        Said("后文"),
        Said("末", 1),
    ]
    blocks = _blocks(SimpleNamespace(paragraphs=lambda: paragraphs))
    assert [_grid(block) if isinstance(block, _Table) else block.text for block in blocks] == [
        [("合计", "1.00"), ("甲", "2.00")],
        "后文",
        [("末",)],
    ]


def with_field(data, place, value):
    """The document with two bytes of its header changed."""
    at = data.index(BEGIN) + place
    return data[:at] + struct.pack("<H", value) + data[at + 2 :]


@pytest.mark.parametrize(
    ("place", "value", "reason"),
    [
        pytest.param(10, 0x1300, "encrypted with a password", id="encrypted"),
        pytest.param(2, 0x65, "older than that of Word 97", id="Word 95"),
        pytest.param(0, 0, "no Word document of 1997", id="of another program"),
        pytest.param(0x1A2, 0xFFF0, "is broken", id="without its pieces"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(place, value, reason):
    with pytest.raises(DocumentRefused, match=reason) as refused:
        read_document(with_field(stored("marks.doc"), place, value))
    assert "save it" in refused.value.remedy


def test_the_workbooks_that_it_embeds_are_its_tables():
    old, new = (parse_document(stored(f"objects.{end}"), f"2023.{end}") for end in ("doc", "docx"))
    assert old.reading.paragraphs == new.reading.paragraphs
    for ours, theirs in zip(old.reading.tables, new.reading.tables, strict=True):
        assert (ours.rows, ours.after_paragraph) == (theirs.rows, theirs.after_paragraph)
    loaded = {form.form_no: form for form in old.forms if form.status == "loaded"}
    assert sorted(loaded) == [2, 3]
    assert [row.texts for row in loaded[2].rows] == [("7.5", "7.5")] * 2
    assert [table.place for table in old.reading.tables] == [
        "object 1, sheet Sheet1",
        "object 2, sheet Sheet1",
    ]
    # the third has two sheets: which of them shows is not known
    assert [remark.message for remark in old.reading.remarks] == [
        "1 objects of the old Word document were not read"
    ]


def test_an_object_that_is_no_workbook_is_said():
    title, field = "收入支出决算总表", "\x13EMBED \x15"
    data = stored("marks.doc")
    assert data.count(title.encode("utf-16-le")) == 1
    data = data.replace(title.encode("utf-16-le"), field.encode("utf-16-le"))
    (remark,) = read_document(data).remarks
    assert (remark.severity, remark.message) == (
        "warn",
        "1 objects of the old Word document were not read",
    )


def test_what_embeds_a_workbook_is_a_document_still():
    data = stored("marks.doc") + "Workbook".encode("utf-16-le")
    assert read_document(data).reader == "doc"


def test_damage_is_refused_or_read_and_never_breaks():
    chance = random.Random(97)
    data = stored("marks.doc")
    begin = data.index(BEGIN)
    refused = 0
    for _ in range(400):
        damaged = bytearray(data)
        for _ in range(chance.choice([1, 3, 30])):
            # half of it where offsets and counts stand
            place = begin + chance.randrange(0x400) if chance.random() < 0.5 else None
            damaged[chance.randrange(len(data)) if place is None else place] = chance.randrange(256)
        try:
            read_document(bytes(damaged))
        except DocumentRefused:
            refused += 1
    assert 0 < refused < 400
