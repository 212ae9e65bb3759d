"""The rows of the raw schema that a recognised document gives, every text as printed."""

from collections.abc import Iterable

import polars as pl

from ingest.document import Document
from ingest.errors import Problem
from ingest.provenance import code_key
from ingest.raw_schema import RAW

Record = tuple[object, ...]
Frames = dict[str, pl.DataFrame]


def records(document: Document) -> dict[str, list[Record]]:
    """The rows of every raw table but ``cells`` for one document, columns in the order of ``RAW``."""
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
    found["paragraphs"] = [
        (key, p.paragraph_no, p.page, p.source_line, p.text) for p in kept.paragraphs
    ]
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
    found["statements"] = [
        (
            key,
            s.statement_no,
            s.paragraph_no,
            s.source_line,
            s.page,
            s.section,
            s.subject,
            s.measure_key,
            s.unlinked_reason,
            s.relation,
            s.base,
            s.direction,
            s.figure_kind,
            s.printed_text,
            s.unit_text,
            s.sentence,
        )
        for s in document.statements
    ]
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
        for r in form.rows:
            found["form_rows"].append(
                (
                    key,
                    r.form_no,
                    r.side,
                    r.row_no,
                    r.line_no,
                    r.line_key,
                    r.code,
                    r.item_name,
                    r.is_total,
                    r.is_labelled,
                    r.table_no,
                    r.table_row,
                    r.page,
                    r.source_line,
                )
            )
            if r.is_labelled:
                found["form_cells"] += [
                    (key, r.form_no, r.side, r.row_no, c.column_key, c.printed_text, c.table_column)
                    for c in r.cells
                ]


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


def _cells(documents: list[Document]) -> pl.DataFrame:
    """The rows of ``raw.cells``: they are half of all rows, so their places are counted by columns."""
    rows: list[Record] = []
    widths: list[int] = []
    texts: list[str] = []
    for document in documents:
        if document.reading is None or document.status == "refused":
            continue
        for table in document.reading.tables:
            for number, row in enumerate(table.rows):
                line = table.source_lines[number]
                rows.append((document.document_id, table.table_no, number + 1, table.page, line))
                widths.append(len(row))
                texts.extend(row)
    names = ("document_id", "table_no", "table_row", "page", "source_line")
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    frame = pl.DataFrame(
        [
            pl.Series(name, values, dtype=RAW["cells"][name])
            for name, values in zip(names, columns, strict=True)
        ]
    )
    numbers = pl.int_ranges(1, pl.Series(widths, dtype=pl.Int64) + 1, dtype=pl.Int32)
    return (
        frame.with_columns(table_column=numbers)
        .explode("table_column", empty_as_null=False)
        .with_columns(printed_text=pl.Series(texts, dtype=pl.String))
        .select(list(RAW["cells"]))
    )


def frames(documents: Iterable[Document]) -> Frames:
    """The rows of the raw tables for some documents, as one frame a table; tables without rows are left out."""
    read = list(documents)
    collected: dict[str, list[Record]] = {name: [] for name in RAW}
    for document in read:
        for name, rows in records(document).items():
            collected[name] += rows
    found = {name: _frame(name, rows) for name, rows in collected.items() if rows}
    cells = _cells(read)
    return {**found, "cells": cells} if cells.height else found


def _frame(name: str, rows: list[Record]) -> pl.DataFrame:
    """Rows as a frame, built by columns: from rows, polars would look at each cell.

    The id of a document stands in each of its rows, and once in the memory of the column.
    """
    columns = dict(zip(RAW[name], zip(*rows, strict=True), strict=True))
    ids = {key: place for place, key in enumerate(dict.fromkeys(columns["document_id"]))}
    places = [ids[key] for key in columns.pop("document_id")]
    keys = pl.Series("document_id", list(ids), dtype=pl.String).gather(places)
    return pl.DataFrame(
        [keys, *(pl.Series(c, values, dtype=RAW[name][c]) for c, values in columns.items())]
    )
