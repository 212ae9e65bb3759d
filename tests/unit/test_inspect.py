"""juesuan inspect, and the way of a newcomer from an unmapped table to a loaded one."""

import csv
import json
import shutil

import pytest

from ingest.errors import LayoutError
from ingest.forms import headers, layouts
from pipeline.inspecting import inspect
from tests.conftest import LONGGANG, ROOT, juesuan
from tests.unit.test_layouts import doc

UNKNOWN = [
    ["科目编码", "科目名称", "全年花销", "基本支出", "项目支出"],
    ["合计", "", "3.00", "1.00", "2.00"],
    ["201", "一般公共服务支出", "3.00", "1.00", "2.00"],
]


@pytest.fixture
def unmapped(tmp_path):
    path = tmp_path / "2023.txt"
    path.write_text(doc("支出决算表", UNKNOWN), "utf-8")
    return path


def test_every_table_is_shown_with_form_score_header_map_and_first_rows(gold):
    found = inspect(LONGGANG, shown=2)
    assert len(found["tables"]) == 24
    assert [f["labelled_rows"] for f in found["forms"]] == [42, 33, 33, 38, 30, 83, 4, 1, 1]
    first = found["tables"][0]
    assert (first["form_no"], first["unit"], first["mapping_score"]) == (1, "万元", 1.0)
    assert "决算数 = amount" in first["header_map"]
    assert len(first["first_rows"]) == 2
    assert found["department"] == gold["document"]["department"]
    assert found["statements"] == found["statements_linked"] + sum(
        each["figures"] for each in found["unlinked"]
    )
    assert found["unlinked"][0]["source_line"] is not None


def test_an_unmapped_header_is_named_with_its_column_and_exit_code(unmapped):
    done = juesuan("inspect", unmapped)
    assert done.returncode == 2
    assert "form 3 unmapped" in done.stdout
    assert "unknown header '全年花销' in column 3" in done.stdout
    assert "headers.csv" in done.stdout
    as_json = json.loads(juesuan("inspect", unmapped, "--json").stdout)
    assert as_json["forms"][2]["status"] == "unmapped"
    assert as_json["tables"][0]["problems"][0]["table_column"] == 3


def test_why_figures_of_the_prose_have_no_measure_is_counted(tmp_path):
    path = tmp_path / "2023.txt"
    text = "第一部分 部门概况\n\n二、2023年重点工作\n\n政府采购支出5.00亿元。项目支出6.00亿元。参加活动7人。"
    path.write_text(
        f"2023年度样例市样例局部门决算\n\n{text}\n\n{doc('支出决算表', UNKNOWN)}", "utf-8"
    )
    unlinked = json.loads(juesuan("inspect", path, "--json").stdout)["unlinked"]
    assert [(u["figures"], u["printed_text"]) for u in unlinked] == [(2, "5.00亿元"), (1, "7人")]
    shown = juesuan("inspect", path).stdout
    assert "a figure of the chapter on the department" in shown
    assert "5.00亿元 line" in shown


def test_a_refused_file_is_shown_with_its_reason(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4\nnothing")
    done = juesuan("inspect", path)
    assert done.returncode == 1
    assert "refused" in done.stdout


def test_one_row_in_a_csv_loads_the_table(unmapped, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "ingest" / "layouts", tmp_path / "layouts")
    with (tmp_path / "layouts" / "headers.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow([3, "", "total", "全年花销"])
    monkeypatch.setattr(layouts, "LAYOUTS", tmp_path / "layouts")
    for cached in (layouts.layouts, headers.match_header):
        cached.cache_clear()
    try:
        form = inspect(unmapped)["forms"][2]
        assert (form["status"], form["labelled_rows"], form["mapping_score"]) == ("loaded", 2, 1.0)
    finally:
        monkeypatch.undo()
        for cached in (layouts.layouts, headers.match_header):
            cached.cache_clear()


@pytest.mark.parametrize(
    ("file", "row", "words"),
    [
        ("titles.csv", [3, "支出决算情况"], "ends with 表"),
        ("titles.csv", [2, "支出决算表"], "stands for both 3 and 2"),
        ("titles.csv", [2, "{收入|支出}决算表"], "stands for both 3 and 2"),
        ("titles.csv", [2, "{收入{|支出}}决算表"], "none of their own"),
        ("lines.csv", [1, "income", "L1", "一般公共预算}收入"], "none of their own"),
    ],
)
def test_a_row_that_no_title_can_have_is_refused_by_file_and_wording(
    tmp_path, monkeypatch, file, row, words
):
    shutil.copytree(ROOT / "ingest" / "layouts", tmp_path / "layouts")
    with (tmp_path / "layouts" / file).open("a", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerow(row)
    monkeypatch.setattr(layouts, "LAYOUTS", tmp_path / "layouts")
    layouts.layouts.cache_clear()
    try:
        with pytest.raises(LayoutError, match=words):
            layouts.layouts()
    finally:
        monkeypatch.undo()
        layouts.layouts.cache_clear()
