"""Feeds mutated documents to every reader and to recognition: no crash, no hang, no invented figure.

Usage: python -m benchmarks.fuzz [--documents 100000] [--facts 4000] [--json]

Seeds are synthetic disclosures in every layout and format, and old Word documents, which only an
Office program writes, from the tests. Each mutated document is read by the
readers of a build, in their worker processes under their limits. Printed by format: loaded whole,
partly, refused with a reason; crash: an exception that nothing expected; hang: stopped after a
minute; memory and process: a limit ended the reading of that document, which is named; misplaced: a
row of a form names a raw row in which its name is not printed. Then ``--facts`` mutated
texts go through the models, and every published amount is compared with the truth: "as printed"
means that the mutated document itself prints another number and no identity contradicts it, "other
key" that it prints a figure under a code or line that the truth does not have, "wrong" that it prints
the true figure and another was published. The command fails on a crash, a hang, a misplaced row or
a wrong amount.
"""

import argparse
import hashlib
import json
import os
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path

import duckdb
import polars as pl

from benchmarks.clones import build_models
from benchmarks.extraction_faults import COMPARED, TRUTH, load_frame
from benchmarks.mutations import mutate
from benchmarks.synthetic.disclosure import Table as Grid
from benchmarks.synthetic.disclosure import disclose
from benchmarks.synthetic.layouts import LAYOUTS
from benchmarks.synthetic.ledger import departments
from benchmarks.synthetic.printed import FACTORS, rounded, unit_of
from benchmarks.synthetic.rendering import FORMATS
from ingest.corpus import SourceFile, document_key, parse_document
from ingest.document import Document
from ingest.forms.three_public import ROW_NAME
from ingest.load import create_raw, load_batch, open_database
from ingest.records import RawTables
from pipeline.places import PROJECT
from pipeline.reading import Job, Limits, Readers

# how many of a hundred documents are of each format: the slow readers get fewer
SHARES = {
    "pdf": 0.7, "pdf_unruled": 0.3, "docx": 4, "doc": 3, "xlsx": 7, "xls": 6, "excel2003": 3, "html": 7, "mhtml": 2, "recognised": 7, "csv": 7, "pipes": 5, "pipes_bare": 3, "frames": 2, "archive": 1,
    "aligned": 5, "aligned_wide": 3, "text": 34,
}  # fmt: skip
OF_FACTS = ("text", "frames", "pipes_bare", "aligned")  # of the texts that go through the models
TEXTS = (
    "text",
    "pipes",
    "pipes_bare",
    "frames",
    "aligned",
    "aligned_wide",
    "recognised",
    "html",
    "excel2003",
)
SECONDS = 60.0
BATCH = 2_000
# what the reason of a refusal says when a limit was broken or the program was at fault
LIMITS = {
    "crash": "reading it broke",
    "hang": "seconds",
    "memory": "more memory",
    "process": "its process down",
}
PAGE = PROJECT / "docs" / "security.md"
MARKS = ("<!-- fuzz -->", "<!-- end of fuzz -->")
OUTCOMES = ("loaded", "partial", "refused", *LIMITS, "misplaced")
Truth = list[tuple[object, ...]]


@lru_cache(maxsize=64)
def seed_document(kind: str, layout_no: int) -> tuple[bytes, Truth]:
    """A whole disclosure and what its forms say, in yuan, without the document's id."""
    prior, year = departments(1, [2022, 2023], seed=layout_no)
    layout = LAYOUTS[layout_no]
    disclosure = disclose(year, layout, prior)
    printed = {k for b in disclosure.blocks if isinstance(b, Grid) for k in b.keys.values()}
    truth: Truth = [
        (*key, rounded(yuan, unit_of(layout, key[0])) * FACTORS[unit_of(layout, key[0])])
        for key, yuan in disclosure.truth.items()
        if key in printed
    ]
    return FORMATS[kind][1](disclosure.blocks), truth


