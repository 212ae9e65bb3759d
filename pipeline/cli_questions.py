"""Commands that ask: where a figure comes from, how a document is understood, the marts elsewhere."""

import json
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline import building
from pipeline.building import FAILED, WITHHELD
from pipeline.cli_common import OUTPUT, JsonOption, OutputOption, app, examples, released_file
from pipeline.errors import NothingFound, NotInstalled
from pipeline.explaining import Question
from pipeline.explaining import explain as explain_cells
from pipeline.exports.marts import open_release
from pipeline.exports.package import write_csv, write_package, write_parquet
from pipeline.exports.workbook import write_workbooks
from pipeline.inspecting import inspect as inspect_file
from pipeline.places import Output
from pipeline.printing import out, show_cell, show_inspection, show_json, show_table, show_tables


@app.command(
    epilog=examples(
        "juesuan explain --department 教育局 --year 2024 --code 2050201",
        "juesuan explain --year 2024 --form 9 --column 预算数/合计",
    )
)
def explain(
    department: Annotated[str | None, typer.Option(help="Part of the department's name.")] = None,
    year: Annotated[int | None, typer.Option(help="Fiscal year.")] = None,
    code: Annotated[
        str | None, typer.Option(help="Functional or economic code, or line (L27).")
    ] = None,
    form: Annotated[int | None, typer.Option(min=1, max=9, help="Statutory form, 1 to 9.")] = None,
    column: Annotated[str | None, typer.Option(help="Part of the column name.")] = None,
    item: Annotated[str | None, typer.Option(help="Part of the printed item name.")] = None,
    output: OutputOption = OUTPUT,
    as_json: JsonOption = False,
) -> None:
    """Take a figure back to its printed cell, its parsing, its repairs and its identities."""
    database = released_file(output)
    if not any((department, year, code, form, column, item)):
        raise typer.BadParameter("say which figure: give at least one of the options")
    cells = explain_cells(database, Question(department, year, code, form, column, item))
    if as_json:
        show_json(cells)
        return
    for cell in cells[:40]:
        show_cell(cell)
    if len(cells) > 40:
        out.print(f"… and {len(cells) - 40} more cells; narrow the question, or use --json")


@app.command(
    epilog=examples(
        "juesuan inspect disclosures/330102/某局/2024.pdf",
        "juesuan inspect 2024.xlsx --rows 8",
        "juesuan inspect 2024.html --json | jq '.forms[] | select(.status != \"loaded\")'",
    )
)
def inspect(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The document.")],
    rows: Annotated[int, typer.Option(min=0, help="Rows of each table to show.")] = 3,
    as_json: JsonOption = False,
) -> None:
    """Show how one document is understood: tables, forms, header maps, what is unknown."""
    found = inspect_file(file, rows)
    if as_json:
        show_json(found)
    else:
        show_inspection(found)
    codes = {"loaded": 0, "refused": FAILED}
    raise typer.Exit(codes.get(found["status"], WITHHELD))


@app.command(
    epilog=examples(
        "juesuan describe",
        "juesuan describe mart_expenditure_year_over_year",
        "juesuan describe fct_balance --json",
    )
)
def describe(
    table: Annotated[str | None, typer.Argument(help="A table (default: list them).")] = None,
    output: OutputOption = OUTPUT,
    as_json: JsonOption = False,
) -> None:
    """Say what a table of the release holds: grain, source, identities, columns with units."""
    released_file(output)
    tables = json.loads(Output(output).dictionary.read_text(encoding="utf-8"))["tables"]
    if table is not None:
        name = table.rsplit(".", 1)[-1]
        tables = [t for t in tables if t["name"] == name]
        if not tables:
            raise NothingFound(f"no table is called {table!r}; juesuan describe lists them")
    if as_json:
        show_json(tables)
    elif table is None:
        show_tables(tables)
    else:
        show_table(tables[0])


class ExportFormat(StrEnum):
    """What the marts are written as."""

    XLSX = "xlsx"
    CSV = "csv"
    PARQUET = "parquet"
    DATAPACKAGE = "datapackage"


@app.command(
    epilog=examples(
        "juesuan export xlsx --to books --department 教育局",
        "juesuan export csv --to tables",
        "juesuan export datapackage --to package",
    )
)
def export(
    kind: Annotated[
        ExportFormat,
        typer.Argument(
            metavar="FORMAT", help="xlsx (a workbook a department), csv, parquet or datapackage."
        ),
    ],
    to: Annotated[Path, typer.Option(file_okay=False, help="The folder to write to.")],
    department: Annotated[
        str | None, typer.Option(help="Part of the department's name (xlsx only).")
    ] = None,
    output: OutputOption = OUTPUT,
    as_json: JsonOption = False,
) -> None:
    """Write the marts as workbooks, CSV, parquet or a Fiscal Data Package."""
    database = released_file(output)
    manifest = building.released(Output(output)) or {}
    connection = open_release(database)
    try:
        if kind is ExportFormat.XLSX:
            written = write_workbooks(connection, to, manifest.get("release", "?"), department)
        elif kind is ExportFormat.CSV:
            written = write_csv(connection, to)
        elif kind is ExportFormat.PARQUET:
            written = write_parquet(connection, to)
        else:
            written = write_package(connection, to, manifest)
    finally:
        connection.close()
    if not written:
        raise NothingFound(f"no department is called {department!r}; see dims.dim_department")
    if as_json:
        show_json({"files": [str(path) for path in written]})
    else:
        for path in written:
            out.print(str(path), soft_wrap=True)


@app.command(epilog=examples("juesuan sql", "juesuan sql --output /srv/warehouse"))
def sql(output: OutputOption = OUTPUT) -> None:
    """Open the released file, read-only, in a SQL editor in the terminal (harlequin)."""
    database = released_file(output)
    harlequin = Path(sys.executable).with_name("harlequin")
    if not harlequin.exists():
        raise NotInstalled("harlequin", "pip install 'juesuan[sql]'")
    command = [str(harlequin), "--adapter", "duckdb", "--read-only", str(database.resolve())]
    raise typer.Exit(subprocess.run(command, check=False).returncode)
