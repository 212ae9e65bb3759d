"""Night after night: what is new is read, what cannot be explained waits for a person, and the way back."""

import json
import shutil
import subprocess
import sys

import duckdb
import pytest

from pipeline import renewal
from pipeline.places import Output, sha256
from pipeline.transforming import transform
from tests.conftest import ROOT, juesuan

HOSTILE = "一般'; drop table raw.documents; --{{ 7 * 7 }}{% raw %}<script>alert(1)</script>"


def run(night, *arguments):
    done = juesuan(*arguments, "--output", night / "warehouse", "--json")
    return done, json.loads(done.stdout) if done.stdout else None


def build(night, *options):
    return run(night, "build", "--source", night / "source", *options)


def last(night):
    return json.loads((night / "warehouse" / "last_build.json").read_text("utf-8"))


def current(night):
    return (night / "warehouse" / "current").readlink().name


def tables(database):
    """Every table of a released file, in order."""
    connection = duckdb.connect(str(database), read_only=True)
    try:
        names = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() order by 1"
        ).fetchall()
        return {
            name: connection.execute(f"select * from {name} order by all").fetchall()
            for (name,) in names
        }
    finally:
        connection.close()


def scripts(release, kind):
    """The data of every department or document on the dashboard of a release."""
    folder = release / "dashboard" / "data" / kind
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def nights(tmp_path_factory, complete_text):
    """Three nights in one folder: a first build, a change that is held, and its acceptance."""
    night = tmp_path_factory.mktemp("nights")
    source = night / "source"
    source.mkdir()
    texts = {
        n: complete_text.replace("样例市示范局", f"样例市示范{n}局") for n in "甲乙丙戊己庚辛壬癸"
    }
    texts["丙"] = texts["丙"].replace("\t一般行政管理事务\t", f"\t{HOSTILE}\t")
    # the name of a code is that which most documents print: the second night turns it, for all of them
    shorter = ("\t一般行政管理事务\t", "\t一般行政事务\t")
    for name in "庚辛壬":
        texts[name] = texts[name].replace(*shorter)
    for name, text in texts.items():
        (source / f"{name}_2023.txt").write_text(text, "utf-8")
    found = {"first": build(night), "first_release": current(night), "first_last": last(night)}
    # one goes, one is published anew, one comes: a ninth of the department-years is gone
    (source / "甲_2023.txt").unlink()
    (source / "乙_2023.txt").write_text(texts["乙"].replace(*shorter) + "\n", "utf-8")
    came = texts["甲"].replace("2023", "2022").replace(*shorter)
    (source / "丁_2022.txt").write_text(came, "utf-8")
    found |= {"held": build(night), "held_release": current(night), "held_last": last(night)}
    found["held_status"] = run(night, "status")
    found["held_diff"] = run(night, "diff", found["first_release"], "held")
    found |= {"accepted": run(night, "publish", "--accept"), "second_release": current(night)}
    found["accepted_last"] = last(night)
    return night, found


def test_the_first_night_publishes(nights):
    _, found = nights
    done, summary = found["first"]
    assert done.returncode == 0, done.stderr
    assert found["first_last"]["outcome"] == "published"
    assert found["first_last"]["exit_code"] == 0
    assert summary["release"] == found["first_release"]
    steps = [step["step"] for step in found["first_last"]["steps"]]
    assert steps == ["look", "ingest", "transform", "stage", "audit", "publish"]
    assert all(s["peak_mib"] > 50 and s["seconds"] >= 0 for s in found["first_last"]["steps"])


def test_text_of_a_document_stays_text(nights):
    night, found = nights
    release = night / "warehouse" / "releases" / found["first_release"]
    connection = duckdb.connect(str(release / "juesuan.duckdb"), read_only=True)
    names = connection.execute(
        "select distinct item_name from audit.printed_values where item_name like '%droptable%'"
    ).fetchall()
    connection.close()
    # as printed, without blanks and without the mark-up that extractions leave behind
    assert names == [("一般';droptableraw.documents;--{{7*7}}{%raw%}alert(1)",)]
    assert "<script>alert(1)" not in (release / "audit.html").read_text("utf-8")


def test_what_vanishes_beyond_explanation_waits_for_a_person(nights):
    _, found = nights
    done, _ = found["held"]
    assert done.returncode == 3
    assert "1 of 9 department-years are gone" in done.stderr
    assert found["held_release"] == found["first_release"]
    assert found["held_last"]["outcome"] == "held"
    assert found["held_last"]["exit_code"] == 3
    assert found["held_last"]["documents_read"] == 2  # of nine; the others were kept
    _, status = found["held_status"]
    assert [run["outcome"] for run in status["failures_since"]] == ["held"]
    _, diff = found["held_diff"]
    # 乙 has other bytes and the same figures: no figure of it differs
    assert diff["documents"] == {
        "new": ["丁_2022.txt", "乙_2023.txt"],
        "gone": ["乙_2023.txt", "甲_2023.txt"],
    }
    assert {(row["department"], row["fiscal_year"]) for row in diff["by_measure"]} == {
        ("样例市示范甲局", 2022),
        ("样例市示范甲局", 2023),
    }
    assert diff["unexplained"] == []


def test_a_person_accepts(nights):
    night, found = nights
    done, _ = found["accepted"]
    assert done.returncode == 0, done.stderr
    assert found["second_release"] > found["first_release"]
    manifest = json.loads((night / "warehouse" / "manifest.json").read_text("utf-8"))
    assert manifest["accepted"] == ["1 of 9 department-years are gone"]


