"""Two pages about the models: dbt's own documentation, and from where every column comes.

Usage: python -m pipeline.lineage [OUTPUT]   (default: warehouse; needs a build and the extra "lineage")
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from pipeline.errors import BuildFailed, NoRelease, NotInstalled
from pipeline.places import PROJECT, Output
from pipeline.transforming import QUIET


def write_lineage(output: Output) -> list[Path]:
    """Write OUTPUT/lineage/models.html and columns.html; each is one file that asks nobody.

    Raises NoRelease without a build, NotInstalled, BuildFailed with what dbt or colibri said.
    """
    if not output.build_database.exists():
        raise NoRelease(f"there is no build in {output.folder}; run juesuan build")
    target = (output.work / "docs").resolve()
    folder = output.folder / "lineage"
    folder.mkdir(parents=True, exist_ok=True)
    dbt = ["dbt.cli.main", "docs", "generate", "--static", "--target-path", str(target)]
    places = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
    places += ["--log-path", str(output.logs.resolve())]
    parsed = output.work / "target" / "partial_parse.msgpack"  # by the build
    if parsed.exists():
        target.mkdir(exist_ok=True)
        shutil.copy(parsed, target)
    _run(output, [sys.executable, "-m", *dbt, *places])
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
    _run(output, [str(colibri), "generate", *artefacts, *options])
    pages = [folder / "models.html", folder / "columns.html"]
    shutil.copyfile(target / "static_index.html", pages[0])
    shutil.copyfile(next(made.glob("*.html")), pages[1])
    return pages


def _run(output: Output, command: list[str]) -> None:
    environment = {**os.environ, **QUIET, "JUESUAN_DATABASE": output.build_database.name}
    done = subprocess.run(
        command, env=environment, cwd=output.work, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip().splitlines()[-3:]
        raise BuildFailed(
            "lineage", " ".join(said), "run the command by hand: " + " ".join(command)
        )


if __name__ == "__main__":
    for page in write_lineage(Output(Path(sys.argv[1] if len(sys.argv) > 1 else "warehouse"))):
        print(page)
