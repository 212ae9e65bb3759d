"""The released file through other clients: each gives the same exact sum."""

import contextlib
import json
import os
import pty
import select
import shutil
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.conftest import juesuan

CLIENTS = Path(sys.prefix) / "clients"  # set up by `make test`
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

    frame = pl.read_parquet(built.output / "parquet" / TABLE).filter(
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


EVERYTHING = """
import duckdb, json, sys
connection = duckdb.connect(sys.argv[1], read_only=True)
names = connection.execute(
    "select table_schema || '.' || table_name from information_schema.tables order by all"
).fetchall()
counts = {name: len(connection.execute(f"select * from {name}").fetchall()) for (name,) in names}
total = str(connection.execute(f"select sum(amount_yuan) from ({sys.argv[2]})").fetchone()[0])
comments = connection.execute("select count(comment) from duckdb_columns() where not internal").fetchone()
print(json.dumps([duckdb.__version__, counts, total, comments[0]]))
"""


@pytest.mark.parametrize("version", ["1.4", "1.5"])
def test_older_python_clients_read_everything(built, path, total, version):
    place = CLIENTS / f"duckdb-{version}"
    if not place.exists():
        pytest.skip("make test installs it")
    done = subprocess.run(
        [sys.executable, "-c", EVERYTHING, path, QUERY],
        env={**os.environ, "PYTHONPATH": str(place)},
        capture_output=True,
        text=True,
        check=True,
    )
    used, counts, found, comments = json.loads(done.stdout)
    assert used.startswith(version)
    names = built.query("select table_schema || '.' || table_name from information_schema.tables")
    assert counts == {name: built.query(f"select count(*) from {name}")[0][0] for (name,) in names}
    assert any(name.startswith("semantic.") for name in counts)
    assert Decimal(found) == total
    assert (
        comments
        == built.query("select count(comment) from duckdb_columns() where not internal")[0][0]
    )


NODE = """
const { DuckDBInstance } = require("@duckdb/node-api");
(async () => {
  const instance = await DuckDBInstance.create(process.argv[2], { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(`select sum(amount_yuan) as total from (${process.argv[3]})`);
  const metrics = await connection.runAndReadAll("select count(*) from semantic.metric");
  console.log(JSON.stringify([String(reader.getRows()[0][0]), Number(metrics.getRows()[0][0])]));
})();
"""


def test_node(built, path, total):
    node, place = shutil.which("node"), CLIENTS / "node"
    if node is None or not (place / "node_modules").exists():
        pytest.skip("needs node and npm")
    script = built.output.parent / "client.cjs"
    script.write_text(NODE, "utf-8")
    done = subprocess.run(
        [node, str(script), path, QUERY],
        env={**os.environ, "NODE_PATH": str(place / "node_modules")},
        capture_output=True,
        text=True,
        check=True,
    )
    found, metrics = json.loads(done.stdout)
    assert Decimal(found) == total
    assert metrics == built.query("select count(*) from semantic.metric")[0][0]


def test_juesuan_sql_opens_the_release_in_a_terminal(built):
    """In a terminal of its own: the screen names the file, ctrl+q leaves, nothing is left beside it."""
    terminal, inside = pty.openpty()
    command = [sys.executable, "-m", "pipeline.cli", "sql", "--output", str(built.output)]
    environment = {**os.environ, "TERM": "xterm-256color", "LINES": "40", "COLUMNS": "140"}
    running = subprocess.Popen(
        command, stdin=inside, stdout=inside, stderr=inside, env=environment, close_fds=True
    )
    os.close(inside)
    shown, started = b"", time.monotonic()
    try:
        while b"juesuan" not in shown and time.monotonic() - started < 60:
            if select.select([terminal], [], [], 1)[0]:
                shown += os.read(terminal, 65536)
        assert b"juesuan" in shown
        os.write(terminal, b"\x11")
        # a terminal whose program has left answers with an error: that is its end of file
        with contextlib.suppress(OSError):
            while os.read(terminal, 65536) and time.monotonic() - started < 60:
                pass
        assert running.wait(10) == 0
    finally:
        running.kill()
        os.close(terminal)
    assert not list(built.output.glob("*.wal"))


def test_juesuan_sql_without_a_release(tmp_path):
    done = juesuan("sql", "--output", tmp_path)
    assert done.returncode == 1
    assert "juesuan build" in done.stderr
