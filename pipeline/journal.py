"""What a run does, as it does it: one JSON line an event, and one summary for a machine that watches."""

import json
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from typing import Any

import duckdb
import psutil

from pipeline.errors import BuildFailed, HeldBack
from pipeline.places import Output

MAX_BYTES, FILES = 5_000_000, 5
MIB = 1024 * 1024


class _EventFile(RotatingFileHandler):
    """A log that says in one line when it cannot be written."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Called inside an except clause by ``emit``."""
        error = sys.exc_info()[1]
        print(f"the log cannot be written ({error}): {record.getMessage()}", file=sys.stderr)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class _Peak(threading.Thread):
    """Samples the memory of this process and its children until it is stopped."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.bytes = 0
        self._over = threading.Event()

    def run(self) -> None:
        me = psutil.Process()
        while True:
            total = 0
            for process in [me, *me.children(recursive=True)]:
                try:
                    total += process.memory_info().rss
                except psutil.NoSuchProcess:
                    continue  # it ended between the list and the look
            self.bytes = max(self.bytes, total)
            if self._over.wait(0.1):
                return

    def stop(self) -> int:
        self._over.set()
        self.join()
        return self.bytes


class Journal:
    """The events of one run: to ``.build/logs/events.jsonl`` and, with ``echo``, to standard error."""

    def __init__(
        self, output: Output, command: str, show: Callable[[str], None], *, echo: bool = False
    ) -> None:
        self.output = output
        self.command = command
        self.steps: list[dict[str, Any]] = []
        self.facts: dict[str, Any] = {}
        self._show = show
        self._echo = echo
        self._started = time.monotonic()
        self.run_id = _now()
        output.logs.mkdir(parents=True, exist_ok=True)
        self._log = logging.Logger("juesuan", logging.INFO)
        self._log.addHandler(_EventFile(output.events, maxBytes=MAX_BYTES, backupCount=FILES - 1))

    def event(self, name: str, **facts: Any) -> None:
        """Record one event with its facts."""
        line = json.dumps(
            {"at": _now(), "run": self.run_id, "event": name, **facts},
            ensure_ascii=False,
            default=str,
        )
        self._log.info(line)
        if self._echo:
            print(line, file=sys.stderr, flush=True)

    def say(self, words: str) -> None:
        """Tell the person who watches, if there is one."""
        self._show(words)

    @contextmanager
    def step(self, name: str, words: str) -> Iterator[None]:
        """One step, with its time and the peak of its memory (all processes together).

        Errors of the disk and of DuckDB leave as BuildFailed of that step.
        """
        self.say(words)
        self.event("step started", step=name)
        peak, started = _Peak(), time.monotonic()
        peak.start()
        try:
            yield
        except OSError as error:
            reason = f"{error.strerror or error}: {error.filename or self.output.folder}"
            raise BuildFailed(
                name, reason, "make room there, or let this user write there"
            ) from error
        except duckdb.Error as error:
            raise BuildFailed(
                name,
                " ".join(str(error).split()),
                "see whether the disk is full; if not, report it with the documents",
            ) from error
        finally:
            facts = {
                "step": name,
                "seconds": round(time.monotonic() - started, 2),
                "peak_mib": round(peak.stop() / MIB),
            }
            self.steps.append(facts)
            self.event("step ended", **facts)

    @contextmanager
    def run(self) -> Iterator[None]:
        """The whole run; whatever ends it, ``last_build.json`` says how."""
        self.event("run started", command=self.command)
        try:
            yield
        except HeldBack as held:
            self._end("held", held.reasons, exit_code=3)
            raise
        except BuildFailed as failed:
            self._end("failed", [f"{failed.step}: {failed.reason}"], exit_code=1)
            raise
        except BaseException as error:
            self._end("crashed", [f"{type(error).__name__}: {error}"], exit_code=1)
            raise
        self._end(self.facts.pop("outcome", "done"), [])

    def _end(self, outcome: str, reasons: list[str], **facts: Any) -> None:
        ended = {
            "command": self.command,
            "outcome": outcome,
            "reasons": reasons,
            "started_at": self.run_id,
            "ended_at": _now(),
            "seconds": round(time.monotonic() - self._started, 1),
            **self.facts,
            **facts,
            "steps": self.steps,
        }
        self.event("run ended", **ended)
        for handler in self._log.handlers:
            handler.close()
        text = json.dumps(ended, ensure_ascii=False, indent=1, default=str) + "\n"
        fresh = self.output.work / "last_build.json"
        try:
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(self.output.last_build)
        except OSError as error:  # a full disk must not hide why the run ended
            print(
                f"last_build.json cannot be written ({error}); it would say:\n{text}",
                file=sys.stderr,
            )


def failures(output: Output, last: int = 5) -> list[dict[str, Any]]:
    """The last runs that were held, failed or crashed since the last that was not, newest first."""
    found: list[dict[str, Any]] = []
    files = [
        output.events,
        *(output.events.with_name(f"{output.events.name}.{n}") for n in range(1, FILES)),
    ]
    lines = [
        line for f in reversed(files) if f.exists() for line in f.read_text("utf-8").splitlines()
    ]
    for line in reversed(lines):
        try:
            event = json.loads(line)
        except ValueError:
            continue  # a line that was cut by the end of the process that wrote it
        if event["event"] != "run ended":
            continue
        if event["outcome"] not in ("held", "failed", "crashed") or len(found) == last:
            break
        found.append(event)
    return found
