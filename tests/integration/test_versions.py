"""The same year published twice, and a department under two names."""

import json
import os
import subprocess
import sys

import duckdb
import pytest

from tests.conftest import ROOT, juesuan

REGISTER = (
    "event_date,kind,division_code,from_department,to_department,source\n"
    "2024-03-01,rename,,样例市示范局,样例市示范委,a notice of the city\n"
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, complete_text):
    folder = tmp_path_factory.mktemp("versions")
    (folder / "source" / "_register").mkdir(parents=True)
    (folder / "source" / "_register" / "department_events.csv").write_text(REGISTER, "utf-8")
    (folder / "source" / "2023_2024-08-20.txt").write_text(complete_text, "utf-8")
    # published again under the new name, with other figures in form 6
    again = complete_text.replace("样例市示范局", "样例市示范委").replace(
        "2.00\t4.50\t4.20", "2.00\t4.50\t4.20"
    )
    again = again.replace("30201\t办公费\t10.00", "30201\t办公费\t10.00")
    again = again.replace("\t01\t办公费\t10.00", "\t01\t办公费\t9.00").replace(
        "\t31\t公务用车运行维护费\t4.00", "\t31\t公务用车运行维护费\t5.00"
    )
    assert again.count("9.00") > complete_text.count("9.00")
    (folder / "source" / "2023_2025-03-01.txt").write_text(again, "utf-8")
    return folder


def build(corpus, name, *options):
    done = juesuan(
        "build", "--source", corpus / "source", "--output", corpus / name, "--json", *options
    )
    assert done.returncode in (0, 2), done.stderr
    connection = duckdb.connect(str(corpus / name / "juesuan.duckdb"), read_only=True)
    try:
        versions = connection.execute(
            "select version_no, cast(published_on as varchar), is_current from dims.dim_document order by 1"
        ).fetchall()
        departments = connection.execute(
            "select department_name, printed_names from dims.dim_department"
        ).fetchall()
        restated = connection.execute(
            "select row_key, earlier_yuan, later_yuan, restatement_kind from marts.mart_restatement "
            "where form_no = 6 order by 1"
        ).fetchall()
        quality = connection.execute(
            "select count(*) from marts.mart_data_quality where is_current"
        ).fetchall()
        # both have all forms
        assert connection.execute("from audit.problems where problem_no = 0").fetchall() == []
    finally:
        connection.close()
    manifest = json.loads((corpus / name / "manifest.json").read_text("utf-8"))
    return versions, departments, restated, quality, manifest["as_of"]


def test_the_later_version_is_current_and_its_changes_are_listed(corpus):
    versions, departments, restated, quality, as_of = build(corpus, "now")
    assert versions == [(1, "2024-08-20", False), (2, "2025-03-01", True)]
    assert departments == [("样例市示范委", ["样例市示范委", "样例市示范局"])]
    assert [(row, int(a), int(b), kind) for row, a, b, kind in restated] == [
        ("30201", 100000, 90000, "changed"),
        ("30231", 40000, 50000, "changed"),
    ]
    assert quality == [(1,)]
    assert as_of is None


def test_as_of_an_earlier_day_the_earlier_version_is_current(corpus):
    versions, _, _, _, as_of = build(corpus, "then", "--as-of", "2024-12-31")
    assert versions == [(1, "2024-08-20", True), (2, "2025-03-01", False)]
    assert as_of == "2024-12-31"
    # the same question again finds that nothing changed; another day builds anew
    done = juesuan(
        *("build", "--source", corpus / "source", "--output", corpus / "then", "--json"),
        *("--as-of", "2024-12-31"),
    )
    assert json.loads(done.stdout)["unchanged"] is True


def test_forms_that_only_an_earlier_version_has_are_named(tmp_path, complete_text):
    title = "财政拨款“三公”经费支出决算表"
    assert title in complete_text
    source = tmp_path / "source"
    source.mkdir()
    (source / "2023_2024-08-20.txt").write_text(complete_text, "utf-8")
    (source / "2023_2025-03-01.txt").write_text(complete_text.replace(title, "其他情况表"), "utf-8")
    done = juesuan("build", "--source", source, "--output", tmp_path / "out", "--json")
    assert done.returncode in (0, 2), done.stderr
    with duckdb.connect(str(tmp_path / "out" / "juesuan.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "select source_path, severity, message from audit.problems where problem_no = 0"
        ).fetchall()
        current = connection.execute(
            "select count(*) from facts.fct_three_public where is_current"
        ).fetchall()
    assert found == [
        (
            "2023_2024-08-20.txt",
            "warn",
            "T9 of this document stand in no mart: the current version of 2023 is "
            "2023_2025-03-01.txt, which does not have them",
        )
    ]
    assert current == [(0,)]


def test_relative_paths_are_those_of_the_folder_one_stands_in(tmp_path, complete_text):
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "2023.txt").write_text(complete_text, "utf-8")
    (tmp_path / "source" / "broken.pdf").write_bytes(b"%PDF-1.4 cut off")
    command = [
        sys.executable,
        "-m",
        "pipeline.cli",
        "build",
        "--source",
        "source",
        "--output",
        "out",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    # published, with one document refused by name
    assert done.returncode == 2, done.stderr
    assert "broken.pdf" in done.stdout
    assert (tmp_path / "out" / "juesuan.duckdb").exists()
    assert not (ROOT / "out").exists()


def test_an_excerpt_that_is_published_later_hides_no_whole_accounts(tmp_path, complete_text):
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "2023_2024-08-20.txt").write_text(complete_text, "utf-8")
    begin = complete_text.index("财政拨款“三公”经费支出决算表")
    end = complete_text.index("政府性基金预算财政拨款收入支出决算表")
    excerpt = "2023 年度样例市示范局部门决算\n\n" + complete_text[begin:end]
    (tmp_path / "source" / "2023_2025-06-01.txt").write_text(excerpt, "utf-8")
    done = juesuan("build", "--source", tmp_path / "source", "--output", tmp_path / "w", "--json")
    assert done.returncode in (0, 2), done.stderr
    with duckdb.connect(str(tmp_path / "w" / "juesuan.duckdb"), read_only=True) as connection:
        assert connection.execute(
            "select version_no, cast(published_on as varchar), is_excerpt, is_current "
            "from dims.dim_document order by 1"
        ).fetchall() == [(1, "2025-06-01", True, False), (2, "2024-08-20", False, True)]
        assert connection.execute("select count(*) from marts.mart_restatement").fetchall() == [
            (0,)
        ]
        assert connection.execute(
            "select count(*) from marts.mart_expenditure_year_over_year"
        ).fetchall() > [(10,)]
