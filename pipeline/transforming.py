"""The second step: dbt builds and tests every model in the build database."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb

from pipeline.dbt import start_dbt
from pipeline.errors import BuildFailed
from pipeline.places import Output
from pipeline.renewal import Renewal, prepare, remember, take_round


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
    target = output.work / "target"
    output.logs.mkdir(parents=True, exist_ok=True)
    log = output.logs / "dbt.out"
    # what it says is in dbt.out already: a second log is a twentieth of its time
    arguments = ["build", "--log-level-file", "none", "--exclude-resource-type", "unit_test"]
    if not tests:
        arguments += ["--exclude-resource-type", "test"]
    if in_round == "night":
        # the code is that of the build before, its seeds with it: what looks at nothing else passed then
        arguments += ["--exclude", "resource_type:seed", "--indirect-selection", "cautious"]
    results = target / "run_results.json"
    results.unlink(missing_ok=True)  # of the run before
    with log.open("w", encoding="utf-8") as file:
        done = start_dbt(
            output.build_database,
            *arguments,
            target=target,
            logs=output.logs,
            in_round=in_round,
            as_of=as_of,
            said=file,
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
