"""The dialect between great-expectations and DuckDB says of a table what DuckDB says."""

from pathlib import Path

import duckdb
import pytest
import sqlalchemy as sa

from expectations.dialect import register, url


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> sa.Engine:
    """A file with one table in a schema and one in the default schema, of the same name."""
    path: Path = tmp_path_factory.mktemp("dialect") / "two.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema facts")
        connection.execute(
            'create table facts.amounts (document_id varchar not null, "the amount" decimal(20, 2), '
            "is_leaf boolean, score double, parts varchar[], table_no integer)"
        )
        connection.execute("create table amounts (other bigint)")
        connection.execute("insert into amounts values (1), (2)")
    register()
    return sa.create_engine(url(path))


def test_columns_are_those_of_duckdb(engine: sa.Engine) -> None:
    found = sa.inspect(engine).get_columns("amounts", schema="facts")
    assert [(c["name"], c["nullable"]) for c in found] == [
        ("document_id", False),
        ("the amount", True),
        ("is_leaf", True),
        ("score", True),
        ("parts", True),
        ("table_no", True),
    ]
    kinds = [type(c["type"]) for c in found]
    assert issubclass(kinds[0], sa.String)
    assert issubclass(kinds[1], sa.Numeric)
    assert issubclass(kinds[2], sa.Boolean)
    assert issubclass(kinds[3], sa.Double)
    assert kinds[4] is sa.types.NullType  # SQLAlchemy has no list of DuckDB
    assert issubclass(kinds[5], sa.Integer)


def test_a_table_of_the_same_name_elsewhere_is_another(engine: sa.Engine) -> None:
    inspector = sa.inspect(engine)
    assert [c["name"] for c in inspector.get_columns("amounts")] == ["other"]
    assert inspector.get_pk_constraint("amounts")["constrained_columns"] == []


def test_a_table_that_is_not_there_is_an_error(engine: sa.Engine) -> None:
    with pytest.raises(sa.exc.DBAPIError, match="does not exist"):
        sa.inspect(engine).get_columns("nothing", schema="facts")


def test_rows_outlive_their_connection_and_nothing_is_written(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        rows = connection.execute(sa.text("select other from amounts order by other"))
    assert rows.fetchall() == [(1,), (2,)]
    with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError, match="read-only"):
        connection.execute(sa.text("insert into amounts values (3)"))
