"""Builds the demonstration: forty synthetic departments over eight years, in mixed formats.

Usage: python -m benchmarks.demo [--output warehouse] [--departments 40] [--years 2017-2024]

The documents, their register and their truth lie in OUTPUT/demo, the warehouse in OUTPUT/demo.duckdb.
Every document and every department says that it is synthetic. In it: mergers, a renamed department,
a moved code, years published again with other figures, and extraction faults.
"""

import argparse
import copy
import csv
import random
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.synthetic.disclosure import disclose
from benchmarks.synthetic.faults import damage
from benchmarks.synthetic.layouts import LAYOUTS
from benchmarks.synthetic.ledger import GENERAL, MOVED, Year, departments
from benchmarks.synthetic.printed import FACTORS, Key, rounded, unit_of
from benchmarks.synthetic.rendering import FORMATS
from pipeline import building
from pipeline.journal import Journal
from pipeline.places import Output

MIXED = ("text", "html", "xlsx", "docx", "pdf")
RENAMED = 3  # the department with this number has another name from the middle year on
FAULTY = 5  # every so many documents hold an extraction fault
RESTATED = 9  # every so many department-years are published again

_Job = tuple[str, Year, Year | None, int, int]


def _restated(year: Year) -> Year:
    """The same year with more of one item received and spent."""
    again = copy.deepcopy(year)
    entry = next(e for (fund, _), e in again.entries.items() if fund == GENERAL and e.project)
    entry.income += 123400
    entry.project += 123400
    return again


def jobs(years: list[Year]) -> Iterator[_Job]:
    """(path without ending, the year, the year before, layout, faults) of every document."""
    names = list(dict.fromkeys(year.department for year in years))
    first, last = min(y.fiscal_year for y in years), max(y.fiscal_year for y in years)
    middle = first + (last - first + 1) // 2
    before: dict[str, Year] = {}
    for index, year in enumerate(years):
        number = names.index(year.department)
        shown, prior = copy.deepcopy(year), before.get(year.department)
        before[year.department] = year
        if number == RENAMED and year.fiscal_year >= middle:
            shown.department = f"{year.department[:-1]}委"
        stem = f"{shown.department}/{year.fiscal_year}_{year.fiscal_year + 1}-08-20"
        yield stem, shown, prior, number % len(LAYOUTS), int(index % FAULTY == 0)
        if index % RESTATED == RESTATED - 1:
            again = _restated(shown)
            stem = f"{shown.department}/{year.fiscal_year}_{year.fiscal_year + 2}-03-01"
            yield stem, again, prior, number % len(LAYOUTS), 0


def _write(job: tuple[_Job, Path, str]) -> list[tuple[object, ...]]:
    (stem, year, prior, layout_no, faults), folder, kind = job
    layout = LAYOUTS[layout_no]
    disclosure = disclose(year, layout, prior)
    printed: set[Key] = {
        key for block in disclosure.blocks for key in getattr(block, "keys", {}).values()
    }
    if faults:
        damage(disclosure, random.Random(stem), faults)
    ending, render = FORMATS[kind]
    path = folder / f"{stem}.{ending}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render(disclosure.blocks))
    relative = path.relative_to(folder).as_posix()
    truth = []
    for key in sorted(printed):
        unit = unit_of(layout, key[0])
        amount = rounded(disclosure.truth.get(key, 0), unit) * FACTORS[unit]
        truth.append((relative, year.department, year.fiscal_year, *key, amount))
    return truth


def write_corpus(folder: Path, years: list[Year]) -> int:
    """Documents below ``folder``/disclosures with their register, truth.csv beside them."""
    shutil.rmtree(folder, ignore_errors=True)
    disclosures = folder / "disclosures"
    wanted = list(jobs(years))
    names = list(dict.fromkeys(year.department for year in years))
    work = []
    for job in wanted:
        number = names.index(job[1].department.replace("委", "局"))
        work.append((job, disclosures, MIXED[number % len(MIXED)]))
    disclosures.mkdir(parents=True)
    with (folder / "truth.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["path", "department", "fiscal_year", "form_no", "side", "row", "column_key", "yuan"]
        )
        with ProcessPoolExecutor(mp_context=get_context("forkserver")) as pool:
            for rows in pool.map(_write, work, chunksize=4):
                writer.writerows(rows)
    _write_register(disclosures / "_register", years, names)
    return len(work)


def _write_register(folder: Path, years: list[Year], names: list[str]) -> None:
    folder.mkdir(parents=True)
    first, last = min(y.fiscal_year for y in years), max(y.fiscal_year for y in years)
    middle = first + (last - first + 1) // 2
    ended = {name: max(y.fiscal_year for y in years if y.department == name) for name in names}
    with (folder / "department_events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["event_date", "kind", "division_code", "from_department", "to_department", "source"]
        )
        for index, name in enumerate(names):
            if ended[name] < last:
                taker = names[index - 1]
                writer.writerow([f"{middle}-01-01", "merge", "", name, taker, "synthetic"])
        if len(names) > RENAMED:
            name = names[RENAMED]
            writer.writerow([f"{middle}-01-01", "rename", "", name, f"{name[:-1]}委", "synthetic"])
    with (folder / "code_moves.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["from_code", "to_code", "first_fiscal_year", "source"])
        writer.writerow([*MOVED, middle, "synthetic"])


def build_demo(output: Path, count: int, years: list[int]) -> Path:
    """Write the corpus, build the warehouse over it and copy the released file; returns its path."""
    folder = output / "demo"
    ledger = departments(count, years, seed=7, merge=True, move_codes=True)
    written = write_corpus(folder, ledger)
    print(f"{written} synthetic documents below {folder / 'disclosures'}", file=sys.stderr)
    place = Output(folder / "warehouse")
    journal = Journal(place, "demo", lambda words: print(f"• {words}", file=sys.stderr))
    with journal.run():
        inputs = building.look(folder / "disclosures", place, journal)
        building.build(inputs, place, building.Options(), journal, lambda _done, _total: None)
    target = output / "demo.duckdb"
    shutil.copyfile(place.database, target)
    return target


def main() -> None:
    """Build and say where the file is."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--output", type=Path, default=Path("warehouse"))
    parser.add_argument("--departments", type=int, default=40)
    parser.add_argument("--years", default="2017-2024", help="first and last year")
    options = parser.parse_args()
    first, _, last = options.years.partition("-")
    years = list(range(int(first), int(last or first) + 1))
    print(f"demonstration in {build_demo(options.output, options.departments, years)}")


if __name__ == "__main__":
    main()
