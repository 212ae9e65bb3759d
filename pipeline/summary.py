"""What a build found, counted and named, for people and for machines."""

from pathlib import Path
from typing import Any

import duckdb

from pipeline.places import frugal


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """The rows of a query as dictionaries."""
    result = connection.execute(query)
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def quoted(text: object) -> str:
    """A text as a literal of SQL, where no parameter can stand (paths to attach, comments)."""
    return "'" + str(text).replace("'", "''") + "'"


def summarise(database: Path) -> dict[str, Any]:
    """Documents, identity states, quarantine and problems of a built or released file."""
    connection = duckdb.connect(str(database), read_only=True, config=frugal())
    try:
        documents = rows(
            connection,
            "select document_id, content_hash, source_path, department, fiscal_year, status, forms_loaded, "
            "forms_not_loaded, reason, remedy from audit.documents order by source_path",
        )
        quarantine = rows(
            connection,
            "select source_path, block_kind, block_no, block_name, causes, reason_count, reasons "
            "from audit.quarantine order by source_path, block_kind, block_no",
        )
        states = rows(
            connection,
            "select state, count(*) as results, count(distinct identity_id) as identities "
            "from facts.fct_identity_result group by state order by state",
        )
        problems = rows(
            connection,
            "select source_path, severity, form_no, table_no, table_row, source_line, message, remedy "
            "from audit.problems where severity != 'info' order by source_path, problem_no",
        )
        failures = rows(
            connection,
            "select source_path, identity_id, scope, severity, printed_yuan, computed_yuan, "
            "difference_yuan, explanation, suspects from audit.findings "
            "where finding_kind = 'identity' order by source_path, finding_no",
        )
        slid = rows(
            connection,
            "select source_path, message, source_line from audit.findings "
            "where finding_kind = 'slid_rows' order by source_path, finding_no",
        )
        consolidation = rows(
            connection,
            "select a.source_path, m.fund_code, m.function_code, m.amount_yuan, m.units_yuan, m.difference_yuan, "
            "m.unit_count from marts.mart_consolidation m join audit.documents a using (document_id) "
            "where m.state = 'fail' order by all",
        )
        repairs = rows(
            connection,
            "select d.source_path, r.cell_id, r.rule_id, r.outcome, r.printed_text, "
            "r.repaired_text, r.witnesses from facts.fct_repair r "
            "join audit.documents d using (document_id) order by all",
        )
    finally:
        connection.close()
    return {
        "document_count": len(documents),
        "loaded_count": sum(d["status"] == "loaded" for d in documents),
        "partial_count": sum(d["status"] == "partial" for d in documents),
        "refused_count": sum(d["status"] == "refused" for d in documents),
        "withheld_count": len(quarantine),
        "identity_states": {s["state"]: s["results"] for s in states},
        "documents": documents,
        "quarantine": quarantine,
        "problems": problems,
        "failures": failures,
        "slid_rows": slid,
        "consolidation": consolidation,
        "repairs": repairs,
    }


def is_complete(summary: dict[str, Any]) -> bool:
    """Whether every document was read whole and no block is withheld."""
    return not (summary["withheld_count"] or summary["partial_count"] or summary["refused_count"])
