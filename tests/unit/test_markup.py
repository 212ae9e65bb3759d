"""What Markdown and LaTeX write around printed text is no part of it."""

import pytest

from ingest.readers.markup import without_markup
from ingest.readers.text import read_text


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (r"增长 $5.8\%$，$1 2 . 7$ 万元", "增长 5.8%，12.7 万元"),
        (r"占 $58.1\mathrm{\%}$，占 1.3\%", "占 58.1%，占 1.3%"),
        (r"决算 $3.20\mathrm{万元}$，共 $12 \text { 批次 }$", "决算 3.20万元，共 12   批次"),
        (r"共 $5 \mathrm{个$ 和", r"共 $5 \mathrm{个$ 和"),
        (r"$\geqslant 9 5 \%$", "≥ 95%"),
        (r"$2{,}000.00$", "2,000.00"),
        (r"$ ^ { 2. } $", "2."),
        (r"$\triangle 1.00$", "△ 1.00"),
        (r"1\.00 \*", "1.00 *"),
        (r"\(5.8\%\)，增加 \(12.7\) 万元", "5.8%，增加 12.7 万元"),
        # brackets of the print, where no formula shows that they are LaTeX's
        (r"出国\(境\)费 \(1.00\)", "出国(境)费 (1.00)"),
        # a cell that goes on on another line
        ("|一般公共<br>服务支出|1.00<br>|", "|一般公共 服务支出|1.00 |"),
        ("一般公共<BR/>服务支出\t1.00", "一般公共 服务支出\t1.00"),
        # of a web page
        ("<td>一般<br>公共</td>\t", "<td>一般<br>公共</td>\t"),
        ("一段<br>正文", "一段<br>正文"),
        # no formulas
        ("US$5 and 10$ 美元", "US$5 and 10$ 美元"),
        ("$1.00\t$2.00\t3.00$", "$1.00\t$2.00\t3.00$"),
        (r"$\frac{1}{2}$", r"$\frac{1}{2}$"),
        (r"a\|b", r"a\|b"),
    ],
)
def test_a_text_is_what_was_printed(written, printed):
    assert without_markup(written) == printed


def test_lines_keep_their_numbers():
    text = "第一行 $1$\n\n第三行 $2\\%$\n| 科目 | $3 . 5 0$ |\n| 其他 | 1\\.00 |\n"
    reading = read_text(text.encode())
    assert [p.source_line for p in reading.paragraphs] == [1, 3]
    assert reading.paragraphs[1].text == "第三行 2%"
    assert reading.tables[0].rows == (("科目", "3.50"), ("其他", "1.00"))
