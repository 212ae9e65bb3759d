"""A department that is consolidated, beside its own level and a unit: each a disclosure of its own."""

from pathlib import Path

from benchmarks.synthetic.disclosure import disclose
from benchmarks.synthetic.layouts import LAYOUTS
from benchmarks.synthetic.ledger import consolidated, departments
from benchmarks.synthetic.rendering import FORMATS

KINDS = ("text", "html", "xlsx")


def write_wholes(folder: Path, count: int, fiscal_year: int = 2023) -> None:
    """``count`` departments with two units each below ``folder``, in three formats and changing layouts."""
    for number in range(count):
        name = f"合成市合并第{number + 1}局"
        own, unit = (departments(1, [fiscal_year], seed=900 + 2 * number + n)[0] for n in (0, 1))
        own.department, unit.department = f"{name}（本级）", f"合成市合并第{number + 1}中心"
        whole = consolidated(name, [own, unit])
        for place, (year, kind) in enumerate(zip((whole, own, unit), KINDS, strict=True)):
            ending, render = FORMATS[kind]
            path = folder / year.department / f"{fiscal_year}.{ending}"
            path.parent.mkdir(parents=True, exist_ok=True)
            layout = LAYOUTS[(number + place) % len(LAYOUTS)]
            path.write_bytes(render(disclose(year, layout).blocks))
