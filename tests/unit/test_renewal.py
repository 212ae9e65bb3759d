"""What a night builds again: the documents that changed and all of their departments, and nothing else."""

import hashlib
import json

import duckdb
import polars as pl
import pytest

from ingest.load import create_raw
from ingest.raw_schema import RAW, REGISTERS
from pipeline import renewal
from pipeline.errors import BuildFailed
from pipeline.places import Output
from pipeline.releases import Release
from pipeline.renewal import (
    Changes,
    Renewal,
    changes_since,
    note_release,
    prepare,
    remember,
    take_round,
)
from pipeline.staging import GROWTH, Model, _key, _renamed, copy_sound_file, count_again
from pipeline.transforming import transform

DOCUMENTS = {
    "a1": ("440000", "甲局"),
    "a2": ("440000", "甲局"),
    "b1": ("440000", "乙局"),  # 甲局 was renamed into it
    "c1": ("440000", "丙局"),
    "other": ("310000", "甲局"),  # of the same name, elsewhere
    "nameless": (None, None),
    "d1": ("440000", "丁局"),
    "d2": ("440000", "丁局"),
    "d3": ("440000", "丁局"),
}
RENAME = ("2023-01-01", "rename", "440000", "甲局", "乙局", "a notice")


def insert(connection, table, schema, rows):
    connection.register("frame", pl.DataFrame(rows, schema=schema, orient="row").to_arrow())
    connection.execute(f"insert into {table} from frame")
    connection.unregister("frame")


def put(connection, name, division, department):
    row = {"document_id": name, "division_code": division, "department": department}
    insert(
        connection, "raw.documents", RAW["documents"], [tuple(row.get(c) for c in RAW["documents"])]
    )


@pytest.fixture
def night(tmp_path):
    """An output folder as a finished build leaves it, and a way to change its raw rows."""
    output = Output(tmp_path)
    output.work.mkdir()

    def change(*statements):
        with duckdb.connect(str(output.build_database)) as connection:
            for statement in statements:
                connection.execute(statement)

    with duckdb.connect(str(output.build_database)) as connection:
        create_raw(connection)
        for name, (division, department) in DOCUMENTS.items():
            put(connection, name, division, department)
        insert(connection, "raw.department_events", REGISTERS["department_events"], [RENAME])
        connection.execute("create schema staging")
        connection.execute(
            "create table staging.stg_raw__documents as "
            "select document_id, division_code || department as department_id from raw.documents"
        )
    remember(output, None)
    return output, change


def renewed(output):
    with duckdb.connect(str(output.build_database), read_only=True) as connection:
        [documents, departments] = [
            {name for (name,) in connection.execute(f"from renewal.{table}").fetchall()}
            for table in ("documents", "departments")
        ]
        raw = connection.execute("select document_id from renewed_raw.documents").fetchall()
    return documents, departments, {name for (name,) in raw}


def test_nothing_changed(night):
    output, _ = night
    assert prepare(output, None) == Renewal(documents=9, renewed=0, rounds=1, whole=False)


def test_a_changed_document_renews_its_department_under_each_of_its_names(night):
    output, change = night
    change("update raw.documents set reason = 'read again' where document_id = 'b1'")
    assert prepare(output, None) == Renewal(documents=9, renewed=3, rounds=1, whole=False)
    documents, departments, raw = renewed(output)
    assert documents == raw == {"a1", "a2", "b1"}
    assert departments == {"440000甲局", "440000乙局"}


def test_a_document_that_went_is_renewed_without_raw_rows(night):
    output, change = night
    change("delete from raw.documents where document_id = 'd1'")
    assert prepare(output, None) == Renewal(documents=8, renewed=3, rounds=1, whole=False)
    documents, departments, raw = renewed(output)
    assert documents == {"d1", "d2", "d3"}
    assert raw == {"d2", "d3"}
    assert departments == {"440000丁局"}


def test_a_document_without_a_department_stands_alone(night):
    output, change = night
    change("update raw.documents set status = 'refused' where document_id = 'nameless'")
    prepare(output, None)
    assert renewed(output)[0] == {"nameless"}


def test_a_document_that_moves_to_another_department_renews_both(night):
    output, change = night
    change("update raw.documents set department = '丙局' where document_id = 'd1'")
    prepare(output, None)
    assert renewed(output)[0] == {"c1", "d1", "d2", "d3"}


