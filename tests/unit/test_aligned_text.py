"""Texts whose columns are laid out with blanks: what stands where, and what cannot be told."""

import pytest

from benchmarks.synthetic.aligned import wide
from ingest.corpus import parse_document
from ingest.readers.columns import columns_of
from ingest.readers.heads import head_rows
from ingest.readers.lines import Line, Span
from ingest.readers.text import read_text

ROWS = [
    ("201", "一般公共服务支出", "264.87", "62.63", "202.24"),
    ("20139", "社会工作事务", "264.87", "62.63", "202.24"),
    ("2013901", "行政运行", "51.32", "51.32", "0.00"),
    ("2013950", "事业运行", "11.31", "11.31", "0.00"),
    ("2013999", "其他支出", "202.24", "0.00", "202.24"),
    ("210", "卫生健康支出", "2.71", "2.71", "0.00"),
    ("21011", "行政单位医疗", "2.71", "2.71", "0.00"),
    ("2101101", "行政单位医疗", "2.22", "2.22", "0.00"),
    ("2101102", "事业单位医疗", "0.49", "0.49", "0.00"),
    ("合计", "", "267.58", "65.34", "202.24"),
]


HEADER = ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出")


def line(code, name, *amounts, width=len):
    def pad(text, places):
        return " " * (places - width(text))

    cells = [code + pad(code, 12), name + pad(name, 16), *(pad(a, 14) + a for a in amounts)]
    return "".join(cells).rstrip()


TITLE = "                         支出决算表\n                                       单位：万元\n"
HEAD = TITLE + line(*HEADER) + "\n"


def table(text):
    (found,) = read_text(text.encode()).tables
    return [list(row) for row in found.rows]


def test_a_cell_stands_in_the_column_that_it_stands_under():
    rows = table(HEAD + "\n".join(line(*row) for row in ROWS))
    assert tuple(rows[0]) == HEADER
    assert [tuple(row) for row in rows[1:]] == ROWS


@pytest.mark.parametrize("mark", [",", "，"])
@pytest.mark.parametrize("point", [".", "．"])
def test_figures_of_millions_whatever_their_marks(mark, point):
    """Yuan, with wide commas and points: each figure takes two places more than its digits."""
    given = [
        (
            *row[:2],
            *(
                f"{100 * int(x.replace('.', '')):,}.00".replace(",", mark).replace(".", point)
                for x in row[2:]
            ),
        )
        for row in ROWS
    ]
    rows = table(HEAD + "\n".join(line(*row) for row in given))
    assert [tuple(row) for row in rows[1:]] == given


def test_a_blank_cell_stays_blank_and_a_row_keeps_its_line():
    given = [(*row[:3], "" if row[3] == "0.00" else row[3], row[4]) for row in ROWS]
    text = HEAD + "\n\n".join(line(*row) for row in given)
    assert [tuple(row) for row in table(text)[1:]] == given
    (found,) = read_text(text.encode()).tables
    assert found.source_lines == (3, *range(4, 24, 2))


def test_chinese_characters_may_take_two_places():
    text = TITLE + "\n".join(line(*row, width=wide) for row in (HEADER, *ROWS))
    assert [tuple(row) for row in table(text)] == [HEADER, *ROWS]


@pytest.mark.parametrize(
    ("pieces", "name"),
    [
        pytest.param(
            ["机关事业单位基本", ("2080505", "养老保险缴费支出", "6.18"), "第三行"],
            "机关事业单位基本养老保险缴费支出第三行",
            id="three lines, the figures beside the middle",
        ),
        pytest.param(
            ["机关事业单位基本", ("2080505", "", "6.18"), "养老保险"],
            "机关事业单位基本养老保险",
            id="two lines, the figures between them",
        ),
        pytest.param(
            [("2080505", "机关事业单位基本", "6.18"), "养老保险"],
            "机关事业单位基本养老保险",
            id="two lines, the figures beside the first",
        ),
    ],
)
def test_a_wrapped_name_is_one(pieces, name):
    lines = [line("", p) if isinstance(p, str) else line(*p, p[2], "0.00") for p in pieces]
    text = HEAD + "\n".join([line(*r) for r in ROWS[:4]] + lines + [line(*r) for r in ROWS[4:]])
    rows = {row[0]: row for row in table(text)}
    assert rows["2080505"] == ["2080505", name, "6.18", "6.18", "0.00"]
    assert [rows[row[0]] for row in ROWS] == [list(row) for row in ROWS]


