"""A small corpus in two states, builds of it that can be interrupted, and what the published file is."""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from benchmarks.synthetic.disclosure import disclose
from benchmarks.synthetic.layouts import LAYOUTS
from benchmarks.synthetic.ledger import departments
from benchmarks.synthetic.rendering import FORMATS
from pipeline.places import PROJECT

BUSY_SECONDS = 120  # how long the child of a killed build may hold the lock
ENDED_WELL = (0, 2)


def digest(database: Path) -> str:
    """A hash of every row of every table of a released file; the times of releases are not in it."""
    found = hashlib.sha256()
    connection = duckdb.connect(str(database), read_only=True)
    try:
        unmet = connection.execute(
            "select count(*) from audit.gx_results where not is_success"
        ).fetchall()
        assert unmet == [(0,)], "an expectation of the published file is not met"
        for schema, table in connection.execute(
            "select schema_name, table_name from duckdb_tables() order by all"
        ).fetchall():
            rows = connection.execute(f"select * from {schema}.{table} order by all").fetchall()
            found.update(repr((schema, table, rows)).encode())
    finally:
        connection.close()
    return found.hexdigest()


@dataclass
class Warehouse:
    """A folder with two states of a corpus (0 and 1) and one output folder."""

    folder: Path
    output: Path
    digests: dict[int, str] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        """The published file."""
        return self.output / "juesuan.duckdb"

    def source(self, state: int) -> Path:
        """The documents of a state."""
        return self.folder / f"source{state}"

    def write_sources(self) -> None:
        """Two years of three departments; in state 1 one of them has other figures."""
        for state in (0, 1):
            shutil.rmtree(self.source(state), ignore_errors=True)
            for number, seed in enumerate((1, 2, 3 + state)):
                (year,) = departments(1, [2023], seed=seed)
                ending, render = FORMATS["text"]
                path = self.source(state) / f"{number}" / f"2023.{ending}"
                path.parent.mkdir(parents=True)
                path.write_bytes(render(disclose(year, LAYOUTS[0], None).blocks))

    def command(self, state: int) -> list[str]:
        """A build of a state, as a person would start it."""
        return [
            *(sys.executable, "-m", "pipeline.cli", "build", "--accept", "--json", "--keep", "3"),
            *("--source", str(self.source(state)), "--output", str(self.output)),
        ]

    def build(self, state: int) -> subprocess.CompletedProcess[str]:
        """A whole build; waits while the child of a killed build still holds the lock."""
        until = time.monotonic() + BUSY_SECONDS
        while True:
            done = subprocess.run(
                self.command(state), cwd=PROJECT, capture_output=True, text=True, check=False
            )
            if done.returncode != 75 or time.monotonic() > until:
                return done
            time.sleep(0.5)

    def step(self, name: str, *options: str) -> subprocess.CompletedProcess[str]:
        """One of the three steps of a build."""
        command = [sys.executable, "-m", "pipeline.cli", name, "--output", str(self.output)]
        return subprocess.run(
            [*command, *options], cwd=PROJECT, capture_output=True, text=True, check=False
        )

    def must_build(self, state: int) -> None:
        """A whole build that has to succeed and to publish that state."""
        done = self.build(state)
        assert done.returncode in ENDED_WELL, done.stderr[-2000:]
        shown = digest(self.database)
        assert self.digests.setdefault(state, shown) == shown, "not the release of that state"

    def state(self) -> int:
        """Which state is published; raises AssertionError when it is neither, whole."""
        shown = digest(self.database)
        manifest = json.loads((self.output / "manifest.json").read_text("utf-8"))
        with (self.output / "juesuan.duckdb").open("rb") as file:
            checksum = hashlib.file_digest(file, "sha256").hexdigest()
        assert manifest["database"]["sha256"] == checksum, "manifest and file are of two releases"
        (found,) = [state for state, known in self.digests.items() if known == shown]
        return found

    def prepare(self) -> float:
        """Publish state 0, then 1, then 0 again; returns the seconds of one build."""
        self.write_sources()
        for state in (0, 1):
            self.must_build(state)
        assert self.digests[0] != self.digests[1]
        started = time.monotonic()
        self.must_build(0)
        return time.monotonic() - started

    def kill(
        self, state: int, after: float, *, family: bool, command: list[str] | None = None
    ) -> bool:
        """Start a build (or a command) and kill -9 it; ``family``: with its children.

        False if it had ended before.
        """
        until = time.monotonic() + BUSY_SECONDS
        while True:
            process = subprocess.Popen(
                command or self.command(state),
                cwd=PROJECT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            try:
                code = process.wait(after)
            except subprocess.TimeoutExpired:
                break
            if code != 75 or time.monotonic() > until:
                return False
            time.sleep(0.5)  # the child of the one killed before still holds the lock
        if family:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
        return True


def moments(seed: int, seconds: float) -> Iterator[float]:
    """Random moments of a build, without end."""
    chance = random.Random(seed)
    while True:
        yield chance.uniform(0, seconds)
