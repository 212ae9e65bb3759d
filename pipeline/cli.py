"""The command ``juesuan``: build, look at and question the warehouse of final accounts."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from pipeline import building
from pipeline.errors import BuildFailed, NoRelease, NothingFound, OutputBusy
from pipeline.explaining import Question
from pipeline.explaining import explain as explain_cells
from pipeline.inspecting import inspect as inspect_file
from pipeline.locking import locked
from pipeline.places import Output
from pipeline.printing import (
    err,
    grid,
    out,
    show_cell,
    show_inspection,
    show_json,
    show_problems,
    show_summary,
)
from pipeline.summary import summarise

EPILOG = (
    "Exit codes: 0 done · 1 failed, nothing was published · "
    "2 published, with some blocks withheld or documents not read whole · 64 bad usage · "
    "75 another build works in the same output folder"
)
app = typer.Typer(
    help="A warehouse of Chinese departmental final accounts (部门决算公开).",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
SourceOption = Annotated[Path, typer.Option(help="The folder of documents.")]
OutputOption = Annotated[Path, typer.Option(help="The folder of the released warehouse.")]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one JSON document instead of tables.")
]
StrictOption = Annotated[
    bool,
    typer.Option("--strict", help="Fail, and publish nothing, when any block would be withheld."),
]
WorkersOption = Annotated[
    int | None, typer.Option(min=1, help="Processes that read documents (default: one a core).")
]
SOURCE, OUTPUT = Path("disclosures"), Path("warehouse")


def _examples(*lines: str) -> str:
    return "Examples:\n\n" + "\n\n".join(f"  $ {line}" for line in lines)


@contextmanager
def _progress(as_json: bool) -> Iterator[tuple[building.Step, Any]]:
    """A step reporter and a counter of documents, on standard error, silent under --json."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True, disable=as_json) as progress:
        task = progress.add_task("starting", total=None)

        def step(words: str) -> None:
            progress.update(task, description=words, total=None, completed=0)
            if not as_json:
                err.print(f"• {words}")

        def count(done: int, total: int) -> None:
            progress.update(task, total=total, completed=done)

        yield step, count


def _finish(summary: dict[str, Any], output: Output, as_json: bool) -> None:
    code = building.exit_code(summary)
    if as_json:
        show_json({**summary, "exit_code": code})
    else:
        show_summary(summary, str(output.database))
        if "seconds" in summary:
            out.print(f"Done in {summary['seconds']} s")
    raise typer.Exit(code)