def list_unit(output, whole, unit):
    row = {"document_id": whole, "unit_no": 1, "unit_name": unit}
    with duckdb.connect(str(output.build_database)) as connection:
        insert(connection, "raw.units", RAW["units"], [tuple(row.get(c) for c in RAW["units"])])


@pytest.mark.parametrize(("changed", "other"), [("c1", "b1"), ("d2", "b1")])
def test_a_department_and_its_units_are_renewed_together(night, changed, other):
    output, change = night
    list_unit(output, "c1", "丁局")
    list_unit(output, "other", "乙局")  # of that name elsewhere
    remember(output, None)
    change(f"update raw.documents set reason = 'read again' where document_id = '{changed}'")
    prepare(output, None)
    assert renewed(output)[0] == {"c1", "d1", "d2", "d3"}
    remember(output, None)
    change(f"update raw.documents set reason = 'again' where document_id = '{other}'")
    prepare(output, None)
    assert renewed(output)[0] == {"a1", "a2", "b1"}


def test_a_unit_is_renewed_when_its_department_no_longer_names_it(night):
    output, change = night
    with duckdb.connect(str(output.build_database)) as connection:
        put(connection, "e1", "440000", "戊局")
    list_unit(output, "c1", "戊局")
    remember(output, None)
    change(
        "delete from raw.units",
        "update raw.documents set document_id = 'c2' where document_id = 'c1'",
    )
    prepare(output, None)
    assert renewed(output)[0] == {"c1", "c2", "e1"}


def test_a_department_and_its_own_level_are_renewed_together(night):
    output, change = night
    with duckdb.connect(str(output.build_database)) as connection:
        put(connection, "own", "440000", "丙局（本级）")
        put(connection, "elsewhere", "310000", "丙局（本级）")
    remember(output, None)
    change("update raw.documents set reason = 'read again' where document_id = 'c1'")
    prepare(output, None)
    assert renewed(output)[0] == {"c1", "own"}


@pytest.mark.parametrize(
    ("change_of", "day"),
    [
        ("update raw.department_events set event_date = '2022-01-01'", None),
        ("insert into raw.code_moves values ('2010101', '2010102', 2023, 'a notice')", None),
        ("update built.base set code = 'of yesterday'", None),
        ("select 1", "2024-01-01"),
        ("update raw.documents set reason = 'x' where division_code = '440000'", None),
        ("drop schema built cascade", None),
    ],
)
def test_everything_is_built_anew_when_more_changed_than_documents(night, change_of, day):
    output, change = night
    change(change_of)
    assert prepare(output, day) == Renewal(documents=9, renewed=9, rounds=1, whole=True)
    with duckdb.connect(str(output.build_database), read_only=True) as connection:
        found = connection.execute("select distinct schema_name from duckdb_tables()").fetchall()
    assert found == [("raw",)]


def test_what_is_interrupted_is_built_anew(night):
    output, _ = night
    assert not prepare(output, None).whole
    assert prepare(output, None).whole  # nobody remembered in between


def test_what_changed_since_a_release_adds_up_over_nights_without_one(night):
    output, change = night
    assert changes_since(output, "first") is None  # the build goes back to no release
    note_release(output, "first")
    assert changes_since(output, "first") == Changes([], [])
    change("update raw.documents set reason = 'x' where document_id = 'nameless'")
    prepare(output, None)
    remember(output, None)
    change("delete from raw.documents where document_id = 'c1'")
    prepare(output, None)
    remember(output, None)
    assert changes_since(output, "first") == Changes(["c1", "nameless"], ["440000丙局"])
    assert changes_since(output, "another") is None  # somebody has gone back to another
    note_release(output, "second")
    assert changes_since(output, "first") is None
    assert changes_since(output, "second") == Changes([], [])
    change("update built.base set code = 'of yesterday'")
    prepare(output, None)
    remember(output, None)
    assert changes_since(output, "second") is None  # everything was built anew


