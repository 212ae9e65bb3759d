"""The hashes of files as they were when they were hashed: a night does not read a corpus to find that it is the same.

As git's index does, a file is taken for the one that was hashed while its size, its inode and the times of its last
change of content and of status are the same; the last of these no program can set back.
"""

import hashlib
import json
import os
import time
from pathlib import Path

_RECENT = 3_000_000_000  # ns: so soon after a change a file may change again without another time (FAT: 2 s)
Stamps = list[int | str]


def _stamps(found: os.stat_result) -> Stamps:
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


class Seen:
    """What was hashed before, kept in a JSON file between builds; without a file nothing is known or kept."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._before = _read(file) if file else {}
        self._now: dict[str, Stamps] = {}

    def content(self, path: Path, name: str) -> tuple[int, str]:
        """The bytes of a file and the SHA-256 of its content; raises OSError when it cannot be opened."""
        stamps = _stamps(path.stat())
        known = self._before.get(name, [])
        if known[:-1] == stamps:
            self._now[name] = known
            return int(stamps[0]), str(known[-1])
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            count, after = file.tell(), os.fstat(file.fileno())
        is_old = time.time_ns() - max(after.st_mtime_ns, after.st_ctime_ns) > _RECENT
        if is_old and _stamps(after) == stamps:
            self._now[name] = [*stamps, digest]
        return count, digest

    def save(self) -> None:
        """Keep what is known of the files that were asked for."""
        if self._file is None or self._now == self._before:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps(self._now), encoding="utf-8")
        fresh.replace(self._file)


def _read(file: Path) -> dict[str, Stamps]:
    """What was kept; nothing where it is missing or broken: then all files are hashed."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: kept for name, kept in found.items() if isinstance(kept, list)}
