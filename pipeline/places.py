"""Where things lie in an output folder, and the fingerprint of what they were made from."""

import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from ingest.corpus import REGISTER, find_files

PROJECT = Path(__file__).resolve().parents[1]
CODE_FOLDERS = ("ingest", "models", "seeds", "macros", "tests/generic", "tests/singular")
CODE_FOLDERS_AFTER = ("expectations", "pipeline")
CODE_FILES = ("dbt_project.yml", "profiles.yml", "pyproject.toml", "requirements.lock")
ENGINES = ("duckdb", "dbt-core", "dbt-duckdb", "polars", "great-expectations")


@dataclass(frozen=True)
class Output:
    """The layout of an output folder (warehouse/)."""

    folder: Path

    @property
    def database(self) -> Path:
        """The released file."""
        return self.folder / "juesuan.duckdb"

    @property
    def manifest(self) -> Path:
        """What the release holds, and from what it was made."""
        return self.folder / "manifest.json"

    @property
    def parquet(self) -> Path:
        """The tables of the release as parquet."""
        return self.folder / "parquet"

    @property
    def report(self) -> Path:
        """The build report of the release."""
        return self.folder / "report.json"

    @property
    def page(self) -> Path:
        """The audit of the release as one HTML page."""
        return self.folder / "audit.html"

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


def wal_of(database: Path) -> Path:
    """The write-ahead log that DuckDB would replay into a file."""
    return database.with_name(database.name + ".wal")


def fingerprint(source: Path) -> str:
    """A hash of every document, all code and the engines: equal means that nothing changed."""
    digest = hashlib.sha256()
    register = sorted((source / REGISTER).glob("*.csv"))
    for path in [*find_files(source), *register]:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(source).as_posix()}\0{content}\n".encode())
    for folder in (*CODE_FOLDERS, *CODE_FOLDERS_AFTER):
        for path in sorted((PROJECT / folder).rglob("*")):
            if path.suffix in (".py", ".sql", ".yml", ".csv", ".html"):
                name = path.relative_to(PROJECT).as_posix()
                digest.update(f"{name}\0".encode() + path.read_bytes())
    for name in CODE_FILES:
        digest.update(f"{name}\0".encode() + (PROJECT / name).read_bytes())
    for package in ENGINES:
        digest.update(f"{package} {version(package)}\n".encode())
    return digest.hexdigest()
