"""The released file through other clients: each gives the same exact sum."""

from decimal import Decimal

import duckdb
import pytest

TABLE = "marts.mart_expenditure_year_over_year"
QUERY = f"select function_code, amount_yuan from {TABLE} where fund_code = 'all' and nature_code = 'total' and is_leaf"


@pytest.fixture(scope="module")
def path(built):
    return str((built.output / "juesuan.duckdb").resolve())


@pytest.fixture(scope="module")
def total(built):
    return built.query(f"select sum(amount_yuan) from ({QUERY})")[0][0]


def test_polars_keeps_decimals(built, total):
    import polars as pl

    frame = pl.read_parquet(built.output / "parquet" / f"{TABLE}.parquet").filter(
        (pl.col("fund_code") == "all") & (pl.col("nature_code") == "total") & pl.col("is_leaf")
    )
    assert frame.schema["amount_yuan"] == pl.Decimal(20, 2)
    assert frame["amount_yuan"].sum() == total


def test_arrow_and_pandas(path, total):
    connection = duckdb.connect(path, read_only=True)
    table = connection.sql(QUERY).to_arrow_table()
    frame = connection.sql(QUERY).df()
    connection.close()
    assert sum(v for v in table["amount_yuan"].to_pylist()) == total
    # pandas has no decimals: the sum is a double, near enough for a chart and not for an audit
    assert abs(Decimal(str(frame["amount_yuan"].sum())) - total) < Decimal("0.01")


def test_adbc(path, total):
    from adbc_driver_manager import dbapi

    options = {"path": path, "access_mode": "READ_ONLY"}
    with (
        dbapi.connect(
            driver=duckdb.__file__.replace("duckdb/__init__.py", "") + _native(),
            entrypoint="duckdb_adbc_init",
            db_kwargs=options,
            autocommit=True,
        ) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(f"select sum(amount_yuan) from ({QUERY})")
        assert cursor.fetch_arrow_table().column(0)[0].as_py() == total


def _native():
    import importlib.util

    spec = importlib.util.find_spec("_duckdb")
    assert spec and spec.origin
    return spec.origin.rsplit("site-packages/", 1)[1]


def test_ibis(path, total):
    import ibis

    connection = ibis.duckdb.connect(path, read_only=True)
    table = connection.table("mart_expenditure_year_over_year", database="marts")
    leaves = table.filter(
        (table.fund_code == "all") & (table.nature_code == "total") & table.is_leaf
    )
    assert leaves.amount_yuan.sum().to_pyarrow().as_py() == total
    metric = connection.table("metric", database="semantic")
    assert metric.count().to_pyarrow().as_py() > 5
    connection.disconnect()


def test_sqlalchemy(path, total):
    import sqlalchemy

    engine = sqlalchemy.create_engine(
        f"duckdb:///{path}", connect_args={"read_only": True}, poolclass=sqlalchemy.pool.NullPool
    )
    with engine.connect() as connection:
        found = connection.execute(
            sqlalchemy.text(f"select cast(sum(amount_yuan) as varchar) from ({QUERY})")
        ).scalar_one()
    engine.dispose()
    assert Decimal(found) == total
