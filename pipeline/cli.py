"""The command ``juesuan``: build, look at and question the warehouse of final accounts."""

import sys
from datetime import datetime
from typing import Annotated, Any

import duckdb
import typer

from pipeline import building, cli_questions, cli_releases
from pipeline.building import Options
from pipeline.cli_common import (
    OUTPUT,
    SOURCE,
    JsonOption,
    OutputOption,
    SourceOption,
    app,
    examples,
    working,
)
from pipeline.errors import BuildFailed, HeldBack, NoRelease, NothingFound, NotInstalled, OutputBusy
from pipeline.places import Output
from pipeline.printing import err, out, show_json, show_problems, show_summary
from pipeline.reading import Limits
from pipeline.releases import KEEP
from pipeline.summary import summarise

__all__ = ["app", "cli_questions", "cli_releases", "main"]

StrictOption = Annotated[
    bool,
    typer.Option("--strict", help="Fail, and publish nothing, when any block would be withheld."),
]
AcceptOption = Annotated[
    bool, typer.Option("--accept", help="Publish even what would be held back for a person.")
]
KeepOption = Annotated[int, typer.Option(min=1, help="Releases to keep.")]
WorkersOption = Annotated[
    int | None, typer.Option(min=1, help="Processes that read documents (default: one a core).")
]
SecondsOption = Annotated[
    float, typer.Option(min=1, help="Seconds that one document may take to read.")
]


def _finish(
    summary: dict[str, Any], place: Output, journal_facts: dict[str, Any], as_json: bool
) -> None:
    code = building.exit_code(summary)
    if as_json:
        show_json({**summary, **journal_facts, "exit_code": code})
    else:
        show_summary(summary, f"{place.database} as release {journal_facts['release']}")
        steps = ", ".join(
            f"{s['step']} {s['seconds']} s ({s['peak_mib']} MiB)" for s in journal_facts["steps"]
        )
        out.print(f"Done: {steps}", soft_wrap=True)
    raise typer.Exit(code)


@app.command(
    epilog=examples(
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
    accept: AcceptOption = False,
    force: Annotated[
        bool, typer.Option("--force", help="Build even if nothing changed, and read all again.")
    ] = False,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Take the versions as published by this day (give another --output).",
        ),
    ] = None,
    workers: WorkersOption = None,
    seconds: SecondsOption = Limits.seconds,
    keep: KeepOption = KEEP,
    as_json: JsonOption = False,
) -> None:
    """Read what changed, build and audit the warehouse, and publish it in one swap."""
    place = Output(output)
    options = Options(workers, Limits(seconds=seconds), strict, accept, keep)
    with working(place, "build", as_json) as (journal, count):
        day = None if as_of is None else as_of.date().isoformat()
        inputs = building.look(source, place, journal, day, anew=force)
        if not force and building.is_current(place, inputs):
            journal.facts["outcome"] = "unchanged"
            summary = summarise(place.database)
        else:
            if not accept and building.withdrawn(place, inputs.fingerprint, inputs.as_of):
                raise HeldBack(["what these documents and this code give was rolled back"])
            if force:
                building.start_anew(place)
            summary = building.build(inputs, place, options, journal, count)
    if journal.facts.get("release"):
        _finish(summary, place, {**journal.facts, "steps": journal.steps}, as_json)
    code = building.exit_code(summary)
    if as_json:
        show_json({**summary, "unchanged": True, "exit_code": code})
    else:
        out.print(f"Nothing changed since the last release; {place.database} is up to date.")
        show_problems(summary)
    raise typer.Exit(code)


@app.command(epilog=examples("juesuan ingest --source disclosures --output warehouse"))
def ingest(
    source: SourceOption = SOURCE,
    output: OutputOption = OUTPUT,
    workers: WorkersOption = None,
    seconds: SecondsOption = Limits.seconds,
    as_json: JsonOption = False,
) -> None:
    """Step 1: read the documents that changed into the raw schema of the build database."""
    place = Output(output)
    options = Options(workers, Limits(seconds=seconds))
    with working(place, "ingest", as_json) as (journal, count):
        inputs = building.look(source, place, journal)
        found = building.load(inputs, place, options, journal, count)
    if as_json:
        show_json({**vars(found), "database": str(place.build_database)})
    else:
        out.print(
            f"{found.documents} documents in {place.build_database}: {found.read} read, "
            f"{found.kept} unchanged, {found.forgotten} removed; next: juesuan audit"
        )


@app.command(epilog=examples("juesuan audit --output warehouse"))
def audit(output: OutputOption = OUTPUT, as_json: JsonOption = False) -> None:
    """Step 2: build the models from what was read, and judge them; publishes nothing."""
    place = Output(output)
    with working(place, "audit", as_json) as (journal, _):
        summary = building.judge(place, journal)
    if as_json:
        show_json(summary)
    else:
        show_problems(summary)
        out.print(f"Audited {summary['document_count']} documents; next: juesuan publish")


@app.command(
    epilog=examples("juesuan publish --output warehouse --strict", "juesuan publish --accept")
)
def publish(
    output: OutputOption = OUTPUT,
    strict: StrictOption = False,
    accept: AcceptOption = False,
    keep: KeepOption = KEEP,
    as_json: JsonOption = False,
) -> None:
    """Step 3: make the audited build the current release."""
    place = Output(output)
    options = Options(strict=strict, accept=accept, keep=keep)
    with working(place, "publish", as_json) as (journal, _):
        summary = building.publish(place, journal, options)
    _finish(summary, place, {**journal.facts, "steps": journal.steps}, as_json)


_UsageError: type[Exception] = typer.BadParameter.__bases__[0]


def _fail(words: str, remedy: str | None = None, code: int = building.FAILED) -> int:
    err.print(words, soft_wrap=True, style="red")
    if remedy:
        err.print(f"what to do: {remedy}", soft_wrap=True)
    return code


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
        remedy = f"{failure.remedy}\nNothing was published."
        code = _fail(f"failed in {failure.step}: {failure.reason}", remedy)
    except HeldBack as held:
        code = _fail(
            "held back: " + "\n  ".join(held.reasons),
            "see juesuan diff CURRENT held; if it is right, juesuan publish --accept "
            "(after a rollback, juesuan build --accept)\nThe last release stands.",
            building.HELD,
        )
    except (NoRelease, NothingFound, NotInstalled) as failure:
        code = _fail(f"failed: {failure}")
    except OutputBusy as busy:
        code = _fail(f"busy: {busy}", "wait for it, or give another --output", building.BUSY)
    except OSError as error:
        reason = f"{error.strerror or error}: {error.filename or 'in the output folder'}"
        code = _fail(f"failed: {reason}", "make room there, or let this user write there")
    except duckdb.Error as error:
        reason = " ".join(str(error).split())
        code = _fail(
            f"failed: {reason}", "the release may be damaged: juesuan rollback, or build --force"
        )
    except KeyboardInterrupt:
        code = _fail("stopped; nothing was published")
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
