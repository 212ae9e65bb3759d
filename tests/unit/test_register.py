"""The register of a corpus, and the day a document was published."""

import pytest

from ingest.corpus import find_files
from ingest.errors import LayoutError
from ingest.identity import published_on
from ingest.readers.text import read_text
from ingest.register import read_register

EVENTS = "event_date,kind,division_code,from_department,to_department,source\n"
MOVES = "from_code,to_code,first_fiscal_year,source\n"


def write(folder, events=None, moves=None):
    (folder / "_register").mkdir()
    for name, text in (("department_events.csv", events), ("code_moves.csv", moves)):
        if text is not None:
            (folder / "_register" / name).write_text(text, "utf-8")
    return folder


def test_no_register_is_an_empty_one(tmp_path):
    assert read_register(tmp_path) == {"department_events": [], "code_moves": []}


def test_events_and_moves_are_read_and_are_no_documents(tmp_path):
    write(
        tmp_path,
        EVENTS + "2024-01-01,merge,,甲局,乙 局,通知\n",
        MOVES + "2010302,2010399,2024,科目\n",
    )
    assert read_register(tmp_path) == {
        "department_events": [("2024-01-01", "merge", None, "甲局", "乙局", "通知")],
        "code_moves": [("2010302", "2010399", 2024, "科目")],
    }
    assert find_files(tmp_path) == []


@pytest.mark.parametrize(
    ("events", "moves"),
    [
        pytest.param(EVENTS + "2024-13-01,merge,,甲局,乙局,通知\n", None, id="no such day"),
        pytest.param(EVENTS + "2024-01-01,sold,,甲局,乙局,通知\n", None, id="no such kind"),
        pytest.param(EVENTS + "2024-01-01,merge,,甲局,乙局,\n", None, id="no source"),
        pytest.param("day,kind\n", None, id="other columns"),
        pytest.param(None, MOVES + "20103022,2010399,2024,科目\n", id="no code"),
        pytest.param(None, MOVES + "2010302,2010399,2024,\n", id="move without source"),
    ],
)
def test_a_row_that_cannot_be_is_refused(tmp_path, events, moves):
    with pytest.raises(LayoutError):
        read_register(write(tmp_path, events, moves))


@pytest.mark.parametrize(
    ("name", "text", "day"),
    [
        pytest.param("2024_2025-08-20.pdf", "决算", "2025-08-20", id="file name"),
        pytest.param("2024.pdf", "发布时间：2025年8月5日", "2025-08-05", id="page"),
        pytest.param("2024.pdf", "公开日期: 2025/8/5 来源：财政局", "2025-08-05", id="slashes"),
        pytest.param("2024.pdf", "截至2024年12月31日，车辆3辆", None, id="a day in the prose"),
        pytest.param("2024_2025-13-45.pdf", "决算", None, id="no such day"),
        pytest.param("2024.pdf", "决算", None, id="none"),
    ],
)
def test_the_day_of_publication(name, text, day):
    assert published_on(f"a/{name}", read_text(text.encode())) == day
