"""Recorded exceptions: a genuine misprint is accepted with a comment, a stale one fails the build."""

import shutil
import subprocess

import duckdb
import pytest

from benchmarks.clones import run_dbt

STALE_TEST = "identity_exceptions_still_apply"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """One path for all: dbt keeps what it has parsed for it."""
    return tmp_path_factory.mktemp("exceptions")


@pytest.fixture
def database(built, place):
    copy = place / "build.duckdb"
    shutil.copy(built.output / ".build" / "build.duckdb", copy)
    return copy


def lone_document(connection):
    ((document_id,),) = connection.execute(
        "select document_id from audit.documents where source_path like '%lone_witness%'"
    ).fetchall()
    return document_id


def record(database, identity, scope, comment):
    connection = duckdb.connect(str(database))
    connection.execute(
        "insert into reference.identity_exceptions values (?, ?, ?, ?)",
        [lone_document(connection), identity, scope, comment],
    )
    connection.close()


def test_without_exceptions_the_check_passes(database):
    run_dbt(database, "test", "--select", STALE_TEST)


def test_an_exception_lifts_the_quarantine_and_is_shown(database):
    record(database, "T6-H35", "302", "the printed sum leaves out 7.00, see the corrigendum")
    run_dbt(database, "run", "--select", "int_identities__judged+")
    run_dbt(database, "test", "--select", STALE_TEST)
    connection = duckdb.connect(str(database), read_only=True)
    document_id = lone_document(connection)
    blocks = connection.execute(
        "select * from audit.quarantine where document_id = ?", [document_id]
    ).fetchall()
    assert blocks == []
    ((comment,),) = connection.execute(
        "select exception_comment from facts.fct_identity_result "
        "where document_id = ? and identity_id = 'T6-H35' and state = 'fail'",
        [document_id],
    ).fetchall()
    assert "corrigendum" in comment
    connection.close()


@pytest.mark.parametrize(
    ("scope", "comment"),
    [
        pytest.param("301", "it holds", id="explains nothing"),
        pytest.param("302", " ", id="no comment"),
    ],
)
def test_a_stale_or_silent_exception_fails_the_build(database, scope, comment):
    record(database, "T6-H35", scope, comment)
    with pytest.raises(subprocess.CalledProcessError) as failed:
        run_dbt(database, "test", "--select", STALE_TEST)
    assert STALE_TEST in failed.value.stdout
