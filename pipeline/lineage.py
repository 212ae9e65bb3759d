"""Two pages about the models: dbt's own documentation, and from where every column comes.

Usage: python -m pipeline.lineage [OUTPUT]   (default: warehouse; needs a build and the extra "lineage")
"""

import shutil
import subprocess
import sys
from pathlib import Path

from pipeline.dbt import start_dbt
from pipeline.errors import BuildFailed, NoRelease, NotInstalled
from pipeline.places import Output


def write_lineage(output: Output) -> list[Path]:
    """Write OUTPUT/lineage/models.html and columns.html; each is one file that asks nobody.

    Raises NoRelease without a build, NotInstalled, BuildFailed with what dbt or colibri said.
    """
    if not output.build_database.exists():
        raise NoRelease(f"there is no build in {output.folder}; run juesuan build")
    target = (output.work / "docs").resolve()
    folder = output.folder / "lineage"
    folder.mkdir(parents=True, exist_ok=True)
    parsed = output.work / "target" / "partial_parse.msgpack"  # by the build
    if parsed.exists():
        target.mkdir(exist_ok=True)
        shutil.copy(parsed, target)
    generate = ("docs", "generate", "--static")
    _check(start_dbt(output.build_database, *generate, target=target, logs=output.logs))
    colibri = Path(sys.executable).with_name("colibri")
    if not colibri.exists():
        raise NotInstalled("dbt-colibri", "pip install 'juesuan[lineage]'")
    made = target / "colibri"
    artefacts = [
        "--manifest",
        str(target / "manifest.json"),
        "--catalog",
        str(target / "catalog.json"),
    ]
    options = ["--output-dir", str(made), "--light", "--disable-telemetry"]
    command = [str(colibri), "generate", *artefacts, *options]
    _check(subprocess.run(command, cwd=output.work, capture_output=True, text=True, check=False))
    pages = [folder / "models.html", folder / "columns.html"]
    shutil.copyfile(target / "static_index.html", pages[0])
    shutil.copyfile(next(made.glob("*.html")), pages[1])
    return pages


def _check(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode != 0:
        said = f"{done.stdout}{done.stderr or ''}".strip().splitlines()[-3:]
        by_hand = "run the command by hand: " + " ".join(done.args)
        raise BuildFailed("lineage", " ".join(said), by_hand)


if __name__ == "__main__":
    for page in write_lineage(Output(Path(sys.argv[1] if len(sys.argv) > 1 else "warehouse"))):
        print(page)