@pytest.fixture(scope="module")
def anew(nights, tmp_path_factory):
    """A full build of the same documents elsewhere; where strace is, its connections are written down."""
    night, _ = nights
    folder = tmp_path_factory.mktemp("anew")
    traced = ["strace", "--seccomp-bpf", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg"]
    prefix = [*traced, "-o", folder / "strace.log"] if shutil.which("strace") else []
    command = [sys.executable, "-m", "pipeline.cli", "build", "--source", night / "source"]
    done = subprocess.run(
        [*prefix, *command, "--output", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_the_result_is_that_of_a_full_rebuild(nights, anew):
    night, found = nights
    events = (night / "warehouse" / ".build" / "logs" / "events.jsonl").read_text("utf-8")
    renewals = [json.loads(line) for line in events.splitlines() if '"renewal"' in line]
    # the document that went, both states of the one that changed, and the one that came
    assert [(each["whole"], each["renewed"]) for each in renewals] == [(True, 9), (False, 4)]
    release = night / "warehouse" / "releases" / found["second_release"]
    incremental, full = tables(release / "juesuan.duckdb"), tables(anew / "juesuan.duckdb")
    assert incremental.keys() == full.keys()
    for name in full:
        assert incremental[name] == full[name], name
    # what did not change is copied and linked from the release before
    first = night / "warehouse" / "releases" / found["first_release"]
    said = [json.loads((r / "manifest.json").read_text("utf-8")) for r in (first, release)]
    assert said[0]["database"]["bytes_anew"] == said[1]["database"]["bytes_anew"]
    for kind in ("documents", "departments"):
        assert scripts(release, kind) == scripts(anew / "current", kind)
    kept = {
        p.name for p in (release / "dashboard/data/documents").iterdir() if p.stat().st_nlink > 1
    }
    assert len(kept) == 7  # of nine; the other two were read
    # the name of a code turned: each department shows it
    assert all(p.stat().st_nlink == 1 for p in (release / "dashboard/data/departments").iterdir())


def test_parquet_of_a_night_has_the_rows_of_a_full_rebuild(nights, anew):
    night, found = nights
    release = night / "warehouse" / "releases" / found["second_release"]
    said = json.loads((release / "manifest.json").read_text("utf-8"))["tables"]
    assert said.keys() == {path.name for path in (anew / "current" / "parquet").iterdir()}
    for name, table in said.items():
        whole, parts = (folder / "parquet" / name for folder in (anew / "current", release))
        assert sorted(parts.iterdir()) == sorted(release / part["file"] for part in table["parts"])
        for part in table["parts"]:
            assert sha256(release / part["file"]) == part["sha256"]
        with duckdb.connect() as connection:
            rows = [
                connection.execute(
                    f"from read_parquet('{folder}/*.parquet') order by all"
                ).fetchall()
                for folder in (whole, parts)
            ]
        assert rows[0] == rows[1], name
    # of nine documents two came and two went: what the others print is written again without those that went
    for name in ("audit.printed_values", "semantic.three_public"):
        files = [part["file"].rsplit("/")[-1] for part in said[name]["parts"]]
        assert files == ["0.parquet", "1.parquet"], name


def test_a_night_tests_the_rows_that_it_renewed(nights):
    night, _ = nights
    results = night / "warehouse" / ".build" / "target" / "run_results.json"
    tests = {
        each["unique_id"].split(".")[2]: each["compiled_code"].replace('"', "")
        for each in json.loads(results.read_text("utf-8"))["results"]
        if each["unique_id"].startswith("test.")
    }
    judged = tests["integrity_fct_income"]
    assert "from build.renewed.fct_income" in judged
    assert "from build.facts.fct_income" not in judged
    assert "anti join build.dims.dim_document" in judged  # what it is compared with is whole
    # the rows of a model that is drawn from all documents may all be others
    assert "build.dims.dim_function" in tests["integrity_dim_function"]
    assert "renewed" not in tests["identity_exceptions_still_apply"]


def test_rounds_make_the_tables_of_a_build_at_once(anew, tmp_path, monkeypatch):
    output = Output(tmp_path)
    output.work.mkdir()
    built = Output(anew).build_database
    shutil.copyfile(built, output.build_database)
    with duckdb.connect(str(output.build_database)) as connection:
        connection.execute("drop schema built cascade")  # as if nothing had been built
    monkeypatch.setattr(renewal, "ROUND", 5)
    said = []
    assert transform(output, None, said.append).rounds == 2
    assert said == ["dbt: round 1 of 2", "dbt: round 2 of 2"]
    in_rounds, at_once = tables(output.build_database), tables(built)
    # what the release and the audit add
    notes = {name for name in at_once if name.startswith(("built.", "unreleased."))}
    for name in at_once.keys() - notes - {"audit.gx_results"}:
        assert in_rounds[name] == at_once[name], name


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_no_system_call_of_a_build_leaves_the_machine(anew):
    """DuckDB, polars and dbt included: what is not Python is seen by the kernel's trace."""
    calls = (anew / "strace.log").read_text("utf-8")
    assert "AF_INET" not in calls
    control = subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=connect", sys.executable, "-c",
         "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "AF_INET" in control.stderr


def test_the_way_back_holds_until_something_changes(nights):
    night, found = nights
    done, moved = run(night, "rollback")
    assert done.returncode == 0, done.stderr
    assert moved == {"from": found["second_release"], "to": found["first_release"]}
    assert current(night) == found["first_release"]
    done, _ = build(night)
    assert done.returncode == 3
    assert "rolled back" in done.stderr
    assert current(night) == found["first_release"]
    people = juesuan("status", "--output", night / "warehouse")
    assert "withdrawn" in people.stdout
    assert "held: what these documents" in people.stdout
    shown = juesuan(
        "diff", found["first_release"], found["second_release"], "--figures",
        "--output", night / "warehouse",
    )  # fmt: skip
    assert "2 documents are new, 2 are gone" in shown.stdout
    assert "样例市示范甲局" in shown.stdout
