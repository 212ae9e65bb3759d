"""Tables in pipes, framed and bare, as programs write them: each cell in its column or the text refused."""

import pytest

from ingest.errors import DocumentRefused
from ingest.readers.text import read_text

ROWS = (("项目", "", "金额"), ("", "行政运行", "1.00"), ("201", "公共安全", ""))


def tables(text):
    return [table.rows for table in read_text(text.encode()).tables]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "| 项目 |  | 金额 |\n|  | 行政运行 | 1.00 |\n| 201 | 公共安全 |  |", id="framed"
        ),
        pytest.param(
            "|项目||金额|\n|---|---|---|\n||行政运行|1.00|\n|201|公共安全||", id="compact"
        ),
        pytest.param(
            "项目 |  | 金额\n---|---|---\n | 行政运行 | 1.00\n201 | 公共安全 | ", id="bare"
        ),
        pytest.param("项目|  |金额\n|行政运行|1.00\n201|公共安全|", id="bare without a rule"),
        pytest.param(
            "项目 |  | 金额 |\n | 行政运行 | 1.00 |\n201 | 公共安全 |  |", id="right alone"
        ),
        pytest.param(
            "|项目|Col2|金额|\n|---|---|---|\n||行政运行|1.00|\n|201|公共安全||", id="PyMuPDF"
        ),
        pytest.param(
            "+---+---+---+\n| 项目 |  | 金额 |\n+===+===+===+\n|  | 行政运行 | 1.00 |\n"
            "+---+---+---+\n| 201 | 公共安全 |  |\n+---+---+---+",
            id="grid",
        ),
        pytest.param(
            "┌──┬──┬──┐\n│项目│  │金额│\n├──┼──┼──┤\n│  │行政运行│1.00│\n│201│公共安全│  │\n└──┴──┴──┘",
            id="box",
        ),
        pytest.param("｜项目｜｜金额｜\n｜｜行政运行｜1.00｜\n｜201｜公共安全｜｜", id="wide"),
    ],
)
def test_each_cell_stands_in_its_column(text):
    assert tables(text) == [ROWS]
    assert tables(f"标题\n\n{text}\n\n注：无") == [ROWS]
    if "---" not in text and "──" not in text:
        assert tables(text.replace("\n", "\n\n")) == [ROWS]


def test_lines_are_those_of_the_text():
    [table] = read_text("标题\n\n项目 | 金额\n---|---\n甲 | 1.00\n".encode()).tables
    assert table.source_lines == (3, 5)


def test_one_line_with_a_pipe_is_prose_unless_it_holds_an_amount():
    text = "来源：财政局 | 发布时间：2024-09-24\n\n甲 | 1.00\n\n乙 | 2.00\n丙 | 3.00\n丁 | 4.00\n"
    reading = read_text(text.encode())
    assert [p.text for p in reading.paragraphs] == ["来源：财政局 | 发布时间：2024-09-24"]
    assert [t.rows for t in reading.tables] == [
        (("甲", "1.00"),),
        (("乙", "2.00"), ("丙", "3.00"), ("丁", "4.00")),
    ]


@pytest.mark.parametrize("lost", ["", " 续表"], ids=["no pipe", "a word behind it"])
def test_a_broken_row_shifts_no_other(lost):
    """Where nearly all rows have pipes around them, one that has not is broken: it has a cell more, or less."""
    framed = [f"|  | {number} | 1.00 |" for number in range(40)]
    framed[7] = framed[7] + lost if lost else framed[7].removesuffix(" |")
    [rows] = tables("\n".join(framed))
    assert rows[7] == ("", "7", "1.00") + (("续表",) if lost else ())
    assert [row for row in rows if row != rows[7]] == [
        ("", str(number), "1.00") for number in range(40) if number != 7
    ]


def test_blank_cells_at_the_edges_of_bare_rows_stay():
    """Few or many of them: a pipe that stands before or behind them is none around the row."""
    for edges in (1, 20, 30):
        bare = ["甲 | 1.00 | 2.00"] * (40 - edges) + [" | 1.00 | "] * edges
        [rows] = tables("\n".join(bare))
        assert rows == (("甲", "1.00", "2.00"),) * (40 - edges) + (("", "1.00", ""),) * edges


