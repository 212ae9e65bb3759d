"""What the XML of an XLSX workbook says of its cells beside their values: errors, formulas, formats, what is hidden."""

import io
import re
import zipfile
from collections.abc import Iterator
from posixpath import join, normpath

from lxml import etree

from ingest.errors import DocumentRefused
from ingest.readers.content import BROKEN, ENCRYPTED
from ingest.readers.sheets import Place, Sheet, what_shows

_MAIN = "{*}"  # two namespaces: that of most programs, and that of the strict standard
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
# a sheet without any of these shows its values, but for the formats of cells
_SAID = re.compile(rb"""\bt=["']e["']|\bhidden=["'](?:1|true)|<(?:\w+:)?f[ />]""")
_MOST_COLUMNS = 16_384
_LETTERS = re.compile(r"([A-Z]+)(\d+)")


def xlsx_sheets(data: bytes) -> dict[str, Sheet]:
    """By name, the sheets that do not show all their values; none for a workbook of another format.

    Raises DocumentRefused where the workbook is broken, or an ODS one holds errors.
    """
    try:
        return _sheets_of(data)
    except (*BROKEN, etree.XMLSyntaxError, KeyError) as error:
        raise DocumentRefused(
            f"the workbook is broken: {type(error).__name__}: {error}"[:200],
            "open it and save it again as XLSX",
        ) from error


def _sheets_of(data: bytes) -> dict[str, Sheet]:
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        if any(info.flag_bits & ENCRYPTED for info in container.infolist()):
            raise zipfile.BadZipFile("a part of it is encrypted")
        if "content.xml" in container.namelist():
            _check_ods(container.read("content.xml"))
        if "xl/workbook.xml" not in container.namelist():
            return {}
        formats = _formats(container)
        parts = ((name, container.read(path)) for name, path in _parts(container))
        return {
            name: _sheet(part, formats)
            for name, part in parts
            if any(formats) or _SAID.search(part)
        }


def _check_ods(content: bytes) -> None:
    """Refuse an ODS workbook with errors in its cells: its library reads them as blanks."""
    if errors := content.count(b'value-type="error"'):
        raise DocumentRefused(
            f"{errors} cells of the workbook hold errors (#REF! and its like)",
            "mend their formulas, or save it again as XLSX",
        )


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
    """What each style of a cell makes of a number."""
    if "xl/styles.xml" not in container.namelist():
        return []
    styles = _tree(container.read("xl/styles.xml"))
    codes = {
        int(each.get("numFmtId", "0")): each.get("formatCode", "")
        for each in styles.iter(f"{_MAIN}numFmt")
    }
    numbers = [int(xf.get("numFmtId", "0")) for xf in styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")]
    return [what_shows(codes.get(number, ""), number) for number in numbers]


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
                sheet.hidden_columns |= set(range(first - 1, min(last, _MOST_COLUMNS)))
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
        if shown:
            sheet.formats[place] = shown
