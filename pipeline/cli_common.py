"""What all commands share: the application, its options, how progress and results are shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from pipeline.errors import NoRelease
from pipeline.journal import Journal
from pipeline.locking import locked
from pipeline.places import Output
from pipeline.printing import err

EPILOG = (
    "Exit codes: 0 done · 1 failed, nothing was published · "
    "2 published, with some blocks withheld or documents not read whole · "
    "3 held back for a person (publish --accept) · 64 bad usage · "
    "75 another build works in the same output folder"
)
app = typer.Typer(
    help="A warehouse of Chinese departmental final accounts (部门决算公开).",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
SOURCE, OUTPUT = Path("disclosures"), Path("warehouse")
SourceOption = Annotated[Path, typer.Option(help="The folder of documents.")]
OutputOption = Annotated[
    Path, typer.Option(file_okay=False, help="The folder of the released warehouse.")
]
JsonOption = Annotated[
    bool,
    typer.Option("--json", help="Print one JSON document, and events as JSON lines on stderr."),
]


def examples(*lines: str) -> str:
    """The examples at the end of a command's help."""
    return "Examples:\n\n" + "\n\n".join(f"  $ {line}" for line in lines)


def released_file(output: Path) -> Path:
    """The released file of an output folder; raises NoRelease."""
    database = Output(output).database
    if not database.exists():
        raise NoRelease(f"there is no release in {output}; run juesuan build --output {output}")
    return database


@contextmanager
def working(place: Output, command: str, as_json: bool) -> Iterator[tuple[Journal, Any]]:
    """The lock, the journal and a counter of documents; people see steps, machines see events."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with (
        locked(place),
        Progress(*columns, console=err, transient=True, disable=as_json) as progress,
    ):
        task = progress.add_task("starting", total=None)

        def show(words: str) -> None:
            progress.update(task, description=words, total=None, completed=0)
            if not as_json:
                err.print(f"• {words}")

        def count(done: int, total: int) -> None:
            progress.update(task, total=total, completed=done)

        journal = Journal(place, command, show, echo=as_json)
        with journal.run():
            yield journal, count
