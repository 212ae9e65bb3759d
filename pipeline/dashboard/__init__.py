"""The dashboard of a release: a static site that needs no server, reads from disk, and asks nobody.

A page opened from disk may not fetch files, but it may load scripts: every department and every
document is one script of compressed JSON, loaded when somebody looks at it.
"""

import base64
import gzip
import os
import shutil
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import duckdb

from pipeline.dashboard.charts import library
from pipeline.dashboard.departments import departments
from pipeline.dashboard.documents import documents
from pipeline.dashboard.overview import overview, quality
from pipeline.places import Settings, link
from pipeline.reasons import teach
from pipeline.releases import Release
from pipeline.renewal import Changes
from pipeline.summary import quoted

PAGE = Path(__file__).parent / "page"
WAITING = 400  # scripts that may wait to be written: they are in memory


# what a page of a department says of codes and places, beside its own rows
_NAMES = {
    "dim_function": "function_code, function_name, function_name_en, parent_function_code",
    "dim_economic": "economic_code, economic_name, economic_name_en, level_name, parent_economic_code",
    "dim_division": "division_code, division_name, division_name_en",
}


def write_dashboard(
    database: Path,
    folder: Path,
    release: dict[str, str | None],
    settings: Settings,
    base: Release | None = None,
    changes: Changes | None = None,
) -> None:
    """Write the site of a released or staged file into ``folder``; ``release`` names it on the page.

    What did not change since the release ``base`` is linked to its site.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PAGE, folder)
    shutil.copyfile(library(), folder / "vega.js")
    connection = duckdb.connect(str(database), read_only=True, config=settings)
    teach(connection)
    kept: dict[str, set[str]] = {"departments": set(), "documents": set()}
    try:
        if base and changes:
            kept["documents"] = _link(base, folder, "documents", changes.documents)
            if _are_named_alike(connection, base):
                kept["departments"] = _link(base, folder, "departments", changes.departments)
        write_script(folder, "data/overview", overview(connection, release))
        write_script(folder, "data/quality", quality(connection))
        for kind, contents in (("departments", departments), ("documents", documents)):
            _write_all(folder, kind, contents(connection, kept[kind]))
    finally:
        connection.close()


def _link(base: Release, folder: Path, kind: str, changed: list[str]) -> set[str]:
    """Link the scripts of what did not change; returns the ids of these."""
    there, gone = folder / "data" / kind, set(changed)
    there.mkdir(parents=True, exist_ok=True)
    kept = set()
    for script in (base.folder / "dashboard" / "data" / kind).glob("*.js"):
        if script.stem not in gone:
            link(script, there / script.name)
            kept.add(script.stem)
    return kept


def _are_named_alike(connection: duckdb.DuckDBPyConnection, base: Release) -> bool:
    """Whether each code and place that both releases know has one name in both."""
    connection.execute(f"attach {quoted(base.database)} as base (read_only)")
    try:
        return not any(
            connection.execute(
                f"select {columns} from base.dims.{table} semi join dims.{table} as now "
                f"using ({columns.split(',')[0]}) except select {columns} from dims.{table}"
            ).fetchall()
            for table, columns in _NAMES.items()
        )
    finally:
        connection.execute("detach base")


def _write_all(folder: Path, kind: str, contents: Iterator[tuple[str, str]]) -> None:
    """Write scripts while the next ones are put together: packing is half of the work, and leaves Python alone."""
    waiting: deque[Future[None]] = deque()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, content in contents:
            waiting.append(pool.submit(write_script, folder, f"data/{kind}/{name}", content))
            if len(waiting) > WAITING:
                waiting.popleft().result()
        for each in waiting:
            each.result()


def write_script(folder: Path, name: str, content: str) -> None:
    """One JSON text as a script, ``folder``/``name``.js, that hands it to the page."""
    packed = base64.b64encode(gzip.compress(content.encode(), 4, mtime=0)).decode()
    path = folder / f"{name}.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'juesuan.receive("{name}", "{packed}");\n', encoding="ascii")
