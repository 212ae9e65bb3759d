"""What can stop a build; each error says which step failed and what a person can do."""

from pathlib import Path


class BuildFailed(Exception):
    """Nothing was published; the last release stands as it was."""

    def __init__(self, step: str, reason: str, remedy: str) -> None:
        super().__init__(f"{step}: {reason}")
        self.step = step
        self.reason = reason
        self.remedy = remedy


class NoRelease(Exception):
    """There is no released warehouse where one was asked for."""


class NothingFound(Exception):
    """A question about the warehouse has no answer; carries what it does hold."""


class NotInstalled(Exception):
    """A command needs a program of an extra that is not installed; carries what to do."""

    def __init__(self, program: str, remedy: str) -> None:
        super().__init__(f"{program} is not installed: {remedy}")


class OutputBusy(Exception):
    """Another process builds into the same output folder; carries its process id."""

    def __init__(self, folder: Path, holder: str) -> None:
        super().__init__(f"another build (process {holder or 'unknown'}) works in {folder}")
        self.folder = folder
        self.holder = holder


class HeldBack(Exception):
    """The build is audited but moved more than its inputs explain: a person decides."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons
