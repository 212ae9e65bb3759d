"""The third step: great-expectations judges the build and the staged release, in a process of its own."""

import contextlib
import json
import os
import subprocess
import sys

import duckdb

from pipeline.dbt import QUIET
from pipeline.errors import BuildFailed
from pipeline.places import PROJECT, Output, frugal

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


class Auditor:
    """The process that judges: it imports great-expectations while dbt works, and looks when told.

    Use it as a context: what was started ends with it.
    """

    def __init__(self, output: Output) -> None:
        self.output = output
        self.results = output.work / "gx_results.json"
        self.log = output.logs / "gx.out"

    def __enter__(self) -> "Auditor":
        self.results.unlink(missing_ok=True)
        self.output.logs.mkdir(parents=True, exist_ok=True)
        release = self.output.staged / "juesuan.duckdb"
        files = [str(path) for path in (self.output.build_database, release, self.results)]
        with self.log.open("w", encoding="utf-8") as file:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "expectations.judge", *files],
                env={**os.environ, **QUIET},
                cwd=PROJECT,
                stdin=subprocess.PIPE,
                stdout=file,
                stderr=subprocess.STDOUT,
                text=True,
                close_fds=False,  # the lock of the output folder goes with it
            )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def audit(self) -> list[dict[str, object]]:
        """Run every suite and store its results; raises BuildFailed when one is not met."""
        with contextlib.suppress(BrokenPipeError):  # it has ended already: its log says why
            self._process.communicate("go\n")
        self._process.wait()
        if self._process.returncode != 0 or not self.results.exists():
            lines = [x for x in self.log.read_text(encoding="utf-8").splitlines() if "Error" in x]
            reason = lines[-1] if lines else f"exit {self._process.returncode}"
            raise BuildFailed("audit", f"an expectation raised: {reason}", f"read {self.log}")
        results: list[dict[str, object]] = json.loads(self.results.read_text(encoding="utf-8"))
        for database in (self.output.build_database, self.output.staged / "juesuan.duckdb"):
            store(str(database), results)
        unmet = [r for r in results if not r["is_success"]]
        if unmet:
            named = "; ".join(
                f"{r['suite_name']}.{r['expectation_name']} ({r['unexpected_count']} rows)"
                for r in unmet[:5]
            )
            raise BuildFailed(
                "audit", f"{len(unmet)} expectations are not met: {named}", f"read {self.results}"
            )
        return results


def store(database: str, results: list[dict[str, object]]) -> None:
    """Write the results to audit.gx_results of a file."""
    connection = duckdb.connect(database, config=frugal())
    try:
        connection.execute("create schema if not exists audit")
        columns = ", ".join(f"{name} {kind}" for name, (kind, _) in RESULTS.items())
        shape = json.dumps({name: kind for name, (kind, _) in RESULTS.items()})
        connection.execute(f"create or replace table audit.gx_results ({columns})")
        connection.execute(
            "comment on table audit.gx_results is 'One row per expectation. 每行一个期望。'"
        )
        for name, (_, text) in RESULTS.items():
            connection.execute(f"comment on column audit.gx_results.{name} is '{text}'")
        connection.execute(
            "insert into audit.gx_results select unnest(records, recursive := true) "
            f"from (select unnest(from_json(?, '[{shape}]')) as records)",
            [json.dumps(results, ensure_ascii=False)],
        )
    finally:
        connection.close()
