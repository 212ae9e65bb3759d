"""Do everything to a nightly build that it must survive, and write what happened into the docs.

Mounting small disks needs root; elsewhere those parts say that they were not run.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from benchmarks.torture import disks, kills, swaps
from pipeline.places import PROJECT

PAGE = PROJECT / "docs" / "reliability.md"
MARKS = ("<!-- figures -->", "<!-- end of figures -->")
Outcome = tuple[str, str]


def _kills(options: argparse.Namespace) -> list[Outcome]:
    found = kills.measure(options.kills, options.every)
    return [
        ("builds killed with kill -9 at a random moment", f"{found['kills']:.0f}"),
        ("of them: the old release stood, whole", f"{found['old']:.0f}"),
        ("of them: the new release stood, whole", f"{found['new']:.0f}"),
        ("broken or mixed releases", "0"),
        (
            f"builds after every {options.every} kills, all published",
            f"{found['builds after']:.0f}",
        ),
        ("seconds of an undisturbed build", f"{found['seconds of a build']}"),
    ]


def _publications(options: argparse.Namespace) -> list[Outcome]:
    found = kills.measure_publications(options.kills)
    return [
        ("publications killed with kill -9 at a random moment", f"{found['kills']:.0f}"),
        ("of them: the old release stood, whole", f"{found['old']:.0f}"),
        ("of them: the new release stood, whole", f"{found['new']:.0f}"),
        ("broken or mixed releases", "0"),
        ("next publications, all succeeded", f"{found['next tries']:.0f}"),
        ("seconds of an undisturbed publication", f"{found['seconds of a publication']}"),
    ]


def _swaps(_options: argparse.Namespace) -> list[Outcome]:
    found = swaps.measure()
    return [(key, f"{value:,}") for key, value in found.items()]


def _as_root(measure: Callable[[], list[Outcome]]) -> Callable[[argparse.Namespace], list[Outcome]]:
    def run(_options: argparse.Namespace) -> list[Outcome]:
        if os.geteuid() != 0:
            return [("not run", "mounting a small disk needs root")]
        return measure()

    return run


PARTS: dict[str, tuple[str, Callable[[argparse.Namespace], list[Outcome]]]] = {
    "kills": ("kill -9 in a build", _kills),
    "publications": ("kill -9 in the last step", _publications),
    "swaps": ("Swaps under readers", _swaps),
    "full": ("Full disk", _as_root(disks.full_disks)),
    "readonly": ("Read-only folder", _as_root(disks.read_only_disk)),
    "left": ("Stale and corrupt files, clock", lambda _: disks.left_behind()),
}


def write(parts: dict[str, list[Outcome]]) -> None:
    """Put the figures between the marks of the page; parts that were not run stay as they are."""
    text = PAGE.read_text("utf-8")
    before, rest = text.split(MARKS[0])
    old, after = rest.split(MARKS[1])
    sections: dict[str, str] = {}
    for block in old.split("\n### ")[1:]:
        title, _, body = block.partition("\n")
        sections[title] = body.strip()
    day = datetime.now(UTC).date().isoformat()
    for name, rows in parts.items():
        table = "\n".join(f"| {what} | {outcome} |" for what, outcome in rows)
        sections[PARTS[name][0]] = f"Run on {day}.\n\n| what | outcome |\n| --- | --- |\n{table}"
    ordered = [t for t, _ in PARTS.values() if t in sections]
    body = "\n\n".join(f"### {title}\n\n{sections[title]}" for title in ordered)
    PAGE.write_text(f"{before}{MARKS[0]}\n\n{body}\n\n{MARKS[1]}{after}", "utf-8")


def main() -> None:
    """Run the parts asked for; any part that does not hold ends with its AssertionError."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", choices=PARTS, action="append", help="just this part")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--every", type=int, default=1, help="a whole build after so many kills")
    parser.add_argument("--json", action="store_true", help="print JSON, leave the page alone")
    options = parser.parse_args()
    found: dict[str, Any] = {}
    for name in options.only or PARTS:
        print(f"• {PARTS[name][0]}", file=sys.stderr, flush=True)
        found[name] = PARTS[name][1](options)
        for what, outcome in found[name]:
            print(f"  {what}: {outcome}", file=sys.stderr, flush=True)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        write(found)
        print(f"written to {PAGE.relative_to(PROJECT)}")


if __name__ == "__main__":
    main()
