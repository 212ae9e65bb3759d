"""Walks a reading from top to bottom and says which table is which statutory form."""

from itertools import groupby
from operator import itemgetter

from ingest.document import Document, Form, Paragraph, RawTable, Reading, TableRecord
from ingest.errors import Problem
from ingest.forms import performance
from ingest.forms.caption import Caption, caption_rows, lines_of
from ingest.forms.chunk import FormState
from ingest.forms.completeness import finish, note_listed, report_unread
from ingest.forms.empty import declare_empty, note_empty_sheet
from ingest.forms.form_units import doubt_lone_units
from ingest.forms.grid import NOTE, split_header
from ingest.forms.header_rows import header_words
from ingest.forms.layouts import layouts
from ingest.forms.narrow_pages import settle
from ingest.forms.project_list import ProjectLists
from ingest.forms.running_heads import RunningHeads
from ingest.forms.stacked import is_contents
from ingest.forms.taking import take
from ingest.forms.withheld import may_be_next_page, rows_outside
from ingest.wording import plain_line


def recognise(document: Document, reading: Reading) -> None:
    """Fill the document's forms, performance projects, table records and problems."""
    maps = layouts()
    states = {number: FormState(Form(number), maps, reading) for number in maps.shapes}
    by_place = {number: list(found) for number, found in groupby(reading.paragraphs, itemgetter(0))}
    seen = 0
    last_form: int | None = None
    titled: FormState | None = None  # the form under whose title what follows may stand
    page: int | None = None
    pending: Caption | None = None
    part: str | None = None
    projects, lists = performance.ProjectReader(document), ProjectLists(document)
    heads = RunningHeads(reading)
    units: set[str] = set()
    records = {table.table_no: TableRecord(table.table_no) for table in reading.tables}
    document.table_records += records.values()
    for table in heads.tables():
        between = [p for n in range(seen + 1, table.after_paragraph + 1) for p in by_place[n]]
        rows_outside(titled, between)
        seen = table.after_paragraph
        if table.part != part:  # a table ends with its file
            part, last_form, titled = table.part, None, None
            projects.end()
        caption, is_prose, skip = _caption_of(
            table,
            between,
            states[last_form].form if last_form is not None else None,
            pending,
            heads,
            is_new_page=table.page != page,
        )
        pending, page = None, table.page
        record = records[table.table_no]
        units.update(caption.units)
        if caption.form_no is None and _is_of_projects(table, record, between, projects, lists):
            last_form = None
            continue
        if note_empty_sheet(states, table, caption) or (
            skip and (_is_title_alone(table, skip, caption) or is_contents(table))
        ):
            pending = None if is_contents(table) else caption
            last_form = None
            _other(document, table)
            continue
        form_no = caption.form_no
        if form_no is None and last_form is not None and not is_prose and not caption.is_other:
            form_no = _continued(table, states[last_form])
        titled = states[form_no] if form_no else titled
        if form_no is None:
            last_form = None
            if not caption.is_other:
                may_be_next_page(titled, table, between)
            _other(document, table)
            continue
        taken = take(states[form_no], table, skip, caption, record)
        last_form = form_no if taken else None
    projects.finish()
    lists.finish()
    _after_last_table(states, last_form, reading, seen)
    _finish(document, reading, states, units)


def _is_of_projects(
    table: RawTable,
    record: TableRecord,
    between: list[Paragraph],
    projects: performance.ProjectReader,
    lists: ProjectLists,
) -> bool:
    """Whether a table that has no title of a form is taken as one of projects, or of their list."""
    said = "\n".join(p.text for p in between)
    return (projects.is_looking(table, said) or lists.goes_on(table)) and (
        lists.take(table, record, said) or projects.take(table, record, said)
    )


def _finish(
    document: Document, reading: Reading, states: dict[int, FormState], units: set[str]
) -> None:
    """Take each form into the document; one that names no unit has that of the others, or of ``units``."""
    note_listed(states, reading)
    declare_empty(states, reading)
    doubt_lone_units(states)
    of_forms = {state.form.unit_text for state in states.values() if state.form.unit_text}
    for state in states.values():
        settle(state)
        finish(document, state, sorted(of_forms or units), state.maps)
    report_unread(document, reading)


def _is_title_alone(table: RawTable, skip: int, caption: Caption) -> bool:
    """Whether a table is nothing but a title with its small print: the form is the table below."""
    return skip == len(table.rows) and caption.form_no is not None


def _caption_of(
    table: RawTable,
    between: list[Paragraph],
    last: Form | None,
    pending: Caption | None,
    heads: RunningHeads,
    *,
    is_new_page: bool,
) -> tuple[Caption, bool, int]:
    """The caption of a table, whether prose stands above it, and how many of its rows are caption."""
    pending = None if is_new_page else pending
    caption, is_prose = _above(between, last, pending, heads)
    skip = caption_rows(table, caption)
    if caption is pending and caption.is_other:  # it has a title of its own
        caption.form_no = None
    if caption.form_no is None and not caption.is_other and is_new_page:
        caption.read_sheet(table)
    return caption, is_prose, skip


def _above(
    between: list[Paragraph], last: Form | None, pending: Caption | None, heads: RunningHeads
) -> tuple[Caption, bool]:
    """What stands between two tables says of the second, and whether there is prose; notes go to the form before.

    ``pending`` is what a table of a title alone has said before.
    """
    caption = pending or Caption()
    is_prose = False
    before = ""
    for text, line in lines_of(between):
        if last is not None and caption.form_no is None and NOTE.match(plain_line(text)):
            last.note = (last.note or "") + plain_line(text)
        elif not caption.read(text, line, before) and text not in heads:
            caption = Caption()
            is_prose = is_prose or len(plain_line(text)) > 2
        before = text
    return caption, is_prose


def _continued(table: RawTable, state: FormState) -> int | None:
    """The form before an untitled table where that is its next page, else None."""
    form_no = state.form.form_no
    if state.form.status in ("unmapped", "malformed"):
        goes_on = len(table.rows[0]) == state.width
    elif split_header(table.rows, form_no, header_words(form_no)):
        goes_on = True
    else:
        goes_on = max(map(len, table.rows)) <= state.width + 3
    return form_no if goes_on else None


def _other(document: Document, table: RawTable) -> None:
    document.problems.append(
        Problem(
            "info",
            f"table {table.table_no} ({len(table.rows)} rows) is no statutory form; kept raw",
            "nothing, unless it is one: then add its title to ingest/layouts/titles.csv",
            table_no=table.table_no,
            source_line=table.source_lines[0],
        )
    )


def _after_last_table(
    states: dict[int, FormState], last_form: int | None, reading: Reading, seen: int
) -> None:
    if last_form is None:
        return
    rows_outside(states[last_form], [p for p in reading.paragraphs if p.paragraph_no > seen])
    for text, _ in lines_of([p for p in reading.paragraphs if p.paragraph_no > seen][:8])[:8]:
        if NOTE.match(plain_line(text)):
            form = states[last_form].form
            form.note = (form.note or "") + plain_line(text)
