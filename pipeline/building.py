"""The whole way: ingest, transform, stage, audit, publish; each step reports to the caller."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.auditing import audit
from pipeline.errors import BuildFailed
from pipeline.ingesting import Progress, ingest
from pipeline.places import Output, fingerprint
from pipeline.publishing import stage, swap, write_manifest
from pipeline.summary import is_complete, summarise
from pipeline.transforming import transform

DONE, FAILED, WITHHELD, USAGE, BUSY = 0, 1, 2, 64, 75
Step = Callable[[str], None]


def released(output: Output) -> dict[str, Any] | None:
    """The manifest of the current release, or None."""
    if not (output.manifest.exists() and output.database.exists()):
        return None
    manifest: dict[str, Any] = json.loads(output.manifest.read_text(encoding="utf-8"))
    return manifest


def is_current(output: Output, source: Path, as_of: str | None = None) -> bool:
    """Whether the release was made from exactly these documents and this code, as of that day."""
    manifest = released(output)
    return (
        manifest is not None
        and manifest["inputs_fingerprint"] == fingerprint(source)
        and manifest.get("as_of") == as_of
    )


def load(
    source: Path,
    output: Output,
    workers: int | None,
    progress: Progress,
    as_of: str | None = None,
) -> int:
    """Step 1 of 3: documents into the raw schema; remembers what was read."""
    before = fingerprint(source)
    count = ingest(source, output, workers, progress)
    _remember(output, {"inputs_fingerprint": before, "step": "ingested", "as_of": as_of})
    return count


def judge(output: Output, step: Step) -> dict[str, Any]:
    """Step 2 of 3: dbt, the staged release, great-expectations; returns the summary."""
    state = _recall(output, ("ingested", "audited"))
    step("dbt: staging, facts, marts")
    # dbt and great-expectations run in the folder of the project: a relative path would miss the output
    absolute = Output(output.folder.resolve())
    transform(absolute, state.get("as_of"))
    summary = summarise(output.build_database)
    if summary["document_count"] == summary["refused_count"]:
        first = summary["documents"][0]
        raise BuildFailed(
            "ingest",
            f"no document could be read; {first['source_path']}: {first['reason']}",
            str(first["remedy"]),
        )
    step("staging the release")
    stage(output)
    step("great-expectations: identities, completeness, contract")
    audit(absolute)
    _remember(output, {**state, "step": "audited"})
    return summary


def publish(output: Output, step: Step, strict: bool) -> dict[str, Any]:
    """Step 3 of 3: swap the audited release in; raises BuildFailed under ``strict`` if any block is withheld."""
    state = _recall(output, ("audited",))
    summary = summarise(output.staged / "juesuan.duckdb")
    if strict and not is_complete(summary):
        raise BuildFailed(
            "publish",
            f"{summary['withheld_count']} blocks are withheld, {summary['partial_count']} documents "
            f"partly read, {summary['refused_count']} refused, and --strict was given",
            "see juesuan audit for the reasons, or publish without --strict",
        )
    step("publishing")
    write_manifest(output, state["inputs_fingerprint"], summary, state.get("as_of"))
    swap(output)
    _remember(output, {**state, "step": "published"})
    return summary


def build(
    source: Path,
    output: Output,
    *,
    workers: int | None,
    strict: bool,
    step: Step,
    progress: Progress,
    as_of: str | None = None,
) -> dict[str, Any]:
    """All three steps; raises BuildFailed and leaves the last release untouched when one fails."""
    started = time.monotonic()
    step("reading documents")
    load(source, output, workers, progress, as_of)
    judge(output, step)
    summary = publish(output, step, strict)
    summary["seconds"] = round(time.monotonic() - started, 1)
    return summary


def exit_code(summary: dict[str, Any]) -> int:
    """0 when everything was published, 2 when something is withheld."""
    return DONE if is_complete(summary) else WITHHELD


def _remember(output: Output, state: dict[str, Any]) -> None:
    output.work.mkdir(parents=True, exist_ok=True)
    output.state.write_text(json.dumps(state), encoding="utf-8")


def _recall(output: Output, steps: tuple[str, ...]) -> dict[str, Any]:
    state: dict[str, Any] = {}
    if output.state.exists():
        state = json.loads(output.state.read_text(encoding="utf-8"))
    if state.get("step") not in steps:
        raise BuildFailed(
            "pipeline",
            f"the last step in {output.work} was {state.get('step', 'none')!r}",
            f"run the step before first (needed: {' or '.join(steps)})",
        )
    return state