@lru_cache(maxsize=1)
def old_word_documents() -> list[bytes]:
    """Those of the tests, as LibreOffice writes them."""
    with zipfile.ZipFile(PROJECT / "tests" / "fixtures" / "word97.zip") as packed:
        return [packed.read(name) for name in packed.namelist() if name.endswith(".doc")]


def _mutated(kind: str, number: int) -> bytes:
    chance = random.Random(number)
    if kind == "doc":
        return mutate(chance.choice(old_word_documents()), chance)
    data = mutate(seed_document(kind, chance.randrange(len(LAYOUTS)))[0], chance)
    if kind in TEXTS and chance.random() < 0.9:  # broken bytes are refused early: most stay text
        data = data.decode("utf-8", "ignore").encode()
    return data


def _write(job: tuple[str, str, int]) -> SourceFile:
    folder, kind, number = job
    data = _mutated(kind, number)
    path = Path(folder) / f"{kind}{number}"
    path.write_bytes(data)
    return SourceFile(path, path.name, len(data), hashlib.sha256(data).hexdigest())


def misplaced(found: RawTables) -> int:
    """How many rows of loaded forms name a raw row in which their name is not printed."""
    if "form_rows" not in found:
        return 0
    read = {name: pl.DataFrame(found[name]) for name in ("forms", "form_rows", "table_rows")}
    loaded = read["forms"].filter(pl.col("status") == "loaded").select("document_id", "form_no")
    joined = (
        read["form_rows"]
        .join(loaded, on=["document_id", "form_no"])
        # the row of figures of form 9 has a name of ours where none is printed; digits alone are left out below
        .filter(pl.col("item_name").str.contains(r"\D") & (pl.col("item_name") != ROW_NAME))
        .join(read["table_rows"], on=["document_id", "table_no", "table_row"], how="left")
        .with_columns(
            printed=pl.col("cells")
            .list.eval(pl.element().filter(~pl.element().str.contains(r"^\d+$")))
            .list.join("")
            .str.replace_all(r"</?[a-zA-Z][^<>]*>|[\s\x1c-\x1f\u200b\ufeff]", "")
        )
    )
    is_printed = pl.col("printed").str.contains(pl.col("item_name"), literal=True)
    return joined.filter(~is_printed.fill_null(value=False)).height


def _count(found: RawTables) -> Counter[str]:
    counted: Counter[str] = Counter({"misplaced": misplaced(found)})
    if counted["misplaced"]:
        names = found["documents"]["source_path"].to_pylist()
        print(f"misplaced: in one of {names}", file=sys.stderr, flush=True)
    for document in found["documents"].to_pylist():
        status, reason, path = (document[name] for name in ("status", "reason", "source_path"))
        what = next((k for k, words in LIMITS.items() if words in (reason or "")), status)
        counted[what] += 1
        if what in ("crash", "hang", "process"):
            print(f"{what}: {path}: {reason}", file=sys.stderr, flush=True)
    return counted


def read_all(documents: int) -> dict[str, Counter[str]]:
    """Counts by format of what the readers of a build make of mutated documents."""
    found: dict[str, Counter[str]] = {}
    number = 0
    for kind, share in SHARES.items():
        found[kind] = Counter()
        end = number + round(documents * share / 100)
        for start in range(number, end, BATCH):
            with tempfile.TemporaryDirectory() as folder:
                wanted = [(folder, kind, n) for n in range(start, min(end, start + BATCH))]
                with ProcessPoolExecutor(os.cpu_count()) as pool:
                    files = list(pool.map(_write, wanted, chunksize=16))
                jobs = [Job(file, document_key(file.content_hash)) for file in files]
                for _, part in Readers(None, Limits(seconds=SECONDS)).read(jobs):
                    found[kind] += _count(part)
            print(f"{kind}: {dict(found[kind])}", file=sys.stderr, flush=True)
        number = end
    return found


