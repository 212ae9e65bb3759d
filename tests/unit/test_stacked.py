"""Tables in which several titles stand: forms one below the other, and contents lists."""

import pytest

from benchmarks.synthetic.disclosure import PageBreak, Table, Text, disclose
from benchmarks.synthetic.layouts import LAYOUTS
from benchmarks.synthetic.ledger import departments
from benchmarks.synthetic.office import report_and_forms, to_xlsx
from benchmarks.synthetic.rendering import FORMATS, to_csv, to_text
from benchmarks.synthetic.roundtrip import differences
from ingest.corpus import parse_document
from tests.unit.test_layouts import doc, form
from tests.unit.test_wordings import TITLES

YEARS = departments(len(LAYOUTS), [2022, 2023], seed=21)
NAMES = [layout.name for layout in LAYOUTS]


def disclosure(index):
    return disclose(YEARS[2 * index + 1], LAYOUTS[index], YEARS[2 * index])


def stacked(blocks):
    """All forms with their titles in one table; the prose apart."""
    report, forms = report_and_forms(blocks)
    rows = []
    for block in forms:
        rows += [[block.text]] if isinstance(block, Text) else getattr(block, "rows", [])
    width = max(map(len, rows))
    return report, Table([[*row, *[""] * (width - len(row))] for row in rows])


@pytest.mark.parametrize("render", [to_text, to_xlsx, to_csv], ids=["text", "xlsx", "csv"])
@pytest.mark.parametrize("index", range(len(LAYOUTS)), ids=NAMES)
def test_forms_one_below_the_other_in_one_table(index, render):
    truth = disclosure(index)
    report, table = stacked(truth.blocks)
    document = parse_document(render([*report, PageBreak(), table]), "2023.x")
    assert differences(document, truth) == [], [p.message for p in document.problems][:5]
    assert document.status == "loaded"
    numbers = [t.table_no for t in document.reading.tables]
    assert numbers == list(range(1, len(numbers) + 1))
    for each in document.forms:
        for row in each.rows:
            found = document.reading.tables[row.table_no - 1]
            assert row.texts == row.places.texts(found.rows[row.table_row - 1])
            assert row.source_line == found.source_lines[row.table_row - 1]


CONTENTS = {
    "a table": [Table([["目录", ""], *[[t, str(n)] for n, t in enumerate(TITLES, start=3)]])],
    "numbers before": [Table([["序号", "表名"], *[[str(n), t] for n, t in enumerate(TITLES)]])],
    "each line a table": [
        Table([[f"{n}. {t}", str(n + 2)]]) for n, t in enumerate(TITLES, start=1)
    ],
    "dots": [Text(f"{t}……{n}") for n, t in enumerate(TITLES, start=3)],
    "what the page says of itself": [
        Table([["索引号", "x1", "发布机构", "样例局"], ["发文日期", "2024-08-30", "名称", "决算"]])
    ],
}


@pytest.mark.parametrize("kind", ["text", "docx", "html", "xlsx", "pdf", "pipes", "csv"])
@pytest.mark.parametrize("contents", CONTENTS.values(), ids=CONTENTS)
def test_a_contents_list_is_no_form(contents, kind):
    truth = disclosure(0)
    blocks = list(truth.blocks)
    first = next(i for i, block in enumerate(blocks) if isinstance(block, PageBreak))
    blocks[first:first] = contents
    document = parse_document(FORMATS[kind][1](blocks), "2023.x")
    assert differences(document, truth) == []
    assert document.status == "loaded", [p.message for p in document.problems]


FORM3 = [
    ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
    ["合计", "", "5.00", "3.00", "2.00"],
    ["201", "一般公共服务支出", "5.00", "3.00", "2.00"],
]


def test_a_title_in_a_table_of_its_own_is_that_of_the_table_below(parse):
    title = "支出决算表\t\n部门：样例局\t单位：万元\n\n"
    rows = "\n".join("\t".join(row) for row in FORM3)
    document = parse("2023年度样例局部门决算\n\n" + title + rows + "\n")
    assert form(document, 3).status == "loaded"
    assert form(document, 3).unit_text == "万元"
    # another title, or what stands between them, ends it
    for other in ("项目支出决算表\t\t\t\t\n", "项目支出决算表\n\n"):
        document = parse("2023年度样例局部门决算\n\n" + title + other + rows + "\n")
        assert not any(f.status == "loaded" for f in document.forms)
    document = parse("2023年度样例局部门决算\n\n" + title + "情况如下所述。\n\n" + rows + "\n")
    assert not any(f.status == "loaded" for f in document.forms)


def test_a_title_that_got_into_a_table_parts_nothing(parse):
    rows = [*FORM3[:2], ["收入决算表", "", "", "", ""], FORM3[2]]
    document = parse(doc("支出决算表", rows))
    assert [row.code for row in form(document, 3).rows] == [None, "201"]
    assert form(document, 2).status == "missing"


def test_the_head_of_a_page_within_a_table_parts_nothing(parse):
    head = ["样例局2023年度部门决算表", "", "", "", ""]
    rows = [*FORM3[:2], head, FORM3[0], FORM3[2]]
    document = parse(doc("支出决算表", rows))
    assert [row.code for row in form(document, 3).rows] == [None, "201"]
    broken = [text.replace("本年支出合计", "本年支 出合计") for text in FORM3[0]]
    document = parse(doc("支出决算表", [*FORM3[:2], head, broken, FORM3[2]]))
    assert [row.code for row in form(document, 3).rows] == [None, "201"]
    # under another header it is the title of another table
    other = [
        ["项目支出明细表", *[""] * 4],
        ["项目名称", "金额", "", "", ""],
        ["维修", "1.00", *[""] * 3],
    ]
    document = parse(doc("支出决算表", [*FORM3, *other]))
    assert form(document, 3).status == "loaded"
    assert len(document.reading.tables) == 2


def test_a_title_wrapped_over_two_rows_is_not_its_second_half(parse):
    below = [
        ["一般公共预算财政拨款", "", "", "", ""],
        ["支出决算表", "", "", "", ""],
        ["单位：万元", "", "", "", ""],
        ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["合计", "", "4.00", "2.00", "2.00"],
        ["201", "一般公共服务支出", "4.00", "2.00", "2.00"],
    ]
    document = parse(doc("支出决算表", FORM3 + below))
    assert [row.texts[0] for row in form(document, 3).rows] == ["5.00", "5.00"]
    assert [row.texts[0] for row in form(document, 5).rows] == ["4.00", "4.00"]
