"""Measures every part of the warehouse beside a baseline of the same run.

Usage: python -m benchmarks.bench [--documents 1,1000,10000] [--only e,f,g] [--workers N] [--json] [--write]

For each number of synthetic texts: ingest beside polars that merely splits the same bytes (a), dbt beside
its SQL without dbt (b), identities beside a scan of their operands (c), great-expectations beside its
queries (d), the whole build with its peak memory (e), the twenty questions of docs/queries.md (f), and a
night in which one document in a hundred is new (g). Each row is shown when it is measured. With --write
the tables in docs/performance.md are written again: the last run, and one line a commit and number.
Of more than 10,000 documents, b and c are left out: no statement of a build goes over as many.
10,000 documents take a quarter of an hour, 50,000 an hour and 40 GB of disk.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from benchmarks.bench import history, parts
from benchmarks.bench.parts import Row, row
from benchmarks.nightly import write_texts
from pipeline import building
from pipeline.journal import Journal
from pipeline.places import PROJECT, Output
from pipeline.renewal import ROUND

ALL = "a,b,c,d,e,f,g"
AT_ONCE = 10_000  # documents whose bare SQL is run in one go


def machine() -> str:
    """What the figures were measured on."""
    memory = psutil.virtual_memory().total / 2**30
    model = platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, Python {platform.python_version()}"


def commit() -> str:
    """The commit of this checkout."""
    asked = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(asked, cwd=PROJECT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def _build(source: Path, output: Output, workers: int | None) -> Journal:
    journal = Journal(output, "bench", lambda words: print(f"  {words}", file=sys.stderr))
    with journal.run():
        inputs = building.look(source, output, journal)
        building.build(
            inputs, output, building.Options(workers=workers, accept=True), journal, lambda *_: None
        )
    return journal


def measure(count: int, only: set[str], workers: int | None) -> Iterator[Row]:
    """One row a part for one number of documents, each when it is known."""
    print(f"{count} documents", file=sys.stderr)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, output, held = folder / "source", Output(folder / "warehouse"), folder / "held"
        _write(source, held, count)
        journal = _build(source, output, workers)
        steps = {step["step"]: step for step in journal.steps}
        whole = sum(step["seconds"] for step in journal.steps)
        starts = parts.dbt_start(output, folder / "build.duckdb")
        if "a" in only:
            ingest = steps["ingest"]["seconds"]
            yield row(
                *("a ingest", count, ingest, "polars splitting", parts.split_only(source)),
                target="≤ 2; ≥ 500/s",
                note=f"{count / ingest:.0f} documents a second",
            )
        if only & {"b", "c"} and count <= AT_ONCE:
            yield from _transforming(only, count, steps["transform"]["seconds"], starts, output)
        if only & {"d", "e"}:
            checked, bare, imported = parts.audit_seconds(output)
        if "d" in only:
            yield row(
                *("d great-expectations", count, checked, "its queries", bare),
                target="≤ 1.5",
                note=f"import {imported:.1f} s, while dbt works",
            )
        if "e" in only:
            size = output.database.stat().st_size
            yield row(
                *(
                    "e whole build",
                    count,
                    whole,
                    "dbt's start and GX's import",
                    starts[0] + imported,
                ),
                note=f"{whole / count * 1000:.1f} ms and {size / count / 1000:.1f} kB a document, "
                f"peak {max(step['peak_mib'] for step in journal.steps)} MiB; "
                + ", ".join(f"{name} {step['seconds']:g}" for name, step in steps.items()),
            )
        if "f" in only:
            asked = sorted(parts.question_seconds(output.database))
            middle, late = asked[len(asked) // 2], asked[int(len(asked) * 0.95)]
            yield row(
                *("f questions, p95", count, late, "p50", middle),
                target="≤ 0.1 s at 50,000",
                note=f"p50 {middle * 1000:.1f} ms, p95 {late * 1000:.1f} ms",
            )
        if "g" in only:
            for path in held.iterdir():
                path.rename(source / f"{int(path.stem) // 1000:03}" / path.name)
            again = {s["step"]: s["seconds"] for s in _build(source, output, workers).steps}
            yield row(
                *("g one in a hundred new", count, sum(again.values()), "whole build", whole),
                target="→ 0.01",
                note=", ".join(f"{name} {value:g}" for name, value in again.items()),
            )


def _write(source: Path, held: Path, count: int) -> None:
    """The documents of the build, and aside those of the night after."""
    more = max(count // 100, 1)
    write_texts(source, count + more)
    held.mkdir()
    for number in range(count, count + more):
        path = source / f"{number // 1000:03}" / f"{number}.txt"
        path.rename(held / path.name)


def _transforming(
    only: set[str], count: int, seconds: float, starts: tuple[float, float], output: Output
) -> Iterator[Row]:
    results = parts.compiled(output)
    if "b" in only:
        models, tests = parts.bare_sql(output, results, output.folder / "build.duckdb")
        rounds = -(-count // ROUND)
        own = seconds - starts[0] - (rounds - 1) * starts[1]
        yield row(
            *("b dbt less its start", count, own, "its SQL", models + tests),
            target="≤ 1.3",
            note=f"start {starts[0]:.1f} s, rounds {rounds}; models {models:.2f} s, tests {tests:.2f} s bare",
        )
    if "c" in only:
        judged, scan = parts.identity_seconds(output, results)
        yield row(*("c identities", count, judged, "scan of operands", scan), target="≤ 3")


def _show(rows: list[Row]) -> None:
    table = Table(title=f"commit {commit()} · {machine()}")
    for name in rows[0]:
        table.add_column(name)
    for found in rows:
        table.add_row(*map(str, found.values()))
    Console(width=200).print(table)


def main() -> None:
    """Measure, print, and with --write keep."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", default="1,1000,10000", help="numbers, with commas between")
    parser.add_argument("--only", default=ALL, help=f"parts, with commas between (default {ALL})")
    parser.add_argument("--workers", type=int)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md again")
    options = parser.parse_args()
    rows = []
    for text in options.documents.split(","):
        for found in measure(int(text), set(options.only.split(",")), options.workers):
            print("  " + " · ".join(map(str, found.values())), file=sys.stderr)
            rows.append(found)
            if options.write:
                history.write(rows, commit(), machine())
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        _show(rows)


if __name__ == "__main__":
    main()
