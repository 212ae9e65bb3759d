"""The whole way: ingest, transform, stage, audit, publish; each step writes to the journal."""

import json
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from ingest.corpus import SourceFile, inventory
from ingest.seen import Seen
from pipeline import releases
from pipeline.auditing import Auditor
from pipeline.comparing import compare
from pipeline.errors import BuildFailed, HeldBack
from pipeline.ingesting import Ingested, Progress, ingest
from pipeline.journal import Journal
from pipeline.places import Output, bounded, fingerprint, wal_of
from pipeline.publishing import write_manifest
from pipeline.reading import Limits, prepare_workers
from pipeline.renewal import changes_since, note_release
from pipeline.staging import stage
from pipeline.summary import is_complete, summarise
from pipeline.transforming import transform

DONE, FAILED, WITHHELD, HELD, USAGE, BUSY = 0, 1, 2, 3, 64, 75


@dataclass(frozen=True)
class Inputs:
    """The documents of a folder as they are now, and the hash of everything that decides the result."""

    source: Path
    files: list[SourceFile]
    fingerprint: str
    as_of: str | None = None


@dataclass(frozen=True)
class Options:
    """How to build: see ``juesuan build --help``."""

    workers: int | None = None
    limits: Limits = field(default_factory=Limits)
    strict: bool = False
    accept: bool = False
    keep: int = releases.KEEP


def look(
    source: Path,
    output: Output,
    journal: Journal,
    as_of: str | None = None,
    *,
    anew: bool = False,
) -> Inputs:
    """What lies in the folder, ``anew`` without what was seen before; raises BuildFailed when there is no such folder."""
    with journal.step("look", "looking for what changed"):
        if not source.is_dir():
            raise BuildFailed("look", f"{source} is no folder", "name the folder with --source")
        prepare_workers()  # while the files are hashed
        if anew:
            output.seen.unlink(missing_ok=True)
        seen = Seen(output.seen)
        files = inventory(source, seen)
        seen.save()
        return Inputs(source, files, fingerprint(source, files), as_of)


def released(output: Output) -> dict[str, Any] | None:
    """The manifest of the current release, or None."""
    release = releases.current(output)
    return release.manifest() if release else None


def is_current(output: Output, inputs: Inputs) -> bool:
    """Whether the release was made from exactly these documents and this code, as of that day.

    A release whose file has another size than its manifest says is no release to keep.
    """
    manifest = released(output)
    return (
        manifest is not None
        and _is_of(manifest, inputs.fingerprint, inputs.as_of)
        and output.database.stat().st_size == manifest["database"]["bytes"]
    )


def withdrawn(output: Output, inputs_fingerprint: str, as_of: str | None) -> list[str]:
    """The releases of just these inputs that somebody has rolled back from."""
    return [
        release.release_id
        for release in releases.all_releases(output)
        if release.is_withdrawn and _is_of(release.manifest(), inputs_fingerprint, as_of)
    ]


def _is_of(manifest: dict[str, Any] | None, inputs_fingerprint: str, as_of: str | None) -> bool:
    return (
        manifest is not None
        and manifest["inputs_fingerprint"] == inputs_fingerprint
        and manifest.get("as_of") == as_of
    )


def load(
    inputs: Inputs, output: Output, options: Options, journal: Journal, progress: Progress
) -> Ingested:
    """Step 1 of 3: documents into the raw schema; remembers what was read."""
    with journal.step("ingest", "reading documents"):
        found = ingest(
            inputs.source, inputs.files, output, options.workers, options.limits, progress
        )
        journal.event("documents", **vars(found))
        journal.facts["documents_read"] = found.read
        _remember(
            output,
            {"inputs_fingerprint": inputs.fingerprint, "step": "ingested", "as_of": inputs.as_of},
        )
    return found


def judge(output: Output, journal: Journal) -> dict[str, Any]:
    """Step 2 of 3: dbt, the staged release, great-expectations; returns the summary."""
    state = _recall(output, ("ingested", "audited"))
    # dbt and great-expectations run in the folder of the project: a relative path would miss the output
    absolute = Output(output.folder.resolve())
    with ExitStack() as started:
        with journal.step("transform", "dbt: staging, facts, marts"):
            auditor = started.enter_context(Auditor(absolute))
            renewal = transform(absolute, state.get("as_of"), journal.say)
            journal.event("renewal", **vars(renewal))
        with journal.step("stage", "staging the release"):
            summary = summarise(output.build_database)
            if summary["document_count"] == summary["refused_count"]:
                first = summary["documents"][0]
                raise BuildFailed(
                    "ingest",
                    f"no document could be read; {first['source_path']}: {first['reason']}",
                    str(first["remedy"]),
                )
            staged = stage(output)
        with journal.step("audit", "great-expectations: identities, completeness, contract"):
            auditor.audit()
            _remember(output, {**state, "step": "audited", **vars(staged)})
    return summary


