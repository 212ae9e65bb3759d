"""Says what a form lacks when all of a document is read: the form itself, its unit, columns, totals."""

from functools import lru_cache
from itertools import groupby, zip_longest
from operator import attrgetter

from ingest.document import Document, Form, FormRow, Places, RawTable, Reading
from ingest.errors import Problem
from ingest.forms.caption import lines_of
from ingest.forms.chunk import FormState
from ingest.forms.form_units import take_unit_of_others
from ingest.forms.grid import has_ideograph, has_mark, is_amount
from ingest.forms.layouts import TITLE_END, Layouts, Line, layouts
from ingest.forms.run_together import are_amounts
from ingest.forms.titles import listed_title


def note_listed(states: dict[int, FormState], reading: Reading) -> None:
    """Mark the forms whose titles stand in the contents list or anywhere in the prose."""
    listed: dict[int, None] = {}
    # most paragraphs hold no title, and need not be cut into lines
    for text, _ in lines_of([p for p in reading.paragraphs if TITLE_END in p.text]):
        form_no = listed_title(text)
        if form_no is not None:
            listed[form_no] = None
    for number, form_no in enumerate(listed, start=1):
        states[form_no].form.listed_no = number


def finish(document: Document, state: FormState, units: list[str], maps: Layouts) -> None:
    """Add the form to its document with the problems that only now are known.

    ``units`` are those that its forms declare, or else its other tables: a form that declares none has the
    only one there is.
    """
    form = state.form
    document.forms.append(form)
    state.problems += _repetitions(form) + _names_as_figures(form)
    state.problems += _codes_said_again(form)
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
    elif form.is_printed:
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
    if form.is_printed and form.unit_text is None:
        document.problems.append(take_unit_of_others(form, units))


def _line(row: FormRow) -> str:
    """What a row is about: its line, its code, the total; blank for a row of form 9 or one without a label."""
    return row.line_key or row.code or ("total" if row.is_total else "")


def _keys(row: FormRow) -> list[tuple[str, str, str]]:
    """What a form says once: the figures of a line, of a code, of a total; of form 9 every figure."""
    line = _line(row)
    if not line and layouts().shapes[row.form_no] != "three_public":
        return []
    return [(row.side, line, key) for key in row.places.keys]


def is_said_again(rows: list[FormRow], before: list[FormRow]) -> bool:
    """Whether most rows of a table have figures that the form has said already: it is printed twice, or is another form.

    It may print other columns beside them: 国有资本经营预算财政拨款支出决算表 and 收入支出决算表, as in Sichuan.
    """
    known = {key for row in before for key in _keys(row)}
    keys = [found for row in rows if (found := _keys(row))]
    return sum(not known.isdisjoint(found) for found in keys) > len(keys) / 2


def _repetitions(form: Form) -> list[Problem]:
    """Lines and totals that stand twice, as an error: which of them is meant is not known."""
    by_column = layouts().shapes[form.form_no] == "three_public"
    first: dict[tuple[str, str], FormRow] = {}
    pairs = []
    for row in form.rows:
        if by_column:
            keys = row.places.keys
        elif row.code is None and (line := _line(row)):
            keys = (line,)
        else:
            continue
        pairs += [
            (first[row.side, key], row)
            for key in keys
            if first.setdefault((row.side, key), row) is not row
        ]
    return [
        Problem(
            "error",
            f"row {row.table_row} of table {row.table_no} ({row.item_name}) says again what row "
            f"{before.table_row} of table {before.table_no} says",
            "see which of them is that of the form, and take the other out of the extraction",
            form.form_no,
            row.table_no,
            row.table_row,
            None,
            row.source_line,
        )
        for before, row in pairs[:1]
    ]


def _names_as_figures(form: Form) -> list[Problem]:
    """Rows of a code without a name, which stands where a figure belongs: the row has slipped, as an error."""
    slipped = [
        (row, next(filter(has_ideograph, row.texts)))
        for row in form.rows
        if row.code and not row.item_name and any(map(has_ideograph, row.texts))
    ]
    return [
        Problem(
            "error",
            f"row {row.table_row} of table {row.table_no} ({row.code}) has a name where a figure belongs: {name!r}",
            "its columns are not those of the header: a blank one came or went; mend the extraction",
            form.form_no,
            row.table_no,
            row.table_row,
            row.places.indexes[row.texts.index(name)] + 1,
            row.source_line,
        )
        for row, name in slipped
    ]


