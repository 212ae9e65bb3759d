"""Measures extraction faults: what the warehouse does with each, and whether a wrong amount gets through.

Usage: python -m benchmarks.extraction_faults [--faults 10000] [--json]

Synthetic disclosures in every layout, four faults in four forms of each, are read, repaired and judged
by the models of the warehouse; every fact is compared with the true ledger. Printed by kind of fault:
read right all the same, repaired, withheld (the form is quarantined, malformed or unmapped),
reported (rows or cells are missing from facts and a problem or a finding says so), silent (missing,
and nothing says so), unseen (a fact is not the truth, but by less than the smallest error that any
identity of its cell could notice, as audit.detectability says of the cell: mostly one unit in the last
place) and wrong (a fact is not the truth). The command fails if one is wrong.
"""

import argparse
import gc
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import duckdb
import polars as pl
from rich.console import Console
from rich.table import Table

from benchmarks.clones import build_models
from benchmarks.synthetic.disclosure import Table as Grid
from benchmarks.synthetic.disclosure import disclose
from benchmarks.synthetic.faults import FAULTS, Fault, damage
from benchmarks.synthetic.layouts import LAYOUTS
from benchmarks.synthetic.ledger import Year, departments
from benchmarks.synthetic.printed import FACTORS, rounded, unit_of
from benchmarks.synthetic.rendering import to_text
from ingest.corpus import parse_document
from ingest.document import Document
from ingest.load import create_raw, load_batch, open_database

PER_DOCUMENT = 4
TRUTH = {
    "document_id": pl.String,
    "form_no": pl.Int32,
    "side": pl.String,
    "row_key": pl.String,
    "column_key": pl.String,
    "true_yuan": pl.Decimal(20, 2),
}
FAULT = {"document_id": pl.String, "fault_no": pl.Int32, "kind": pl.String, "form_no": pl.Int32}
OUTCOMES = ("right", "repaired", "withheld", "reported", "silent", "unseen", "wrong")

# every published amount of the forms with the cell it was printed in
COMPARED = """
create or replace temp table published as
with facts as (
    select cell_id, amount_yuan from facts.fct_income
    union all select cell_id, amount_yuan from facts.fct_expenditure
    union all select cell_id, amount_yuan from facts.fct_fund_flow
    union all select cell_id, amount_yuan from facts.fct_balance
    union all select cell_id, amount_yuan from facts.fct_basic_expenditure
    union all select cell_id, amount_yuan from facts.fct_three_public
),
keyed as (
    select
        c.document_id, c.form_no,
        case when c.form_no in (1, 4, 6) then c.side else '' end as side,
        case when c.form_no = 9 then 'total' else coalesce(c.line_key, c.code, 'total') end as row_key,
        c.column_key, c.printed_text, facts.amount_yuan, d.detectable_error_yuan
    from facts join intermediate.int_cells__printed c using (cell_id)
    left join audit.detectability d using (cell_id)
)
select
    coalesce(k.document_id, t.document_id) as document_id, coalesce(k.form_no, t.form_no) as form_no,
    k.printed_text, k.amount_yuan, t.true_yuan,
    k.amount_yuan is not null and t.true_yuan is not null and k.amount_yuan != t.true_yuan as differs,
    -- an error that no identity of the cell could notice, as audit.detectability says of it
    differs and coalesce(abs(k.amount_yuan - t.true_yuan) < k.detectable_error_yuan, false) as is_unseen,
    differs and not is_unseen as is_wrong,
    k.amount_yuan is not null and k.amount_yuan != 0 and t.true_yuan is null as is_invented,
    k.amount_yuan is null and t.true_yuan != 0 as is_missing
from keyed k full join truth t
    on k.document_id = t.document_id and k.form_no = t.form_no and k.side = t.side
    and k.row_key = t.row_key and k.column_key = t.column_key
-- 合计 rows of functional and economic forms are not facts: they would be counted twice
where t.row_key is null or t.row_key != 'total' or t.form_no = 9
"""
OUTCOME = """
with forms as (
    select document_id, form_no, count(*) filter (where is_wrong or is_invented) as wrong,
        count(*) filter (where is_unseen) as unseen,
        count(*) filter (where is_missing) as missing
    from published group by all
),
withheld as (
    select distinct document_id, block_no as form_no from intermediate.int_blocks__quarantined
    where block_kind = 'form'
    union
    select document_id, form_no from raw.forms where status != 'loaded'
),
repaired as (
    select distinct document_id, form_no from facts.fct_repair where outcome = 'applied'
),
doubted as (
    select document_id, form_no from raw.problems where severity != 'info'
    union
    select distinct r.document_id, cast(unnest(string_split(i.form_nos, ';')) as integer) as form_no
    from intermediate.int_identities__judged r join reference.identities i using (identity_id)
    where r.state = 'fail' or (r.state = 'not_evaluable' and r.reason like '%readable%')
)
select f.kind,
    case
        when forms.wrong > 0 then 'wrong'
        when forms.unseen > 0 then 'unseen'
        when withheld.form_no is not null then 'withheld'
        when repaired.form_no is not null and forms.missing = 0 then 'repaired'
        when coalesce(forms.missing, 0) = 0 then 'right'
        when doubted.form_no is not null then 'reported'
        else 'silent'
    end as outcome,
    f.document_id, f.form_no
from fault f
left join forms using (document_id, form_no)
left join withheld using (document_id, form_no)
left join repaired using (document_id, form_no)
left join (select distinct document_id, form_no from doubted) as doubted using (document_id, form_no)
"""

