"""Compares what was read from a synthetic disclosure with the truth it was printed from."""

from decimal import Decimal, InvalidOperation

from benchmarks.synthetic.disclosure import Disclosure, Table
from benchmarks.synthetic.printed import Key, rounded, unit_of
from ingest.document import Document

_TRANSLATE = str.maketrans("，．－（）△", ",.-()-")


def _value(text: str) -> Decimal | None:
    plain = text.translate(_TRANSLATE).replace(",", "").replace(" ", "")
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1]
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def read_cells(document: Document) -> dict[Key, tuple[str, str | None]]:
    """Every cell that was read: its key, the printed text and the unit of its form."""
    found: dict[Key, tuple[str, str | None]] = {}
    for form in document.forms:
        for row in form.rows:
            if not row.is_labelled:
                continue
            name = row.line_key or row.code or "total"
            for cell in row.cells:
                key = (form.form_no, row.side, name, cell.column_key)
                if form.form_no == 9:
                    key = (9, "", "total", cell.column_key)
                found[key] = (cell.printed_text, form.unit_text)
    return found


def differences(document: Document, disclosure: Disclosure) -> list[str]:
    """What differs between the document as read and the truth as printed; nothing when all is well."""
    wrong = []
    printed = {
        key
        for block in disclosure.blocks
        if isinstance(block, Table)
        for key in block.keys.values()
    }
    read = read_cells(document)
    for key in sorted(printed | set(read)):
        if key not in read:
            wrong.append(f"{key} was printed and not read")
            continue
        text, unit = read[key]
        if key not in printed:
            if text:
                wrong.append(f"{key} was read as {text!r} and never printed")
            continue
        expected_unit = unit_of(disclosure.layout, key[0])
        expected = rounded(disclosure.truth.get(key, 0), expected_unit)
        value = Decimal(0) if text == disclosure.layout.zero else _value(text)
        if unit != expected_unit or value is None or value != expected:
            wrong.append(f"{key}: {text!r} {unit}, truth {expected} {expected_unit}")
    return wrong
