"""What stands around the tables of other places: titles, captions and Markdown change no figure that is read."""

import csv
import html
import io
import re

import pytest

from benchmarks.synthetic.disclosure import Table, Text, disclose
from benchmarks.synthetic.layouts import LAYOUTS
from benchmarks.synthetic.ledger import departments
from benchmarks.synthetic.rendering import FORMATS
from ingest.corpus import parse_document
from ingest.forms.titles import match_title
from tests.conftest import LONGGANG

TITLES = [
    "收入支出决算总表",
    "收入决算表",
    "支出决算表",
    "财政拨款收入支出决算总表",
    "一般公共预算财政拨款支出决算表",
    "一般公共预算财政拨款基本支出决算明细表",
    "政府性基金预算财政拨款收入支出决算表",
    "国有资本经营预算财政拨款支出决算表",
    '财政拨款"三公"经费支出决算表',
]
TEXT = LONGGANG.read_text("utf-8")
CONTENTS, BODY = (
    TEXT[: TEXT.index("\n收入支出决算总表\n")],
    TEXT[TEXT.index("\n收入支出决算总表\n") :],
)
ORDINALS = "一二三四五六七八九"


def read(document):
    """Every figure of the forms with its meaning, and every figure of the prose with its section."""
    figures = {
        (row.form_no, row.side, row.row_no, row.code, row.line_key, *cell[:2])
        for form in document.forms
        if form.status == "loaded"
        for row in form.rows
        for cell in row.cells
    }
    said = [
        (s.section, s.measure_key, s.relation, s.base, s.printed_text, s.unlinked_reason)
        for s in document.statements
    ]
    return figures, said, [form.unit_text for form in document.forms]


@pytest.fixture(scope="module")
def as_printed():
    return read(parse_document(TEXT.encode(), "test.txt"))


def each_title(wording):
    body = BODY
    for number, title in enumerate(TITLES, start=1):
        assert f"\n{title}\n" in body
        body = body.replace(f"\n{title}\n", f"\n{wording(number, title)}\n", 1)
    return CONTENTS + body


@pytest.mark.parametrize(
    "wording",
    [
        lambda n, title: f"表{n} 2024年度{title}",
        lambda n, title: f"附件{n}：{title}",
        lambda n, title: f"1-{n} {title}",
        lambda n, title: f"{n}.2024年度{title}",
        lambda n, title: f"{ORDINALS[n - 1]}、2024年度{title}",
        lambda n, title: f"公开0{n}表 {title}",
        lambda n, title: f"{title} 财决公开0{n}表",
        lambda n, title: f"{title}（公开0{n}表）",
        lambda _, title: f"{title}（2024年度）",
        lambda _, title: f"{title} 单位：万元",
        lambda _, title: f"## {title}",
        lambda _, title: f"**{title}**",
        lambda _, title: f"{title}：",
        lambda _, title: title.replace("总表", "表"),
        lambda _, title: title.replace("决算表", "决算总表"),
        lambda _, title: f"第二部分 2024年度部门决算\n{title}",
        lambda _, title: f"样例市示范局\n{title}",
        # long titles are wrapped anywhere
        lambda _, title: f"{title[: len(title) // 2]}\n{title[len(title) // 2 :]}",
        lambda _, title: re.sub("(支出|收入支出)?决算", r"\n\1决算", title, count=1).strip(),
    ],
)
def test_a_title_in_other_words_names_the_same_form(parse, as_printed, wording):
    assert read(parse(each_title(wording))) == as_printed


@pytest.mark.parametrize(
    "line",
    [
        "财决公开01表",
        "（公开01表）",
        "批复01表",
        "附件1",
        "2024年12月31日",
        "（2024年度）",
        "第1页 共20页",
        "— 5 —",
        "5 / 30",
        "部门预算代码：101001",
        "日期：2024年度",
        "财政部门：",
        "本表为空表",
        "（单位：万元）",
        "金额单位：人民币万元",
        "金额：万元",
    ],
)
def test_a_line_below_the_title_does_not_part_it_from_its_table(parse, as_printed, line):
    assert read(parse(each_title(lambda _, title: f"{title}\n{line}"))) == as_printed


@pytest.mark.parametrize(
    "first", ["一般公共预算财政拨款项目", "社会保险基金", "政府性基金预算财政拨款基本"]
)
def test_the_second_line_of_another_title_is_no_form(parse, as_printed, first):
    """项目 | 支出决算表 is not form 3: its figures stay out of it."""
    wrapped = BODY.replace("\n国有资本经营预算财政拨款支出决算表\n", f"\n{first}\n支出决算表\n", 1)
    document = parse(CONTENTS + wrapped)
    assert document.forms[7].status == "missing"
    figures, _, _ = read(document)
    assert figures == {figure for figure in as_printed[0] if figure[0] != 8}


@pytest.mark.parametrize("line", ["单侟：元", "金额单位：万侟", "单位：万侟"])
def test_a_unit_that_was_misread_is_not_passed_over(parse, line):
    """Without the line the unit of the document would be taken, and may be another."""
    document = parse(each_title(lambda _, title: f"{title}\n{line}"))
    assert document.status == "refused"