@pytest.mark.parametrize("begin", ["", "| "], ids=["bare", "framed"])
def test_rows_filled_up_at_their_end_have_lost_their_blanks(begin):
    rows = [
        "收入决算表 | ||",
        "科目 | 合计 | 事业 |",
        "行政运行 | 1.00 | |",
        "其他 | 2.00 | 2.00 |",
    ]
    with pytest.raises(DocumentRefused, match="blank cells of its tables were dropped") as refusal:
        tables("\n".join(begin + row for row in rows))
    assert refusal.value.remedy
    # a blank between others: who wrote it dropped none
    rows[3] = "其他 |  | 2.00 |"
    assert tables("\n".join(begin + row for row in rows))


def test_what_a_web_page_says_of_itself_may_have_blank_cells():
    page = "发布机构 | 样例局 | ||\n文号 | | ||\n"
    assert tables(f"{page}\n科目\t合计\n行政运行\t1.00\n")[-1] == (
        ("科目", "合计"),
        ("行政运行", "1.00"),
    )


def test_nothing_but_rules_is_no_table():
    assert tables("+---+---+\n+---+---+\n\n甲|乙\n丙|丁\n") == [(("甲", "乙"), ("丙", "丁"))]
    assert tables("| |\n") == [(("",),)]


def test_quotation_marks_of_a_spreadsheet_are_none_of_the_print():
    assert tables('"1,234.56"\t"说""三公""话"\t"三公"经费\t"\n') == [
        (("1,234.56", '说"三公"话', '"三公"经费', '"'),)
    ]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("**合计**", "合计"),
        ("***合计***", "合计"),
        ("*合计*", "合计"),
        ("__合计__", "合计"),
        ("$1,234.56$", "1,234.56"),
        ("$-0.50$", "-0.50"),
        ("1\\.00", "1.00"),
        ("\\-1\\.00", "-1.00"),
        ("&nbsp;", ""),
        ("1.00&#160;", "1.00"),
        # what is no mark
        ("*", "*"),
        ("$合计$", "$合计$"),
        ("$", "$"),
        ("12*3", "12*3"),
        ("C:\\表", "C:\\表"),
        ("研发&测试", "研发&测试"),
    ],
)
def test_the_marks_of_markdown_are_none_of_the_print(printed, read):
    assert tables(f"| 项目 | 金额 |\n| --- | --- |\n| {printed} | 2.00 |\n") == [
        (("项目", "金额"), (read, "2.00"))
    ]


def test_a_row_that_was_cut_behind_a_pipe_is_one():
    text = "甲| 乙| 丙| 丁\n---|---|---|---\n201| 名称一| 1.00|\n2.00\n202|\n名称二| 3.00| 4.00\n203| 名称三| 5.00| 6.00"
    [table] = read_text(f"标题\n\n{text}\n\n注：无".encode()).tables
    assert table.rows == (
        ("甲", "乙", "丙", "丁"),
        ("201", "名称一", "1.00", "2.00"),
        ("202", "名称二", "3.00", "4.00"),
        ("203", "名称三", "5.00", "6.00"),
    )
    assert table.source_lines == (3, 5, 7, 9)


def test_a_blank_last_cell_is_not_what_stands_below_it():
    text = "甲| 乙| 丙| 丁\n201| 名称一| 1.00|\n注：本表反映1.00的情况\n"
    reading = read_text(text.encode())
    assert [table.rows for table in reading.tables] == [
        (("甲", "乙", "丙", "丁"), ("201", "名称一", "1.00", ""))
    ]
    assert [paragraph.text for paragraph in reading.paragraphs] == ["注：本表反映1.00的情况"]
    rows = "甲| 乙| 丙| 丁\n201| 名称一| 1.00|\n202| 名称二| 3.00| 4.00"
    assert tables(rows) == [
        (("甲", "乙", "丙", "丁"), ("201", "名称一", "1.00", ""), ("202", "名称二", "3.00", "4.00"))
    ]


def test_lines_of_more_cells_than_a_form_has_are_not_put_together():
    wide = "| ".join(str(number) for number in range(50))
    cut = "| ".join("1.00" for _ in range(30)) + "|\n" + "| ".join("2.00" for _ in range(20))
    assert len(tables(f"{wide}\n{cut}")[0]) == 3
