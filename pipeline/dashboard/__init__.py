"""The dashboard of a release: a static site that needs no server, reads from disk, and asks nobody.

A page opened from disk may not fetch files, but it may load scripts: every department and every
document is one script of compressed JSON, loaded when somebody looks at it.
"""

import base64
import gzip
import shutil
from pathlib import Path

import duckdb

from pipeline.dashboard.charts import library
from pipeline.dashboard.departments import departments
from pipeline.dashboard.documents import documents
from pipeline.dashboard.overview import overview, quality
from pipeline.places import Settings

PAGE = Path(__file__).parent / "page"


def write_dashboard(
    database: Path, folder: Path, release: dict[str, str | None], settings: Settings
) -> None:
    """Write the site of a released or staged file into ``folder``; ``release`` names it on the page."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PAGE, folder)
    shutil.copyfile(library(), folder / "vega.js")
    connection = duckdb.connect(str(database), read_only=True, config=settings)
    try:
        write_script(folder, "data/overview", overview(connection, release))
        write_script(folder, "data/quality", quality(connection))
        for name, content in departments(connection):
            write_script(folder, f"data/departments/{name}", content)
        for name, content in documents(connection):
            write_script(folder, f"data/documents/{name}", content)
    finally:
        connection.close()


def write_script(folder: Path, name: str, content: str) -> None:
    """One JSON text as a script, ``folder``/``name``.js, that hands it to the page."""
    packed = base64.b64encode(gzip.compress(content.encode(), 4, mtime=0)).decode()
    path = folder / f"{name}.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'juesuan.receive("{name}", "{packed}");\n', encoding="ascii")
