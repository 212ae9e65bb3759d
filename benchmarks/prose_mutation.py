"""Measures the checks of the prose: change one digit of every amount and percentage, and count what is noticed.

Usage: python -m benchmarks.prose_mutation [--json] [DOCUMENT ...]   (default: every document in disclosures/)

A figure counts where it is linked to a measure. It is noticed where an identity fails, or a finding of the prose
appears, that the undamaged document does not have. What is not noticed is listed: nothing else in the document says
what it must be (the budget of an evaluation, for one), or a check is missing.
"""

import argparse
import json
import tempfile
from pathlib import Path

import duckdb
import polars as pl
from rich.console import Console
from rich.table import Table

from benchmarks.clones import (
    CHANGE,
    COPIED,
    PROJECTS,
    add_clones,
    build_models,
    clone_id,
    load_documents,
    run_dbt,
)
from ingest.corpus import find_files
from pipeline.places import PROJECT

# the first digit that is not zero goes up by one (9 to 1); of 0 it is the last
DAMAGED = """
case when regexp_matches(printed_text, '[1-9]')
    then regexp_replace(printed_text, '[1-9]',
        ((regexp_extract(printed_text, '[1-9]')::integer % 9) + 1)::varchar)
    else regexp_replace(printed_text, '0$', '1') end
"""
FIGURES = f"""
select document_id, statement_no, figure_kind, measure_key, relation, printed_text, {DAMAGED} as damaged_text, sentence
from staging.stg_raw__statements
where measure_key is not null and figure_kind in ('amount', 'percent') and kind = 'number'
order by document_id, statement_no
"""
NOTICED = """
with said as (
    select document_id, identity_id as what, scope as place from intermediate.int_identities__judged
    where state = 'fail'
    union all
    select document_id, finding_kind as what, message as place from intermediate.int_findings__prose
)
select distinct copies.clone_id
from copies
join said on said.document_id = copies.clone_id
anti join said as before
    on before.document_id = copies.document_id and before.what = said.what and before.place = said.place
"""


def measure(paths: list[Path]) -> list[dict[str, object]]:
    """Every linked amount and percentage of the documents, and whether a changed digit of it is noticed."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "build.duckdb"
        load_documents(database, paths)
        build_models(database, "--select", "resource_type:seed", "+stg_raw__statements")
        connection = duckdb.connect(str(database))
        found = connection.execute(FIGURES)
        names = [column[0] for column in found.description or []]
        rows = [(*row, clone_id(f"{row[0]}/{row[1]}")) for row in found.fetchall()]
        copies = pl.DataFrame(rows, schema=[*names, "clone_id"], orient="row")
        for (document_id,), own in copies.group_by("document_id"):
            changes = [(clone, 1, "none", 0, "none", "") for clone in own["clone_id"]]
            frame = pl.DataFrame(changes, schema=CHANGE, orient="row")
            add_clones(connection, str(document_id), frame, (*COPIED, *PROJECTS))
        connection.register("damage_frame", copies.to_arrow())
        connection.execute(
            "update raw.statements set printed_text = damaged_text from damage_frame "
            "where statements.document_id = clone_id and statements.statement_no = damage_frame.statement_no"
        )
        connection.close()
        run_dbt(database, "run", "--select", "+int_identities__judged", "+int_findings__prose")
        connection = duckdb.connect(str(database), read_only=True)
        connection.register("copies", copies.to_arrow())
        noticed = [clone for (clone,) in connection.execute(NOTICED).fetchall()]
        connection.close()
    said = copies.with_columns(pl.col("clone_id").is_in(noticed).alias("is_noticed"))
    return said.drop("clone_id").to_dicts()


def show(found: list[dict[str, object]]) -> None:
    """The tables of a person."""
    console = Console(width=130)
    table = Table(title="One digit of the prose changed", title_justify="left")
    for name in ("figure", "states", "copies", "noticed"):
        table.add_column(name, justify="right" if name in ("copies", "noticed") else "left")
    counts = (
        pl.DataFrame(found)
        .group_by("figure_kind", "relation")
        .agg(pl.len().alias("copies"), pl.col("is_noticed").sum().alias("noticed"))
        .sort("figure_kind", "relation")
    )
    for row in counts.iter_rows():
        table.add_row(*map(str, row))
    console.print(table)
    unnoticed = [row for row in found if not row["is_noticed"]]
    for row in unnoticed:
        console.print(
            f"not noticed: {row['measure_key']} {row['printed_text']} → {row['damaged_text']}",
            highlight=False,
        )
    share = 1 - len(unnoticed) / len(found)
    console.print(f"noticed: {len(found) - len(unnoticed)} of {len(found)}, {share:.1%}")


def main() -> None:
    """Measure the documents named, or all of disclosures/."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("documents", nargs="*", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    arguments = parser.parse_args()
    found = measure(arguments.documents or find_files(PROJECT / "disclosures"))
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        show(found)


if __name__ == "__main__":
    main()
