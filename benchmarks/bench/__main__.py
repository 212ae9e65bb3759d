"""Measures every part of the warehouse beside a baseline of the same run.

Usage: python -m benchmarks.bench [--documents 1,1000,10000] [--workers N] [--json] [--write]

For each number of synthetic texts: ingest beside polars that merely splits the same bytes (a), dbt beside
its SQL without dbt (b), identities beside a scan of their operands (c), great-expectations beside its
queries (d), the whole build with its peak memory (e), the twenty questions of docs/queries.md (f), and a
night in which one document in a hundred is new (g). With --write the table in docs/performance.md is
written again. 10,000 documents take about an hour.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from benchmarks.bench import parts
from benchmarks.bench.parts import Row, row
from benchmarks.nightly import write_texts
from pipeline import building
from pipeline.journal import Journal
from pipeline.places import PROJECT, Output

PAGE = PROJECT / "docs" / "performance.md"
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"


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
        inputs = building.look(source)
        building.build(
            inputs, output, building.Options(workers=workers, accept=True), journal, lambda *_: None
        )
    return journal


def measure(count: int, workers: int | None) -> list[Row]:
    """All parts for one number of documents."""
    print(f"{count} documents", file=sys.stderr)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, output = folder / "source", Output(folder / "warehouse")
        more = max(count // 100, 1)
        write_texts(source, count + more)
        held = folder / "held"
        for number in range(count, count + more):
            path = source / f"{number // 1000:03}" / f"{number}.txt"
            held.mkdir(exist_ok=True)
            path.rename(held / path.name)
        journal = _build(source, output, workers)
        steps = {step["step"]: step for step in journal.steps}
        whole = sum(step["seconds"] for step in journal.steps)
        peak = max(step["peak_mib"] for step in journal.steps)
        results = json.loads((output.work / "target" / "run_results.json").read_text())["results"]
        rows = []
        split = parts.split_only(source)
        ingest = steps["ingest"]["seconds"]
        rows.append(row("a ingest", count, ingest, "polars splitting", split, "≤ 2; ≥ 500/s"))
        rows[-1]["note"] = f"{count / ingest:.0f} documents a second"
        start = parts.dbt_start(output, folder / "build.duckdb")
        models, tests = parts.bare_sql(output, results, folder / "build.duckdb")
        transform = steps["transform"]["seconds"]
        rows.append(
            row(
                "b dbt less its start", count, transform - start, "its SQL", models + tests, "≤ 1.3"
            )
        )
        rows[-1]["note"] = f"start {start:.1f} s; models {models:.2f} s, tests {tests:.2f} s bare"
        judged, scan = parts.identity_seconds(output, results)
        rows.append(row("c identities", count, judged, "scan of operands", scan, "≤ 3"))
        checked, bare, imported = parts.audit_seconds(output)
        rows.append(row("d great-expectations", count, checked, "its queries", bare, "≤ 1.5"))
        rows[-1]["note"] = f"import {imported:.1f} s, while dbt works"
        rows.append(
            row("e whole build", count, whole, "dbt's start and GX's import", start + imported, "")
        )
        size = output.database.stat().st_size
        rows[-1]["note"] = (
            f"{whole / count * 1000:.1f} ms and {size / count / 1000:.1f} kB a document, peak {peak} MiB; "
            + ", ".join(f"{name} {step['seconds']:g}" for name, step in steps.items())
        )
        asked = sorted(parts.question_seconds(output.database))
        middle, late = asked[len(asked) // 2], asked[int(len(asked) * 0.95)]
        rows.append(row("f questions, p95", count, late, "p50", middle, "≤ 0.1 s at 50,000"))
        rows[-1]["note"] = f"p50 {middle * 1000:.1f} ms, p95 {late * 1000:.1f} ms"
        for path in held.iterdir():
            path.rename(source / f"{int(path.stem) // 1000:03}" / path.name)
        night = _build(source, output, workers)
        again = {step["step"]: step["seconds"] for step in night.steps}
        rows.append(
            row(
                "g one in a hundred new", count, sum(again.values()), "whole build", whole, "→ 0.01"
            )
        )
        rows[-1]["note"] = ", ".join(f"{name} {value:g}" for name, value in again.items())
        return rows


def _page(rows: list[Row]) -> str:
    head = list(rows[0]) if "note" in rows[0] else [*rows[0], "note"]
    lines = [f"Commit {commit()}, {machine()}.", "", f"| {' | '.join(head)} |"]
    lines.append("|" + " --- |" * len(head))
    for found in rows:
        lines.append("| " + " | ".join(str(found.get(name, "")) for name in head) + " |")
    return "\n".join(lines)


def _show(rows: list[Row]) -> None:
    table = Table(title=f"commit {commit()} · {machine()}")
    for name in (*rows[0], "note") if "note" not in rows[0] else rows[0]:
        table.add_column(name)
    for found in rows:
        values: list[Any] = [found.get(name, "") for name in (*list(found)[:7], "note")]
        table.add_row(*map(str, values))
    Console(width=200).print(table)


def main() -> None:
    """Measure, print, and with --write keep."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", default="1,1000,10000", help="numbers, with commas between")
    parser.add_argument("--workers", type=int)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md again")
    options = parser.parse_args()
    rows = [
        found
        for text in options.documents.split(",")
        for found in measure(int(text), options.workers)
    ]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        _show(rows)
    if options.write:
        text = PAGE.read_text(encoding="utf-8")
        before, rest = text.split(BEGIN, 1)
        after = rest.split(END, 1)[1]
        PAGE.write_text(f"{before}{BEGIN}\n{_page(rows)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
