"""Tables for which a form is withheld before it is read: rows that lost a cell, a next page without columns."""

import re
from dataclasses import replace

from ingest.document import Paragraph, RawTable
from ingest.errors import Problem
from ingest.forms.caption import lines_of
from ingest.forms.chunk import FormState
from ingest.forms.grid import Row
from ingest.forms.titles import match_title

_FEW = (
    5  # paragraphs behind a table: more of the form stands there, sentences with figures come later
)
_AMOUNT = re.compile(r"\d[.．]\d\d")
_SENTENCE = re.compile("[，、。；：,;:%％元万](?!\\d)")


def without_misfits(state: FormState, table: RawTable) -> RawTable:
    """The table without rows that lost or gained a cell: they are reported, never shifted."""
    widths = [len(row) for row in table.rows]
    if len(set(widths)) == 1:
        return table
    trims = state.reading.is_trimmed
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


def may_be_next_page(state: FormState | None, table: RawTable, paragraphs: list[Paragraph]) -> None:
    """Withhold a form behind which a table stands whose columns are not known: it may be its next page.

    ``paragraphs`` stand between them: running heads, the rest of a name.
    """
    if state is None or table.is_certain or len(paragraphs) > _FEW:
        return
    state.fail(
        f"table {table.table_no} may be the next page of the form, and its columns cannot be told apart",
        "give the document itself, or extract its tables with TAB, pipes or HTML",
        table.table_no,
        0,
        table.source_lines[0],
    )


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
