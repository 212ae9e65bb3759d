"""Reads Word documents (DOCX): body paragraphs and tables in order, deletions left out."""

import io
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from lxml import etree

from ingest.document import Reading
from ingest.errors import DocumentRefused, raised_in
from ingest.readers.assembly import Assembly

_PARAGRAPH, _TABLE, _ROW = qn("w:p"), qn("w:tbl"), qn("w:tr")
_TEXT, _TAB, _BREAK = qn("w:t"), qn("w:tab"), qn("w:br")
_PAGE = qn("w:lastRenderedPageBreak")
MAX_SPAN = 1_000
_WRAPPERS = (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:smartTag"))


def _text(node: etree._Element) -> str:
    """The words of a node as they stand; text that was deleted has another tag."""
    parts = []
    for child in node.iter(_TEXT, _TAB, _BREAK):
        if child.tag == _TEXT:
            parts.append(child.text or "")
        elif child.getparent().tag == qn("w:r"):
            parts.append(" ")
    return "".join(parts).strip()


def _pages(node: etree._Element) -> int:
    breaks = sum(1 for _ in node.iter(_PAGE))
    return breaks + sum(1 for b in node.iter(_BREAK) if b.get(qn("w:type")) == "page")


def _blocks(body: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables of the body in order, content controls opened."""
    stack = list(reversed(body))
    while stack:
        node = stack.pop()
        if node.tag in (_PARAGRAPH, _TABLE):
            yield node
        elif node.tag in _WRAPPERS:
            stack.extend(reversed(node))


def _add_table(table: CT_Tbl, assembly: Assembly) -> None:
    for tr in table.iter(_ROW):
        if next(tr.iterancestors(_TABLE)) is not table:
            continue
        row: list[str] = []
        for tc in tr.tc_lst:
            row.append("" if tc.vMerge == "continue" else _text(tc))
            if tc.grid_span > MAX_SPAN:
                raise DocumentRefused(
                    f"a cell of a table spans {tc.grid_span:,} columns",
                    "see whether this is a disclosure",
                )
            row += [""] * (tc.grid_span - 1)
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
        return _read(document.element.body)
    except Exception as error:
        if not raised_in(error, "docx"):
            raise
        raise _broken("is broken", error) from error


def _broken(what: str, error: Exception) -> DocumentRefused:
    words = f"{type(error).__name__}: {error}"[:200]
    return DocumentRefused(
        f"the Word document {what}: {words}", "open it and save it again as DOCX"
    )


def _read(body: etree._Element) -> Reading:
    has_pages = _pages(body) > 0
    assembly = Assembly(page=1 if has_pages else None)
    for node in _blocks(body):
        if node.tag == _PARAGRAPH:
            assembly.add_paragraph(_text(node))
        else:
            _add_table(node, assembly)
        if has_pages:
            assembly.page = (assembly.page or 1) + _pages(node)
    return assembly.reading("docx", None, assembly.page)