def test_a_name_that_may_belong_to_either_row_belongs_to_none():
    rows = [line("2080505", "机关单位", "6.18", "6.18", "0.00"), line("", "养老保险")]
    rows += [line("2080506", "职业年金", "4.64", "4.64", "0.00"), line("", "缴费支出")]
    text = HEAD + "\n".join([line(*r) for r in ROWS[:4]] + rows + [line(*r) for r in ROWS[4:]])
    names = {row[0]: row[1] for row in table(text)}
    assert (names["2080505"], names["2080506"]) == ("机关单位", "职业年金")


def test_an_item_of_its_own_is_no_part_of_a_name():
    def item(name, amount="", name2="", amount2=""):
        return f"{name:<14}{amount:>10}    {name2:<16}{amount2:>10}".rstrip()

    lines = [
        item("项目", "决算数", "项目", "决算数"),
        item("一、财政拨款收入", "12.00", "一、一般公共服务支出", "12.00"),
        item("", "", "二、外交支出"),
        item("", "", "三、资源勘探工业信息"),
        item("二、事业收入", "0.00", "", "5.00"),
        item("", "", "等支出"),
        *[item("三、经营收入", "1.50", f"{n}、教育支出", "1.25") for n in "四五六七八九十"],
        item("本年收入合计", "24.00", "本年支出合计", "24.00"),
    ]
    rows = [tuple(row) for row in table("\n".join(["收入支出决算总表", "单位：万元", *lines]))]
    assert rows[2] == ("", "", "二、外交支出", "")
    assert rows[3] == ("二、事业收入", "0.00", "三、资源勘探工业信息等支出", "5.00")


def test_where_words_of_the_header_touch_no_column_is_certain():
    squeezed = HEAD.replace("本年支出合计" + " " * 10 + "基本", " " * 9 + "本年支出合计 基本")
    assert squeezed != HEAD
    document = parse_document(
        f"样例市财政局2023年度部门决算\n\n{squeezed}".encode()
        + "\n".join(line(*row) for row in ROWS).encode(),
        "a.txt",
    )
    (form,) = (form for form in document.forms if form.form_no == 3)
    assert form.status != "loaded"
    assert [p.source_line for p in document.problems if "cannot be told apart" in p.message] == [5]


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(
            "2013901     行政运行                     51.32       0.00 51.32", id="two in one"
        ),
        pytest.param("2013901     行政运行                  51.32     51.32", id="between columns"),
    ],
)
def test_where_an_amount_stands_in_no_column_none_is_certain(broken):
    rows = [line(*row) for row in ROWS]
    rows[2] = broken
    reading = read_text((HEAD + "\n".join(rows)).encode())
    assert ["cannot be told apart" in remark.message for remark in reading.remarks] == [True]
    assert all(text == "" for row in reading.tables[0].rows for text in row[1:])


def test_a_blank_parts_a_code_from_its_name_and_an_amount_from_what_follows():
    rows = [f"201   {n:02} 行政运行    {n}1.32 公用经费    {n}.50" for n in range(10, 22)]
    text = f"支出决算表\n单位：万元\n{' 类':6}款 {'名称':8}{'金额':8}{'项目':7}{'金额'}\n"
    assert table(text + "\n".join(rows))[1:] == [
        ["201", f"{n:02}", "行政运行", f"{n}1.32", "公用经费", f"{n}.50"] for n in range(10, 22)
    ]


def test_a_page_that_says_its_header_again_may_begin_with_the_end_of_it():
    head = [
        line("", "", "", "", "附属单位"),
        line(*HEADER[:4], ""),
        line("", "", "", "", "补助支出"),
    ]
    text = TITLE + "\n".join(head + [line(*row) for row in ROWS[:5]]) + "\n\n      - 1 -\n\f"
    text += "\n".join(head + [line(*row) for row in ROWS[5:]])
    one, other = read_text(text.encode()).tables
    assert one.rows[:3] == other.rows[:3]
    assert [row[4] for row in one.rows[:3]] == ["附属单位", "", "补助支出"]
    assert list(other.rows[3:]) == ROWS[5:]


def test_paragraphs_with_blank_lines_between_their_lines_are_joined():
    prose = [
        "   2024 年度收入支出总计 307.82 万元。与上年度相比，收入支出总计增加了",
        "307.82 万元，增长 100.00%。主要原因：单位于 2024 年成立，人员和公用经费",
        "增加。",
        "   二、收入决算情况说明",
        "   本年收入合计 307.82 万元，其中：财政拨款收入 307.82 万元，占本年收入合",
        "计的 100.00%",
        "。",
    ]
    text = HEAD + "\n".join(line(*row) for row in ROWS) + "\n\n   - 1 -\n\f" + "\n\n".join(prose)
    reading = read_text(text.encode())
    assert [p.text.replace(" ", "") for p in reading.paragraphs if p.page == 2] == [
        "".join(prose[:3]).replace(" ", ""),
        "二、收入决算情况说明",
        "".join(prose[4:]).replace(" ", ""),
    ]
    assert not any("- 1 -" in p.text for p in reading.paragraphs)


