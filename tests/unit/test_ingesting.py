"""What is unchanged is not read again; what breaks a limit is refused alone and named."""

import json
import os
import zipfile

import duckdb
import pytest

from ingest import provenance
from ingest.corpus import SourceFile, document_key, inventory
from ingest.raw_schema import RAW
from pipeline import ingesting
from pipeline.errors import BuildFailed
from pipeline.ingesting import ingest, wanted
from pipeline.places import Output, wal_of
from pipeline.reading import Limits
from tests.conftest import ROOT, juesuan


@pytest.fixture
def source(tmp_path, complete_text):
    folder = tmp_path / "source"
    folder.mkdir()
    for number in range(3):
        text = complete_text.replace("样例市示范局", f"样例市示范{number}局")
        (folder / f"{number}_2023.txt").write_text(text, "utf-8")
    return folder


def run(source, output, **limits):
    return ingest(source, inventory(source), output, 2, Limits(**limits), lambda done, total: None)


def raw(output):
    connection = duckdb.connect(str(output.build_database), read_only=True)
    try:
        return {
            name: sorted(connection.execute(f"from raw.{name}").fetchall(), key=repr)
            for name in RAW
        }
    finally:
        connection.close()


def statuses(output):
    return {row[2]: (row[4], row[5]) for row in raw(output)["documents"]}


def counts(found):
    return found.read, found.kept, found.forgotten


def test_an_incremental_run_gives_what_a_full_one_gives(source, tmp_path, complete_text):
    output = Output(tmp_path / "warehouse")
    assert counts(run(source, output)) == (3, 0, 0)
    assert counts(run(source, output)) == (0, 3, 0)
    (source / "0_2023.txt").unlink()
    (source / "1_2023.txt").write_text(complete_text.replace("10.00", "11.00"), "utf-8")
    (source / "2_2023.txt").rename(source / "moved_2023.txt")  # the name may say the year
    (source / "new_2022.txt").write_text(complete_text.replace("2023", "2022"), "utf-8")
    (source / "copy.txt").write_bytes((source / "new_2022.txt").read_bytes())
    assert counts(run(source, output)) == (4, 0, 3)
    anew = Output(tmp_path / "anew")
    run(source, anew)
    assert raw(output) == raw(anew)
    assert statuses(output)["new_2022.txt"] == (
        "refused",
        "it is a copy of copy.txt, byte for byte",
    )
    # the first of two copies goes: the second is the document now
    (source / "copy.txt").unlink()
    assert counts(run(source, output)) == (1, 2, 2)
    assert statuses(output)["new_2022.txt"][0] == "loaded"


def test_the_id_of_a_document_is_the_head_of_its_hash_in_base32():
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    # printf '\xe3\xb0\xc4\x42\x98\xfc\x1c\x14' | base32
    assert document_key(empty) == "4OYMIQUY7QOBI==="[:12].lower()


def test_documents_whose_ids_meet_are_told_apart(tmp_path):
    head = "0123456789abcdef"
    files = [
        SourceFile(tmp_path / name, name, 1, head + tail * 48)
        for name, tail in (("a", "0"), ("b", "1"), ("c", "0"))
    ]
    found = wanted(files)
    assert [len(key) for key in found] == [12, 12, 12]
    refusals = {file.name: file.refusal for file in found.values()}
    assert refusals["a"] is None
    assert refusals["b"] is not None and "is that of a" in refusals["b"][0]
    assert refusals["c"] is not None and "copy of a" in refusals["c"][0]


def test_the_number_of_workers_changes_nothing(tmp_path, complete_text):
    source = tmp_path / "source"
    source.mkdir()
    for number in range(40):  # more than one chunk
        (source / f"{number}.txt").write_text(
            complete_text.replace("样例市示范局", f"样例市示范{number}局"), "utf-8"
        )
    found = []
    for workers in (1, 3):
        output = Output(tmp_path / f"with{workers}")
        ingest(source, inventory(source), output, workers, Limits(), lambda done, total: None)
        connection = duckdb.connect(str(output.build_database), read_only=True)
        # in the order in which they were stored, too
        found.append({n: connection.execute(f"from raw.{n}").fetchall() for n in RAW})
        connection.close()
    assert len(found[0]["documents"]) == 40
    assert found[0] == found[1]