FACTS = """
select
    count(*) filter (p.amount_yuan is not null) as facts,
    count(*) filter (p.differs and p.is_unseen) as unseen,
    count(*) filter (p.differs and not p.is_unseen and not p.prints_truth) as as_printed,
    count(*) filter (p.differs and not p.is_unseen and p.prints_truth) as wrong,
    count(*) filter (p.is_invented) as other_key
from (
    select *, coalesce(number = true_yuan or number * 10000 = true_yuan, false) as prints_truth
    from (
        select *, try_cast(
            regexp_replace(printed_text, '[,， ]', '', 'g') as decimal(30, 4)
        ) as number
        from published
    )
) as p
"""


def _make(number: int) -> tuple[Document, Truth]:
    kind = OF_FACTS[number % len(OF_FACTS)]
    data = _mutated(kind, -number - 1)
    layout_no = random.Random(-number - 1).randrange(len(LAYOUTS))
    document = parse_document(data, f"{number}.txt")
    truth = [(document.document_id, *row) for row in seed_document(kind, layout_no)[1]]
    return document, truth


def compare_facts(documents: int) -> dict[str, int]:
    """Mutated texts through the models: published amounts against the truth."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "build.duckdb"
        connection = open_database(database)
        create_raw(connection)
        connection.execute(
            "create table truth (document_id varchar, form_no integer, side varchar, "
            "row_key varchar, column_key varchar, true_yuan decimal(20, 2))"
        )
        seen: set[str] = set()
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            for document, truth in pool.map(_make, range(documents), chunksize=16):
                if document.document_id not in seen:
                    seen.add(document.document_id)
                    load_batch(connection, [document])
                    load_frame(connection, "truth", TRUTH, truth)
        connection.close()
        build_models(database)
        connection = duckdb.connect(str(database), read_only=True)
        connection.execute(COMPARED)
        (row,) = connection.execute(FACTS).fetchall()
        if os.environ.get("SHOW_FUZZ"):
            connection.sql("select * from published where differs and not is_unseen limit 40").show(
                max_width=250
            )
        connection.close()
    return {
        "documents": len(seen),
        **dict(zip(("facts", "unseen", "as printed", "wrong", "other key"), row, strict=True)),
    }


def _table(found: dict[str, Counter[str]], facts: dict[str, int], seconds: float) -> str:
    lines = [f"| format | documents | {' | '.join(OUTCOMES)} |"]
    lines.append("| --- |" + " ---: |" * (len(OUTCOMES) + 1))
    for kind, c in found.items():
        total = c.total() - c["misplaced"]
        lines.append(f"| {kind} | {total:,} | {' | '.join(f'{c[n]:,}' for n in OUTCOMES)} |")
    words = ", ".join(f"{value:,} {key}" for key, value in facts.items())
    return "\n".join([*lines, "", f"Facts of mutated texts: {words}. {seconds:.0f} seconds."])


def main() -> None:
    """Measure and print; exit code 1 on a crash, a hang, a misplaced row or a wrong amount."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, default=100_000, help="how many to read")
    parser.add_argument("--facts", type=int, default=4_000, help="how many go through the models")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument(
        "--write", action="store_true", help="write the table into docs/security.md"
    )
    options = parser.parse_args()
    started = time.time()
    found = read_all(options.documents)
    facts = compare_facts(options.facts) if options.facts else {}
    table = _table(found, facts, time.time() - started)
    print(json.dumps({"read": found, "facts": facts}, indent=1) if options.json else table)
    if options.write:
        before, rest = PAGE.read_text("utf-8").split(MARKS[0])
        PAGE.write_text(
            f"{before}{MARKS[0]}\n{table}\n{MARKS[1]}{rest.split(MARKS[1])[1]}", "utf-8"
        )
    bad = sum(c[name] for c in found.values() for name in ("crash", "hang", "misplaced"))
    sys.exit(1 if bad or facts.get("wrong") else 0)


if __name__ == "__main__":
    main()
