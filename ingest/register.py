"""The register of a corpus: what happened to its departments and codes, as CSV beside the documents."""

import csv
from datetime import date
from pathlib import Path

from ingest.corpus import REGISTER
from ingest.errors import LayoutError
from ingest.raw_schema import REGISTERS
from ingest.wording import organisation

KINDS = ("rename", "merge", "split", "transfer")


def _rows(file: Path, columns: list[str]) -> list[dict[str, str]]:
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.DictReader(opened)
        if list(reader.fieldnames or []) != columns:
            raise LayoutError(file.name, str(reader.fieldnames), f"the columns are {columns}")
        return list(reader)


def read_register(source: Path) -> dict[str, list[tuple[object, ...]]]:
    """Rows of the raw tables department_events and code_moves; none where no register lies.

    Raises LayoutError with file and row where a date, a kind or a code cannot be.
    """
    folder = source / REGISTER
    found: dict[str, list[tuple[object, ...]]] = {"department_events": [], "code_moves": []}
    for row in _rows(folder / "department_events.csv", list(REGISTERS["department_events"])):
        if row["kind"] not in KINDS:
            raise LayoutError("department_events.csv", row["kind"], f"the kind is one of {KINDS}")
        try:
            day = date.fromisoformat(row["event_date"])
        except ValueError as error:
            raise LayoutError("department_events.csv", row["event_date"], str(error)) from error
        if not row["source"]:
            raise LayoutError("department_events.csv", str(row), "an event needs its source")
        found["department_events"].append(
            (
                day.isoformat(),
                row["kind"],
                row["division_code"] or None,
                organisation(row["from_department"]),
                organisation(row["to_department"]),
                row["source"],
            )
        )
    for row in _rows(folder / "code_moves.csv", list(REGISTERS["code_moves"])):
        codes = (row["from_code"], row["to_code"])
        if not all(code.isdigit() and len(code) in (3, 5, 7) for code in codes):
            raise LayoutError("code_moves.csv", str(row), "codes have 3, 5 or 7 digits")
        if not row["source"]:
            raise LayoutError("code_moves.csv", str(row), "a move needs its source")
        found["code_moves"].append((*codes, int(row["first_fiscal_year"]), row["source"]))
    return found
