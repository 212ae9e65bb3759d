"""kill -9 at random moments of a build: the published file is the old or the new one, whole."""

import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.torture.warehouse import ENDED_WELL, Warehouse, moments
from pipeline.places import PROJECT, Output


def _lane(lane: int, kills: int, every: int) -> dict[str, float]:
    counted = {"kills": 0, "old": 0, "new": 0, "builds after": 0}
    with tempfile.TemporaryDirectory() as name:
        warehouse = Warehouse(Path(name), Path(name) / "warehouse")
        seconds = warehouse.prepare()
        published = 0
        for moment in moments(lane, seconds):
            if counted["kills"] == kills:
                break
            if not warehouse.kill(1 - published, moment, family=counted["kills"] % 2 == 0):
                published = warehouse.state()  # it was done before its moment came
                continue
            counted["kills"] += 1
            shown = warehouse.state()
            counted["old" if shown == published else "new"] += 1
            published = shown
            if counted["kills"] % every == 0 or counted["kills"] == kills:
                warehouse.must_build(1 - published)
                published = 1 - published
                counted["builds after"] += 1
                print(f"lane {lane}: {counted}", file=sys.stderr, flush=True)
    return {**counted, "seconds of a build": round(seconds, 1)}


def measure_publications(kills: int) -> dict[str, float]:
    """Kill -9 in the last step alone, where the release is swapped; the next try has to succeed."""
    counted = {"kills": 0, "old": 0, "new": 0, "next tries": 0}
    with tempfile.TemporaryDirectory() as name:
        warehouse = Warehouse(Path(name), Path(name) / "warehouse")
        warehouse.prepare()
        output = Output(warehouse.output)
        saved = [_audited(warehouse, output, state, Path(name)) for state in (0, 1)]
        command = [
            *(sys.executable, "-m", "pipeline.cli", "publish", "--accept", "--keep", "3"),
            *("--output", str(warehouse.output)),
        ]

        def lay(state: int) -> None:
            shutil.rmtree(output.staged, ignore_errors=True)
            shutil.copytree(saved[state] / "release", output.staged)
            shutil.copy(saved[state] / "state.json", output.state)

        def publish(state: int) -> float:
            lay(state)
            started = time.monotonic()
            done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
            assert done.returncode in ENDED_WELL, done.stderr
            assert warehouse.state() == state
            return time.monotonic() - started

        publish(1)
        seconds = publish(0)
        published = 0
        for moment in moments(7, seconds):
            if counted["kills"] == kills:
                break
            lay(1 - published)
            if not warehouse.kill(0, moment, family=True, command=command):
                published = warehouse.state()
                continue
            counted["kills"] += 1
            shown = warehouse.state()
            counted["old" if shown == published else "new"] += 1
            publish(1 - shown)
            published = 1 - shown
            counted["next tries"] += 1
    return {**counted, "seconds of a publication": round(seconds, 2)}


def _audited(warehouse: Warehouse, output: Output, state: int, folder: Path) -> Path:
    """What a build of a state leaves behind just before it is published."""
    source = str(warehouse.source(state))
    assert warehouse.step("ingest", "--source", source).returncode == 0
    assert warehouse.step("audit").returncode == 0
    saved = folder / f"audited{state}"
    shutil.copytree(output.staged, saved / "release")
    shutil.copy(output.state, saved / "state.json")
    return saved


def measure(kills: int, every: int, lanes: int = 2) -> dict[str, float]:
    """Counts over all lanes; raises AssertionError as soon as a published file is not whole."""
    shares = [kills // lanes + (lane < kills % lanes) for lane in range(lanes)]
    with ThreadPoolExecutor(lanes) as pool:
        found = list(pool.map(_lane, range(lanes), shares, [every] * lanes))
    total = {key: sum(one[key] for one in found) for key in found[0]}
    total["seconds of a build"] = max(one["seconds of a build"] for one in found)
    return total
