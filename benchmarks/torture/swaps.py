"""Releases swapped under readers that never pause: no failed query, no mixed result."""

import json
import multiprocessing
import shutil
import tempfile
import time
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.torture.warehouse import Warehouse
from pipeline import releases
from pipeline.places import Output

QUERIES = (
    "select sum(amount_yuan) from facts.fct_expenditure",
    "select count(*), sum(printed_yuan) from facts.fct_identity_result",
    "select sum(amount_yuan) from marts.mart_expenditure_year_over_year",
)


def _answers(database: Path) -> tuple[Any, ...]:
    connection = duckdb.connect(str(database), read_only=True)
    try:
        return tuple(connection.execute(query).fetchall()[0] for query in QUERIES)
    finally:
        connection.close()


def _read(
    database: Path, known: list[tuple[Any, ...]], over: Event, results: "multiprocessing.Queue[Any]"
) -> None:
    counted = {"reads": 0, "failed": 0, "mixed": 0, "saw": set()}
    while not over.is_set():
        counted["reads"] += 1
        try:
            found = _answers(database)
        except (duckdb.Error, OSError):
            counted["failed"] += 1
            continue
        if found in known:
            counted["saw"].add(known.index(found))
        else:
            counted["mixed"] += 1
    results.put(counted)


def measure(swaps: int = 50, readers: int = 8) -> dict[str, int]:
    """Counts of reads, failed queries and mixed results while two releases take turns."""
    with tempfile.TemporaryDirectory() as name:
        warehouse = Warehouse(Path(name), Path(name) / "warehouse")
        warehouse.prepare()
        output = Output(warehouse.output)
        folders = [Path(name) / "0", Path(name) / "1"]
        for state, folder in enumerate(folders):
            warehouse.must_build(state)
            shutil.copytree(output.current.resolve(), folder)
        known = [_answers(folder / "juesuan.duckdb") for folder in folders]
        context = multiprocessing.get_context("spawn")
        over, results = context.Event(), context.Queue()
        processes = [
            context.Process(target=_read, args=(output.database, known, over, results))
            for _ in range(readers)
        ]
        for process in processes:
            process.start()
        time.sleep(3)
        for number in range(swaps):
            shutil.copytree(folders[number % 2], output.staged)
            releases.put(output, releases.new_id(output))
            releases.prune(output, 2)
            time.sleep(0.2)
        over.set()
        found = [results.get() for _ in processes]
        for process in processes:
            process.join()
    assert all(one["saw"] == {0, 1} for one in found), json.dumps(found, default=list)
    return {
        "swaps": swaps,
        "readers": readers,
        **{key: sum(one[key] for one in found) for key in ("reads", "failed", "mixed")},
    }