def _codes_said_again(form: Form) -> list[Problem]:
    """Codes that stand twice, as a warning: one of the rows may be of another, whose sums may hold all the same."""
    first: dict[str, FormRow] = {}
    again = [
        (before, row)
        for row in form.rows
        if row.code and (before := first.setdefault(row.code, row)) is not row
    ]
    return [
        Problem(
            "warn",
            f"code {row.code} ({row.item_name}) stands in row {row.table_row} of table {row.table_no}, and "
            f"in row {before.table_row} of table {before.table_no} ({before.item_name})",
            "see whether one of them has another code, or is said again on the next page: both count",
            form.form_no,
            row.table_no,
            row.table_row,
            None,
            row.source_line,
        )
        for before, row in again
    ]


def report_unread(document: Document, reading: Reading) -> None:
    """Withhold every loaded form in whose tables a money amount stands that no cell of it holds."""
    forms = {form.form_no: form for form in document.forms if form.status == "loaded"}
    rows: dict[int, list[FormRow]] = {}
    for found in forms.values():
        for table_no, of_table in groupby(found.rows, key=attrgetter("table_no")):
            rows.setdefault(table_no, []).extend(of_table)
    for table, record in zip(reading.tables, document.table_records, strict=True):
        form = forms.get(record.form_no or 0)
        if form is None or form.status != "loaded":
            continue
        for index, column in _unread_amounts(table, rows.get(table.table_no, [])):
            said = form.left_out.get((table.table_no, index, column))
            amount = (
                f"the amount {table.rows[index][column]!r} in row {index + 1}, column {column + 1}"
            )
            if said is None:
                form.status = "malformed"
                severity, what = "error", f"{amount} belongs to no cell of the form"
                remedy = "a cell or a header of the table was lost or split; mend the extraction"
            else:
                severity, what = "info", f"{amount} ({said}) is no figure of the form; kept raw"
                remedy = "nothing: the form has figures of its own year, budget and actual"
            document.problems.append(
                Problem(
                    *(severity, what, remedy, form.form_no, table.table_no, index + 1, column + 1),
                    table.source_lines[index],
                )
            )


def _unread_amounts(table: RawTable, read: list[FormRow]) -> list[tuple[int, int]]:
    """Row and column (0-based) of every money amount of the table that no form row holds."""
    taken: list[tuple[Places, ...]] = [()] * len(table.rows)
    for row in read:
        taken[row.table_row - 1] += (row.places,)
    alike: dict[tuple[Places, ...], list[int]] = {}
    for index, places in enumerate(taken):
        alike.setdefault(places, []).append(index)
    found = []
    for places, indexes in alike.items():
        held = {column for one in places for column in one.indexes}
        columns = zip_longest(*[table.rows[index] for index in indexes], fillvalue="")
        for column, texts in enumerate(columns):
            if column not in held and has_mark("".join(texts)) and any(map(_holds_amount, texts)):
                marked = zip(indexes, map(_holds_amount, texts), strict=True)
                found += [(index, column) for index, is_unread in marked if is_unread]
    return sorted(found)


def _holds_amount(text: str) -> bool:
    return is_amount(text) or are_amounts(text)


def _missing_columns(state: FormState, maps: Layouts) -> list[Problem]:
    """The canonical columns that a loaded form does not print, as warnings."""
    form = state.form
    if form.status != "loaded":
        return []
    if any(m.method == "rows" for m in state.column_maps.values()):
        printed = {key for row in form.rows for key in row.places.keys}
    else:
        printed = {key for found in state.column_maps.values() for key in found.columns.values()}
    is_form_9 = maps.shapes[form.form_no] == "three_public"
    file = "three_public_items.csv" if is_form_9 else "headers.csv"
    return [
        Problem(
            "warn",
            f"form {form.form_no} prints no column {column.column_name}",
            f"nothing, if the source has none; else add its header to ingest/layouts/{file}",
            form_no=form.form_no,
            source_line=form.source_line,
        )
        for column in maps.columns[form.form_no]
        if column.column_no is not None and column.column_key not in printed
    ]


@lru_cache(maxsize=16)
def _total_lines(form_no: int) -> tuple[Line, ...]:
    """The lines of a two-sided form that are totals."""
    maps = layouts()
    return tuple(
        found[0]
        for (number, _side), lines in maps.lines.items()
        for name, found in lines.items()
        if number == form_no and name in maps.total_lines and found[0].line_name == name
    )


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
            f"{line.line_key} {line.line_name}"
            for line in _total_lines(form.form_no)
            if line.line_key not in printed
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
