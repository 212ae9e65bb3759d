"""The third step: great-expectations judges the build and the staged release, in a process of its own."""

import json
import os
import subprocess
import sys

import duckdb

from pipeline.errors import BuildFailed
from pipeline.places import PROJECT, Output
from pipeline.transforming import QUIET

# column -> type, description; the order is that of the records
RESULTS = {
    "suite_name": ("varchar", "Suite of the expectation. 期望所属的套件。"),
    "expectation_name": ("varchar", "Name of the expectation. 期望名称。"),
    "table_name": ("varchar", "Table that it judges. 所判断的表。"),
    "is_success": ("boolean", "Whether it is met. 是否满足。"),
    "description": ("varchar", "What it asks. 期望内容。"),
    "observed_text": ("varchar", "What was observed. 观察值。"),
    "unexpected_count": ("bigint", "Rows that do not meet it. 不满足的行数。"),
    "unexpected_rows": ("varchar", "The first of those rows, as JSON. 不满足的行，JSON。"),
}


def audit(output: Output) -> list[dict[str, object]]:
    """Run every suite and store its results; raises BuildFailed when one is not met."""
    results_file = output.work / "gx_results.json"
    results_file.unlink(missing_ok=True)
    output.logs.mkdir(parents=True, exist_ok=True)
    log = output.logs / "gx.out"
    with log.open("w", encoding="utf-8") as file:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "expectations.judge",
                str(output.build_database),
                str(output.staged / "juesuan.duckdb"),
                str(results_file),
            ],
            env={**os.environ, **QUIET},
            cwd=PROJECT,
            stdout=file,
            stderr=subprocess.STDOUT,
            check=False,
            close_fds=False,  # the lock of the output folder goes with it
        )
    if done.returncode != 0 or not results_file.exists():
        lines = [x for x in log.read_text(encoding="utf-8").splitlines() if "Error" in x]
        reason = lines[-1] if lines else f"exit {done.returncode}"
        raise BuildFailed("audit", f"an expectation raised: {reason}", f"read {log}")
    results: list[dict[str, object]] = json.loads(results_file.read_text(encoding="utf-8"))
    for database in (output.build_database, output.staged / "juesuan.duckdb"):
        store(str(database), results)
    unmet = [r for r in results if not r["is_success"]]
    if unmet:
        named = "; ".join(
            f"{r['suite_name']}.{r['expectation_name']} ({r['unexpected_count']} rows)"
            for r in unmet[:5]
        )
        raise BuildFailed(
            "audit", f"{len(unmet)} expectations are not met: {named}", f"read {results_file}"
        )
    return results


def store(database: str, results: list[dict[str, object]]) -> None:
    """Write the results to audit.gx_results of a file."""
    connection = duckdb.connect(database)
    try:
        connection.execute("create schema if not exists audit")
        columns = ", ".join(f"{name} {kind}" for name, (kind, _) in RESULTS.items())
        connection.execute(f"create or replace table audit.gx_results ({columns})")
        connection.execute(
            "comment on table audit.gx_results is 'One row per expectation. 每行一个期望。'"
        )
        for name, (_, text) in RESULTS.items():
            connection.execute(f"comment on column audit.gx_results.{name} is '{text}'")
        connection.executemany(
            f"insert into audit.gx_results values ({', '.join('?' * len(RESULTS))})",
            [[record[name] for name in RESULTS] for record in results],
        )
    finally:
        connection.close()
