"""Where things lie in an output folder, and the fingerprint of what they were made from."""

import hashlib
import os
import shutil
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from ingest.corpus import REGISTER, SourceFile

PROJECT = Path(__file__).resolve().parents[1]
CODE_FOLDERS = (
    "ingest",
    "models",
    "seeds",
    "macros",
    "tests/generic",
    "tests/singular",
    "expectations",
    "pipeline",
)
CODE_FILES = ("dbt_project.yml", "profiles.yml", "pyproject.toml", "requirements.lock")
ENGINES = ("duckdb", "dbt-core", "dbt-duckdb", "polars", "great-expectations")


@dataclass(frozen=True)
class Output:
    """The layout of an output folder (warehouse/)."""

    folder: Path

    @property
    def releases(self) -> Path:
        """One folder a release, named by its time."""
        return self.folder / "releases"

    @property
    def current(self) -> Path:
        """The link to the current release: the one thing that a publication swaps."""
        return self.folder / "current"

    @property
    def database(self) -> Path:
        """The released file (a link through ``current``, as are the next four)."""
        return self.folder / "juesuan.duckdb"

    @property
    def manifest(self) -> Path:
        """What the release holds, and from what it was made."""
        return self.folder / "manifest.json"

    @property
    def dictionary(self) -> Path:
        """What every table and column of the release means."""
        return self.folder / "dictionary.json"

    @property
    def last_build(self) -> Path:
        """What the last run did, for a machine that watches."""
        return self.folder / "last_build.json"

    @property
    def work(self) -> Path:
        """Everything that is not released."""
        return self.folder / ".build"

    @property
    def build_database(self) -> Path:
        """The side file in which a build takes place."""
        return self.work / "build.duckdb"

    @property
    def staged(self) -> Path:
        """The next release before the swap."""
        return self.work / "release"

    @property
    def seen(self) -> Path:
        """The hashes of the documents as they were when they were hashed."""
        return self.work / "seen.json"

    @property
    def state(self) -> Path:
        """What the last step of a build left behind."""
        return self.work / "state.json"

    @property
    def lock(self) -> Path:
        """Held by the one process that builds into this folder."""
        return self.work / "lock"

    @property
    def logs(self) -> Path:
        """Logs of dbt and great-expectations."""
        return self.work / "logs"

    @property
    def events(self) -> Path:
        """The log of all runs, one JSON line an event."""
        return self.logs / "events.jsonl"


Settings = dict[str, str | bool | int | float | list[str]]


def frugal() -> Settings:
    """Settings of a DuckDB connection that reads a file of any size in the memory it may have (2 GB)."""
    return {"memory_limit": os.environ.get("JUESUAN_MEMORY", "2GB")}


def bounded(output: Output) -> Settings:
    """The same for a connection that works on disk beyond that memory."""
    return {
        **frugal(),
        "temp_directory": str((output.work / "spill").resolve()),
    }


def wal_of(database: Path) -> Path:
    """The write-ahead log that DuckDB would replay into a file."""
    return database.with_name(database.name + ".wal")


def sha256(path: Path) -> str:
    """The checksum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def link(source: Path, target: Path) -> None:
    """The file under a second name, or a copy of it on a disk without links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def fingerprint(source: Path, files: list[SourceFile]) -> str:
    """A hash of every document, all code and the engines: equal means that nothing changed."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.name}\0{file.content_hash}\n".encode())
    for path in sorted((source / REGISTER).glob("*.csv")):
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    digest.update(code_fingerprint().encode())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def code_fingerprint() -> str:
    """A hash of all code, seeds and the engines."""
    digest = hashlib.sha256()
    for folder in CODE_FOLDERS:
        for path in sorted((PROJECT / folder).rglob("*")):
            if path.suffix in (".py", ".sql", ".yml", ".csv", ".html", ".js", ".css"):
                name = path.relative_to(PROJECT).as_posix()
                digest.update(f"{name}\0".encode() + path.read_bytes())
    for name in CODE_FILES:
        digest.update(f"{name}\0".encode() + (PROJECT / name).read_bytes())
    for package in ENGINES:
        digest.update(f"{package} {version(package)}\n".encode())
    return digest.hexdigest()
