"""The second step: dbt builds and tests every model in the build database."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb

from pipeline.errors import BuildFailed
from pipeline.places import PROJECT, Output
from pipeline.renewal import Renewal, prepare, remember, take_round

QUIET = {
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "DBT_NO_VERSION_CHECK": "true",
    "DO_NOT_TRACK": "1",
    "GX_ANALYTICS_ENABLED": "false",
}


def transform(
    output: Output, as_of: str | None = None, say: Callable[[str], None] | None = None
) -> Renewal:
    """Run ``dbt build`` for what changed; raises BuildFailed with the first failures.

    ``as_of`` (YYYY-MM-DD) makes the versions current that were published by that day.
    """
    renewal = prepare(output, as_of)
    if renewal.rounds == 1:
        _dbt(output, as_of, "" if renewal.whole else "night", tests=True)
    else:
        for number in range(renewal.rounds):
            if say:
                say(f"dbt: round {number + 1} of {renewal.rounds}")
            take_round(output, number)
            # tests look at all rows: once is enough
            last = number == renewal.rounds - 1
            _dbt(output, as_of, "next" if number else "first", tests=last)
    remember(output, as_of)
    return renewal


def _dbt(output: Output, as_of: str | None, in_round: str, tests: bool) -> None:
    target = (output.work / "target").resolve()
    output.logs.mkdir(parents=True, exist_ok=True)
    log = output.logs / "dbt.out"
    command = [
        sys.executable,
        "-m",
        "dbt.cli.main",
        "build",
        "--project-dir",
        str(PROJECT),
        "--profiles-dir",
        str(PROJECT),
        "--target-path",
        str(target),
        "--log-path",
        str(output.logs.resolve()),
        "--no-use-colors",
        # what it says is in dbt.out already: a second log is a twentieth of its time
        "--log-level-file",
        "none",
        "--exclude-resource-type",
        "unit_test",
    ]
    if not tests:
        command += ["--exclude-resource-type", "test"]
    if in_round == "night":
        # the code is that of the build before, its seeds with it: what looks at nothing else passed then
        command += ["--exclude", "resource_type:seed", "--indirect-selection", "cautious"]
    if as_of:
        command += ["--vars", json.dumps({"as_of": as_of})]
    environment = {
        **os.environ,
        **QUIET,
        # by its name alone, from where it lies: what dbt has parsed holds for any folder
        "JUESUAN_DATABASE": output.build_database.name,
        "JUESUAN_ROUND": in_round,
    }
    results = target / "run_results.json"
    results.unlink(missing_ok=True)  # of the run before
    with log.open("w", encoding="utf-8") as file:
        done = subprocess.run(
            command,
            env=environment,
            cwd=output.work,
            stdout=file,
            stderr=subprocess.STDOUT,
            check=False,
            close_fds=False,  # the lock of the output folder goes with it
        )
    if not results.exists():
        raise BuildFailed("dbt", f"it did not start (exit {done.returncode})", f"read {log}")
    failed = failures(results, output.build_database)
    if done.returncode != 0:
        said = [line for line in log.read_text("utf-8").splitlines() if line.strip()]
        named = "; ".join(failed[:3]) or (said[-1].strip() if said else f"exit {done.returncode}")
        raise BuildFailed("dbt", named, f"read {log}")


def failures(results: Path, database: Path) -> list[str]:
    """The models and tests that failed, a test with the first row that it found."""
    found = []
    for result in json.loads(results.read_text(encoding="utf-8"))["results"]:
        if result["status"] not in ("error", "fail", "runtime error"):
            continue
        said = " ".join((result.get("message") or "").split())
        if result["status"] == "fail":
            said = f"{_first_row(database, result['compiled_code'])} ({said})"
        found.append(f"{result['unique_id'].split('.')[2]}: {said}")
    return found


def _first_row(database: Path, query: str) -> str:
    with duckdb.connect(str(database), read_only=True) as connection:
        found = connection.execute(query)
        names = [column[0] for column in found.description]
        row = found.fetchone() or ()
    return ", ".join(f"{name} {value}" for name, value in zip(names, row, strict=False))
