"""What a release holds beside its file: parquet, report, dashboard, pages, manifest."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline import releases
from pipeline.dashboard import write_dashboard
from pipeline.dictionary import dictionary, form_words
from pipeline.pages import fill
from pipeline.pages.audit import render
from pipeline.parts import Before, write_parts
from pipeline.places import ENGINES, Output, bounded, sha256
from pipeline.renewal import changes_since
from pipeline.staging import STORAGE_VERSION


def write_manifest(
    output: Output,
    release_id: str,
    state: dict[str, Any],
    summary: dict[str, Any],
    accepted: list[str],
) -> None:
    """Parquet, report, dashboard, pages and manifest of the staged release.

    ``accepted`` are the reasons to hold it back that a person has overruled.
    """
    database = output.staged / "juesuan.duckdb"
    base = releases.current(output)
    changes = changes_since(output, base.release_id) if base else None
    before = None
    if base and changes and state["copy_of"] == base.release_id:
        before = Before(base, changes, state["by_key"])
    with ThreadPoolExecutor(1) as beside:  # gigabytes, while the parquet is written
        digest = beside.submit(sha256, database)
        parts = write_parts(output, before)
    manifest = {
        "release": release_id,
        "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "code_version": version("juesuan"),
        "engines": {package: version(package) for package in ENGINES},
        "inputs_fingerprint": state["inputs_fingerprint"],
        "as_of": state.get("as_of"),
        "accepted": accepted,
        "storage_version": STORAGE_VERSION,
        "tables": parts,
        "database": {
            "file": database.name,
            "bytes": database.stat().st_size,
            "bytes_anew": state["bytes_anew"],
            "sha256": digest.result(),
        },
        "summary": {k: v for k, v in summary.items() if k not in ("documents", "quarantine")},
        "documents": summary["documents"],
        "quarantine": summary["quarantine"],
    }
    (output.staged / "audit.html").write_text(render(database), encoding="utf-8")
    tables = dictionary(output.work / "target" / "manifest.json", database)
    _write_json(output.staged / "dictionary.json", {"release": release_id, "tables": tables})
    named = {key: manifest[key] for key in ("release", "created_at", "code_version", "as_of")}
    write_dashboard(database, output.staged / "dashboard", named, bounded(output), base, changes)
    page = fill("dictionary.html", tables=tables, release=release_id, words=form_words)
    (output.staged / "dictionary.html").write_text(page, encoding="utf-8")
    _write_json(output.staged / "report.json", summary)
    _write_json(output.staged / "manifest.json", manifest)


def _write_json(path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, default=str)
    path.write_text(text + "\n", encoding="utf-8")
