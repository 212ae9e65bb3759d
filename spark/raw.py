"""Reads a folder of disclosures on Spark and writes the raw layer as parquet, one folder a table.

Usage: spark-submit spark/raw.py SOURCE TARGET [--partitions N]   (or python -m spark.raw, on one machine)

Every executor needs this project and the documents under the same path. Reading a document is a pure
function of its file (`pipeline.reading.read_chunk`), so the rows are those that one machine writes.
Spark knows one schema a job: documents are read once into (table, rows as Arrow), which is then
taken apart by table.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl
import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.functions import col

from ingest.corpus import SourceFile, inventory
from ingest.raw_schema import RAW, REGISTERS
from ingest.records import RawTables
from ingest.register import read_register
from pipeline.ingesting import unread_tables, wanted
from pipeline.reading import Job, read_chunk

READ = pa.schema([("table_name", pa.string()), ("rows", pa.binary())])
JOBS = "path string, name string, byte_count long, content_hash string, document_id string"


def _packed(found: RawTables) -> pa.RecordBatch:
    rows = []
    for table in found.values():
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
        rows.append(sink.getvalue().to_pybytes())
    return pa.record_batch(
        [pa.array(list(found), pa.string()), pa.array(rows, pa.binary())], schema=READ
    )


def read_documents(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """For mapInArrow: batches of jobs to batches of (table, rows of one document)."""
    for batch in batches:
        for job in batch.to_pylist():
            file = SourceFile(
                Path(job["path"]), job["name"], job["byte_count"], job["content_hash"]
            )
            yield _packed(read_chunk([Job(file, job["document_id"])]))


def arrow_schema(name: str) -> pa.Schema:
    """The schema of a raw table, with text and numbers of the widths that Spark knows."""
    wide = pl.DataFrame(schema=RAW[name]).to_arrow().schema
    kinds = {
        pa.large_string(): pa.string(),
        pa.large_list(pa.large_string()): pa.list_(pa.string()),
    }
    return pa.schema([pa.field(field.name, kinds.get(field.type, field.type)) for field in wide])


def unpack(schema: pa.Schema) -> "object":
    """For mapInArrow: (table, rows) of one table to its rows."""

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for rows in batch.column("rows").to_pylist():
                yield from pa.ipc.open_stream(rows).read_all().cast(schema).to_batches()

    return work


def write_raw(spark: SparkSession, source: Path, target: Path, partitions: int) -> dict[str, int]:
    """Write every raw table below ``target``; returns rows by table."""
    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415

    shutil.rmtree(target, ignore_errors=True)
    files = wanted(inventory(source))
    jobs = [
        (str(f.path.resolve()), f.name, f.byte_count, f.content_hash, document_id)
        for document_id, f in files.items()
        if f.refusal is None
    ]
    read = (
        spark.createDataFrame(jobs, JOBS)
        .repartition(max(min(partitions, len(jobs)), 1))
        .mapInArrow(read_documents, from_arrow_schema(READ))
    )
    # once to disk: each table then reads its part of it
    read.write.partitionBy("table_name").parquet(str(target / "_read"))
    packed = spark.read.parquet(str(target / "_read"))
    for name in RAW:
        schema = arrow_schema(name)
        rows = packed.where(col("table_name") == name).select("rows")
        rows.mapInArrow(unpack(schema), from_arrow_schema(schema)).write.parquet(str(target / name))
    shutil.rmtree(target / "_read")
    for name, refused in unread_tables(
        files
    ).items():  # copies, empty and oversized files: refused unread
        rows_of = spark.createDataFrame(refused.cast(arrow_schema(name)))
        rows_of.write.mode("append").parquet(str(target / name))
    for name, found in read_register(source).items():
        (target / name).mkdir(parents=True)
        pl.DataFrame(found, schema=REGISTERS[name], orient="row").write_parquet(
            target / name / "part-0.parquet"
        )
    return {name: spark.read.parquet(str(target / name)).count() for name in (*RAW, *REGISTERS)}


def main() -> None:
    """Write the raw layer and say how many rows each table has."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--partitions", type=int, default=64)
    options = parser.parse_args()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = SparkSession.builder.appName("juesuan raw").getOrCreate()
    for name, rows in write_raw(spark, options.source, options.target, options.partitions).items():
        print(f"{name:24} {rows:>12,}")
    spark.stop()


if __name__ == "__main__":
    main()
