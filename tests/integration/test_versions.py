"""The same year published twice, and a department under two names."""

import json
import os
import subprocess
import sys

import duckdb
import pytest

from tests.conftest import ROOT, juesuan

NAME = "样例市示范局"
FORM_9 = "财政拨款“三公”经费支出决算表"
REGISTER = (
    "event_date,kind,division_code,from_department,to_department,source\n"
    "2024-03-01,rename,,样例市示范局,样例市示范委,a notice of the city\n"
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, complete_text):
    """Three departments that each published a year twice: other figures, fewer forms, an excerpt."""
    folder = tmp_path_factory.mktemp("versions")
    source = folder / "source"
    (source / "_register").mkdir(parents=True)
    (source / "_register" / "department_events.csv").write_text(REGISTER, "utf-8")

    def write(name, text):
        (source / name).write_text(text, "utf-8")

    write("2023_2024-08-20.txt", complete_text)
    # published again under the new name, with other figures in form 6
    again = complete_text.replace(NAME, "样例市示范委")
    for line, other in (
        ("\t01\t办公费\t10.00", "9.00"),
        ("\t31\t公务用车运行维护费\t4.00", "5.00"),
    ):
        assert line in again
        again = again.replace(line, line.rpartition("\t")[0] + "\t" + other)
    write("2023_2025-03-01.txt", again)
    fewer = complete_text.replace(NAME, "样例市少表局")
    assert FORM_9 in fewer
    write("fewer_2023_2024-08-20.txt", fewer)
    write("fewer_2023_2025-03-01.txt", fewer.replace(FORM_9, "其他情况表"))
    begin = complete_text.index(FORM_9)
    end = complete_text.index("政府性基金预算财政拨款收入支出决算表")
    write("whole_2023_2024-08-20.txt", complete_text.replace(NAME, "样例市摘录局"))
    excerpt = "2023 年度样例市摘录局部门决算\n\n" + complete_text[begin:end]
    write("whole_2023_2025-06-01.txt", excerpt.replace(NAME, "样例市摘录局"))
    (source / "broken.pdf").write_bytes(b"%PDF-1.4 cut off")
    return folder


def build(folder, name, *options):
    """Build with paths that are relative to ``folder``, and what was printed."""
    command = [
        sys.executable,
        "-m",
        "pipeline.cli",
        "build",
        "--source",
        "source",
        "--output",
        name,
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*command, *options],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    # published, with one document refused
    assert done.returncode == 2, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def now(corpus):
    return build(corpus, "now")


def ask(folder, query):
    with duckdb.connect(str(folder / "juesuan.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def versions(folder, stem):
    return ask(
        folder,
        "select version_no, cast(published_on as varchar), is_excerpt, is_current "
        f"from dims.dim_document where source_path like '{stem}2023%' order by 1",
    )


def as_of(folder):
    return json.loads((folder / "manifest.json").read_text("utf-8"))["as_of"]


def test_relative_paths_are_those_of_the_folder_one_stands_in(corpus, now):
    assert "broken.pdf" in now
    assert (corpus / "now" / "juesuan.duckdb").exists()
    assert not (ROOT / "now").exists()


def test_the_later_version_is_current_and_its_changes_are_listed(corpus, now):
    folder = corpus / "now"
    assert versions(folder, "") == [
        (1, "2024-08-20", False, False),
        (2, "2025-03-01", False, True),
    ]
    assert ask(
        folder,
        "select department_name, printed_names from dims.dim_department where len(printed_names) > 1",
    ) == [("样例市示范委", ["样例市示范委", "样例市示范局"])]
    restated = ask(
        folder,
        "select row_key, earlier_yuan, later_yuan, restatement_kind from marts.mart_restatement "
        "where form_no = 6 and department_name = '样例市示范委' order by 1",
    )
    assert [(row, int(a), int(b), kind) for row, a, b, kind in restated] == [
        ("30201", 100000, 90000, "changed"),
        ("30231", 40000, 50000, "changed"),
    ]
    # one version of each department
    assert ask(folder, "select count(*) from marts.mart_data_quality where is_current") == [(3,)]
    assert as_of(folder) is None


def test_as_of_an_earlier_day_the_earlier_version_is_current(corpus):
    build(corpus, "then", "--as-of", "2024-12-31")
    assert versions(corpus / "then", "") == [
        (1, "2024-08-20", False, True),
        (2, "2025-03-01", False, False),
    ]
    assert as_of(corpus / "then") == "2024-12-31"
    # the same question again finds that nothing changed; another day builds anew
    done = juesuan(
        *("build", "--source", corpus / "source", "--output", corpus / "then", "--json"),
        *("--as-of", "2024-12-31"),
    )
    assert json.loads(done.stdout)["unchanged"] is True


def test_forms_that_only_an_earlier_version_has_are_named(corpus, now):
    folder = corpus / "now"
    assert ask(
        folder, "select source_path, severity, message from audit.problems where problem_no = 0"
    ) == [
        (
            "fewer_2023_2024-08-20.txt",
            "warn",
            "T9 of this document stand in no mart: the current version of 2023 is "
            "fewer_2023_2025-03-01.txt, which does not have them",
        )
    ]
    # the others have theirs
    assert ask(
        folder,
        "select department_name from facts.fct_three_public "
        "join dims.dim_department using (department_id) "
        "where is_current group by all order by 1",
    ) == [("样例市摘录局",), ("样例市示范委",)]


def test_an_excerpt_that_is_published_later_hides_no_whole_accounts(corpus, now):
    folder = corpus / "now"
    assert versions(folder, "whole_") == [
        (1, "2025-06-01", True, False),
        (2, "2024-08-20", False, True),
    ]
    of_it = "where department_name = '样例市摘录局'"
    assert ask(folder, f"select count(*) from marts.mart_restatement {of_it}") == [(0,)]
    assert ask(folder, f"select count(*) from marts.mart_expenditure_year_over_year {of_it}") > [
        (10,)
    ]
