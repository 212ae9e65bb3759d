"""One link says which release is current; the way back, retention, and what holds a release back."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from pipeline import releases
from pipeline.cli_releases import known_releases
from pipeline.comparing import compare
from pipeline.errors import BuildFailed, NoRelease
from pipeline.places import Output, wal_of


def staged(output, words):
    output.staged.mkdir(parents=True)
    (output.staged / "parquet").mkdir()
    (output.staged / "parquet" / "a.parquet").write_text(words)
    for name in ("juesuan.duckdb", "report.json", "audit.html"):
        (output.staged / name).write_text(words)
    (output.staged / "manifest.json").write_text(json.dumps({"words": words}))


def published(output, words):
    staged(output, words)
    return releases.put(output, releases.new_id(output))


@pytest.fixture
def output(tmp_path):
    return Output(tmp_path / "warehouse")


def shown(output):
    found = {(output.folder / name).read_text() for name in ("juesuan.duckdb", "report.json")}
    found |= {(output.folder / "parquet" / "a.parquet").read_text()}
    found |= {json.loads(output.manifest.read_text())["words"]}
    assert len(found) == 1
    return found.pop()


def test_everything_of_a_release_is_swapped_by_one_link(output):
    first = published(output, "one")
    assert shown(output) == "one"
    inode = output.database.stat().st_ino
    second = published(output, "two")
    assert shown(output) == "two"
    assert first.database.stat().st_ino == inode  # who has it open goes on reading it
    assert releases.current(output) == second
    assert [r.release_id for r in releases.all_releases(output)] == sorted(
        [first.release_id, second.release_id]
    )
    assert not output.staged.exists()


def test_files_of_an_older_version_give_way_to_links(output):
    output.folder.mkdir()
    output.database.write_text("old")
    (output.folder / "parquet").mkdir()
    (output.folder / "parquet" / "old.parquet").write_text("old")
    (output.folder / "current").mkdir()
    published(output, "new")
    assert shown(output) == "new"


def test_a_clock_that_jumps_back_does_not_reorder_releases(output):
    ahead = (datetime.now(UTC) + timedelta(days=400)).strftime(releases.TIME)
    staged(output, "from the future")
    releases.put(output, ahead)
    later = published(output, "now")
    assert later.release_id > ahead
    assert releases.current(output) == later


def test_the_way_back_and_forth(output):
    with pytest.raises(NoRelease, match="no release"):
        releases.rollback(output)
    one, two, three = (published(output, w) for w in ("one", "two", "three"))
    assert releases.rollback(output) == (three, two)
    assert shown(output) == "two"
    assert three.is_withdrawn and not two.is_withdrawn
    assert releases.rollback(output) == (two, one)
    with pytest.raises(NoRelease, match="before"):
        releases.rollback(output)
    assert releases.rollback(output, three.release_id) == (one, three)
    assert shown(output) == "three" and not three.is_withdrawn
    with pytest.raises(NoRelease, match="are called 1999"):
        releases.rollback(output, "1999")


def test_states_of_releases_in_a_folder_named_relatively(output, monkeypatch):
    for words in ("one", "two", "three"):
        published(output, words)
    releases.rollback(output)
    monkeypatch.chdir(output.folder.parent)
    states = [known["state"] for known in known_releases(Output(Path(output.folder.name)))]
    assert states == ["kept", "current", "withdrawn"]


def test_a_broken_release_is_not_gone_back_to(output):
    one, two, _ = (published(output, w) for w in ("one", "two", "three"))
    (two.folder / "manifest.json").unlink()
    (two.folder / "manifest.json").write_text("{ cut")
    with pytest.raises(NoRelease, match="broken"):
        releases.rollback(output, two.release_id)
    assert releases.rollback(output)[1] == one


def test_old_releases_go_and_the_current_one_stays(output):
    found = [published(output, str(n)) for n in range(5)]
    releases.rollback(output, found[0].release_id)
    assert releases.prune(output, 2) == [r.release_id for r in found[1:3]]
    assert [r.release_id for r in releases.all_releases(output)] == [
        found[n].release_id for n in (0, 3, 4)
    ]
    assert shown(output) == "0"


def test_a_release_that_nobody_has_seen_is_removed(output):
    """A run that was killed between the two renames of a publication leaves a folder behind."""
    published(output, "one")
    staged(output, "unseen")
    unseen = output.releases / releases.new_id(output)
    output.staged.rename(unseen)
    assert shown(output) == "one"
    published(output, "two")
    assert not unseen.exists()
    assert shown(output) == "two"


@pytest.mark.parametrize("where", ["staged", "released"])
def test_a_log_beside_either_file_stops_the_swap(output, where):
    published(output, "one")
    staged(output, "two")
    database = output.database if where == "released" else output.staged / "juesuan.duckdb"
    wal_of(database).write_bytes(b"x")
    with pytest.raises(BuildFailed, match=r"juesuan\.duckdb\.wal lies beside"):
        releases.put(output, releases.new_id(output))
    assert shown(output) == "one"


AS_ANOTHER = """
import duckdb, os, sys
duckdb.connect().execute("select 1")
os.setgid(65534), os.setuid(65534)
reader = duckdb.connect(sys.argv[1], read_only=True)
print(reader.execute("select count(*) from dims.dim_identity").fetchall())
reader.close()
duckdb.connect(sys.argv[1]).execute("create table dims.mine (a integer)")
"""


def test_readers_cannot_write(built):
    """Neither through a read-only connection nor, as another user, through any other."""
    with pytest.raises(duckdb.Error, match="read-only"):
        built.query("create table dims.mine (a integer)")
    modes = {p.stat().st_mode & 0o222 for p in (built.output / "current").rglob("*") if p.is_file()}
    assert modes == {0}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_another_user_can_read_and_cannot_write(built):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        database = shutil.copy2(built.output / "juesuan.duckdb", folder)
        command = [sys.executable, "-c", AS_ANOTHER, str(database)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == f"{built.query('select count(*) from dims.dim_identity')}\n"
    assert "Permission denied" in done.stderr


@pytest.fixture
def pair(built, tmp_path):
    """Two copies of a released file; the second may be changed."""
    old, new = tmp_path / "old.duckdb", tmp_path / "new.duckdb"
    for path in (old, new):
        path.write_bytes((built.output / "juesuan.duckdb").read_bytes())

    def change(sql):
        connection = duckdb.connect(str(new))
        connection.execute(sql)
        connection.close()

    return old, new, change


def test_nothing_differs_between_equal_files(pair):
    old, new, _ = pair
    found = compare(old, new)
    assert found.by_measure() == [] and found.figures() == []
    assert found.documents() == {"new": [], "gone": []}
    assert found.reasons_to_hold() == []


def test_a_figure_of_an_unchanged_document_that_moved_holds_the_release_back(pair):
    old, new, change = pair
    change(
        "update facts.fct_expenditure set amount_yuan = amount_yuan + 0.01 where cell_id = "
        "(select min(cell_id) from facts.fct_expenditure where is_current)"
    )
    found = compare(old, new)
    (row,) = found.by_measure()
    assert (row["measure"], row["changed"], str(row["largest_change"])) == (
        "expenditure", 1, "0.0100",
    )  # fmt: skip
    (reason,) = found.reasons_to_hold()
    assert reason.startswith("1 figures of documents that did not change")


def test_only_figures_that_may_differ_are_compared_where_the_others_are_a_copy(pair):
    old, new, change = pair
    change(
        "update facts.fct_expenditure set amount_yuan = amount_yuan + 0.01 where cell_id = "
        "(select min(cell_id) from facts.fct_expenditure where is_current)"
    )
    reader = duckdb.connect(str(old), read_only=True)
    [(moved,)] = reader.execute(
        "select arg_min(document_id, cell_id) from facts.fct_expenditure where is_current"
    ).fetchall()
    others = reader.execute(
        "select document_id from dims.dim_document where document_id != ?", [moved]
    ).fetchall()
    reader.close()
    everything = compare(old, new).by_measure()
    assert [row["changed"] for row in everything] == [1]
    assert compare(old, new, among=[moved]).by_measure() == everything
    assert compare(old, new, among=[moved]).reasons_to_hold()
    assert compare(old, new, among=[name for (name,) in others]).by_measure() == []
    change("delete from dims.dim_document")  # documents and years are compared in full
    assert "department-years are gone" in compare(old, new, among=[]).reasons_to_hold()[-1]


def test_departments_of_one_name_are_kept_apart(pair):
    old, new, change = pair
    writer = duckdb.connect(str(old))
    writer.execute("update dims.dim_department set department_name = '同名局'")
    writer.close()
    change("update dims.dim_department set department_name = '同名局'")
    assert compare(old, new).by_measure() == []
    change(
        "update facts.fct_expenditure set amount_yuan = 0 where cell_id = (select min(cell_id) "
        "from facts.fct_expenditure where is_current and amount_yuan != 0)"
    )
    found = compare(old, new)
    assert [row["changed"] for row in found.by_measure()] == [1]
    assert "→ 0.0000" in found.reasons_to_hold()[0]


def test_a_department_under_a_new_key_is_not_gone(pair):
    old, new, change = pair
    for table in ("dims.dim_document", "facts.fct_expenditure"):
        change(f"update {table} set department_id = 'renamed' where department_id is not null")
    assert not any("gone" in reason for reason in compare(old, new).reasons_to_hold())


def test_figures_that_vanish_hold_and_figures_that_appear_do_not(pair):
    old, new, change = pair
    change("delete from facts.fct_three_public")
    assert compare(old, new).reasons_to_hold()
    found = compare(new, old)
    assert {row["measure"] for row in found.by_measure()} == {"three public"}
    assert sum(row["appeared"] for row in found.by_measure()) > 10
    assert found.reasons_to_hold() == []


def test_what_the_documents_explain_is_not_held(pair):
    """A new version of a document changes figures, and its identity says so."""
    old, new, change = pair
    change(
        "create temp table one as select min(document_id) as id from dims.dim_document "
        "where is_current; "
        "update facts.fct_expenditure set amount_yuan = amount_yuan * 2, document_id = 'other' "
        "where document_id = (select id from one); "
        "update dims.dim_document set document_id = 'other' where document_id = (select id from one)"
    )
    found = compare(old, new)
    assert len(found.documents()["new"]) == len(found.documents()["gone"]) == 1
    assert any(row["changed"] for row in found.by_measure())
    assert not any("did not change" in reason for reason in found.reasons_to_hold())


def test_many_departments_gone_at_once_hold_the_release_back(pair):
    old, new, change = pair
    change(
        "create temp table one as select min(document_id) as id from dims.dim_document "
        "where is_current; "
        "delete from dims.dim_document where document_id = (select id from one)"
    )
    assert any("department-years are gone" in r for r in compare(old, new).reasons_to_hold())
