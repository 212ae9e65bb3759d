"""What the cells of an XLSX workbook show, where that is not their value: errors, formulas, hidden and scaled cells."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from posixpath import join, normpath

from lxml import etree

from ingest.errors import DocumentRefused

Place = tuple[int, int]  # row and column, 0-based

_MAIN = "{*}"  # two namespaces: that of most programs, and that of the strict standard
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
# a sheet without any of these shows its values, but for the formats of cells
_SAID = re.compile(rb"""\bt=["']e["']|\bhidden=["'](?:1|true)|<(?:\w+:)?f[ />]""")
_PERCENT = frozenset({9, 10})  # built-in formats: 0% and 0.00%
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]')
# a point or comma that is a letter (0!.0000 shows ten thousands), or commas behind the digits (thousands)
_SCALED = re.compile(r"[!\\][.,]|[0#?],+(?![0#?,])")
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_LETTERS = re.compile(r"([A-Z]+)(\d+)")


@dataclass
class Sheet:
    """What is to be known of a sheet beside its values."""

    texts: dict[Place, str] = field(default_factory=dict)
    percents: set[Place] = field(default_factory=set)
    scaled: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def sheets_of(data: bytes) -> dict[str, Sheet]:
    """By name, the sheets that do not show all their values; none for a workbook of another format.

    Raises DocumentRefused where the workbook is broken.
    """
    try:
        return _sheets_of(data)
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        EOFError,
        KeyError,
        ValueError,
    ) as error:
        raise DocumentRefused(
            f"the workbook is broken: {type(error).__name__}: {error}"[:200],
            "open it and save it again as XLSX",
        ) from error


def _sheets_of(data: bytes) -> dict[str, Sheet]:
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        if "xl/workbook.xml" not in container.namelist():
            return {}
        formats = _formats(container)
        return {
            name: _sheet(container.read(path), formats)
            for name, path in _parts(container)
            if any(formats) or _SAID.search(container.read(path))
        }


def _tree(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _parts(container: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The names of the sheets with their files."""
    relations = _tree(container.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    for sheet in _tree(container.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT), "")
        path = normpath(join("xl", target)).lstrip("/")
        if path in container.namelist():
            yield sheet.get("name", ""), path


def _formats(container: zipfile.ZipFile) -> list[str]:
    """For each style of a cell: % for percent, the format where it shows another number, else nothing."""
    if "xl/styles.xml" not in container.namelist():
        return []
    styles = _tree(container.read("xl/styles.xml"))
    codes = {
        int(each.get("numFmtId", "0")): _QUOTED.sub("", each.get("formatCode", ""))
        for each in styles.iter(f"{_MAIN}numFmt")
    }
    found = []
    for style in styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"):
        number = int(style.get("numFmtId", "0"))
        code = codes.get(number, "")
        if number in _PERCENT or code.split(";")[0].rstrip("_ )").endswith("%"):
            found.append("%")
        else:
            found.append(code if _SCALED.search(code) and not _DATE.search(code) else "")
    return found


def _sheet(data: bytes, formats: list[str]) -> Sheet:
    sheet = Sheet()
    number = -1
    tags = (f"{_MAIN}col", f"{_MAIN}row")
    for _, part in etree.iterparse(
        io.BytesIO(data), tag=tags, resolve_entities=False, no_network=True
    ):
        if part.tag.endswith("}col"):
            if _is_hidden(part):
                first, last = int(part.get("min", "1")), int(part.get("max", "0"))
                sheet.hidden_columns |= set(range(first - 1, last))
            continue
        number = int(part.get("r", number + 2)) - 1
        if _is_hidden(part):
            sheet.hidden_rows.add(number)
        column = -1
        for cell in part.iterfind(f"{_MAIN}c"):
            column = _column(cell.get("r")) if cell.get("r") else column + 1
            _note(sheet, (number, column), cell, formats)
        part.clear()
    return sheet


def _is_hidden(part: etree._Element) -> bool:
    """Whether a row or column is hidden; what an outline has folded is a click away."""
    return part.get("hidden") in ("1", "true") and not part.get("outlineLevel")


def _column(reference: str) -> int:
    found = _LETTERS.match(reference)
    number = 0
    for letter in found.group(1) if found else "A":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _note(sheet: Sheet, place: Place, cell: etree._Element, formats: list[str]) -> None:
    kind = cell.get("t", "n")
    value = cell.findtext(f"{_MAIN}v")
    formula = cell.findtext(f"{_MAIN}f")
    if kind == "e":
        sheet.texts[place] = value or "#"
    elif formula is not None and not value and kind != "str":
        sheet.texts[place] = f"={formula}"
    elif kind == "n" and value:
        style = int(cell.get("s", "0"))
        shown = formats[style] if style < len(formats) else ""
        if shown == "%":
            sheet.percents.add(place)
        elif shown:
            sheet.scaled[place] = shown


def as_shown(sheet: Sheet, rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The texts of a sheet as its cells show them.

    An error stands as such, a formula that was never computed as its words, a part of one as percent; a value
    whose format shows another number stands with that format. None of these is read as a figure or a blank.
    """
    height = max([len(rows), *(row + 1 for row, _ in sheet.texts)])
    width = max([0, *map(len, rows), *(column + 1 for _, column in sheet.texts)])
    grid = [[*row, *[""] * (width - len(row))] for row in rows]
    grid += [[""] * width for _ in range(height - len(rows))]
    for (row, column), text in sheet.texts.items():
        grid[row][column] = text
    for row, column in sheet.percents:
        percent = (Decimal(grid[row][column]) * 100).normalize()
        grid[row][column] = f"{percent:f}%"
    for (row, column), code in sheet.scaled.items():
        if Decimal(grid[row][column]):
            grid[row][column] += f" [{code}]"
    return [tuple(row) for row in grid]


def without_hidden(
    sheet: Sheet, rows: list[tuple[str, ...]]
) -> tuple[list[tuple[int, tuple[str, ...]]], int, int]:
    """The rows that are shown with their numbers, and how many rows and columns with any text are hidden."""
    used = {column for row in rows for column, text in enumerate(row) if text}
    columns = sheet.hidden_columns & used
    shown = [
        (number, tuple(text for i, text in enumerate(row) if i not in sheet.hidden_columns))
        for number, row in enumerate(rows)
        if number not in sheet.hidden_rows
    ]
    hidden = sum(any(row) for number, row in enumerate(rows) if number in sheet.hidden_rows)
    return shown, hidden, len(columns)
