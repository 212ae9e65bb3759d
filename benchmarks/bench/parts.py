"""The parts of a finished build beside their baselines: what the same work costs without our tools."""

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipeline.dbt import start_dbt
from pipeline.places import PROJECT, Output

Row = dict[str, Any]
QUESTIONS = re.compile(r"```sql\n(.*?)```", re.DOTALL)


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def row(
    part: str,
    documents: int,
    ours: float,
    what: str,
    baseline: float,
    *,
    target: str = "",
    note: str = "",
) -> Row:
    """One line of the report; the ratio is our time over the baseline's."""
    return {
        "part": part,
        "documents": documents,
        "seconds": float(f"{ours:.3g}"),
        "baseline": what,
        "baseline seconds": float(f"{baseline:.3g}"),
        "ratio": round(ours / baseline, 2) if baseline else None,
        "target": target,
        "note": note,
    }


def split_only(source: Path) -> float:
    """(a) Polars splitting the same bytes into cells and casting amounts, nothing else."""

    def work() -> None:
        for folder in sorted(path for path in source.iterdir() if path.is_dir()):
            texts = [path.read_bytes().decode() for path in sorted(folder.glob("*.txt"))]
            if not texts:
                continue
            frame = pl.DataFrame({"text": texts})
            lines = frame.select(pl.col("text").str.split("\n")).explode("text")
            cells = lines.select(pl.col("text").str.split("\t")).explode("text")
            bare = pl.col("text").str.strip_chars().str.replace_all(",", "")
            cells.select(bare.cast(pl.Decimal(20, 2), strict=False))

    return seconds(work)


