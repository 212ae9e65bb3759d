"""Shows how one document is understood: every table, its form, its header map and what is unknown."""

import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest.corpus import SourceFile, document_key
from ingest.document import Document, RawTable
from pipeline.reading import Job, read_one


def _table(document: Document, table: RawTable, shown: int) -> dict[str, Any]:
    record = next((r for r in document.table_records if r.table_no == table.table_no), None)
    form = next((f for f in document.forms if record and f.form_no == record.form_no), None)
    return {
        "table_no": table.table_no,
        "page": table.page,
        "place": table.place,
        "source_line": table.source_lines[0],
        "kind": record.kind if record else "unread",
        "form_no": record.form_no if record else None,
        "form_status": form.status if form else None,
        "title": form.printed_title if form else None,
        "project_no": record.project_no if record else None,
        "mapping_method": record.mapping_method if record else None,
        "mapping_score": record.mapping_score if record else None,
        "header_map": record.header_map if record else None,
        "unit": form.unit_text if form else None,
        "rows": len(table.rows),
        "columns": max(len(row) for row in table.rows),
        "rows_read": sum(r.table_no == table.table_no for r in form.rows) if form else 0,
        "first_rows": [list(row) for row in table.rows[:shown]],
        "problems": [asdict(p) for p in document.problems if p.table_no == table.table_no],
    }


def _unlinked(document: Document) -> list[dict[str, Any]]:
    """Why figures of the prose have no measure: how many for each reason, and the first of them."""
    found: dict[str, dict[str, Any]] = {}
    for said in document.statements:
        if said.measure_key is None:
            reason = said.unlinked_reason or ""
            first = {"printed_text": f"{said.printed_text}{said.unit_text}", "page": said.page}
            one = found.setdefault(reason, {**first, "source_line": said.source_line, "figures": 0})
            one["figures"] += 1
    ordered = sorted(found.items(), key=lambda one: -one[1]["figures"])
    return [{"reason": reason, **one} for reason, one in ordered]


def inspect(file: Path, shown: int = 3) -> dict[str, Any]:
    """What a build would make of a file, as plain data; ``shown`` rows of each table."""
    content = hashlib.sha256(file.read_bytes()).hexdigest()
    source = SourceFile(file, file.as_posix(), file.stat().st_size, content)
    document = read_one(Job(source, document_key(content)))
    reading = document.reading
    return {
        "source_path": document.source_path,
        "document_id": document.document_id,
        "status": document.status,
        "reason": document.reason,
        "remedy": document.remedy,
        "reader": reading.reader if reading else None,
        "encoding": reading.encoding if reading else None,
        "pages": reading.page_count if reading else None,
        "paragraphs": len(reading.paragraphs) if reading else 0,
        "department": document.department,
        "department_source": document.department_source,
        "fiscal_year": document.fiscal_year,
        "fiscal_year_source": document.fiscal_year_source,
        "units": [unit.unit_name for unit in document.units],
        "forms": [
            {
                "form_no": f.form_no,
                "status": f.status,
                "title": f.printed_title,
                "unit": f.unit_text,
                "mapping_method": f.mapping_method,
                "mapping_score": f.mapping_score,
                "labelled_rows": sum(r.is_labelled for r in f.rows),
                "figures": sum(bool(text) for r in f.rows for text in r.texts),
                "note": f.note,
            }
            for f in document.forms
        ],
        "projects": len(document.projects),
        "statements": len(document.statements),
        "statements_linked": sum(s.measure_key is not None for s in document.statements),
        "unlinked": _unlinked(document),
        "tables": [_table(document, t, shown) for t in reading.tables] if reading else [],
        "problems": [asdict(p) for p in document.problems if p.table_no is None],
    }
