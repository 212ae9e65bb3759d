"""Measures the identities: damage every non-zero cell of the forms in each way, and count what is caught.

Usage: python -m benchmarks.mutation [--json] [DOCUMENT ...]   (default: every document in disclosures/)

All damaged copies are judged by the models of the warehouse in one set-based pass. Printed, by class:
detected (an equation fails, or the cell no longer reads as a number), localised (the damaged cell is
the first suspect), determined (two or more identities fix the true value), repaired right, repaired
wrong; and the false alarms on the undamaged document.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
from rich.console import Console
from rich.table import Table

from benchmarks.clones import (
    CHANGE,
    add_clones,
    build_models,
    clone_id,
    load_documents,
    reprint,
    run_dbt,
)
from ingest.corpus import find_files
from pipeline.places import PROJECT

SCHEMA = {
    **CHANGE,
    "damage": pl.String,
    "is_target": pl.Boolean,
    "true_yuan": pl.Decimal(20, 2),
}


def _text(value: Decimal) -> str:
    return f"{value:,.2f}"


def _digit_changed(text: str) -> str:
    """The first digit replaced by the next one (9 by 1): a large slip, as bad OCR makes it."""
    index = next(i for i, char in enumerate(text) if char.isdigit() and char != "0")
    digit = str(int(text[index]) % 9 + 1)
    return text[:index] + digit + text[index + 1 :]


def _last_digit_changed(text: str) -> str:
    return text[:-1] + str((int(text[-1]) + 3) % 10)


def _swapped(text: str) -> str | None:
    """Two neighbouring different digits exchanged, or None where there are none."""
    for i in range(len(text) - 1):
        if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1]:
            return text[:i] + text[i + 1] + text[i] + text[i + 2 :]
    return None


def single_damages(text: str, value: Decimal) -> Iterator[tuple[str, str]]:
    """Each way to damage one cell, with the text that then stands there."""
    plain = _text(value)
    yield "+0.01", _text(value + Decimal("0.01"))
    yield "+0.02", _text(value + Decimal("0.02"))
    yield "+0.10", _text(value + Decimal("0.10"))
    yield "one digit changed", _digit_changed(plain)
    yield "last digit changed", _last_digit_changed(plain)
    yield "decimals cut", plain.split(".")[0] + "."
    yield "cell lost", ""
    yield "×10", _text(value * 10)
    swapped = _swapped(plain)
    if swapped is not None:
        yield "two digits swapped", swapped
    yield "sign changed", _text(-value)


def damages(
    connection: duckdb.DuckDBPyConnection, document_id: str, every: int = 1
) -> pl.DataFrame:
    """Damaged copies of a document, one row a changed cell: of each ``every``-th row of its forms."""
    cells = connection.execute(
        "select form_no, side, row_no, column_key, printed_text, amount_yuan, yuan_factor "
        "from staging.stg_raw__form_cells where document_id = ? and kind = 'number' "
        "order by form_no, side, row_no, table_column",
        [document_id],
    ).fetchall()
    rows: list[tuple[object, ...]] = []
    by_row: dict[tuple[int, str, int], list[tuple[str, str, Decimal]]] = {}
    for form_no, side, row_no, column, text, yuan, factor in cells:
        by_row.setdefault((form_no, side, row_no), []).append((column, text, yuan))
        if not yuan or (len(by_row) - 1) % every:
            continue
        for damage, new_text in single_damages(text, Decimal(yuan) / Decimal(factor)):
            clone = clone_id(f"{document_id}/{damage}/{form_no}/{side}/{row_no}/{column}")
            rows.append((clone, form_no, side, row_no, column, new_text, damage, True, yuan))
    keys = list(by_row)
    for index, key in enumerate(keys):
        if index % every:
            continue
        filled = by_row[key]
        if not any(yuan for _, _, yuan in filled):
            continue
        label = f"{document_id}/row/{key}"
        for column, _, yuan in filled:
            rows.append((clone_id(label + "drop"), *key, column, "", "row dropped", False, yuan))
        following = keys[index + 1] if index + 1 < len(keys) else None
        if following is not None and following[:2] == key[:2]:
            other = by_row[following]
            if [t for _, t, _ in other] != [t for _, t, _ in filled]:
                for here, there, place in ((filled, other, key), (other, filled, following)):
                    for (column, _, yuan), (_, text, _) in zip(here, there, strict=True):
                        swap = clone_id(label + "swap")
                        rows.append((swap, *place, column, text, "two rows swapped", False, yuan))
        if len(filled) > 1:
            texts = ["", *[text for _, text, _ in filled[:-1]]]
            for (column, _, yuan), text in zip(filled, texts, strict=True):
                shift = clone_id(label + "shift")
                rows.append((shift, *key, column, text, "column shifted by one", False, yuan))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


RESULT = """
with failing as (
    -- what fails in the undamaged document too is no detection
    select distinct a.document_id from intermediate.int_identities__arithmetic_as_printed a
    where a.state = 'fail' and not exists (
        select 1 from intermediate.int_identities__arithmetic_as_printed b
        where b.document_id = any ($originals) and b.state = 'fail'
          and b.identity_id = a.identity_id and b.scope = a.scope)
),
suspects as (
    select *, row_number() over (partition by document_id order by suspicion_rank) as form_rank
    from intermediate.int_repairs__suspects where form_no between 1 and 9
),
unreadable as (
    select distinct document_id from staging.stg_raw__form_cells
    where kind not in ('number', 'blank', 'dash')
),
targets as (
    select damage, clone_id, cell_id, true_yuan, c.amount_yuan from damage_frame f
    join staging.stg_raw__form_cells c on c.document_id = f.clone_id and c.form_no = f.form_no
      and c.side = f.side and c.row_no = f.row_no and c.column_key = f.column_key
),
single as (select * from targets where clone_id in (select clone_id from damage_frame where is_target)),
clones as (select distinct damage, clone_id from damage_frame),
repairs as (
    select r.document_id, r.cell_id, r.repaired_value, t.true_yuan
    from intermediate.int_repairs__solved r
    left join targets t on t.clone_id = r.document_id and t.cell_id = r.cell_id
    left join staging.stg_raw__form_cells c on c.cell_id = r.cell_id
    where r.outcome = 'applied'
),
judged as (
    select c.damage, c.clone_id,
        c.clone_id in (select document_id from failing)
          or c.clone_id in (select document_id from unreadable) as detected,
        s.cell_id is not null as is_single,
        abs(s.true_yuan - coalesce(s.amount_yuan, 0)) as change_yuan,
        coalesce(k.form_rank = 1, false) as localised,
        coalesce(k.is_determined and k.witness_count >= 2, false) as determined,
        coalesce(bool_or(r.repaired_value = r.true_yuan and r.cell_id = s.cell_id), false) as right_value,
        coalesce(bool_or(r.true_yuan is null or r.repaired_value != r.true_yuan), false)
          and count(r.cell_id) > 0 as wrong_value
    from clones c
    left join single s on s.clone_id = c.clone_id
    left join suspects k on k.cell_id = s.cell_id
    left join repairs r on r.document_id = c.clone_id
    group by all
)
select damage, count(*) as copies,
    count(*) filter (where detected) as detected,
    count(*) filter (where detected and is_single) as detected_single,
    count(*) filter (where is_single and change_yuan >= 1000) as large,
    count(*) filter (where is_single and change_yuan >= 1000 and detected) as large_detected,
    count(*) filter (where localised) as localised,
    count(*) filter (where determined) as determined,
    count(*) filter (where right_value and determined) as repaired_right,
    count(*) filter (where wrong_value) as repaired_wrong