def publish(output: Output, journal: Journal, options: Options) -> dict[str, Any]:
    """Step 3 of 3: make the audited build a release and the current one.

    Raises BuildFailed under ``strict`` if any block is withheld, and HeldBack when figures moved
    more than the inputs explain and nobody has accepted that.
    """
    state = _recall(output, ("audited",))
    with journal.step("publish", "publishing"):
        summary = summarise(output.staged / "juesuan.duckdb")
        if options.strict and not is_complete(summary):
            raise BuildFailed(
                "publish",
                f"{summary['withheld_count']} blocks are withheld, {summary['partial_count']} "
                f"documents partly read, {summary['refused_count']} refused, and --strict was given",
                "see juesuan audit for the reasons, or publish without --strict",
            )
        reasons = _reasons_to_hold(output, state, journal)
        if reasons and not options.accept:
            raise HeldBack(reasons)
        release_id = releases.new_id(output)
        write_manifest(output, release_id, state, summary, accepted=reasons)
        release = releases.put(output, release_id)
        note_release(output, release_id)
        gone = releases.prune(output, options.keep)
        _remember(output, {**state, "step": "published"})
        journal.event("published", release=release.release_id, accepted=reasons, removed=gone)
    journal.facts |= {
        "outcome": "published",
        "release": release.release_id,
        "exit_code": exit_code(summary),
        **{k: v for k, v in summary.items() if k.endswith("_count")},
        "identity_states": summary["identity_states"],
    }
    return summary


def _reasons_to_hold(output: Output, state: dict[str, Any], journal: Journal) -> list[str]:
    last = releases.current(output)
    if last is None:
        return []
    reasons = []
    for release_id in withdrawn(output, state["inputs_fingerprint"], state.get("as_of"))[-1:]:
        reasons.append(f"release {release_id} of the same inputs was rolled back")
    is_copy = state["copy_of"] == last.release_id
    changes = changes_since(output, last.release_id) if is_copy else None
    try:
        reasons += compare(
            *(last.database, output.staged / "juesuan.duckdb", bounded(output)),
            among=changes.documents if changes else None,
        ).reasons_to_hold()
    except duckdb.Error as error:  # the release before is broken, or of another contract
        journal.event("not compared", release=last.release_id, reason=str(error))
        reasons.append(
            f"release {last.release_id} cannot be compared with: {' '.join(str(error).split())[:200]}"
        )
    return reasons


def build(
    inputs: Inputs, output: Output, options: Options, journal: Journal, progress: Progress
) -> dict[str, Any]:
    """All three steps; raises BuildFailed and leaves the last release untouched when one fails."""
    load(inputs, output, options, journal, progress)
    judge(output, journal)
    return publish(output, journal, options)


def start_anew(output: Output) -> None:
    """Forget what was read before, so that everything is read again."""
    for path in (output.build_database, wal_of(output.build_database)):
        path.unlink(missing_ok=True)


def exit_code(summary: dict[str, Any]) -> int:
    """0 when everything was published, 2 when something is withheld."""
    return DONE if is_complete(summary) else WITHHELD


def _remember(output: Output, state: dict[str, Any]) -> None:
    output.work.mkdir(parents=True, exist_ok=True)
    fresh = output.state.with_suffix(".new")
    fresh.write_text(json.dumps(state), encoding="utf-8")
    fresh.replace(output.state)


def _recall(output: Output, steps: tuple[str, ...]) -> dict[str, Any]:
    state: dict[str, Any] = {}
    if output.state.exists():
        try:
            state = json.loads(output.state.read_text(encoding="utf-8"))
        except ValueError as error:
            raise BuildFailed(
                "pipeline",
                f"{output.state} is broken: {error}",
                "run juesuan build, which writes it anew",
            ) from error
    if state.get("step") not in steps:
        raise BuildFailed(
            "pipeline",
            f"the last step in {output.work} was {state.get('step', 'none')!r}",
            f"run the step before first (needed: {' or '.join(steps)})",
        )
    return state