def test_paragraphs_of_a_line_each_stay_apart():
    prose = [f"{'本年支出合计比上年增加，' * n}主要原因是人员增加。" for n in range(1, 9)]
    text = "\n".join(prose) + "\n" + HEAD + "\n".join(line(*row) for row in ROWS)
    assert [p.text for p in read_text(text.encode()).paragraphs][:8] == prose


def test_a_page_goes_on_in_the_columns_of_the_page_before():
    first, second = ROWS[:5], ROWS[5:]
    text = HEAD + "\n".join(line(*row) for row in first) + "\n\n            - 1 -\n\f"
    text += "\n".join(line(*row[:3], "", "") for row in second)
    one, other = read_text(text.encode()).tables
    assert [row[:3] for row in other.rows] == [row[:3] for row in second]
    assert {len(row) for row in (*one.rows, *other.rows)} == {5}


def test_a_heading_below_the_rest_of_a_table_is_no_row_of_it():
    text = HEAD + "\n".join(line(*row) for row in ROWS[:8]) + "\n\n            - 1 -\n\f"
    text += (
        "\n".join(line(*row) for row in ROWS[8:])
        + "\n三、支出决算情况说明\n本年支出合计267.58万元。\n"
    )
    reading = read_text(text.encode())
    assert [len(table.rows) for table in reading.tables] == [9, 2]
    assert [p.text for p in reading.paragraphs][-2:] == [
        "三、支出决算情况说明",
        "本年支出合计267.58万元。",
    ]


def test_a_title_below_the_unit_stays_a_title():
    text = "单位：万元\n                  支出决算表\n" + HEAD.removeprefix(TITLE)
    reading = read_text((text + "\n".join(line(*row) for row in ROWS)).encode())
    assert [p.text for p in reading.paragraphs] == ["单位：万元", "支出决算表"]
    assert tuple(reading.tables[0].rows[0]) == HEADER


def spans(*texts, top=0.0):
    """A line of texts with their left ends, each letter ten points wide."""
    found = tuple(Span(text, x, x + 10.0 * len(text)) for text, x in texts)
    return Line(found, top, top + 10, 10.0)


def test_a_parent_stands_in_the_first_of_the_columns_in_whose_middle_it_is():
    heads = [
        spans(("年初", 0), ("本年支出", 130), ("年末", 300)),
        spans(("小计", 70), ("基本", 140), ("项目", 210)),
    ]
    body = [spans(*[("1.00", x) for x in (0, 65, 135, 205, 295)])]
    rows = head_rows(heads, columns_of(body, heads))
    assert rows == [["年初", "本年支出", "", "", "年末"], ["", "小计", "基本", "项目", ""]]


def test_parents_over_headers_that_repeat_have_one_repetition_each():
    heads = [
        spans(("预算数", 130), ("决算数", 330)),
        spans(*[(text, 70 * i) for i, text in enumerate(("合计", "出国", "接待") * 2)]),
    ]
    body = [spans(*[("1.00", 70.0 * i) for i in range(6)])]
    rows = head_rows(heads, columns_of(body, heads))
    assert rows[0] == ["预算数", "", "", "决算数", "", ""]


def test_parents_that_are_printed_in_their_first_column_stay_there():
    heads = [
        spans(("合计", 0), ("出国", 140), ("接待", 280)),
        spans(*[(text, 70 * i) for i, text in enumerate(("预算", "决算") * 3)]),
    ]
    body = [spans(*[("1.00", 70.0 * i) for i in range(6)])]
    assert head_rows(heads, columns_of(body, heads))[0] == ["合计", "", "出国", "", "接待", ""]


def test_a_header_broken_over_lines_is_no_parent():
    heads = [
        spans(("附属", 140), top=0),
        spans(("经营", 70), ("其他", 210), top=10),
        spans(("上缴", 140), top=20),
    ]
    body = [spans(*[("1.00", x) for x in (70, 140, 210)])]
    assert head_rows(heads, columns_of(body, heads)) == [
        ["", "附属", ""],
        ["经营", "", "其他"],
        ["", "上缴", ""],
    ]
