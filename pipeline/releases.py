"""The releases of an output folder: one folder each, and one link that says which is current."""

import json
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.errors import BuildFailed, NoRelease
from pipeline.places import Output, wal_of

KEEP = 14
TIME = "%Y%m%dT%H%M%SZ"
# what stands at the top of the output folder, each a link through ``current``
LINKED = (
    *("juesuan.duckdb", "parquet", "manifest.json", "report.json"),
    *("audit.html", "dictionary.html", "dictionary.json", "dashboard"),
)
WITHDRAWN = "withdrawn.json"


@dataclass(frozen=True)
class Release:
    """One folder of ``releases/``."""

    folder: Path

    @property
    def release_id(self) -> str:
        """Its time, UTC, as YYYYMMDDTHHMMSSZ; later releases sort after earlier ones."""
        return self.folder.name

    @property
    def database(self) -> Path:
        """Its DuckDB file."""
        return self.folder / "juesuan.duckdb"

    @property
    def is_withdrawn(self) -> bool:
        """Whether somebody rolled back from it."""
        return (self.folder / WITHDRAWN).exists()

    def manifest(self) -> dict[str, Any] | None:
        """Its manifest; None when that is missing or cannot be read."""
        try:
            found: dict[str, Any] = json.loads(
                (self.folder / "manifest.json").read_text(encoding="utf-8")
            )
        except (OSError, ValueError):
            return None
        return found if self.database.exists() else None


def all_releases(output: Output) -> list[Release]:
    """Every release, the oldest first."""
    if not output.releases.is_dir():
        return []
    return [Release(path) for path in sorted(output.releases.iterdir()) if path.is_dir()]


def current(output: Output) -> Release | None:
    """The release that ``current`` leads to, or None."""
    target = output.current.resolve()
    return Release(target) if output.current.is_symlink() and target.is_dir() else None


def find(output: Output, release_id: str) -> Release:
    """The release of that id, or of the one id that begins so; raises NoRelease."""
    found = [r for r in all_releases(output) if r.release_id.startswith(release_id)]
    if len(found) != 1:
        known = ", ".join(r.release_id for r in all_releases(output)) or "none"
        raise NoRelease(f"{len(found)} releases are called {release_id}; there are: {known}")
    return found[0]


def new_id(output: Output) -> str:
    """The time of now, or just after the newest release where the clock has jumped back."""
    now = datetime.now(UTC).replace(microsecond=0)
    for release in all_releases(output):
        try:
            newest = datetime.strptime(release.release_id, TIME).replace(tzinfo=UTC)
        except ValueError:
            continue
        now = max(now, newest + timedelta(seconds=1))
    return now.strftime(TIME)


def put(output: Output, release_id: str) -> Release:
    """Make the staged folder a release and the current one; the last step is one rename.

    Raises BuildFailed when a write-ahead log lies beside the staged or the released file: DuckDB
    would replay it into the new release.
    """
    for database in (output.staged / "juesuan.duckdb", output.database):
        if wal_of(database).exists():
            raise BuildFailed(
                "publish",
                f"{wal_of(database).name} lies beside {database.name}: something wrote to it",
                "find out which program opened the released file for writing, then remove the log",
            )
    last = current(output)
    for release in all_releases(output):
        # a run that was killed between the two renames below left a release that nobody has seen
        if last is not None and release.release_id > last.release_id and not release.is_withdrawn:
            shutil.rmtree(release.folder)
    for path in sorted(output.staged.rglob("*")):
        # what is linked from an earlier release is read-only and on the disk
        if path.is_file() and path.stat().st_nlink == 1:
            path.chmod(0o444)
            _sync(path)
    output.releases.mkdir(exist_ok=True)
    folder = output.releases / release_id
    output.staged.rename(folder)
    _sync(output.releases)
    release = Release(folder)
    point_to(output, release)
    return release


def point_to(output: Output, release: Release) -> None:
    """Make a release the current one by one rename, and see that the links at the top are there."""
    _link(output.current, Path("releases") / release.release_id)
    for name in LINKED:
        link, target = output.folder / name, Path("current") / name
        if link.is_symlink() and link.readlink() == target:
            continue
        _link(link, target)
    _sync(output.folder)


def _link(link: Path, target: Path) -> None:
    if link.is_dir() and not link.is_symlink():  # of an older version, or copied without links
        shutil.rmtree(link)
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)


def _sync(path: Path) -> None:
    """Have the disk hold it before anything points to it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def rollback(output: Output, to: str | None = None) -> tuple[Release, Release]:
    """Make an earlier release current and mark the later ones withdrawn; returns (from, to).

    Raises NoRelease where there is no earlier one.
    """
    last = current(output)
    if last is None:
        raise NoRelease(f"there is no release in {output.folder}")
    earlier = [
        r
        for r in all_releases(output)
        if r.release_id < last.release_id and r.manifest() and not r.is_withdrawn
    ]
    if to is None and not earlier:
        raise NoRelease(f"there is no release before {last.release_id}")
    target = earlier[-1] if to is None else find(output, to)
    if target.manifest() is None:
        raise NoRelease(f"release {target.release_id} is broken: its manifest cannot be read")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    point_to(output, target)
    for release in all_releases(output):
        mark = release.folder / WITHDRAWN
        if target.release_id < release.release_id <= last.release_id:
            mark.write_text(json.dumps({"withdrawn_at": now}) + "\n", encoding="utf-8")
        elif release == target:
            mark.unlink(missing_ok=True)
    return last, target


def prune(output: Output, keep: int) -> list[str]:
    """Remove all but the newest ``keep`` releases; the current one always stays."""
    last = current(output)
    gone = []
    for release in all_releases(output)[: -keep or None]:
        if last is None or release.release_id != last.release_id:
            shutil.rmtree(release.folder)
            gone.append(release.release_id)
    return gone