def test_prose_ends_a_caption(parse):
    """A title that the text names before it goes on is not that of the next table."""
    staff = "\n支出决算表\n\n本部门由三个单位组成，其名单如下。\n\n单位\t人数\n甲\t3\n"
    document = parse(CONTENTS + staff + BODY)
    assert (document.table_records[0].kind, document.table_records[1].form_no) == ("other", 1)
    assert document.forms[2].status == "loaded"


@pytest.mark.parametrize(
    "marked",
    [
        lambda line: f"## {line}" if re.match("(- )?[一二三四（(]", line) else line,
        lambda line: re.sub(r"^( ?- )?([一二三四（(].*)$", r"- **\2**", line),
        lambda line: re.sub("^ ?- ", "* ", line),
        lambda line: re.sub("^ ?- ", "• ", line),
        lambda line: re.sub(r"(\d[\d,.]*) ?万元", r"**\1万元**", line),
        lambda line: f"　　{line}" if line.strip() else line,
    ],
)
def test_marks_of_lists_and_markdown_are_not_the_words_of_prose(parse, as_printed, marked):
    start = TEXT.index("第三部分", TEXT.index("注:本表反映部门本年度"))
    lines = TEXT[start:].split("\n")
    prose = "\n".join(line if "\t" in line else marked(line) for line in lines)
    assert prose != TEXT[start:]
    assert read(parse(TEXT[:start] + prose)) == as_printed


def test_bold_cells_of_markdown_are_their_text(parse, as_printed):
    def piped(line):
        cells = line.split("\t")
        is_total = any("计" in cell for cell in cells)
        return f"| {' | '.join(f'**{c}**' if is_total and c else c for c in cells)} |"

    text = "\n".join(piped(line) if "\t" in line else line for line in TEXT.split("\n"))
    figures, _, units = read(parse(text))
    assert (figures, units) == (as_printed[0], as_printed[2])


def test_tables_as_html_in_markdown_are_the_same_tables(parse, as_printed):
    """As programs for text recognition write them."""
    runs = re.split(r"((?:[^\n]*\t[^\n]*\n)+)", TEXT)
    parts = []
    for run in runs:
        if "\t" not in run:
            parts.append(run)
            continue
        rows = [
            "".join(f"<td>{html.escape(cell)}</td>" for cell in line.split("\t"))
            for line in run.rstrip("\n").split("\n")
        ]
        table = "".join(f"<tr>{row}</tr>" for row in rows)
        parts.append(f"\n<html><body><table>{table}</table></body></html>\n")
    assert len(parts) > 30
    assert read(parse("".join(parts))) == as_printed


def test_a_csv_of_all_forms_is_read_as_its_tables(parse, as_printed):
    written = io.StringIO()
    writer = csv.writer(written)
    for line in TEXT.split("\n"):
        cells = line.split("\t")
        writer.writerow(cells + [""] * (13 - len(cells)))
    assert read(parse(written.getvalue())) == as_printed


@pytest.mark.parametrize("mark", ["# ", "## ", "**"])
def test_marks_of_the_cover_are_not_part_of_the_name(parse, mark):
    text = re.sub(r"\n部门[:：][^\n]*", "", TEXT)  # no form says whose it is
    document = parse(mark + text.replace("\n", mark.strip() + "\n" if mark == "**" else "\n", 1))
    assert document.department == parse(TEXT).department
    assert document.fiscal_year == 2024


def above_its_table(blocks):
    """The positions of the titles that name a table, not those of the contents list."""
    found, last = set(), None
    for position, block in enumerate(blocks):
        if isinstance(block, Text) and match_title(block.text) is not None:
            last = position
        elif isinstance(block, Table) and last is not None:
            found.add(last)
            last = None
    return found


@pytest.mark.parametrize("kind", ["部门", "单位", ""])
def test_the_kind_of_the_accounts_is_not_part_of_the_name(parse, kind):
    """部门决算 of a department with its units, 单位决算 of one unit alone."""
    table = "科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n合计\t\t1.00\t1.00\t0.00\n"
    document = parse(f"2023年度样例市图书馆\n\n{kind}决算\n\n支出决算表\n\n单位：万元\n\n{table}")
    assert (document.department, document.fiscal_year) == ("样例市图书馆", 2023)


@pytest.mark.parametrize("name", list(FORMATS))
def test_wrapped_and_labelled_titles_in_every_format(name):
    ending, render = FORMATS[name]
    prior, year = departments(1, [2022, 2023], seed=7)
    blocks = disclose(year, LAYOUTS[0], prior).blocks
    titles = above_its_table(blocks)
    assert len(titles) == len(TITLES)
    reworded = []
    for position, block in enumerate(blocks):
        if position not in titles:
            reworded.append(block)
            continue
        half = len(block.text) // 2
        lines = [block.text[:half], block.text[half:], "财决公开01表", "部门编码：101001"]
        reworded += map(Text, lines)
    before, after = (parse_document(render(each), f"2023.{ending}") for each in (blocks, reworded))
    assert before.status == after.status == "loaded"
    assert read(after)[0] == read(before)[0]
