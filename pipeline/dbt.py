"""Starts dbt on a build database, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import IO

from pipeline.places import PROJECT

QUIET = {
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "DBT_NO_VERSION_CHECK": "true",
    "DO_NOT_TRACK": "1",
    "GX_ANALYTICS_ENABLED": "false",
}


def start_dbt(
    database: Path,
    *arguments: str,
    target: Path,
    logs: Path,
    in_round: str = "",
    as_of: str | None = None,
    said: IO[str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run dbt with these arguments; what it says goes to ``said``, or stands in ``stdout`` of what is returned.

    dbt keeps its artefacts in ``target``, where it finds what it has parsed before. ``in_round`` is how much of the
    corpus it builds (macros/renewal.sql), ``as_of`` (YYYY-MM-DD) the day whose versions are current.
    """
    places = {
        "--project-dir": PROJECT,
        "--profiles-dir": PROJECT,
        "--target-path": target.resolve(),
        "--log-path": logs.resolve(),
    }
    given = [str(text) for place in places.items() for text in place]
    environment = {
        **os.environ,
        **QUIET,
        # by its name alone, from where it lies: what dbt has parsed holds for any folder
        "JUESUAN_DATABASE": database.name,
        "JUESUAN_ROUND": in_round,
        "JUESUAN_AS_OF": as_of or "",
    }
    return subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", *arguments, *given, "--no-use-colors"],
        env=environment,
        cwd=database.parent,
        stdout=said or subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        close_fds=False,  # the lock of the output folder goes with it
    )