def test_a_change_of_code_reads_again_just_what_it_touches(source, tmp_path, monkeypatch):
    output = Output(tmp_path / "warehouse")
    (source / "page.html").write_text("<html><body><p>通知</p></body></html>", "utf-8")
    run(source, output)
    of_now = provenance.code_key
    changed = {"html"}
    monkeypatch.setattr(
        ingesting, "code_key", lambda kind: "other" if kind in changed else of_now(kind)
    )
    assert counts(run(source, output)) == (1, 3, 1)
    changed |= {"text"}
    assert counts(run(source, output)) == (4, 0, 4)


def test_the_key_of_the_code_follows_what_a_reader_imports():
    names = {
        kind: {path.name for path in provenance._imports(provenance.READERS / f"{kind}.py")}
        for kind in provenance.KINDS
    }
    of_workbooks = {"workbook.py", "sheets.py", "xlsx.py", "xls.py", "content.py", "assembly.py"}
    of_workbooks |= {"excel2003.py"}
    assert names["workbook"] == of_workbooks
    assert names["docx"] == {"docx.py"} | of_workbooks  # a document embeds workbooks
    assert names["doc"] == {"doc.py", "word97.py", "sprms.py", "ole.py"} | of_workbooks
    without_rules = {"pages.py", "gaps.py", "rows.py", "columns.py", "heads.py", "lines.py"}
    without_rules |= {"assembly.py"}
    assert names["pdf"] == {"pdf.py", "characters.py", "rules.py", "continued.py"} | without_rules
    of_text = {"text.py", "markup.py", "pipes.py", "decoding.py", "html.py"}
    of_text |= {"aligned.py", "wrapped.py", "content.py"}
    assert names["text"] == of_text | without_rules
    assert len({provenance.code_key(kind) for kind in provenance.KINDS}) == len(provenance.KINDS)
    used = (ROOT / "ingest" / "forms" / "layouts.py").read_text("utf-8")
    assert all(f'_rows(SEEDS, "{name}")' in used for name in provenance.SEED_FILES)
    assert used.count("_rows(SEEDS,") >= len(provenance.SEED_FILES)


def test_a_broken_build_database_is_made_anew(source, tmp_path):
    output = Output(tmp_path / "warehouse")
    run(source, output)
    good = raw(output)
    output.build_database.write_bytes(b"no database" * 1000)
    assert counts(run(source, output)) == (3, 0, 0)
    assert raw(output) == good
    wal_of(output.build_database).write_bytes(b"a log of something else" * 100)
    run(source, output)
    assert raw(output) == good


def test_an_empty_folder_fails(tmp_path):
    (tmp_path / "source").mkdir()
    with pytest.raises(BuildFailed, match="holds no documents"):
        run(tmp_path / "source", Output(tmp_path / "warehouse"))


def test_names_that_play_tricks_are_names(source, tmp_path):
    (source / "link.txt").symlink_to("/etc/hostname")
    (source / "a\n\x1b[31m[bold]'; drop table raw.documents; --{{ x }}.txt").write_text("通知")
    with open(os.fsencode(source) + b"/\xff\xfe.txt", "wb") as file:  # noqa: PTH123
        file.write("通知".encode())
    output = Output(tmp_path / "warehouse")
    run(source, output)
    found = statuses(output)
    assert found["link.txt"] == ("refused", "it is a link that leads out of the folder")
    assert "a\n\x1b[31m[bold]'; drop table raw.documents; --{{ x }}.txt" in found
    assert "\\xff\\xfe.txt" in found
    assert [s for s, _ in found.values()].count("loaded") == 3


BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>收入支出决算总表{}</w:t></w:r></w:p></w:body></w:document>'
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'


def container(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)


def word(path, doctype, entity):
    container(
        path,
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELS,
            "word/document.xml": f'<?xml version="1.0"?>{doctype}{BODY.format(entity)}',
        },
    )


def hostile(folder):
    """One document of each pathology, by name."""
    nest = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 9))
    word(folder / "entities.docx", f'<!DOCTYPE x [<!ENTITY e0 "lol">{nest}]>', "&e8;")
    secret = folder.parent / "secret.txt"
    secret.write_text("12,345,678.90", "utf-8")
    word(folder / "outside.docx", f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>', "&e;")
    container(
        folder / "bomb.xlsx",
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": "<workbook/>",
            "xl/worksheets/sheet1.xml": b"0" * (1100 * 1024 * 1024),
        },
    )
    (folder / "nested.html").write_text("<html>" + "<table><tr><td>" * 50000 + "1.00", "utf-8")
    (folder / "wide.txt").write_text("收入支出决算总表\n|" + " 1 |" * 300000, "utf-8")
    (folder / "digits.txt").write_text("收入支出决算总表\n| 9" + "9" * 1000000 + " |", "utf-8")
    (folder / "commas.txt").write_text("1," * 1000000, "utf-8")
    (folder / "turned.txt").write_text(
        "收入支出决算总表\n\n\u202e单位：万元\u202c\x00\x07\x1b]0;x\x07\n\n| 收入 | \u202e1\u202c |\n",
        "utf-8",
    )
    (folder / "loop.pdf").write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\ntrailer<</Root 1 0 R>>"
    )


def test_hostile_documents_are_refused_alone_and_named(source, tmp_path):
    hostile(source)
    output = Output(tmp_path / "warehouse")
    run(source, output, seconds=5)
    found = statuses(output)
    assert {name for name, (status, _) in found.items() if status == "loaded"} == {
        "0_2023.txt",
        "1_2023.txt",
        "2_2023.txt",
    }
    reasons = {name: reason for name, (_, reason) in found.items()}
    assert "entity" in reasons["entities.docx"]
    assert "unpack to" in reasons["bomb.xlsx"]
    assert reasons["nested.html"] == "reading it took more than 5 seconds"
    assert "in up to 300,0" in reasons["wide.txt"]
    assert found["loop.pdf"][0] == "refused"
    # nothing of a file outside was read
    assert not any("12,345,678.90" in repr(rows) for rows in raw(output).values())


def test_a_document_that_needs_too_much_memory_is_refused_alone(source, tmp_path):
    (source / "large.txt").write_text("收入支出决算总表\n" + "| 1 | 2 |\n" * 990_000, "utf-8")
    output = Output(tmp_path / "warehouse")
    run(source, output, memory_bytes=850 * 1024**2)
    status, reason = statuses(output)["large.txt"]
    assert status == "refused"
    assert "memory" in reason or "brought its process down" in reason
    assert [s for s, _ in statuses(output).values()].count("loaded") == 3


def test_the_command_says_what_was_read(source, tmp_path):
    arguments = ("ingest", "--source", source, "--output", tmp_path / "warehouse", "--json")
    first = json.loads(juesuan(*arguments).stdout)
    assert (first["read"], first["kept"]) == (3, 0)
    second = juesuan(*arguments)
    assert (json.loads(second.stdout)["read"], json.loads(second.stdout)["kept"]) == (0, 3)
    events = [json.loads(line) for line in second.stderr.splitlines()]
    assert [e["event"] for e in events] == [
        "run started", "step started", "step ended",
        "step started", "documents", "step ended", "run ended",
    ]  # fmt: skip
    look, step = events[-1]["steps"]
    assert look["step"] == "look"
    assert step["step"] == "ingest" and step["seconds"] >= 0 and step["peak_mib"] > 10
