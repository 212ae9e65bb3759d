"""The tables that make bench writes: each part as measured last, and a line a commit that stays."""

import pytest

from benchmarks.bench import history
from benchmarks.bench.parts import measured, row

PAGE = """before
<!-- bench -->
<!-- /bench -->
between
<!-- bench by commit -->
<!-- /bench by commit -->
after
"""


@pytest.fixture
def page(tmp_path, monkeypatch):
    path = tmp_path / "performance.md"
    path.write_text(PAGE, "utf-8")
    monkeypatch.setattr(history, "PAGE", path)
    return path


def rows(count, seconds):
    return [
        row("a ingest", count, seconds, "polars", 2, target="≤ 2", note="a note"),
        row("e whole build", count, 10 * seconds, "start", 4),
        row("f questions, p95", count, 0.0312, "p50", 0.01),
    ]


def test_a_line_for_each_commit_and_number_of_documents(page):
    history.write(rows(1, 3) + rows(50000, 7), "aaaaaaa", "a machine")
    history.write(rows(1, 1) + rows(1000, 5), "bbbbbbb", "a machine")
    history.write(rows(1, 2) + rows(1000, 5), "bbbbbbb", "a machine")  # measured again
    text = page.read_text("utf-8")
    last, by_commit = text.split("between")
    assert "a machine." in last
    assert [line for line in last.splitlines() if line.startswith("| a ingest")] == [
        "| a ingest | 1 | 2.0 | polars | 2.0 | 1.0 | ≤ 2 | a note | bbbbbbb |",
        "| a ingest | 1000 | 5.0 | polars | 2.0 | 2.5 | ≤ 2 | a note | bbbbbbb |",
        "| a ingest | 50000 | 7.0 | polars | 2.0 | 3.5 | ≤ 2 | a note | aaaaaaa |",
    ]
    lines = [line for line in by_commit.splitlines() if line.startswith("| ") and "---" not in line]
    assert lines == [
        "| commit | documents | ingest (a) | dbt (b) | identities (c) | GX (d) | build (e) | p95 (f) | night (g) |",
        "| aaaaaaa | 1 | 1.5× |  |  |  | 30.0 s | 31 ms |  |",
        "| aaaaaaa | 50000 | 3.5× |  |  |  | 70.0 s | 31 ms |  |",
        "| bbbbbbb | 1 | 1.0× |  |  |  | 20.0 s | 31 ms |  |",
        "| bbbbbbb | 1000 | 2.5× |  |  |  | 50.0 s | 31 ms |  |",
    ]
    assert text.startswith("before\n") and text.endswith("after\n")


def test_what_was_measured_is_read_below_the_progress_of_a_query():
    assert measured("\nmeasured 1.5 0.25\n") == (1.5, 0.25)
    bar = "\r 11% ▕██      ▏ (~8.1 seconds remaining)\r100% ▕████████▏ (00:00:09.2 elapsed)   "
    assert measured(f"{bar}\nmeasured 1.5 0.25\n") == (1.5, 0.25)
    with pytest.raises(ValueError, match="not enough values"):
        measured(bar)
