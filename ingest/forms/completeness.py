"""Says what a form lacks when all of a document is read: the form itself, its unit, columns, totals."""

from functools import lru_cache

from ingest.document import Document, Places, Reading
from ingest.errors import Problem
from ingest.forms.chunk import FormState
from ingest.forms.grid import is_amount
from ingest.forms.layouts import Layouts


def finish(document: Document, state: FormState, document_unit: str | None, maps: Layouts) -> None:
    """Add the form to its document with the problems that only now are known."""
    form = state.form
    document.forms.append(form)
    document.problems += list(dict.fromkeys(state.problems))
    if any(p.severity == "error" for p in state.problems) and form.status == "loaded":
        form.status = "malformed"
    if form.status == "missing":
        listed = ", though the contents list it" if form.listed_no else ""
        document.problems.append(
            Problem(
                "error",
                f"form {form.form_no} {maps.form_names[form.form_no]} was not found{listed}",
                "see whether the source has it; a missing form is never read as zeros",
                form_no=form.form_no,
            )
        )
    else:
        document.problems += _missing_columns(state, maps) + _missing_rows(state, maps)
    if form.status == "loaded" and not form.rows:
        document.problems.append(
            Problem(
                "warn",
                f"form {form.form_no} has its header and no row of figures",
                "see whether the source prints figures there; a workbook keeps no blank rows",
                form_no=form.form_no,
                source_line=form.source_line,
            )
        )
    if form.status != "missing" and form.unit_text is None:
        if document_unit is not None:
            form.unit_text, form.unit_source = document_unit, "document"
        document.problems.append(
            Problem(
                "warn" if document_unit else "error",
                f"form {form.form_no} declares no unit"
                + (f"; {document_unit} is taken from the document" if document_unit else ""),
                "add the line 单位：万元 (or 元) above the table in the extraction",
                form_no=form.form_no,
                source_line=form.source_line,
            )
        )


# the rows of a page are read alike
@lru_cache(maxsize=4096)
def _unread(read: tuple[Places, ...], width: int) -> Places:
    """The columns of a row that belong to no cell of the form."""
    taken = {index for places in read for index in places.indexes}
    return Places((), tuple(column for column in range(width) if column not in taken))


def report_unread(document: Document, reading: Reading) -> None:
    """Withhold every loaded form in whose tables a money amount stands that no cell of it holds."""
    forms = {form.form_no: form for form in document.forms if form.status == "loaded"}
    tables = {table.table_no: table for table in reading.tables}
    read: dict[tuple[int, int], tuple[Places, ...]] = {}
    for found in forms.values():
        for row in found.rows:
            key = (row.table_no, row.table_row)
            read[key] = (*read.get(key, ()), row.places)
    for record in document.table_records:
        form = forms.get(record.form_no or 0)
        if form is None or form.status != "loaded":
            continue
        table = tables[record.table_no]
        for index, texts in enumerate(table.rows, start=1):
            unread = _unread(read.get((table.table_no, index), ()), len(texts))
            if not any(map(is_amount, unread.texts(texts))):
                continue
            for column in unread.indexes:
                text = texts[column]
                if is_amount(text):
                    form.status = "malformed"
                    document.problems.append(
                        Problem(
                            "error",
                            f"the amount {text!r} in row {index}, column {column + 1} belongs to no cell of the form",
                            "a cell or a header of the table was lost or split; mend the extraction",
                            form.form_no,
                            table.table_no,
                            index,
                            column + 1,
                            table.source_lines[index - 1],
                        )
                    )


def _missing_columns(state: FormState, maps: Layouts) -> list[Problem]:
    """The canonical columns that a loaded form does not print, as warnings."""
    form = state.form
    if form.status != "loaded":
        return []
    if any(m.method == "rows" for m in state.column_maps.values()):
        printed = {key for row in form.rows for key in row.places.keys}
    else:
        printed = {key for found in state.column_maps.values() for key in found.columns.values()}
    return [
        Problem(
            "warn",
            f"form {form.form_no} prints no column {column.column_name}",
            "nothing, if the source has none; else add its header to ingest/layouts/headers.csv",
            form_no=form.form_no,
            source_line=form.source_line,
        )
        for column in maps.columns[form.form_no]
        if column.column_no is not None and column.column_key not in printed
    ]


def _missing_rows(state: FormState, maps: Layouts) -> list[Problem]:
    """The totals that a loaded form does not print: without them little of it can be checked."""
    form = state.form
    if form.status != "loaded" or not form.rows:
        return []
    shape = maps.shapes[form.form_no]
    missing: list[str] = []
    if shape == "two_sided":
        printed = {row.line_key for row in form.rows}
        missing = [
            f"{key} {name}"
            for (number, _side), lines in maps.lines.items()
            for name, found in lines.items()
            for key in [found[0].line_key]
            if number == form.form_no and found[0].line_name == name
            if name in maps.total_lines and key not in printed
        ]
    elif shape in ("function", "economic") and not any(row.is_total for row in form.rows):
        missing = ["合计"]
    return [
        Problem(
            "warn",
            f"form {form.form_no} prints no line {name}",
            "see whether the row was lost in the extraction; it is what the others are checked by",
            form_no=form.form_no,
            source_line=form.source_line,
        )
        for name in dict.fromkeys(missing)
    ]
