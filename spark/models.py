"""Builds the dbt models on Spark over the parquet of the raw layer (spark/raw.py).

Usage: spark-submit spark/models.py RAW TARGET   (or python -m spark.models, on one machine)

The models are those of models/, run by dbt with the target `spark` of profiles.yml in the session of this
process; what Spark writes otherwise than DuckDB stands in macros/. Tables are parquet below TARGET, one
folder a schema (facts.db, marts.db, …). Tests and great-expectations suites are not run here.
"""

import argparse
import os
import sys
from pathlib import Path

from dbt.cli.main import dbtRunner
from pyspark.sql import SparkSession

from pipeline.places import PROJECT

Model = tuple[str, str]


def open_session(name: str, target: Path, settings: dict[str, str] | None = None) -> SparkSession:
    """A session whose tables lie below ``target``; what the machine or the cluster sets is kept."""
    return (
        SparkSession.builder.appName(name)
        .config(map=dict(settings or {}))
        .config("spark.sql.warehouse.dir", str(target.resolve()))
        # texts of models are read as DuckDB reads them: a backslash is a backslash
        .config("spark.sql.parser.escapedStringLiterals", "true")
        .getOrCreate()
    )


def build_models(raw: Path, work: Path) -> list[Model]:
    """Run seeds and models over the raw layer in ``raw``; returns (schema, name) of every model built.

    dbt's own files go to ``work``. Raises RuntimeError with the messages of what failed.
    """
    os.environ["JUESUAN_RAW"] = str(raw.resolve())
    arguments = ["build", "--target", "spark", "--project-dir", PROJECT, "--profiles-dir", PROJECT]
    arguments += ["--target-path", work, "--log-path", work, "--quiet"]
    for left_out in ("test", "unit_test"):
        arguments += ["--exclude-resource-type", left_out]
    done = dbtRunner().invoke([str(argument) for argument in arguments])
    if not done.success:
        failed = [f"{r.node.name}: {r.message}" for r in done.result or () if r.status == "error"]
        raise RuntimeError("; ".join(failed) or str(done.exception))
    return [(r.node.schema, r.node.name) for r in done.result if r.node.resource_type == "model"]


def main() -> None:
    """Build the models and say how many rows each has."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("raw", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    spark = open_session("juesuan models", options.target)
    try:
        built = build_models(options.raw, options.target / "_dbt")
    except RuntimeError as error:
        sys.exit(f"dbt failed on Spark: {error}")
    for schema, name in built:
        print(f"{schema + '.' + name:48} {spark.table(f'{schema}.{name}').count():>12,}")
    spark.stop()


if __name__ == "__main__":
    main()
