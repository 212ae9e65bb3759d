"""Tables for which a form is withheld before it is read: rows that lost a cell, a next page without columns."""

import re
from dataclasses import replace
from itertools import chain, takewhile

from ingest.document import Paragraph, RawTable
from ingest.errors import Problem
from ingest.forms.caption import lines_of
from ingest.forms.chunk import Chunk, FormState
from ingest.forms.function_form import join_code
from ingest.forms.grid import CLASS_DIGITS, Row, code_of, has_figure, has_ideograph
from ingest.forms.refusals import refuse
from ingest.forms.run_together import are_amounts, may_hold_amounts
from ingest.forms.titles import match_title
from ingest.wording import without_ordinal

_FEW = (
    5  # paragraphs behind a table: more of the form stands there, sentences with figures come later
)
# what codes begin with
_CLASSES = {"function": "2", "economic": "35", "three_public": ""}
_SEVERAL = 2
_AMOUNT = re.compile(r"\d[.．]\d\d")
_SENTENCE = re.compile("[，、。；：,;:%％元万](?!\\d)")


def without_misfits(state: FormState, table: RawTable, *, is_spread: bool = False) -> RawTable:
    """The table without rows that lost or gained a cell: they are reported, never shifted.

    Where rows lack the blank cells at their end none lost one; a table whose spans were given back has all of its own.
    """
    widths = [len(row) for row in table.rows]
    if len(set(widths)) == 1:
        return table
    trims = state.reading.is_trimmed and not is_spread
    usual = max(widths) if trims else max(set(widths), key=widths.count)
    kept: list[Row] = []
    for index, row in enumerate(table.rows):
        short = len(row) < usual and not trims
        long = len(row) > usual and any(row[usual:])
        kept.append(() if short or long else row)
        if short or long:
            state.fail(
                f"row {index + 1} has {len(row)} cells where the table has {usual} columns",
                "put the lost cell back, or take the extra one out, in the extraction",
                table.table_no,
                index,
                table.source_lines[index],
            )
            state.form.status = "malformed"
    return replace(table, rows=tuple(kept))


def refuse_merged(chunk: Chunk, state: FormState) -> None:
    """Withhold a form of which two columns, or rows, were read as one: most of its cells hold two figures.

    One such cell may be two that ran together: it is kept as printed, and is no figure. Raises Unreadable.
    """
    if not may_hold_amounts(chunk.table.text):
        return
    columns = [(f"column {c + 1}", None, c, texts) for c, texts in enumerate(chunk.columns)]
    rows = [(f"row {index + 1}", index, None, row) for index, row in chunk.body]
    for what, row, column, texts in (*columns, *rows):
        figures = [text for text in texts if has_figure(text)]
        merged = sum(map(are_amounts, figures))
        if merged >= _SEVERAL and merged >= len(figures) / 2:
            refuse(
                *(chunk, state),
                f"{merged} of the {len(figures)} figures of {what} are two in one cell",
                f"two {what.partition(' ')[0]}s were read as one; extract the table in another way, or give the document itself",
                *(row, column),
            )


def may_be_next_page(state: FormState | None, table: RawTable, paragraphs: list[Paragraph]) -> None:
    """Withhold a form behind which a table stands that may be its next page, and was not read as that.

    Its columns are not known, or it has rows that the form lacks. ``paragraphs`` stand between them: running
    heads, the rest of a name, the name of another unit.
    """
    if state is None or len(paragraphs) > _FEW:
        return
    if not table.is_certain:
        state.fail(
            f"table {table.table_no} may be the next page of the form, and its columns cannot be told apart",
            "give the document itself, or extract its tables with TAB, pipes or HTML",
            table.table_no,
            0,
            table.source_lines[0],
        )
    elif _has_more_of(state, table):
        between = "; ".join(p.text for p in paragraphs)
        state.fail(
            f"table {table.table_no} has rows of the form, and may be its next page"
            + (f", though between them stands {between[:60]!r}" if between else ""),
            "take out what stands between them, or put the title of the table above it",
            table.table_no,
            0,
            table.source_lines[0],
        )


def _has_more_of(state: FormState, table: RawTable) -> bool:
    """Whether a table right behind one of the form has figures beside codes or lines, none of which the form has said.

    What it has said are the figures of another, or the form once more. Of a form that has nothing but its header
    any figures may be.
    """
    form, maps = state.form, state.maps
    if form.status == "loaded" and not form.rows:
        return any(map(has_figure, chain.from_iterable(table.rows)))
    read = [row.table_no for row in form.rows[-1:]]
    read += [page.table.table_no for page in state.narrow]
    read += [page.table.table_no for page in state.pages]
    if max(read, default=None) != table.table_no - 1:
        return False
    rows = [row for row in table.rows if any(map(has_figure, row))]
    if maps.shapes[form.form_no] == "two_sided":
        names = [maps.lines[form.form_no, side] for side in ("income", "expenditure")]
        lines = {without_ordinal(text) for row in rows for text in row}
        found = {line for line in lines if any(line in each for each in names)}
        said = {without_ordinal(row.item_name or "") for row in form.rows}
    else:
        said = {row.code for row in form.rows if row.code}
        classes = {code[0] for code in said} or set(_CLASSES[maps.shapes[form.form_no]])
        codes = {code for row in rows if (code := _code(row)) and sum(map(has_figure, row)) > 1}
        found = {code for code in codes if code[0] in classes and len(code) >= CLASS_DIGITS}
    return bool(found) and found.isdisjoint(said)


def _code(row: Row) -> str:
    """The code in the cells of a row before its name; blank where there is none."""
    leading = takewhile(lambda text: not has_ideograph(text), row)
    parts = [code for text in leading if text and (code := code_of(text))]
    return join_code(parts) if parts else ""


def rows_outside(state: FormState | None, paragraphs: list[Paragraph]) -> None:
    """Withhold a form behind whose table a row of figures stands that is in no table: lines around it are missing.

    ``paragraphs`` stand between its table and the next; those below another title are none of it.
    """
    behind = paragraphs[:_FEW]
    if state is None or not any(len(_AMOUNT.findall(p.text)) > 1 for p in behind):
        return
    for text, line in lines_of(behind):
        if match_title(text) is not None:
            return
        if len(_AMOUNT.findall(text)) > 1 and not _SENTENCE.search(text):
            state.problems.append(
                Problem(
                    "error",
                    f"a row of figures stands outside the tables: {text[:60]!r}",
                    "lines around it, or marks between its cells, are missing; mend the extraction",
                    state.form.form_no,
                    source_line=line,
                )
            )
