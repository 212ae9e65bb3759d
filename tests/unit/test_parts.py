"""The parquet of a release takes over what did not change, and nothing that is not what it should be."""

import dataclasses
import json

import duckdb
import pytest

from pipeline import parts
from pipeline.errors import BuildFailed
from pipeline.parts import Before, write_parts
from pipeline.places import Output
from pipeline.releases import Release
from pipeline.renewal import Changes

FIRST = {"a": 1, "b": 2, "c": 3}
KEYS = {
    "facts.fct": "document_id",
    "facts.shown": "document_id",
    "marts.mart": "department_id",
}


def write(output, figures):
    """A staged file with one figure a document, and one a department."""
    output.staged.mkdir(parents=True, exist_ok=True)
    database = output.staged / "juesuan.duckdb"
    database.unlink(missing_ok=True)
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema facts")
        connection.execute("create schema marts")
        connection.execute("create table facts.fct (document_id varchar, amount decimal(20, 2))")
        connection.execute("create table marts.mart (department_id varchar, total decimal(38, 2))")
        connection.execute("create view facts.shown as from facts.fct")
        connection.execute("create view marts.total as select sum(amount) as total from facts.fct")
        for name, amount in figures.items():
            connection.execute("insert into facts.fct values (?, ?)", [name, amount])
        connection.execute("insert into marts.mart select 'all', sum(amount) from facts.fct")


@pytest.fixture
def night(tmp_path):
    """A release of three documents, and the function of the night after it: what changed, and how it was written."""
    output = Output(tmp_path)
    write(output, FIRST)
    tables = write_parts(output, None)
    (output.staged / "manifest.json").write_text(json.dumps({"tables": tables}), "utf-8")
    folder = tmp_path / "base"
    output.staged.rename(folder)
    base = Release(folder)

    def after(figures, documents, by_key=KEYS):
        write(output, figures)
        changes = Changes(documents, ["all"])
        return output, write_parts(output, Before(base, changes, by_key))

    return base, after


def rows(output, name):
    parts = f"{output.staged}/parquet/{name}/*.parquet"
    with duckdb.connect() as connection:
        found = connection.execute(f"from read_parquet('{parts}') order by 1").fetchall()
    return [(key, int(amount)) for key, amount in found]


def is_linked(output, part):
    return (output.staged / part["file"]).stat().st_nlink == 2


def test_what_is_new_is_one_more_part(night):
    _, after = night
    output, tables = after(FIRST | {"d": 4}, ["d"])
    assert rows(output, "facts.fct") == [("a", 1), ("b", 2), ("c", 3), ("d", 4)]
    old, new = tables["facts.fct"]["parts"]
    assert is_linked(output, old)
    assert (new["file"], new["rows"]) == ("parquet/facts.fct/1.parquet", 1)
    assert tables["facts.fct"]["rows"] == 4
    assert rows(output, "marts.mart") == [("all", 10)]
    # a view too, where its rows are of documents
    assert rows(output, "facts.shown") == [("a", 1), ("b", 2), ("c", 3), ("d", 4)]
    old, new = tables["facts.shown"]["parts"]
    assert is_linked(output, old)
    assert new["rows"] == 1
    assert tables["marts.total"]["parts"][0]["rows"] == 1


def test_what_changed_and_what_went_leaves_its_part(night):
    _, after = night
    output, tables = after({"a": 1, "b": 20}, ["b", "c"])
    assert rows(output, "facts.fct") == [("a", 1), ("b", 20)]
    assert [part["rows"] for part in tables["facts.fct"]["parts"]] == [1, 1]


def test_what_was_built_again_and_is_the_same_stays_where_it_is(night):
    _, after = night
    output, tables = after(FIRST, ["a", "b", "c"])
    [part] = tables["facts.fct"]["parts"]
    assert is_linked(output, part)


def test_a_table_that_is_drawn_from_all_documents_is_written_whole(night):
    _, after = night
    output, tables = after(FIRST | {"d": 4}, ["d"], by_key={})
    [part] = tables["facts.fct"]["parts"]
    assert not is_linked(output, part)
    assert part["rows"] == 4


@pytest.mark.parametrize("harm", ["gone", "other", "unsaid"])
def test_a_part_that_is_not_what_the_manifest_says_is_not_taken_over(night, harm):
    base, after = night
    path = base.folder / "parquet" / "facts.fct" / "0.parquet"
    if harm == "gone":
        path.unlink()
    elif harm == "other":
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    else:  # as releases were before they had parts
        (base.folder / "manifest.json").write_text(json.dumps({"tables": {"facts.fct": {}}}))
    output, tables = after(FIRST | {"d": 4}, ["d"])
    assert rows(output, "facts.fct") == [("a", 1), ("b", 2), ("c", 3), ("d", 4)]
    assert len(tables["facts.fct"]["parts"]) == 1


def test_parts_that_lost_rows_are_not_published(night, monkeypatch):
    _, after = night
    whole = parts._write

    def lossy(*arguments):
        part = whole(*arguments)
        return dataclasses.replace(part, rows=part.rows - 1)

    monkeypatch.setattr(parts, "_write", lossy)
    with pytest.raises(BuildFailed, match=r"facts\.fct has 4 rows and its parquet 3"):
        after(FIRST | {"d": 4}, ["d"])


def test_a_change_that_was_not_announced_is_not_published(night):
    _, after = night
    with pytest.raises(BuildFailed, match=r"facts\.fct has 4 rows and its parquet 3"):
        after(FIRST | {"d": 4}, [])
