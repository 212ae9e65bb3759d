"""Fixtures shared by all tests: documents, the oracle, and one real build of a small corpus."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from xdist.scheduler import LoadScopeScheduling

from benchmarks.clones import run_dbt
from ingest.corpus import parse_document
from ingest.document import Document

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
LONGGANG = next((ROOT / "disclosures" / "440307").rglob("2024.txt"))


class ByFile(LoadScopeScheduling):  # type: ignore[misc]
    """The tests of a file run in one process, and those of the folder that looks at the demonstration: it is made once."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.split("::", 1)[0]
        return path.rpartition("/")[0] if "/demo/" in path else path


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """How tests are given to processes, whatever ``--dist`` says."""
    return ByFile(config, log)


def juesuan(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def parsed_by_dbt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Models are parsed once for all builds of this process, each in a folder of its own: two thirds of dbt's start."""
    place = tmp_path_factory.mktemp("parsed")
    run_dbt(place / "build.duckdb", "parse")
    with pytest.MonkeyPatch.context() as patch:
        kept = place / "target" / "partial_parse.msgpack"
        patch.setenv("DBT_PARTIAL_PARSE_FILE_PATH", str(kept))
        yield


@pytest.fixture(scope="session")
def gold() -> dict[str, Any]:
    """Every printed value and prose figure of the first document, checked by hand."""
    found: dict[str, Any] = json.loads((FIXTURES / "longgang.gold.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="session")
def longgang_text() -> str:
    return LONGGANG.read_text("utf-8")


@pytest.fixture(scope="session")
def complete_text() -> str:
    return (FIXTURES / "complete.txt").read_text("utf-8")


@pytest.fixture
def parse() -> Callable[[str], Document]:
    """Parse text as a document of the corpus."""
    return lambda text: parse_document(text.encode(), "test.txt")


@dataclass
class Build:
    """One finished build: the output folder, what the command printed, the released file."""

    output: Path
    exit_code: int
    summary: dict[str, Any]

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        connection = duckdb.connect(str(self.output / "juesuan.duckdb"), read_only=True)
        try:
            return connection.execute(sql, list(values)).fetchall()
        finally:
            connection.close()


def write_corpus(folder: Path, longgang: str, complete: str) -> None:
    """The good documents, one with a wrong digit, and every kind of bad input."""
    good = folder / "440307" / "深圳市龙岗区政务服务和数据管理局"
    good.mkdir(parents=True)
    shutil.copy(LONGGANG, good / "2024.txt")
    shutil.copy(FIXTURES / "complete.txt", folder / "2023.txt")
    bad = folder / "bad"
    bad.mkdir()
    # 办公费 in form 6: 10.00 becomes 17.00; one sum sees it, and one witness proves nothing
    lone = complete.replace("办公费\t10.00", "办公费\t17.00").replace(
        "样例市示范局", "样例市孤证局"
    )
    assert lone.count("17.00") == 1
    (bad / "lone_witness_2023.txt").write_text(lone, "utf-8")
    # 基本支出 of 2010101 in form 3: 102.00 becomes 103.00; row and column prove the true amount
    wrong = complete.replace(
        "2010101\t行政运行\t122.00\t102.00", "2010101\t行政运行\t122.00\t103.00"
    ).replace("样例市示范局", "样例市错数局")
    assert wrong.count("103.00") == 1
    (bad / "wrong_digit_2023.txt").write_text(wrong, "utf-8")
    # two wrong digits that meet in one sum: no single correction satisfies it
    double = complete.replace(
        "2010101\t行政运行\t122.00\t102.00", "2010101\t行政运行\t122.00\t201.00"
    ).replace("2010102\t一般行政管理事务\t30.00\t0.00", "2010102\t一般行政管理事务\t30.00\t7.00")
    double = double.replace("样例市示范局", "样例市双错局")
    assert double.count("201.00") == 1
    (bad / "two_wrong_2023.txt").write_text(double, "utf-8")
    (bad / "empty.txt").write_bytes(b"")
    (bad / "letter.txt").write_text("关于召开会议的通知\n\n各单位：\n请准时参加。\n", "utf-8")
    (bad / "bytes.txt").write_bytes(bytes(range(128, 256)) * 40)
    (bad / "copy.txt").write_bytes(LONGGANG.read_bytes())


@pytest.fixture(scope="session")
def built(
    tmp_path_factory: pytest.TempPathFactory,
    longgang_text: str,
    complete_text: str,
    parsed_by_dbt: None,
) -> Iterator[Build]:
    """A real build through the command line; every layer runs."""
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus(folder / "source", longgang_text, complete_text)
    output = folder / "warehouse"
    watched = {
        "PYTHONPATH": str(ROOT / "tests" / "hooks"),
        "JUESUAN_NETWORK_LOG": str(folder / "network.jsonl"),
    }
    done = juesuan("build", "--source", folder / "source", "--output", output, "--json", **watched)
    assert done.returncode in (0, 2), done.stderr + done.stdout
    yield Build(output, done.returncode, json.loads(done.stdout))
