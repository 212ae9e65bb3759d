"""Writes a corpus of synthetic disclosures.

Usage: python -m benchmarks.synthetic OUT [--departments 40] [--years 2017-2024] [--formats text,pdf]
           [--seed 1] [--merge] [--move-codes] [--faults 0]

Departments take the layouts and formats in turn; every document says that it is synthetic. With
--faults N each document carries N extraction faults, listed in OUT/faults.csv (text formats only).
The truth of every document stands beside it in OUT/truth.csv, in yuan.
"""

import argparse
import csv
import random
from pathlib import Path

from benchmarks.synthetic.disclosure import disclose
from benchmarks.synthetic.faults import damage
from benchmarks.synthetic.layouts import LAYOUTS
from benchmarks.synthetic.ledger import Year, departments
from benchmarks.synthetic.rendering import FORMATS


def write_corpus(
    out: Path, years: list[Year], formats: list[str], *, faults: int = 0, seed: int = 1
) -> int:
    """Write every department and year below ``out``; returns the number of documents.

    The documents lie in ``out/disclosures``, truth.csv and faults.csv beside that folder.
    """
    out.mkdir(parents=True, exist_ok=True)
    names = list(dict.fromkeys(year.department for year in years))
    before: dict[str, Year] = {}
    with (
        (out / "truth.csv").open("w", encoding="utf-8", newline="") as truth_file,
        (out / "faults.csv").open("w", encoding="utf-8", newline="") as fault_file,
    ):
        truth, damaged = csv.writer(truth_file), csv.writer(fault_file)
        truth.writerow(["path", "form_no", "side", "row", "column_key", "yuan"])
        damaged.writerow(["path", "kind", "form_no"])
        for year in years:
            number = names.index(year.department)
            ending, render = FORMATS[formats[number % len(formats)]]
            disclosure = disclose(year, LAYOUTS[number % len(LAYOUTS)], before.get(year.department))
            before[year.department] = year
            path = out / "disclosures" / f"{disclosure.name}.{ending}"
            relative = path.relative_to(out / "disclosures").as_posix()
            if faults:
                rng = random.Random(f"{seed}/{relative}")
                for fault in damage(disclosure, rng, faults):
                    damaged.writerow([relative, fault.kind, fault.form_no])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(render(disclosure.blocks))
            truth.writerows([relative, *cell, yuan] for cell, yuan in disclosure.truth.items())
    return len(years)


def main() -> None:
    """Write what the options ask for and say how many documents there are."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--departments", type=int, default=40)
    parser.add_argument("--years", default="2017-2024", help="first and last year")
    parser.add_argument("--formats", default="text", help=f"of {', '.join(FORMATS)}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--merge", action="store_true", help="each tenth department ends half way")
    parser.add_argument("--move-codes", action="store_true", help="one item changes its code")
    parser.add_argument("--faults", type=int, default=0, help="extraction faults a document")
    options = parser.parse_args()
    first, _, last = options.years.partition("-")
    years = departments(
        options.departments,
        list(range(int(first), int(last or first) + 1)),
        options.seed,
        merge=options.merge,
        move_codes=options.move_codes,
    )
    formats = options.formats.split(",")
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        parser.error(f"unknown formats {unknown}; there are {', '.join(FORMATS)}")
    count = write_corpus(options.out, years, formats, faults=options.faults, seed=options.seed)
    print(f"{count} synthetic documents below {options.out / 'disclosures'}")


if __name__ == "__main__":
    main()
