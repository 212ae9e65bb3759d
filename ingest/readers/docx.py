"""Reads Word documents (DOCX) as they show: paragraphs and tables in order, without what is deleted or hidden."""

import io
from collections.abc import Iterator, Mapping

import docx
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
from lxml import etree

from ingest.document import Reading
from ingest.errors import DocumentRefused, Problem, raised_in
from ingest.readers.assembly import Assembly
from ingest.readers.content import content_kind
from ingest.readers.workbook import embedded_sheet

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_RUN, _TEXT, _TAB, _BREAK = qn("w:r"), qn("w:t"), qn("w:tab"), qn("w:br")
_BLANK = frozenset({_TAB, _BREAK, qn("w:cr")})
_HYPHEN = qn("w:noBreakHyphen")  # of a negative amount, among others
_BOX = qn("w:txbxContent")
# what an older program shows in place of a text box, and where moved text stood before
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"  # a workbook, for one
_GONE = frozenset({_FALLBACK, qn("w:moveFrom")})
_PAGE = qn("w:lastRenderedPageBreak")
MAX_SPAN = 1_000
_WRAPPERS = tuple(
    qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml")
)


def _text(node: etree._Element, apart: frozenset[str] = _GONE) -> str:
    """The words of a node as they show, without what stands ``apart``; text that was deleted has another tag."""
    parts = []
    stack = list(reversed(node))
    while stack:
        child = stack.pop()
        if child.tag in apart:
            continue
        if child.tag == _RUN:
            look = child.find(qn("w:rPr"))
            if look is not None and _is_on(look.find(qn("w:vanish"))):
                continue
            if look is not None and look.find(qn("w:vertAlign")) is not None:
                parts.append(" ")  # the mark of a note is no digit of the figure before it
        if child.tag == _TEXT:
            parts.append(child.text or "")
        elif child.tag == _HYPHEN:
            parts.append("-")
        elif child.tag in _BLANK:
            parts.append(" " if child.getparent().tag == _RUN else "")
        else:
            stack.extend(reversed(child))
    return "".join(parts).strip()


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(qn("w:val"), "true") not in ("0", "false", "off")


def _pages(node: etree._Element) -> int:
    breaks = sum(1 for _ in node.iter(_PAGE))
    return breaks + sum(1 for b in node.iter(_BREAK) if b.get(qn("w:type")) == "page")


def _blocks(body: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables of the body in order; content controls, text boxes and tables for layout are opened."""
    stack = list(reversed(body))
    while stack:
        node = stack.pop()
        if node.tag == _PARAGRAPH:
            yield node
            boxes = [box for box in node.iter(_BOX) if _is_shown(box)]
            stack += [child for box in reversed(boxes) for child in reversed(box)]
        elif node.tag == _TABLE and not _is_layout(node):
            yield node
        elif node.tag == _TABLE:
            cells = [cell for row in _rows(node) for cell in _cells(row)]
            stack += [child for cell in reversed(cells) for child in reversed(cell)]
        elif node.tag in _WRAPPERS:
            stack.extend(reversed(node))


def _is_shown(box: etree._Element) -> bool:
    """Whether a text box is not said again for older programs, nor part of another one."""
    return next(box.iterancestors(_FALLBACK, _BOX), None) is None


def _is_layout(table: CT_Tbl) -> bool:
    """Whether a table holds another one of several cells."""
    inner = (each for each in table.iter(_TABLE) if each is not table)
    return any(len(list(each.iter(_CELL))) > 1 for each in inner)


def _rows(table: CT_Tbl) -> list[CT_Row]:
    return [tr for tr in table.iter(_ROW) if next(tr.iterancestors(_TABLE)) is table]


def _cells(row: CT_Row) -> list[CT_Tc]:
    """The cells of a row, those in content controls too."""
    return [tc for tc in row.iter(_CELL) if next(tc.iterancestors(_ROW)) is row]


def _add_table(table: CT_Tbl, assembly: Assembly) -> None:
    for tr in _rows(table):
        row = [""] * min(tr.grid_before, MAX_SPAN)  # of cells that are not there
        for tc in _cells(tr):
            row.append("" if tc.vMerge == "continue" else _text(tc))
            if tc.grid_span > MAX_SPAN:
                raise DocumentRefused(
                    f"a cell of a table spans {tc.grid_span:,} columns",
                    "see whether this is a disclosure",
                )
            row += [""] * (tc.grid_span - 1)
        row += [""] * min(tr.grid_after, MAX_SPAN)
        assembly.add_row(tuple(row))
    assembly.end_table()


def read_docx(data: bytes) -> Reading:
    """Paragraphs and tables of the body; pages are counted where Word recorded them."""
    try:
        document = docx.Document(io.BytesIO(data))
    except (MemoryError, RecursionError):
        raise
    except (
        Exception
    ) as error:  # nothing but the library runs here: whatever it says, the file is broken
        raise _broken("cannot be opened", error) from error
    try:
        return _read(document.element.body, document.part.related_parts)
    except Exception as error:
        if not raised_in(error, "docx"):
            raise
        raise _broken("is broken", error) from error


def _broken(what: str, error: Exception) -> DocumentRefused:
    words = f"{type(error).__name__}: {error}"[:200]
    return DocumentRefused(
        f"the Word document {what}: {words}", "open it and save it again as DOCX"
    )


def _embedded(data: bytes) -> Reading | None:
    try:
        return embedded_sheet(data) if content_kind(data) == "workbook" else None
    except DocumentRefused:
        return None


def _add_objects(node: etree._Element, parts: Mapping[str, Part], assembly: Assembly) -> int:
    """Add the workbooks that a paragraph embeds; how many objects are not read."""
    unread = 0
    for embedded in node.iter(_OBJECT):
        # that of a text box is in a block of its own
        is_inner = next(embedded.iterancestors(_PARAGRAPH)) is not node
        if is_inner or next(embedded.iterancestors(_FALLBACK), None) is not None:
            continue
        part = parts.get(embedded.get(qn("r:id"), ""))
        reading = _embedded(part.blob) if part is not None else None
        if part is None or reading is None:
            unread += 1
            continue
        name = part.partname.rsplit("/", maxsplit=1)[-1]
        assembly.add_reading(name, reading, lambda _: assembly.page)
    return unread


def _read(body: etree._Element, parts: Mapping[str, Part]) -> Reading:
    unread = 0
    has_pages = _pages(body) > 0
    assembly = Assembly(page=1 if has_pages else None)
    for node in _blocks(body):
        if node.tag == _PARAGRAPH:
            # its text boxes are blocks of their own
            assembly.add_paragraph(_text(node, _GONE | {_BOX}))
            unread += _add_objects(node, parts, assembly)
        else:
            _add_table(node, assembly)
            unread += sum(1 for _ in node.iter(_OBJECT))
        if has_pages:
            assembly.page = (assembly.page or 1) + _pages(node)
    if unread:
        assembly.remarks.append(
            Problem(
                "warn",
                f"{unread} objects that the Word document embeds were not read",
                "save each as a file of its own, if a form is among them",
            )
        )
    return assembly.reading("docx", None, assembly.page)
