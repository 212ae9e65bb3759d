"""The rows of the raw schema that a recognised document gives, every text as printed."""

from collections.abc import Iterable

import polars as pl

from ingest.document import Document, FormRow
from ingest.errors import Problem
from ingest.provenance import code_key
from ingest.raw_schema import RAW

Record = tuple[object, ...]
Frames = dict[str, pl.DataFrame]
_ROW_FIELDS = FormRow._fields.index("places")


def records(document: Document) -> dict[str, list[Record]]:
    """The rows of the raw tables for one document, columns in the order of ``RAW``.

    Those of ``table_rows`` and ``form_cells``, which are most, are made for many documents at once.
    """
    key = document.document_id
    reading = document.reading
    kept = reading if document.status != "refused" else None
    found: dict[str, list[Record]] = {name: [] for name in RAW}
    found["documents"].append(
        (
            key,
            document.content_hash,
            document.source_path,
            document.byte_count,
            document.status,
            document.reason,
            document.remedy,
            reading.reader if reading else None,
            reading.encoding if reading else None,
            reading.page_count if reading else None,
            len(reading.tables) if reading else 0,
            len(reading.paragraphs) if reading else 0,
            document.division_code,
            document.department,
            document.department_source,
            document.fiscal_year,
            document.fiscal_year_source,
            document.published_on,
            code_key(reading.reader if reading else None),
        )
    )
    problems = document.problems
    if document.status == "refused":  # every doubt stands in one table
        problems = [Problem("error", document.reason or "", document.remedy or "")]
    for number, p in enumerate(problems, start=1):
        found["problems"].append(
            (
                key,
                document.source_path,
                number,
                p.severity,
                p.form_no,
                p.table_no,
                p.table_row,
                p.table_column,
                p.source_line,
                p.message,
                p.remedy,
            )
        )
    if kept is None:
        return found
    # the fields of a Paragraph and of a Statement are those of their raw tables
    found["paragraphs"] = [(key, *paragraph) for paragraph in kept.paragraphs]
    for table, record in zip(kept.tables, document.table_records, strict=True):
        found["tables"].append(
            (
                key,
                table.table_no,
                table.page,
                table.source_lines[0],
                len(table.rows),
                max(len(row) for row in table.rows),
                table.place,
                record.kind,
                record.form_no,
                record.project_no,
                record.mapping_method,
                record.mapping_score,
                record.header_map,
            )
        )
    _add_forms(found, document)
    _add_performance(found, document)
    found["statements"] = [(key, *statement) for statement in document.statements]
    return found


def _add_forms(found: dict[str, list[Record]], document: Document) -> None:
    key = document.document_id
    for form in document.forms:
        found["forms"].append(
            (
                key,
                form.form_no,
                form.status,
                form.printed_title,
                form.page,
                form.source_line,
                form.unit_text,
                form.unit_source,
                form.department,
                form.mapping_method,
                form.mapping_score,
                form.note,
                form.listed_no,
            )
        )
        # the fields of a FormRow up to its line are those of raw.form_rows
        found["form_rows"] += [(key, *r[:_ROW_FIELDS]) for r in form.rows]


def _add_performance(found: dict[str, list[Record]], document: Document) -> None:
    key = document.document_id
    for p in document.projects:
        found["performance_projects"].append(
            (
                key,
                p.project_no,
                p.project_code,
                p.project_name,
                p.fiscal_year,
                p.unit_name,
                p.unit_code,
                p.unit_text,
                p.header_text,
                p.table_no,
                p.page,
                p.source_line,
            )
        )
        figures = found["performance_figures"]
        for f in p.funds:
            place = (f.table_no, f.table_row, f.page, f.source_line)
            figures += [
                (
                    key,
                    p.project_no,
                    f.fund_item,
                    f.printed_label,
                    c.column_key,
                    c.printed_text,
                    *place,
                    c.table_column,
                )
                for c in f.cells
            ]
        for name, text in p.group_weights.items():
            figures.append((key, p.project_no, name, name, "group_weight", text, *(None,) * 5))
        for total in (p.total_weight, p.total_score):
            if total is not None:
                figures.append(
                    (
                        key,
                        p.project_no,
                        "grand_total",
                        "总分",
                        total.column_key,
                        total.printed_text,
                        p.total_table,
                        p.total_row,
                        None,
                        None,
                        total.table_column,
                    )
                )
        found["performance_indicators"] += [
            (
                key,
                p.project_no,
                i.indicator_no,
                i.level1,
                i.level2,
                i.level3,
                i.target,
                i.unit,
                i.actual,
                i.weight,
                i.score,
                i.deviation,
                i.table_no,
                i.table_row,
                i.page,
                i.source_line,
            )
            for i in p.indicators
        ]