@app.command(
    epilog=_examples(
        "juesuan build",
        "juesuan build --source disclosures --output warehouse --strict",
        "juesuan build --as-of 2025-06-30 --output warehouse-2025-06",
        "juesuan build --json | jq .quarantine",
    )
)
def build(
    source: SourceOption = SOURCE,
    output: OutputOption = OUTPUT,
    strict: StrictOption = False,
    force: Annotated[bool, typer.Option("--force", help="Build even if nothing changed.")] = False,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Take the versions as published by this day (give another --output).",
        ),
    ] = None,
    workers: WorkersOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read all documents, build and audit the warehouse, and publish it in one swap."""
    place = Output(output)
    day = None if as_of is None else as_of.date().isoformat()
    if not force and source.is_dir() and building.is_current(place, source, day):
        summary = summarise(place.database)
        code = building.exit_code(summary)
        if as_json:
            show_json({**summary, "unchanged": True, "exit_code": code})
        else:
            out.print(f"Nothing changed since the last release; {place.database} is up to date.")
            show_problems(summary)
        raise typer.Exit(code)
    with locked(place), _progress(as_json) as (step, count):
        summary = building.build(
            source, place, workers=workers, strict=strict, step=step, progress=count, as_of=day
        )
    _finish(summary, place, as_json)


@app.command(epilog=_examples("juesuan ingest --source disclosures --output warehouse"))
def ingest(
    source: SourceOption = SOURCE,
    output: OutputOption = OUTPUT,
    workers: WorkersOption = None,
    as_json: JsonOption = False,
) -> None:
    """Step 1: read the documents into the raw schema of the build database."""
    place = Output(output)
    with locked(place), _progress(as_json) as (step, count):
        step("reading documents")
        read = building.load(source, place, workers, count)
    if as_json:
        show_json({"documents": read, "database": str(place.build_database)})
    else:
        out.print(f"{read} documents read into {place.build_database}; next: juesuan audit")


@app.command(epilog=_examples("juesuan audit --output warehouse"))
def audit(output: OutputOption = OUTPUT, as_json: JsonOption = False) -> None:
    """Step 2: build the models from what was read, and judge them; publishes nothing."""
    place = Output(output)
    with locked(place), _progress(as_json) as (step, _):
        summary = building.judge(place, step)
    if as_json:
        show_json(summary)
    else:
        show_problems(summary)
        out.print(f"Audited {summary['document_count']} documents; next: juesuan publish")


@app.command(epilog=_examples("juesuan publish --output warehouse --strict"))
def publish(
    output: OutputOption = OUTPUT, strict: StrictOption = False, as_json: JsonOption = False
) -> None:
    """Step 3: swap the audited release in."""
    place = Output(output)
    with locked(place), _progress(as_json) as (step, _):
        summary = building.publish(place, step, strict)
    _finish(summary, place, as_json)


@app.command(epilog=_examples("juesuan status", "juesuan status --json"))
def status(output: OutputOption = OUTPUT, as_json: JsonOption = False) -> None:
    """Show the current release: its age, documents, tables and what it withholds."""
    place = Output(output)
    manifest = building.released(place)
    if manifest is None:
        raise NoRelease(f"there is no release in {output}; run juesuan build --output {output}")
    if as_json:
        show_json(manifest)
        return
    age = datetime.now(UTC) - datetime.fromisoformat(manifest["created_at"])
    hours = age.total_seconds() / 3600
    out.print(f"Release of {manifest['created_at']} ({hours:.1f} hours old), {place.database}")
    table = grid("Tables 表", "table", "rows")
    for name, facts in manifest["tables"].items():
        table.add_row(name, f"{facts['rows']:,}")
    out.print(table)
    show_problems(summarise(place.database))


@app.command(
    epilog=_examples(
        "juesuan explain --department 龙岗 --year 2024 --code 2010301",
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
    place = Output(output)
    if not place.database.exists():
        raise NoRelease(f"there is no release in {output}; run juesuan build --output {output}")
    if not any((department, year, code, form, column, item)):
        raise typer.BadParameter("say which figure: give at least one of the options")
    cells = explain_cells(place.database, Question(department, year, code, form, column, item))
    if as_json:
        show_json(cells)
        return
    for cell in cells[:40]:
        show_cell(cell)
    if len(cells) > 40:
        out.print(f"… and {len(cells) - 40} more cells; narrow the question, or use --json")


@app.command(
    epilog=_examples(
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
    codes = {"loaded": 0, "refused": building.FAILED}
    raise typer.Exit(codes.get(found["status"], building.WITHHELD))


_UsageError: type[Exception] = typer.BadParameter.__bases__[0]


def main() -> None:
    """Run the command and leave with the documented exit code."""
    command = typer.main.get_command(app)
    try:
        code = command.main(standalone_mode=False)
    except _UsageError as error:
        show = getattr(error, "show", None)
        if show is not None:
            show()
        code = building.USAGE
    except BuildFailed as failure:
        err.print(
            f"[bold red]failed[/bold red] in {failure.step}: {failure.reason}", soft_wrap=True
        )
        err.print(f"what to do: {failure.remedy}\nNothing was published.", soft_wrap=True)
        code = building.FAILED
    except (NoRelease, NothingFound) as failure:
        err.print(f"[bold red]failed[/bold red]: {failure}", soft_wrap=True)
        code = building.FAILED
    except OutputBusy as busy:
        err.print(f"[bold red]busy[/bold red]: {busy}; wait for it, or give another --output")
        code = building.BUSY
    except KeyboardInterrupt:
        err.print("stopped; nothing was published")
        code = building.FAILED
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