@pytest.mark.parametrize(
    ("size", "damage", "is_sound"),
    [(100, b"", True), (100 // GROWTH - 1, b"", False), (100, b"!", False), (None, b"", False)],
    ids=["as it was", "grown", "damaged", "of an older version"],
)
def test_only_a_sound_file_is_copied(tmp_path, size, damage, is_sound):
    content = b"x" * 100
    said = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    if size is not None:
        said["bytes_anew"] = size
    (tmp_path / "juesuan.duckdb").write_bytes(content + damage)
    (tmp_path / "manifest.json").write_text(json.dumps({"database": said}), "utf-8")
    copy = tmp_path / "copy"
    assert copy_sound_file(Release(tmp_path), copy) == (said if is_sound else None)
    assert copy.exists() == is_sound


@pytest.mark.parametrize(
    ("name", "renamed"),
    [("教育支出", set()), ("教育", {"function_name"}), (None, {"function_name"})],
)
def test_rows_that_show_a_name_are_replaced_by_key_unless_it_changed(name, renamed):
    connection = duckdb.connect()
    for place, function in (("release", "教育支出"), ("build", name)):
        connection.execute(
            f"attach ':memory:' as {place}; create schema {place}.dims; create schema {place}.facts;"
            f"create table {place}.dims.dim_economic as select '301' as economic_code, '工资' as economic_name;"
            f"create table {place}.dims.dim_function as select '205' as function_code, ?::varchar as function_name",
            [function],
        )
        if place == "build":  # a code that is new renames nothing
            connection.execute(f"insert into {place}.dims.dim_function values ('206', '科学')")
        connection.execute(
            f"create table {place}.facts.shown (document_id varchar, function_name varchar);"
            f"create table {place}.facts.plain (department_id varchar);"
            f"create table {place}.facts.whole (document_id varchar)"
        )
    models = {("facts", name): Model({}, name == "whole") for name in ("shown", "plain", "whole")}
    found = _renamed(connection)
    assert found == renamed
    keys = {table: _key(connection, models, found, schema, table) for schema, table in models}
    shown = None if renamed else "document_id"
    assert keys == {"shown": shown, "plain": "department_id", "whole": None}


def test_a_release_with_fewer_rows_than_its_build_is_refused():
    connection = duckdb.connect()
    for place in ("build", "release"):
        connection.execute(f"attach ':memory:' as {place}; create schema {place}.facts")
        connection.execute(f"create table {place}.facts.fct_income as select 1 as amount_yuan")
    count_again(connection)
    connection.execute("insert into build.facts.fct_income values (2)")
    with pytest.raises(BuildFailed, match="fct_income has 2 rows in the build and 1 in the rel"):
        count_again(connection)


def test_many_documents_are_built_in_rounds_of_whole_departments(night, monkeypatch):
    output, change = night
    monkeypatch.setattr(renewal, "ROUND", 3)
    change("drop schema built cascade")
    plan = prepare(output, None)
    assert plan == Renewal(documents=9, renewed=9, rounds=plan.rounds, whole=True)
    found = []
    for number in range(plan.rounds):
        take_round(output, number)
        documents, departments, raw = renewed(output)
        assert documents == raw
        assert departments == set()  # nothing of them was built before
        found.append(documents)
    assert sorted(name for round_ in found for name in round_) == sorted(DOCUMENTS)
    for together in ({"a1", "a2", "b1"}, {"d1", "d2", "d3"}):
        assert sum(together <= round_ for round_ in found) == 1
    # a round is full when it has its number, or when the next department would not begin in it
    assert all(len(round_) < 3 + 3 for round_ in found)


def test_a_change_of_more_documents_than_a_round_is_built_anew(night, monkeypatch):
    output, change = night
    change("delete from raw.documents where document_id = 'd1'")
    monkeypatch.setattr(renewal, "ROUND", 2)
    assert prepare(output, None).whole


def test_what_failed_in_the_run_before_is_not_told_of_this_one(night, monkeypatch):
    output, _ = night
    (output.work / "target").mkdir()
    before = {"results": [{"status": "fail", "message": "of last night", "unique_id": "test.x.y"}]}
    (output.work / "target" / "run_results.json").write_text(json.dumps(before), "utf-8")
    monkeypatch.setenv("DBT_LOG_FORMAT", "no such format")  # dbt refuses to start
    with pytest.raises(BuildFailed, match=r"did not start \(exit 2\)"):
        transform(output)
