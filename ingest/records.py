"""The rows of the raw schema that a recognised document gives, every text as printed."""

from collections.abc import Iterable
from itertools import accumulate, chain, compress
from typing import Any

import polars as pl
import pyarrow as pa

from ingest.document import Document, FormRow, Places
from ingest.errors import Problem
from ingest.provenance import code_key
from ingest.raw_schema import RAW

Record = tuple[object, ...]
RawTables = dict[str, pa.Table]
_ROW_FIELDS = FormRow._fields.index("places")


def records(document: Document) -> dict[str, list[Record]]:
    """The rows of the raw tables for one document, columns in the order of ``RAW``.

    Those of ``table_rows``, ``form_rows`` and ``form_columns``, which are most, are made for many
    documents at once.
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
            document.accounts_kind,
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
    # the fields of a Paragraph, a Statement and a Unit are those of their raw tables
    found["paragraphs"] = [(key, *paragraph) for paragraph in kept.paragraphs]
    for table, record in zip(kept.tables, document.table_records, strict=True):
        found["tables"].append(
            (
                key,
                table.table_no,
                table.page,
                table.source_lines[0],
                len(table.rows),
                max(map(len, table.rows)),
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
    found["units"] = [(key, *unit) for unit in document.units]
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


def _add_performance(found: dict[str, list[Record]], document: Document) -> None:
    key = document.document_id
    for p in document.projects:
        found["performance_projects"].append(
            (
                key,
                p.project_no,
                p.evaluated,
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


def _table_rows(documents: list[Document]) -> pa.Table:
    """The rows of ``raw.table_rows``: half of all texts, so their lists are cut from one column."""
    keys: list[str] = []
    table_nos: list[int] = []
    numbers: list[int] = []
    pages: list[int | None] = []
    lines: list[int | None] = []
    rows: list[tuple[str, ...]] = []
    for document in documents:
        if document.reading is None or document.status == "refused":
            continue
        for table in document.reading.tables:
            height = len(table.rows)
            keys += [document.document_id] * height
            table_nos += [table.table_no] * height
            numbers += range(1, height + 1)
            pages += [table.page] * height
            lines += table.source_lines
            rows += table.rows
    columns: list[list[Any]] = [keys, table_nos, numbers, pages, lines]
    if not all(rows):  # a row without any cell says nothing
        columns = [list(compress(column, rows)) for column in columns]
        rows = list(filter(None, rows))
    # by way of polars: for an array of its own pyarrow imports pandas, where it is installed
    ends = pl.Series(list(accumulate(map(len, rows), initial=0)), dtype=pl.Int64).to_arrow()
    texts = pl.Series(list(chain.from_iterable(rows)), dtype=pl.String).to_arrow()
    cells = pa.LargeListArray.from_arrays(ends, texts)
    return _frame("table_rows", columns).to_arrow().append_column("cells", cells)


def _form_rows(documents: list[Document]) -> dict[str, pl.DataFrame]:
    """The rows of ``raw.form_rows``, and of ``raw.form_columns``: where the figures of a block of them stand.

    The fields of a FormRow up to its line are those of its raw table.
    """
    keys: list[str] = []
    rows: list[FormRow] = []
    block_nos: list[int] = []
    columns: list[Record] = []
    for document in documents:
        blocks: dict[Places, int] = {}
        key = document.document_id
        for form in document.forms:
            keys += [key] * len(form.rows)
            rows += form.rows
            block_nos += [blocks.setdefault(row.places, len(blocks) + 1) for row in form.rows]
        columns += [
            (key, number, column_key, index + 1, index in places.headings)
            for places, number in blocks.items()
            for column_key, index in zip(places.keys, places.indexes, strict=True)
        ]
    if not rows:
        return {}
    fields = list(zip(*rows, strict=True))[:_ROW_FIELDS]
    found = {"form_rows": _frame("form_rows", (keys, *fields, block_nos))}
    if columns:
        found["form_columns"] = _frame("form_columns", zip(*columns, strict=True))
    return found


def raw_tables(documents: Iterable[Document]) -> RawTables:
    """The rows of the raw tables for some documents, as Arrow; tables without rows are left out."""
    read = list(documents)
    collected: dict[str, list[Record]] = {name: [] for name in RAW}
    for document in read:
        for name, rows in records(document).items():
            collected[name] += rows
    frames = {
        name: _frame(name, zip(*rows, strict=True)) for name, rows in collected.items() if rows
    }
    found = {name: frame.to_arrow() for name, frame in (frames | _form_rows(read)).items()}
    table_rows = _table_rows(read)
    return found | {"table_rows": table_rows} if table_rows.num_rows else found


def _frame(name: str, columns: Iterable[Any]) -> pl.DataFrame:
    """The first columns of a raw table as a frame: from rows, polars would look at each cell."""
    named = zip(RAW[name].items(), columns, strict=False)
    return pl.DataFrame([pl.Series(column, values, dtype=kind) for (column, kind), values in named])
