"""Measures a night: one more, one changed and one removed document on top of many that are unchanged.

Usage: python -m benchmarks.nightly [--documents 10000] [--json]

The documents are synthetic texts in every layout, each of a department of its own. Printed:
seconds and documents a second of the first ingest, and the seconds of each later one with its ratio to
the first; hashing every file is part of each.
"""

import argparse
import json
import tempfile
import time
from pathlib import Path

from benchmarks.synthetic.disclosure import disclose
from benchmarks.synthetic.layouts import LAYOUTS
from benchmarks.synthetic.ledger import departments
from benchmarks.synthetic.rendering import FORMATS
from ingest.corpus import inventory
from pipeline.ingesting import Ingested, ingest
from pipeline.places import Output
from pipeline.reading import Limits


def write_texts(folder: Path, count: int) -> None:
    """``count`` texts below ``folder``, each layout in turn: no two share a department or its figures."""
    for number in range(count):
        layout = LAYOUTS[number % len(LAYOUTS)]
        prior, year = departments(1, [2022, 2023], seed=number)
        text = FORMATS["text"][1](disclose(year, layout, prior).blocks).decode()
        path = folder / f"{number // 1000:03}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(year.department, f"第{number}{year.department}"), "utf-8")


def _night(source: Path, output: Output) -> tuple[float, Ingested]:
    started = time.monotonic()
    found = ingest(source, inventory(source), output, None, Limits(), lambda _done, _total: None)
    return time.monotonic() - started, found


def measure(count: int) -> list[dict[str, object]]:
    """One row a night."""
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as name:
        source, output = Path(name) / "source", Output(Path(name) / "warehouse")
        write_texts(source, count + 1)
        extra = source / f"{count // 1000:03}" / f"{count}.txt"
        kept = extra.read_bytes()
        extra.unlink()

        def night(what: str) -> None:
            seconds, found = _night(source, output)
            first = rows[0]["seconds"] if rows else seconds
            assert isinstance(first, float)
            rows.append(
                {
                    "night": what,
                    "seconds": round(seconds, 2),
                    **vars(found),
                    "of the first": round(seconds / first, 4),
                }
            )

        night("all new")
        night("nothing changed")
        extra.write_bytes(kept)
        night("one more")
        extra.write_bytes(kept.replace("万元".encode(), "万元 ".encode(), 1))
        night("one changed")
        extra.unlink()
        night("one removed")
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    rows = measure(options.documents)
    if options.json:
        print(json.dumps(rows, indent=1))
        return
    print(f"| {' | '.join(rows[0])} |")
    print("| --- |" + " ---: |" * (len(rows[0]) - 1))
    for row in rows:
        print(f"| {' | '.join(str(value) for value in row.values())} |")
    first = rows[0]["seconds"]
    assert isinstance(first, float)
    print(f"\n{options.documents / first:.0f} documents a second in the first night")


if __name__ == "__main__":
    main()