__all__ = ["FAULTS", "OUTCOMES", "measure"]
_Job = tuple[int, Year, Year, bool]
_Result = tuple[Document, list[tuple[object, ...]], list[tuple[object, ...]]]


def _make(job: _Job) -> _Result:
    number, year, prior, damaged = job
    layout = LAYOUTS[number % len(LAYOUTS)]
    disclosure = disclose(year, layout, prior)
    printed = {k for b in disclosure.blocks if isinstance(b, Grid) for k in b.keys.values()}
    faults = (
        damage(disclosure, random.Random(number), PER_DOCUMENT)
        if damaged
        else [Fault("none", form_no) for form_no in range(1, 1 + PER_DOCUMENT)]
    )
    document = parse_document(to_text(disclosure.blocks), f"{number}.txt")
    key = document.document_id
    truth: list[tuple[object, ...]] = [
        (key, *cell, rounded(yuan, unit_of(layout, cell[0])) * FACTORS[unit_of(layout, cell[0])])
        for cell, yuan in disclosure.truth.items()
        if cell in printed
    ]
    rows: list[tuple[object, ...]] = [(key, n, f.kind, f.form_no) for n, f in enumerate(faults)]
    return document, truth, rows


def _jobs(count: int, damaged: bool) -> Iterator[_Job]:
    years = departments(count, [2022, 2023], seed=11)
    for number in range(count):
        yield number, years[2 * number + 1], years[2 * number], damaged


def measure(count: int, *, damaged: bool = True) -> dict[str, dict[str, int]]:
    """Outcomes by kind of fault for ``count`` faults; undamaged, of as many forms left whole."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "build.duckdb"
        connection = open_database(database)
        create_raw(connection)
        connection.execute(
            "create table truth (document_id varchar, form_no integer, side varchar, row_key varchar, "
            "column_key varchar, true_yuan decimal(20, 2))"
        )
        connection.execute(
            "create table fault (document_id varchar, fault_no integer, kind varchar, form_no integer)"
        )
        gc.collect()  # here: a forked child that closes what its parent opened crashes
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            batch: list[_Result] = []
            for result in pool.map(_make, _jobs(-(-count // PER_DOCUMENT), damaged), chunksize=16):
                batch.append(result)
                if len(batch) == 250:
                    _load(connection, batch)
            _load(connection, batch)
        connection.close()
        build_models(database)
        connection = duckdb.connect(str(database), read_only=True)
        connection.execute(COMPARED)
        rows = connection.execute(OUTCOME).fetchall()
        connection.close()
    found: dict[str, dict[str, int]] = {}
    for kind, outcome, document_id, form_no in rows:
        counted = found.setdefault(kind, dict.fromkeys(OUTCOMES, 0))
        counted[outcome] += 1
        if outcome in ("wrong", "silent") and os.environ.get("SHOW_FAULTS"):
            print(outcome, kind, document_id, form_no, file=sys.stderr)
    return found


def load_frame(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    schema: dict[str, pl.DataType],
    rows: list[tuple[object, ...]],
) -> None:
    """Append rows to a table beside the raw schema."""
    connection.register("frame", pl.DataFrame(rows, schema=schema, orient="row").to_arrow())
    connection.execute(f"insert into {table} select * from frame")
    connection.unregister("frame")


def _load(connection: duckdb.DuckDBPyConnection, batch: list[_Result]) -> None:
    load_batch(connection, [document for document, _, _ in batch])
    for table, schema, index in (("truth", TRUTH, 1), ("fault", FAULT, 2)):
        load_frame(connection, table, schema, [row for result in batch for row in result[index]])
    batch.clear()


def main() -> None:
    """Measure and print; exit code 1 when a wrong amount reached facts."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--faults", type=int, default=10000, help="how many faults to make")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    started = time.time()
    found = measure(options.faults)
    totals = {o: sum(kind[o] for kind in found.values()) for o in OUTCOMES}
    if options.json:
        print(json.dumps({"kinds": found, "totals": totals}, ensure_ascii=False, indent=1))
    else:
        table = Table(title="Extraction faults: what becomes of them", title_justify="left")
        for name in ("fault", "made", *OUTCOMES):
            table.add_column(name, justify="left" if name == "fault" else "right")
        for kind, counted in sorted(found.items()):
            table.add_row(kind, str(sum(counted.values())), *[str(counted[o]) for o in OUTCOMES])
        table.add_row("all", str(sum(totals.values())), *[str(totals[o]) for o in OUTCOMES])
        Console(width=120).print(table)
        print(f"{time.time() - started:.0f} seconds")
    sys.exit(1 if totals["wrong"] else 0)


if __name__ == "__main__":
    main()
