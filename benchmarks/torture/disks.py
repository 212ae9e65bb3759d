"""A disk that is full or read-only, and files that something else has left or broken."""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.torture.warehouse import ENDED_WELL, Warehouse
from pipeline.places import Output, wal_of

MIB = 1024 * 1024
ROOM = (0, 1, 4, 8, 16, 20, 24, 32)  # MiB
ROOM_TO_PUBLISH = (0, 1, 2)
Outcome = tuple[str, str]


def _mount(options: str, folder: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True)


@contextlib.contextmanager
def _small_disk() -> Iterator[Warehouse]:
    """A warehouse whose output folder is a disk of its own."""
    with tempfile.TemporaryDirectory() as name:
        output = Path(name) / "warehouse"
        output.mkdir()
        _mount("size=400m", output)
        try:
            warehouse = Warehouse(Path(name), output)
            warehouse.prepare()
            yield warehouse
        finally:
            subprocess.run(["umount", "--lazy", str(output)], check=True)


def _said(stderr: str) -> str:
    lines = [line for line in stderr.splitlines() if line.startswith("failed")]
    words = lines[0][:160] if lines else stderr[-300:]
    return re.sub(re.escape(tempfile.gettempdir()) + r"/[^/ ]+", "…", words).replace("|", "/")


def _leave(warehouse: Warehouse, room: int | None) -> None:
    """Make the disk so large that this many MiB are left; None: plenty."""
    used = shutil.disk_usage(warehouse.output).used
    size = "400m" if room is None else str(used + room * MIB)
    subprocess.run(["mount", "-o", f"remount,size={size}", str(warehouse.output)], check=True)


def _outcome(
    warehouse: Warehouse, published: int, done: subprocess.CompletedProcess[str]
) -> tuple[int, str]:
    """What is published now and what happened; a build that failed has left the release alone."""
    shown = warehouse.state()
    if done.returncode in ENDED_WELL:
        assert shown == 1 - published
        return shown, "published"
    assert done.returncode == 1, (done.returncode, done.stderr[-2000:])
    assert shown == published
    assert "Traceback" not in done.stderr, done.stderr[-2000:]
    return shown, f"exit 1, release intact: {_said(done.stderr)}"


def full_disks() -> list[Outcome]:
    """Builds with less and more room; each fails by name or succeeds, and the next one succeeds."""
    found = []
    with _small_disk() as warehouse:
        published = 0
        for room in ROOM:
            _leave(warehouse, room)
            published, words = _outcome(warehouse, published, warehouse.build(1 - published))
            found.append((f"{room} MiB left when a build begins", words))
            _leave(warehouse, None)
            warehouse.must_build(1 - published)
            published = 1 - published
        for room in ROOM_TO_PUBLISH:
            source = str(warehouse.source(1 - published))
            assert warehouse.step("ingest", "--source", source).returncode == 0
            assert warehouse.step("audit").returncode == 0
            _leave(warehouse, room)
            published, words = _outcome(warehouse, published, warehouse.step("publish", "--accept"))
            found.append((f"{room} MiB left when a publication begins", words))
            _leave(warehouse, None)
            warehouse.must_build(1 - published)
            published = 1 - published
    return found


def read_only_disk() -> list[Outcome]:
    """A build into a folder that cannot be written."""
    with _small_disk() as warehouse:
        subprocess.run(["mount", "-o", "remount,ro", str(warehouse.output)], check=True)
        done = warehouse.build(1)
        assert done.returncode == 1, done.stderr[-2000:]
        assert "Traceback" not in done.stderr, done.stderr[-2000:]
        assert warehouse.state() == 0
        subprocess.run(["mount", "-o", "remount,rw", str(warehouse.output)], check=True)
        warehouse.must_build(1)
        return [("read-only folder", f"exit 1, release intact: {_said(done.stderr)}")]


def left_behind() -> list[Outcome]:
    """Files that something else left or broke; the next build deals with each or names it."""
    found = []
    with tempfile.TemporaryDirectory() as name:
        warehouse = Warehouse(Path(name), Path(name) / "warehouse")
        warehouse.prepare()
        output = Output(warehouse.output)
        published = 0

        def built(what: str) -> None:
            nonlocal published
            warehouse.must_build(1 - published)
            published = 1 - published
            found.append((what, "built and published"))

        for what, path in (
            ("corrupt state file", output.state),
            ("corrupt build database", output.build_database),
            ("corrupt event log", output.events),
            ("corrupt summary", output.last_build),
            ("corrupt dbt state", output.work / "target" / "partial_parse.msgpack"),
        ):
            path.write_bytes(os.urandom(4096))
            built(what)
        wal_of(output.build_database).write_bytes(os.urandom(4096))
        built("stale .wal beside the build database")
        output.staged.mkdir(exist_ok=True)
        wal_of(output.staged / "juesuan.duckdb").write_bytes(os.urandom(4096))
        built("stale .wal beside the staged file")
        wal_of(output.database).write_bytes(os.urandom(4096))
        done = warehouse.build(1 - published)
        assert done.returncode == 1 and "juesuan.duckdb.wal" in done.stderr
        wal_of(output.database).unlink()
        assert warehouse.state() == published
        found.append(("stale .wal beside the released file", "exit 1, named; release intact"))
        built("the same, removed")
        ahead = output.releases / "20990101T000000Z"
        output.current.resolve().rename(ahead)
        output.current.unlink()
        output.current.symlink_to(Path("releases") / ahead.name)
        built("the clock was 70 years ahead when the last release was made")
        assert output.current.readlink().name > ahead.name
    return found
