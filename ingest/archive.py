"""Reads a disclosure that comes in several files, packed into one ZIP archive, as one document."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from operator import itemgetter

from ingest.document import SHEET, Document, FormRow, RawTable, Reading
from ingest.errors import DocumentRefused, Problem
from ingest.identity import looks_like_budget
from ingest.readers import check_bytes, check_cells, read_document
from ingest.readers.assembly import Assembly
from ingest.readers.content import BROKEN, ENCRYPTED
from ingest.wording import plain

READER = "archive"
MAX_FILES = 200  # nine forms, a report, and a file for each project
_NO_DOCUMENT = ("__MACOSX/", "Thumbs.db", "desktop.ini")
_UTF8 = 0x800  # of the flags of a member: its name is UTF-8 (APPNOTE.TXT 4.4.4, bit 11)
_NUMBER = re.compile(r"^-?\d+(?:\.\d+)?$")


def read_archive(data: bytes) -> Reading:
    """The readings of the files of an archive as one, in the order of their names.

    Pages, tables and paragraphs are counted on from file to file; a file without pages is one. The
    place of a table begins with the name of its file, and a remark says which pages each file has. A
    file that cannot be read is a remark too. Raises DocumentRefused where none can, or there are
    more than ``MAX_FILES``.
    """
    check_bytes(data)
    found: list[tuple[str, Reading]] = []
    remarks: list[Problem] = []
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        for name, info in _files(container):
            try:
                reading = read_document(_content(container, info))
                if looks_like_budget(reading):
                    raise DocumentRefused(
                        "this is a budget disclosure (部门预算), not final accounts",
                        "nothing, if the final accounts are in the other files",
                    )
            except DocumentRefused as refusal:
                words = f"{name} was not read: {refusal.reason}"
                remarks.append(Problem("warn", words, refusal.remedy))
            else:
                found.append((name, reading))
    if not found:
        raise DocumentRefused(
            "; ".join(["no file of the archive could be read", *(r.message for r in remarks[:3])]),
            remarks[0].remedy if remarks else "put the files of the disclosure into it",
        )
    joined = _joined(found, remarks)
    check_cells(joined)
    return joined


def _files(container: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """The files that may be documents, by name; a second one of the same name is numbered."""
    named = [(_name(info), info) for info in container.infolist() if not info.is_dir()]
    times: Counter[str] = Counter()
    wanted = []
    for name, info in named:
        if not _is_aside(name):
            times[name] += 1
            wanted.append((name if times[name] == 1 else f"{name} ({times[name]})", info))
    if len(wanted) > MAX_FILES:
        raise DocumentRefused(
            f"the archive holds {len(wanted)} files, more than {MAX_FILES}",
            "put the files of one disclosure into an archive of its own",
        )
    return sorted(wanted, key=itemgetter(0))


def _content(container: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & ENCRYPTED:
        raise DocumentRefused("it is encrypted with a password", "pack it again without a password")
    try:
        return container.read(info)
    except BROKEN as error:
        raise DocumentRefused(
            f"it cannot be unpacked: {error}", "pack the files again, or fetch the archive again"
        ) from error


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a file; programs that do not say how they write Chinese names write them in GBK."""
    if info.flag_bits & _UTF8:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeError):
            return info.filename.encode("cp437").decode(encoding)
    return info.filename


def _is_aside(name: str) -> bool:
    last = name.rsplit("/", maxsplit=1)[-1]
    return name.startswith(_NO_DOCUMENT) or last.startswith(".") or last in _NO_DOCUMENT


def _joined(found: list[tuple[str, Reading]], remarks: list[Problem]) -> Reading:
    assembly = Assembly(remarks=remarks)
    ends: list[int] = []
    pages = 0
    for name, reading in found:
        first, last = pages + 1, pages + (reading.page_count or 1)
        where = f"page {first} is" if first == last else f"pages {first} to {last} are"
        words = f"{where} of {name} ({reading.reader})"
        assembly.remarks.append(Problem("info", words, "nothing"))
        tables = [replace(t, place=_place(name, t, reading), part=name) for t in reading.tables]
        part = replace(reading, tables=tuple(tables))
        assembly.add_reading(name, part, _counted_from(pages))
        ends.append(len(assembly.paragraphs))
        pages = last
    encodings = {reading.encoding for _, reading in found}
    encoding = encodings.pop() if len(encodings) == 1 else None
    return replace(assembly.reading(READER, encoding, pages), part_ends=frozenset(ends))


def _counted_from(before: int) -> Callable[[int | None], int]:
    """The page of the archive for a page of a file; a file without pages is one."""
    return lambda page: before + (page or 1)


def _place(name: str, table: RawTable, reading: Reading) -> str | None:
    """Where a table stands in its file; a file of one table is a sheet of its name."""
    if table.place is None and len(reading.tables) == 1:
        return SHEET + name.rsplit("/", maxsplit=1)[-1].rsplit(".", maxsplit=1)[0]
    return table.place


def refuse_several(document: Document, reading: Reading) -> None:
    """Raise DocumentRefused where two files of an archive print a form with other figures: which is meant is not known."""
    parts = {table.table_no: table.part for table in reading.tables}
    for form in document.forms:
        named = {parts[row.table_no] or "" for row in form.rows}
        figures = _figures(form.rows)
        again = {
            parts[row.table_no] or "" for row in form.repeated if not _figures([row]) <= figures
        }
        if len(named) > 1 or again - named:
            raise DocumentRefused(
                f"form {form.form_no} stands in more than one file of the archive, with other figures: "
                f"{', '.join(sorted(named | again))}",
                "put each disclosure into an archive of its own, or take out the file that is not meant",
            )


def _figures(rows: list[FormRow]) -> set[tuple[str, str, str, Decimal | str]]:
    """What rows print, however it is written; nothing spent is the same as a blank."""
    found: set[tuple[str, str, str, Decimal | str]] = set()
    for row in rows:
        name = row.code or plain(row.item_name or "")
        for cell in row.cells:
            text = cell.printed_text.replace(",", "").replace(" ", "")
            figure = Decimal(text) if _NUMBER.match(text) else text
            if figure:
                found.add((row.side, name, cell.column_key, figure))
    return found
