"""Takes a table into the form that its title names: its rows, its unit, what its columns are."""

from ingest.document import Form, FormRow, RawTable, TableRecord
from ingest.errors import Problem
from ingest.forms import classifications, economic_form, function_form, three_public, two_sided
from ingest.forms.caption import Caption
from ingest.forms.chunk import Chunk, FormState, Unreadable, make_chunk
from ingest.forms.completeness import is_said_again
from ingest.forms.form_units import take_units
from ingest.forms.headers import header_units
from ingest.forms.narrow_pages import narrow_page, set_aside
from ingest.forms.next_page import align, note_page
from ingest.forms.refusals import refuse
from ingest.forms.spans import Spread, give_back, is_packed
from ingest.forms.withheld import refuse_merged, without_misfits
from ingest.wording import plain

_PARSERS = {
    "two_sided": two_sided.parse,
    "function": function_form.parse,
    "economic": economic_form.parse,
    "three_public": three_public.parse,
}


def take(
    state: FormState,
    table: RawTable,
    skip: int,
    caption: Caption,
    record: TableRecord,
) -> bool:
    """Take a table into its form; false when it is another form, or this one once more: it is kept raw.

    ``skip`` are its leading rows of title and unit, which ``caption`` has read.
    """
    form, known = state.form, len(state.problems)
    before, goes_on = state.copied(), form.status == "loaded" and bool(form.rows)
    # under the title of a form that is read already may stand its next page, or the form once more
    may_repeat = goes_on and caption.form_no is not None
    record.kind, record.form_no = "form", form.form_no
    if form.status == "missing":
        form.printed_title, form.page = caption.title, table.page
        form.source_line = caption.source_line or table.source_lines[0]
    form.department = form.department or caption.owner
    try:
        chunk, rows, spread = _read(state, table, skip, before)
    except Unreadable:
        if goes_on and _is_set_aside(state, before, table, skip, record):
            return True
        if other := classifications.of_other(table, skip, form.form_no):
            where = "behind" if caption.form_no is None else "under a title of"
            record.kind, record.form_no = "other", None
            del state.problems[known:]
            if may_repeat:
                state.go_back(before)
            elif form.status == "missing":
                state.form = Form(form.form_no)
            state.problems.append(
                Problem(
                    "info",
                    f"table {table.table_no}, {where} form {form.form_no}, is by {other}; kept raw",
                    "nothing: it is none of the nine forms",
                    form_no=form.form_no,
                    table_no=table.table_no,
                    table_row=1,
                    source_line=table.source_lines[0],
                )
            )
            return False
        take_units(state, table, caption, ())
        form.status = "unmapped"
        return True
    if goes_on and _is_set_aside(state, before, table, skip, record):
        return True
    rows = spread.as_printed(rows) if spread else rows
    if may_repeat and is_said_again(rows, form.rows):
        state.go_back(before)
        form.repeated += rows
        record.kind, record.form_no = "other", None
        state.warn(
            f"table {table.table_no} is form {form.form_no} once more; the first is loaded, this one kept raw",
            "nothing, if the first is that of the form; else take it out of the extraction",
            table.table_no,
            0,
            table.source_lines[0],
        )
        return False
    if rows or not may_repeat:
        take_units(state, table, caption, header_units(chunk.header))
    form.rows += rows
    note_page(chunk, state)
    if form.status == "missing":
        form.status = "loaded"
    found = list(state.column_maps.values())
    record.mapping_method = form.mapping_method = "/".join(sorted({m.method for m in found}))
    record.mapping_score = min(m.score for m in found)
    form.mapping_score = min(record.mapping_score, form.mapping_score or 1.0)
    record.header_map = "; ".join(m.said for m in found)
    return True


def _is_set_aside(
    state: FormState, before: FormState, table: RawTable, skip: int, record: TableRecord
) -> bool:
    """Whether a page that was not read without errors is kept until its form is read whole; see narrow_pages."""
    failed = state.problems[len(before.problems) :]
    if all(problem.severity != "error" for problem in failed):
        return False
    parse = _PARSERS[state.maps.shapes[state.form.form_no]]
    page = narrow_page(before, table, skip, parse, failed, record)
    if page is None:
        return False
    state.go_back(before)
    set_aside(state, page)
    return True


def _read(
    state: FormState, table: RawTable, skip: int, before: FormState
) -> tuple[Chunk, list[FormRow], Spread | None]:
    """A table and what it has of the form, with its spans given back where it lost some; raises Unreadable.

    In a text whose columns blanks part, the words of a wide cell stand in its middle: their order is sure, their
    columns are not, and are asked for where the table cannot be read as it is. ``before`` is the state to begin anew from.
    """

    def rows_of(into: FormState, one: RawTable | Spread) -> list[FormRow]:
        return _rows_of(into, one, skip)[1]

    spread = give_back(table, skip, state, rows_of) if is_packed(table, skip) else None
    try:
        return *_rows_of(state, spread or table, skip), spread
    except Unreadable:
        if state.reading.reader != "text" or spread:
            raise
        failed = state.copied()
        state.go_back(before.copied())
        spread = give_back(table, skip, state, rows_of, in_order=True)
        if spread is None:
            state.go_back(failed)
            raise
        return *_rows_of(state, spread, skip), spread


def _rows_of(state: FormState, found: RawTable | Spread, skip: int) -> tuple[Chunk, list[FormRow]]:
    """A table, less its first ``skip`` rows, and what it has of the form; raises Unreadable."""
    form_no = state.form.form_no
    if isinstance(found, Spread):
        table = without_misfits(state, found.table, is_spread=True)
    else:
        table = without_misfits(state, found)
    chunk = make_chunk(table, skip, form_no, state.printed_header)
    state.printed_header = chunk.printed_header or state.printed_header
    chunk = align(chunk, state)
    refuse_merged(chunk, state)
    if not state.form.rows and classifications.may_be_all_expenditure(
        table, form_no, plain(state.form.printed_title or "")
    ):
        refuse(
            *(chunk, state),
            "neither the title nor the table says that it is of 基本支出",
            "see what the form is of, and give it the title of form 6 if it is that",
        )
    return chunk, _PARSERS[state.maps.shapes[form_no]](chunk, state)
