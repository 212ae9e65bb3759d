"""Web pages that were saved as one file (MHTML), packed by the library of Python for mail."""

from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from benchmarks.synthetic.disclosure import disclose
from benchmarks.synthetic.layouts import LAYOUTS
from benchmarks.synthetic.ledger import departments
from benchmarks.synthetic.rendering import to_html
from benchmarks.synthetic.roundtrip import differences
from ingest.corpus import parse_document

FRAMES = "<html><frameset><frame src='sheet001.htm'></frameset></html>"


def archive(*pages, charset="utf-8"):
    """As a browser saves it: the pages with their pictures."""
    saved = MIMEMultipart("related")
    saved["Subject"] = "2023年度部门决算"
    for number, page in enumerate(pages):
        part = MIMEText(page, "html", charset)
        part["Content-Location"] = f"file:///C:/决算/sheet{number:03d}.htm"
        saved.attach(part)
    saved.attach(MIMEImage(b"\x89PNG\r\n\x1a\n", "png"))
    return b"From: <Saved by Blink>\r\n" + saved.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_page_is_read_as_if_it_were_a_file(charset):
    disclosure = disclose(departments(1, [2023], seed=3)[0], LAYOUTS[0], None)
    page = to_html(disclosure.blocks).decode()
    document = parse_document(archive(page, charset=charset), "2023.mht")
    assert [form.status for form in document.forms] == ["loaded"] * 9
    assert differences(document, disclosure) == []
    alone = parse_document(page.encode(), "2023.html")
    assert document.reading.tables == alone.reading.tables
    assert document.reading.reader == "html"


def test_the_pages_of_a_workbook_are_one_document_in_their_order():
    def page(title, total):
        return (
            f"<html><body><p>2023年度样例市样例局部门决算</p><p>{title}</p><p>单位：万元</p>"
            "<table><tr><td>科目编码</td><td>科目名称</td><td>本年支出合计</td><td>基本支出</td>"
            "<td>项目支出</td></tr><tr><td colspan=2>合计</td>"
            f"<td>{total}</td><td>{total}</td><td>0.00</td></tr></table></body></html>"
        )

    data = archive(
        FRAMES, page("支出决算表", "3.00"), page("一般公共预算财政拨款支出决算表", "2.00")
    )
    document = parse_document(data, "2023.mht")
    read = {form.form_no: form.rows[0].texts for form in document.forms if form.rows}
    assert read == {3: ("3.00", "3.00", "0.00"), 5: ("2.00", "2.00", "0.00")}
    assert [table.place for table in document.reading.tables] == ["part 2", "part 3"]
