"""What the dashboard shows of a document: what is printed, and every judgement that touches it."""

from collections.abc import Iterator

import duckdb

from pipeline.dashboard.packing import by_key
from pipeline.explaining import OPERAND_LABEL

QUERIES = {
    "document": """
        select document_id, a.source_path, department, d.department_id, a.fiscal_year as year, a.reader,
            a.status, reason, remedy, a.published_on::varchar as published_on, d.version_no as version,
            d.is_current
        from audit.documents a left join dims.dim_document d using (document_id)
    """,
    "forms": """
        select document_id, form_no, form_name, printed_title, status, unit, note
        from audit.forms
    """,
    "cells": f"""
        select document_id, form_no, side, row_no, table_column, column_name, line_no, code,
            line_key, item_name, printed_text as printed, kind, amount_yuan::varchar as amount,
            is_repaired, unit, page, place, source_line, table_no, table_row, is_quarantined, cell_id,
            {OPERAND_LABEL} as label
        from audit.printed_values
    """,
    "statements": """
        select document_id, statement_no, measure_key, subject, relation, base, printed_text as printed,
            unit_text as unit, amount_yuan::varchar as amount, is_repaired, section, sentence, page,
            source_line
        from facts.fct_statement
    """,
    "identities": """
        select document_id, identity_id, scope, state, severity, printed_yuan::varchar as printed,
            computed_yuan::varchar as computed, difference_yuan::varchar as difference,
            bound_yuan::varchar as bound, reason, exception_comment as exception, operands
        from facts.fct_identity_result
    """,
    "projects": """
        select document_id, project_no, evaluated, project_name as name, initial_budget_yuan::varchar as initial,
            full_year_budget_yuan::varchar as full_year, executed_yuan::varchar as executed,
            printed_executed, printed_rate_pct::varchar as rate_pct, total_score::varchar as total_score,
            source_line
        from facts.fct_performance_project
    """,
    "indicators": """
        select document_id, project_no, indicator_no, indicator_name as name, target_text as target,
            actual_text as actual, weight::varchar as weight, score::varchar as score,
            deviation_text as deviation, page, source_line
        from facts.fct_performance_indicator
    """,
    "repairs": """
        select document_id, cell_id, rule_id, outcome, printed_text as printed, repaired_text as repaired,
            candidates, witnesses
        from facts.fct_repair
    """,
    "quarantine": """
        select document_id, block_kind, block_no, block_name, causes, by_identity(reasons) as reasons
        from audit.quarantine
    """,
}


def documents(connection: duckdb.DuckDBPyConnection, kept: set[str]) -> Iterator[tuple[str, str]]:
    """The id of every document with its data, but for those that are ``kept``."""
    return by_key(connection, "document_id", "audit.documents", QUERIES, kept)