def _table_rows(documents: list[Document]) -> pl.DataFrame:
    """The rows of ``raw.table_rows``: half of all texts, so their lists are cut from one column."""
    rows: list[Record] = []
    widths: list[int] = []
    texts: list[str] = []
    for document in documents:
        if document.reading is None or document.status == "refused":
            continue
        for table in document.reading.tables:
            for number, row in enumerate(table.rows, start=1):
                if row:
                    line = table.source_lines[number - 1]
                    rows.append((document.document_id, table.table_no, number, table.page, line))
                    widths.append(len(row))
                    texts += row
    if not rows:
        return pl.DataFrame(schema=RAW["table_rows"])
    cut = pl.DataFrame({"row": _repeated(widths), "text": pl.Series(texts, dtype=pl.String)})
    cells = cut.group_by("row", maintain_order=True).agg("text")["text"]
    return _frame("table_rows", rows).with_columns(cells=cells)


def _form_cells(documents: list[Document]) -> pl.DataFrame:
    """The rows of ``raw.form_cells``: a figure each; what its row says of it is repeated by columns."""
    rows: list[Record] = []
    widths: list[int] = []
    keys: list[str] = []
    texts: list[str] = []
    indexes: list[int] = []
    for document in documents:
        for form in document.forms:
            for row in form.rows:
                if row.is_labelled:
                    rows.append((document.document_id, *row[:3]))
                    widths.append(len(row.texts))
                    keys += row.places.keys
                    texts += row.texts
                    indexes += row.places.indexes
    if not rows:
        return pl.DataFrame(schema=RAW["form_cells"])
    return (
        _frame("form_cells", rows)
        .select(pl.all().gather(_repeated(widths)))
        .with_columns(
            column_key=pl.Series(keys, dtype=pl.String),
            printed_text=pl.Series(texts, dtype=pl.String),
            table_column=pl.Series(indexes, dtype=pl.Int32) + 1,
        )
    )


def _repeated(widths: list[int]) -> pl.Series:
    """0 as often as the first width says, 1 as often as the second, and so on."""
    rows = pl.DataFrame({"row": range(len(widths)), "width": widths})
    repeated = pl.col("row").repeat_by("width").explode(empty_as_null=False)
    return rows.select(repeated).to_series()


def frames(documents: Iterable[Document]) -> Frames:
    """The rows of the raw tables for some documents, as one frame a table; tables without rows are left out."""
    read = list(documents)
    collected: dict[str, list[Record]] = {name: [] for name in RAW}
    for document in read:
        for name, rows in records(document).items():
            collected[name] += rows
    found = {name: _frame(name, rows) for name, rows in collected.items() if rows}
    found |= {"table_rows": _table_rows(read), "form_cells": _form_cells(read)}
    return {name: frame for name, frame in found.items() if frame.height}


def _frame(name: str, rows: list[Record]) -> pl.DataFrame:
    """Rows as a frame of the first columns of a raw table, as many as a row has.

    Built by columns: from rows, polars would look at each cell.
    """
    values = zip(*rows, strict=True)
    named = zip(RAW[name].items(), values, strict=False)
    columns = [pl.Series(column, texts, dtype=kind) for (column, kind), texts in named]
    return pl.DataFrame(columns)