def compiled(output: Output) -> list[dict[str, Any]]:
    """Dbt's results of compiling every model and test, as for a build without rounds."""
    _dbt(output, output.build_database, "compile")
    text = (output.work / "bench" / "run_results.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)["results"]
    return found


def _dbt(output: Output, database: Path, *arguments: str) -> None:
    """Dbt with a target folder of its own, so that the release can still be published from the other."""
    target = output.work / "bench"
    start_dbt(database, *arguments, target=target, logs=output.logs).check_returncode()


def dbt_start(output: Output, scratch: Path) -> tuple[float, float]:
    """Seconds of a dbt build of one seed into a file of its own: imports, parsing, start and end.

    The first time, and again, when dbt finds what it has parsed: so it starts in later rounds.
    """
    build = ("build", "--select", "units,resource_type:seed")
    shutil.rmtree(output.work / "bench", ignore_errors=True)
    try:
        first, again = (seconds(lambda: _dbt(output, scratch, *build)) for _ in range(2))
        return first, again
    finally:
        scratch.unlink(missing_ok=True)


def bare_sql(output: Output, results: list[dict[str, Any]], scratch: Path) -> tuple[float, float]:
    """(b) Seconds of the compiled SQL of dbt's last run without dbt: models, and tests."""
    shutil.copyfile(output.build_database, scratch)
    connection = duckdb.connect(str(scratch))
    try:
        connection.execute("set threads = 2")
        models = tests = 0.0
        views = {
            f"{schema}.{view}"
            for schema, view in connection.execute(
                "select schema_name, view_name from duckdb_views() where not internal"
            ).fetchall()
        }
        for result in results:
            code = result["compiled_code"]
            what = result["unique_id"].split(".")[0]
            if what == "model":
                name = result["relation_name"].split(".", 1)[1]  # without the name of the database
                body = _local(code)
                kind = "view" if name.replace('"', "") in views else "table"
                connection.execute(f"drop {kind} if exists {name} cascade")
                statement = f"create {kind} {name} as {body}"
                models += seconds(lambda sql=statement: connection.execute(sql))  # type: ignore[misc]
            elif what == "test" and code:
                counted = f"select count(*) from ({_local(code)})"
                tests += seconds(lambda sql=counted: connection.execute(sql).fetchall())  # type: ignore[misc]
    finally:
        connection.close()
        scratch.unlink(missing_ok=True)
    return models, tests


def _local(code: str) -> str:
    return re.sub(r'"build"\.', "", code).strip().rstrip(";")


def identity_seconds(output: Output, results: list[dict[str, Any]]) -> tuple[float, float]:
    """(c) Seconds of judging all operands, and of a scan that touches each of them."""
    [arithmetic] = [
        r for r in results if r["unique_id"].endswith("int_identities__arithmetic_as_printed")
    ]
    connection = duckdb.connect(str(output.build_database), read_only=True)
    try:
        connection.execute("set threads = 2")
        judged = (
            f"select count(*), max(hash(found)) from ({_local(arithmetic['compiled_code'])}) found"
        )
        scan = "select count(*), max(hash(operands)) from intermediate.int_identities__operands_as_printed operands"
        connection.execute(scan).fetchall()
        return (
            seconds(lambda: connection.execute(judged).fetchall()),
            seconds(lambda: connection.execute(scan).fetchall()),
        )
    finally:
        connection.close()


def audit_seconds(output: Output) -> tuple[float, float, float]:
    """(d) Seconds of great-expectations, of its queries bare, and of its import."""
    # in a process of its own: an open engine keeps a plain connection to its file out
    script = (
        "import sys, time; t = time.perf_counter(); from expectations.judge import ON_BUILD, Path, judge; "
        "a = time.perf_counter(); judge(Path(sys.argv[1]), ON_BUILD); b = time.perf_counter(); "
        "print(f'\\nmeasured {a - t} {b - a}')"
    )
    command = [sys.executable, "-c", script, str(output.build_database)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    imported, judged = measured(done.stdout)
    from expectations.judge import ON_BUILD  # noqa: PLC0415

    connection = duckdb.connect(str(output.build_database), read_only=True)
    found: dict[str, str] = {}  # the rows that several checks are about, taken out once

    def ask() -> None:
        for suite in ON_BUILD:
            for check in suite.checks():
                query = getattr(check.expectation, "unexpected_rows_query", None)
                if query is None:
                    continue
                table = check.table_name
                if check.among:
                    if check.among not in found:
                        found[check.among] = f"found_{len(found)}"
                        connection.execute(
                            f"create temp table {found[check.among]} as {check.among}"
                        )
                    table = found[check.among]
                connection.execute(query.replace("{batch}", table)).fetchall()

    try:
        bare = seconds(ask)
    finally:
        connection.close()
    return judged, bare, imported


def measured(said: str) -> tuple[float, float]:
    """The two figures of the line that begins with measured.

    DuckDB shows the progress of a long query before it, where a program has no file of its own.
    """
    [line] = [line for line in said.splitlines() if line.startswith("measured ")]
    first, second = map(float, line.split()[1:])
    return first, second


def question_seconds(database: Path) -> list[float]:
    """(f) Seconds of each of the twenty questions of docs/queries.md, the second time it is asked.

    Where a question names the last year of the demonstration, or one of its departments, it is asked of the last
    year, and of a department, of this file: else it would find nothing, and take no time.
    """
    page = (PROJECT / "docs" / "queries.md").read_text(encoding="utf-8")
    questions = QUESTIONS.findall(page)
    last = max(year for question in questions for year in re.findall(r"\b20\d\d\b", question))
    connection = duckdb.connect(str(database), read_only=True)
    try:
        connection.execute("set threads = 2")
        [(year, department)] = connection.execute(
            "select max(fiscal_year), max(department) from audit.documents"
        ).fetchall()
        found = []
        for question in questions:
            ours = re.sub(r"'合成市[^']*'", f"'{department}'", question.replace(last, str(year)))
            connection.execute(ours).fetchall()
            found.append(seconds(lambda sql=ours: connection.execute(sql).fetchall()))  # type: ignore[misc]
        return found
    finally:
        connection.close()
