"""Compares Spark with one machine: the raw layer, every dbt model, and Spark's reading of a release.

Usage: python -m spark.check [--documents 200]   (in an environment with pyspark; make spark-test sets it up)

The corpus is generated: texts in every layout, departments over five years in every other format (merged,
renamed, published again, with extraction faults), some with their units, one that is no disclosure, one that is empty, and a
copy; the documents of the repository stand beside them. Rows are compared with their repetitions, every
value to its last digit. Exit code 1 when a row differs.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import duckdb
from pyspark.sql import SparkSession

from benchmarks.demo import write_corpus
from benchmarks.nightly import write_texts
from benchmarks.synthetic.ledger import departments
from benchmarks.synthetic.whole import write_wholes
from ingest.corpus import inventory
from ingest.raw_schema import RAW, REGISTERS
from pipeline.ingesting import ingest
from pipeline.places import PROJECT, Output
from pipeline.reading import Limits
from pipeline.transforming import transform
from spark.models import build_models, open_session
from spark.raw import write_raw

HERE = {  # one machine of two cores
    "spark.master": "local[2]",
    "spark.driver.memory": "6g",
    "spark.sql.shuffle.partitions": "4",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.ui.enabled": "false",
}


def write_documents(folder: Path, count: int) -> Path:
    """A corpus of ``count`` texts and what else a corpus holds."""
    source = folder / "disclosures"
    years = [2019, 2020, 2021, 2022, 2023]
    write_corpus(folder, departments(8, years, seed=3, merge=True, move_codes=True))
    write_texts(source / "texts", count)
    write_wholes(source / "wholes", 3)
    shutil.copytree(PROJECT / "disclosures", source, dirs_exist_ok=True)
    bad = source / "bad"
    bad.mkdir()
    (bad / "empty.txt").write_bytes(b"")
    (bad / "letter.txt").write_text("关于召开会议的通知\n\n各单位：请准时参加。\n", "utf-8")
    shutil.copyfile(next((source / "texts").rglob("*.txt")), bad / "copy.txt")
    return source


def differing(connection: duckdb.DuckDBPyConnection, table: str, folder: Path) -> tuple[int, int]:
    """Rows of a table, and rows that stand in one of both only, counted with their repetitions.

    Spark counts in other widths (decimal(30, 2) for a sum that DuckDB keeps in decimal(38, 2)): its values
    are read in DuckDB's type, and a column of another scale differs in every row.
    """
    described = connection.execute(f"describe {table}").fetchall()
    found = f"read_parquet('{folder}/*.parquet')"
    types = {row[0]: row[1] for row in connection.execute(f"describe from {found}").fetchall()}
    [rows] = connection.execute(f"select count(*) from {table}").fetchall()[0]
    if set(types) != {row[0] for row in described}:
        return rows, max(rows, 1)
    for name, kind, *_ in described:
        scales = [t.split(",")[1] for t in (kind, types[name]) if t.startswith("DECIMAL(")]
        if len(set(scales)) > 1 or kind.startswith("DECIMAL") != types[name].startswith("DECIMAL"):
            return rows, max(rows, 1)
    ours = f"(select {', '.join(name for name, *_ in described)} from {table})"
    theirs = (
        f"(select {', '.join(f'cast({n} as {t}) as {n}' for n, t, *_ in described)} from {found})"
    )
    query = (
        f"select (select count(*) from ({ours} except all {theirs})) "
        f"+ (select count(*) from ({theirs} except all {ours}))"
    )
    [(different,)] = connection.execute(query).fetchall()
    return rows, different


def compare(connection: duckdb.DuckDBPyConnection, tables: dict[str, Path]) -> int:
    """Print a line a table; returns the rows that differ."""
    wrong = 0
    print(f"{'table':56} {'rows':>10} {'different':>10}")
    for table, folder in tables.items():
        rows, different = differing(connection, table, folder)
        wrong += different
        print(f"{table:56} {rows:>10,} {different:>10,}")
    return wrong


def check_release(spark: SparkSession, parquet: Path) -> int:
    """Tables of a release in which Spark sees other rows or other sums of decimals than DuckDB."""
    wrong = 0
    for path in sorted(parquet.iterdir()):
        frame = spark.read.parquet(str(path))
        sums = [f.name for f in frame.schema.fields if f.dataType.typeName() == "decimal"]
        wanted = ", ".join(["count(*)", *(f"cast(sum({name}) as varchar)" for name in sums)])
        [ours] = duckdb.sql(f"select {wanted} from read_parquet('{path}/*.parquet')").fetchall()
        asked = ["count(*)", *(f"cast(sum({name}) as string)" for name in sums)]
        theirs = tuple(frame.selectExpr(*asked).first() or ())
        if ours != theirs:
            wrong += 1
            print(f"{path.name}: DuckDB {ours}, Spark {theirs}")
    return wrong


def check(spark: SparkSession, source: Path, folder: Path) -> int:
    """Build raw layer and models twice, compare them, print the times; returns the rows that differ."""
    seconds: dict[str, float] = {}

    def timed(what: str, since: float) -> float:
        seconds[what] = time.monotonic() - since
        return time.monotonic()

    output, raw, tables = Output(folder / "warehouse"), folder / "raw", folder / "tables"
    clock = time.monotonic()
    ingest(source, inventory(source), output, None, Limits(), lambda _done, _total: None)
    clock = timed("raw, one machine", clock)
    transform(output)
    clock = timed("models, one machine", clock)
    write_raw(spark, source, raw, 8)
    clock = timed("raw, Spark", clock)
    built = build_models(raw, folder / "dbt")
    timed("models, Spark", clock)
    places = {f"raw.{name}": raw / name for name in (*RAW, *REGISTERS)}
    for schema, name in built:
        place = tables / f"{schema}.db" / name
        if not place.exists():  # a view
            spark.table(f"{schema}.{name}").write.parquet(str(place))
        places[f"{schema}.{name}"] = place
    with duckdb.connect(str(output.build_database), read_only=True) as connection:
        wrong = compare(connection, places)
    print(", ".join(f"{what} {time_taken:.1f} s" for what, time_taken in seconds.items()))
    return wrong


def main() -> None:
    """Build both, compare, and print what was compared."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument(
        "--release", type=Path, default=Path("warehouse"), help="its parquet is read"
    )
    options = parser.parse_args()
    # the workers need what this process has
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = write_documents(folder, options.documents)
        spark = open_session("juesuan check", folder / "tables", HERE)
        spark.sparkContext.setLogLevel("ERROR")
        wrong = check(spark, source, folder)
        parquet = options.release / "parquet"
        if parquet.exists():
            tables = check_release(spark, parquet.resolve())
            wrong += tables
            print(
                f"{len(list(parquet.iterdir()))} tables of the release, {tables} seen otherwise by Spark"
            )
        spark.stop()
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
