"""kill -9 at random moments of a build: the published file is the old or the new one, whole."""

import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.torture.warehouse import Warehouse, moments


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


def measure(kills: int, every: int, lanes: int = 2) -> dict[str, float]:
    """Counts over all lanes; raises AssertionError as soon as a published file is not whole."""
    shares = [kills // lanes + (lane < kills % lanes) for lane in range(lanes)]
    with ThreadPoolExecutor(lanes) as pool:
        found = list(pool.map(_lane, range(lanes), shares, [every] * lanes))
    total = {key: sum(one[key] for one in found) for key in found[0]}
    total["seconds of a build"] = max(one["seconds of a build"] for one in found)
    return total
