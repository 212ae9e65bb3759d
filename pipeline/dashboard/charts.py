"""The chart library of the dashboard: Vega-Lite, bundled by vl-convert without a network."""

import os
import sys
from importlib.metadata import version
from pathlib import Path

PACKAGE = "vl-convert-python"


def library() -> Path:
    """The script of Vega, Vega-Lite and Vega-Embed; made once for each installed version.

    It lies in the environment of this Python, whose package it comes from.
    """
    path = Path(sys.prefix) / "share" / "juesuan" / f"vega-{version(PACKAGE)}.js"
    if not path.exists():
        # the library is 80 MB: it is needed once
        import vl_convert  # noqa: PLC0415

        path.parent.mkdir(parents=True, exist_ok=True)
        # two builds may come here at once: each renames a whole file into place
        half = path.with_name(f"{path.name}.{os.getpid()}")
        half.write_text(
            vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"), encoding="utf-8"
        )
        half.replace(path)
    return path
