"""Commands about releases: which there are, what differs between two, and the way back."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import releases
from pipeline.cli_common import OUTPUT, JsonOption, OutputOption, app, examples, released_file
from pipeline.comparing import compare
from pipeline.errors import NoRelease
from pipeline.journal import failures
from pipeline.locking import locked
from pipeline.places import Output
from pipeline.printing import grid, out, show_json, show_problems
from pipeline.summary import summarise

SHOWN = 40


def _hours(created_at: str) -> float:
    age = datetime.now(UTC) - datetime.fromisoformat(created_at)
    return round(age.total_seconds() / 3600, 1)


def known_releases(place: Output) -> list[dict[str, Any]]:
    """Every release with its state: current, withdrawn, kept or broken."""
    last = releases.current(place)
    found = []
    for release in releases.all_releases(place):
        manifest = release.manifest() or {}
        summary = manifest.get("summary", {})
        found.append(
            {
                "release": release.release_id,
                "state": "current"
                if last is not None and last.release_id == release.release_id
                else "withdrawn"
                if release.is_withdrawn
                else "kept"
                if manifest
                else "broken",
                "documents": summary.get("document_count"),
                "withheld": summary.get("withheld_count"),
                "code_version": manifest.get("code_version"),
            }
        )
    return found


@app.command(epilog=examples("juesuan status", "juesuan status --json | jq .age_hours"))
def status(output: OutputOption = OUTPUT, as_json: JsonOption = False) -> None:
    """Show the current release: its age, documents, what it withholds, and what failed since."""
    place = Output(output)
    database = released_file(output)
    release = releases.current(place)
    manifest = release.manifest() if release else None
    if release is None or manifest is None:
        raise NoRelease(f"the manifest of the release in {output} cannot be read; build again")
    failed = failures(place)
    hours = _hours(manifest["created_at"])
    if as_json:
        show_json(
            {
                **manifest,
                "age_hours": hours,
                "releases": known_releases(place),
                "failures_since": failed,
            }
        )
        return
    summary = manifest["summary"]
    out.print(f"Release {release.release_id} ({hours} hours old), {database}")
    out.print(
        f"{summary['document_count']} documents: {summary['loaded_count']} whole, "
        f"{summary['partial_count']} in part, {summary['refused_count']} refused; "
        f"{summary['withheld_count']} blocks withheld"
    )
    table = grid("Releases 发布", "release", "state", "documents", "withheld", "code")
    for known in known_releases(place):
        table.add_row(*("" if v is None else str(v) for v in known.values()))
    out.print(table)
    table = grid("Tables 表", "table", "rows")
    for name, facts in manifest["tables"].items():
        table.add_row(name, f"{facts['rows']:,}")
    out.print(table)
    show_problems(summarise(database))
    for run in failed:
        out.print(f"{run['ended_at'][:19]} {run['outcome']}: {'; '.join(run['reasons'])}")


@app.command(epilog=examples("juesuan rollback", "juesuan rollback --to 20250630T020000Z"))
def rollback(
    to: Annotated[
        str | None, typer.Option(help="The release to go to (default: the one before).")
    ] = None,
    output: OutputOption = OUTPUT,
    as_json: JsonOption = False,
) -> None:
    """Make an earlier release current again; what it replaces is not published again by itself."""
    place = Output(output)
    released_file(output)
    with locked(place):
        before, after = releases.rollback(place, to)
    if as_json:
        show_json({"from": before.release_id, "to": after.release_id})
    else:
        out.print(
            f"Release {after.release_id} is current; {before.release_id} is withdrawn and comes "
            "back only by juesuan build --accept, or when documents or code have changed"
        )


@app.command(
    epilog=examples(
        "juesuan diff",
        "juesuan diff 20250601T020000Z 20250602T020000Z --figures",
        "juesuan diff --json | jq '.by_measure[] | select(.vanished > 0)'",
    )
)
def diff(
    old: Annotated[
        str | None, typer.Argument(help="A release (default: the one before the current).")
    ] = None,
    new: Annotated[
        str | None, typer.Argument(help="Another (default: the current), or 'held'.")
    ] = None,
    figures: Annotated[bool, typer.Option("--figures", help="List the figures too.")] = False,
    output: OutputOption = OUTPUT,
    as_json: JsonOption = False,
) -> None:
    """Show what appeared, vanished and changed between two releases, by department and measure."""
    place = Output(output)
    released_file(output)
    before, after = _sides(place, old, new)
    found = compare(before, after)
    documents, measures = found.documents(), found.by_measure()
    if as_json:
        show_json(
            {
                "old": str(before),
                "new": str(after),
                "documents": documents,
                "by_measure": measures,
                "unexplained": found.unexplained(),
                **({"figures": found.figures()} if figures else {}),
            }
        )
        return
    out.print(f"From {before.parent.name} to {after.parent.name}:", soft_wrap=True)
    out.print(f"{len(documents['new'])} documents are new, {len(documents['gone'])} are gone")
    names = ("department", "fiscal_year", "measure", "appeared", "vanished", "changed")
    table = grid("Figures 数据变化", *names, "largest change")
    for row in measures:
        table.add_row(*(str(row[name]) for name in names), _amount(row["largest_change"]))
    out.print(table if measures else "No figure differs.")
    if figures:
        table = grid("", "department", "year", "measure", "item", "old", "new")
        for row in found.figures(limit=SHOWN):
            table.add_row(
                *(str(row[n]) for n in ("department", "fiscal_year", "measure", "item")),
                _amount(row["old_figure"]),
                _amount(row["new_figure"]),
            )
        out.print(table)
    for reason in found.reasons_to_hold():
        out.print(f"not explained by the documents: {reason}", soft_wrap=True)


def _amount(value: Any) -> str:
    return "" if value is None else f"{value.normalize():,f}"


def _sides(place: Output, old: str | None, new: str | None) -> tuple[Path, Path]:
    current = releases.current(place)
    if current is None:
        raise NoRelease(f"there is no current release in {place.folder}")
    staged = place.staged / "juesuan.duckdb"
    if new == "held":
        if not staged.exists():
            raise NoRelease("no build is held back")
        return (releases.find(place, old) if old else current).database, staged
    after = releases.find(place, new) if new else current
    earlier = [r for r in releases.all_releases(place) if r.release_id < after.release_id]
    if old is None and not earlier:
        raise NoRelease(f"there is no release before {after.release_id}")
    return (releases.find(place, old) if old else earlier[-1]).database, after.database