from judged group by damage
"""


def measure(paths: list[Path], keep: Path | None = None, every: int = 1) -> dict[str, object]:
    """Damage each ``every``-th row of the forms; returns counts by damage class, false alarms and seconds."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(keep or folder) / "build.duckdb"
        ids = load_documents(database, paths)
        build_models(database, "--select", "resource_type:seed", "+int_repairs__solved")
        connection = duckdb.connect(str(database))
        alarms = connection.execute(
            "select count(*) from intermediate.int_identities__arithmetic_as_printed "
            "join reference.identities using (identity_id) "
            "where state = 'fail' and identity_group in ('form', 'cross_form')"
        ).fetchone()
        assert alarms is not None
        # the tables are damaged as repaired: a fault that the document has already is mended first
        reprint(
            connection,
            "select c.document_id, c.form_no, c.side, c.row_no, c.column_key, r.repaired_text as printed_text "
            "from intermediate.int_repairs__solved r join staging.stg_raw__form_cells c using (cell_id) "
            "where r.outcome = 'applied'",
        )
        connection.close()
        run_dbt(database, "run", "--select", "stg_raw__forms", "stg_raw__form_cells")
        connection = duckdb.connect(str(database))
        frames = [damages(connection, document_id, every) for document_id in ids]
        for document_id, frame in zip(ids, frames, strict=True):
            add_clones(connection, document_id, frame)
        connection.close()
        run_dbt(database, "run", "--select", "+int_repairs__solved")
        connection = duckdb.connect(str(database))
        connection.register("damage_frame", pl.concat(frames).to_arrow())
        result = connection.execute(RESULT, {"originals": ids})
        names = [column[0] for column in result.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
        connection.close()
    order = {name: i for i, name in enumerate(dict.fromkeys(pl.concat(frames)["damage"]))}
    return {
        "classes": sorted(rows, key=lambda row: order[row["damage"]]),
        "false_alarms": alarms[0],
        "seconds": round(time.monotonic() - started, 1),
    }


def show(found: dict[str, object]) -> None:
    """The table of a person."""
    table = Table(title="Mutation: what the identities catch", title_justify="left")
    for name in (
        "damage",
        "copies",
        "detected",
        "localised",
        "determined",
        "repaired right",
        "wrong",
    ):
        table.add_column(name, justify="left" if name == "damage" else "right")
    classes = found["classes"]
    assert isinstance(classes, list)
    for row in classes:
        share = f"{100 * row['detected'] / row['copies']:.1f}%"
        single = row["detected_single"]
        localised = f"{100 * row['localised'] / single:.1f}%" if single else "–"
        fixed = row["determined"]
        right = f"{100 * row['repaired_right'] / fixed:.1f}%" if fixed else "–"
        table.add_row(
            row["damage"], str(row["copies"]), share, localised, str(fixed), right,
            str(row["repaired_wrong"]),
        )  # fmt: skip
    console = Console(width=110)
    console.print(table)
    total = {k: sum(row[k] for row in classes) for k in classes[0] if k != "damage"}
    for words, part, whole in (
        ("changes of 0.10 万元 or more detected", "large_detected", "large"),
        ("damaged cell is the first suspect, of detected", "localised", "detected_single"),
        ("repaired right, of determined", "repaired_right", "determined"),
    ):
        console.print(f"{words}: {total[part]} of {total[whole]}, {total[part] / total[whole]:.2%}")
    console.print(f"repaired wrong: {total['repaired_wrong']}")
    console.print(f"false alarms on the undamaged documents: {found['false_alarms']}")
    console.print(f"{found['seconds']} seconds")


def main() -> None:
    """Measure the documents named, or all of disclosures/."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("documents", nargs="*", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--keep", type=Path, help="keep the database in this folder")
    arguments = parser.parse_args()
    paths = arguments.documents or find_files(PROJECT / "disclosures")
    found = measure(paths, arguments.keep)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        show(found)


if __name__ == "__main__":
    main()
