"""A file that is as it was when it was hashed is not read; one that may be another is."""

import hashlib
import json
import os
import time
from pathlib import Path

import pytest

from ingest import seen as module
from ingest.corpus import inventory
from ingest.seen import Seen


@pytest.fixture
def reads(monkeypatch):
    """The names of the files that are hashed."""
    found = []
    digest = hashlib.file_digest

    def counted(file, algorithm):
        found.append(Path(file.name).name)
        return digest(file, algorithm)

    monkeypatch.setattr(module.hashlib, "file_digest", counted)
    return found


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """A folder of two files that have not changed for a while, and the file of what was seen."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.txt").write_text("one", encoding="utf-8")
    (source / "b.txt").write_text("two", encoding="utf-8")
    later(monkeypatch, 10)
    return source, tmp_path / "work" / "seen.json"


NOW = time.time_ns


def later(monkeypatch, seconds):
    now = NOW()
    monkeypatch.setattr(module.time, "time_ns", lambda: now + seconds * 1_000_000_000)


def hashes(source, file):
    seen = Seen(file)
    found = {f.name: (f.byte_count, f.content_hash) for f in inventory(source, seen)}
    seen.save()
    return found


def truth(source):
    return {f.name: (f.byte_count, f.content_hash) for f in inventory(source)}


def test_what_did_not_change_is_not_read_again(corpus, reads):
    first = hashes(*corpus)
    assert reads == ["a.txt", "b.txt"]
    assert hashes(*corpus) == first
    assert reads == ["a.txt", "b.txt"]
    assert first == truth(corpus[0])


@pytest.mark.parametrize("back", [False, True], ids=["another time", "the time set back"])
def test_other_content_of_the_same_size_is_read(corpus, reads, back):
    source, file = corpus
    hashes(source, file)
    before = (source / "a.txt").stat()
    time.sleep(0.02)  # longer than the clock of the file system ticks
    (source / "a.txt").write_text("six", encoding="utf-8")
    if back:
        os.utime(source / "a.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    reads.clear()
    assert hashes(source, file)["a.txt"] == (3, hashlib.sha256(b"six").hexdigest())
    assert reads == ["a.txt"]


def test_another_file_under_the_name_is_read(corpus, reads):
    source, file = corpus
    hashes(source, file)
    (source / "a.txt").rename(source / "c.txt")
    (source / "b.txt").rename(source / "a.txt")
    reads.clear()
    assert hashes(source, file) == truth(source)
    assert reads[:2] == ["a.txt", "c.txt"]


def test_what_has_just_changed_is_not_trusted(corpus, reads, monkeypatch):
    source, file = corpus
    later(monkeypatch, 0)
    hashes(source, file)
    hashes(source, file)
    assert reads == ["a.txt", "b.txt"] * 2
    later(monkeypatch, 10)
    hashes(source, file)
    hashes(source, file)
    assert reads == ["a.txt", "b.txt"] * 3


@pytest.mark.parametrize("kept", ["", "{", "[1]", '{"a.txt": []}', '{"a.txt": 5}'])
def test_a_broken_memory_is_none(corpus, reads, kept):
    source, file = corpus
    file.parent.mkdir()
    file.write_text(kept, encoding="utf-8")
    assert hashes(source, file) == truth(source)
    assert len(json.loads(file.read_text(encoding="utf-8"))) == 2


def test_files_that_are_gone_are_forgotten(corpus):
    source, file = corpus
    hashes(source, file)
    (source / "a.txt").unlink()
    hashes(source, file)
    assert list(json.loads(file.read_text(encoding="utf-8"))) == ["b.txt"]
