"""The tables of docs/performance.md: the last run in full, and one line a commit and number of documents."""

from benchmarks.bench.parts import Row
from pipeline.places import PROJECT

PAGE = PROJECT / "docs" / "performance.md"
LAST, HISTORY = "bench", "bench by commit"
# the columns of the small table: the letter of the part, and what of its row
COLUMNS = {
    "a": "ingest",
    "b": "dbt",
    "c": "identities",
    "d": "GX",
    "e": "build",
    "f": "p95",
    "g": "night",
}


def write(rows: list[Row], commit: str, machine: str) -> None:
    """Write both tables again; lines of other commits stay."""
    text = PAGE.read_text(encoding="utf-8")
    head = list(rows[0])
    last = [f"Commit {commit}, {machine}.", "", *_table(head, [list(r.values()) for r in rows])]
    text = _put(text, LAST, "\n".join(last))
    lines = [line for line in _section(text, HISTORY).splitlines() if line.startswith("| ")][2:]
    kept = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    for count in dict.fromkeys(r["documents"] for r in rows):
        kept = [line for line in kept if line[:2] != [commit, str(count)]]
        kept.append([commit, str(count), *_line([r for r in rows if r["documents"] == count])])
    named = [f"{name} ({letter})" for letter, name in COLUMNS.items()]
    text = _put(text, HISTORY, "\n".join(_table(["commit", "documents", *named], kept)))
    PAGE.write_text(text, encoding="utf-8")


def _line(rows: list[Row]) -> list[str]:
    """Per part its ratio; of the build the seconds, of the questions the milliseconds."""
    found = {str(r["part"])[0]: r for r in rows}
    shown = {letter: f"{r['ratio']}×" for letter, r in found.items()}
    if "e" in found:
        shown["e"] = f"{found['e']['seconds']} s"
    if "f" in found:
        shown["f"] = f"{found['f']['seconds'] * 1000:.0f} ms"
    return [shown.get(letter, "") for letter in COLUMNS]


def _table(head: list[str], rows: list[list[object]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", "|" + " --- |" * len(head)]
    return lines + [f"| {' | '.join(map(str, row))} |" for row in rows]


def _section(text: str, name: str) -> str:
    return text.split(f"<!-- {name} -->", 1)[1].split(f"<!-- /{name} -->", 1)[0]


def _put(text: str, name: str, content: str) -> str:
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, rest = text.split(begin, 1)
    return f"{before}{begin}\n{content}\n{end}{rest.split(end, 1)[1]}"
