"""Compares the raw layer of Spark with that of one machine, row for row, and Spark's reading of a release.

Usage: python -m spark.check [--documents 200]   (in an environment with pyspark; make spark-test sets it up)

The corpus is generated: texts in every layout, some documents of every other format, one that is no
disclosure, one that is empty, and a copy. Exit code 1 when a row differs.
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
from ingest.corpus import inventory
from ingest.raw_schema import RAW, REGISTERS
from pipeline.ingesting import ingest
from pipeline.places import Output
from pipeline.reading import Limits
from spark.raw import write_raw


def write_documents(folder: Path, count: int) -> Path:
    """A corpus of ``count`` texts and what else a corpus holds."""
    source = folder / "disclosures"
    write_corpus(folder, departments(5, [2022, 2023], seed=3))
    write_texts(source / "texts", count)
    bad = source / "bad"
    bad.mkdir()
    (bad / "empty.txt").write_bytes(b"")
    (bad / "letter.txt").write_text("关于召开会议的通知\n\n各单位：请准时参加。\n", "utf-8")
    shutil.copyfile(next((source / "texts").rglob("*.txt")), bad / "copy.txt")
    return source


def differing(connection: duckdb.DuckDBPyConnection, name: str, target: Path) -> tuple[int, int]:
    """Rows of a raw table, and rows that stand in one of both only, counted with their repetitions."""
    columns = ", ".join((RAW | REGISTERS)[name])
    spark = f"(select {columns} from read_parquet('{target / name}/*.parquet'))"
    ours = f"(select {columns} from raw.{name})"
    query = (
        f"select (select count(*) from {ours}), "
        f"(select count(*) from ({ours} except all {spark})) + (select count(*) from ({spark} except all {ours}))"
    )
    [(rows, different)] = connection.execute(query).fetchall()
    return rows, different


def check_release(spark: SparkSession, parquet: Path) -> int:
    """Tables of a release in which Spark sees other rows or other sums of decimals than DuckDB."""
    wrong = 0
    for path in sorted(parquet.glob("*.parquet")):
        frame = spark.read.parquet(str(path))
        sums = [f.name for f in frame.schema.fields if f.dataType.typeName() == "decimal"]
        wanted = ", ".join(["count(*)", *(f"cast(sum({name}) as varchar)" for name in sums)])
        [ours] = duckdb.sql(f"select {wanted} from read_parquet('{path}')").fetchall()
        asked = ["count(*)", *(f"cast(sum({name}) as string)" for name in sums)]
        theirs = tuple(frame.selectExpr(*asked).first() or ())
        if ours != theirs:
            wrong += 1
            print(f"{path.stem}: DuckDB {ours}, Spark {theirs}")
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
    wrong = 0
    os.environ.setdefault(
        "PYSPARK_PYTHON", sys.executable
    )  # the workers need what this process has
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = write_documents(folder, options.documents)
        output = Output(folder / "warehouse")
        started = time.monotonic()
        ingest(source, inventory(source), output, None, Limits(), lambda _done, _total: None)
        one_machine = time.monotonic() - started
        spark = (
            SparkSession.builder.appName("juesuan check")
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .getOrCreate()
        )
        spark.sparkContext.setLogLevel("ERROR")
        started = time.monotonic()
        write_raw(spark, source, folder / "raw", 8)
        on_spark = time.monotonic() - started
        connection = duckdb.connect(str(output.build_database), read_only=True)
        print(f"{'table':24} {'rows':>10} {'different':>10}")
        for table in (*RAW, *REGISTERS):
            rows, different = differing(connection, table, folder / "raw")
            wrong += different
            print(f"{table:24} {rows:>10,} {different:>10,}")
        connection.close()
        print(
            f"one machine {one_machine:.1f} s, Spark {on_spark:.1f} s ({on_spark / one_machine:.1f} times)"
        )
        parquet = options.release / "parquet"
        if parquet.exists():
            tables = check_release(spark, parquet.resolve())
            wrong += tables
            print(
                f"{len(list(parquet.glob('*.parquet')))} tables of the release, {tables} seen otherwise by Spark"
            )
        spark.stop()
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
