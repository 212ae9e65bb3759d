"""The tables of docs/performance.md: each part as measured last, and one line a commit and number of documents."""

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
    """Write both tables again; what was not measured now stays as it is."""
    text = PAGE.read_text(encoding="utf-8")
    shown = {(str(r["part"]), str(r["documents"])): [*r.values(), commit] for r in rows}
    before = {(line[0], line[1]): line for line in _lines(text, LAST)}
    found = sorted((before | shown).items(), key=lambda item: (int(item[0][1]), item[0][0]))
    last = _table([*rows[0], "commit"], [line for _, line in found])
    text = _put(text, LAST, "\n".join([f"{machine}.", "", *last]))
    kept = _lines(text, HISTORY)
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


def _lines(text: str, name: str) -> list[list[str]]:
    """The rows of a table of the page, without its head."""
    section = text.split(f"<!-- {name} -->", 1)[1].split(f"<!-- /{name} -->", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def _put(text: str, name: str, content: str) -> str:
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, rest = text.split(begin, 1)
    return f"{before}{begin}\n{content}\n{end}{rest.split(end, 1)[1]}"
