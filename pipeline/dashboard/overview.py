"""What the dashboard shows first: all departments, and how far their accounts can be trusted."""

import json

import duckdb

from pipeline.dashboard.packing import rows_of
from pipeline.reasons import URGENCY

MAX_ROWS = 2000  # of each list of doubts; the rest stands in the file, and the page says so

_OVERVIEW = {
    "departments": """
        with latest as (
            select department_id, line_role, max_by(amount_yuan, fiscal_year) as amount_yuan
            from facts.fct_balance
            where is_current and form_no = 1 and line_role in ('income_total', 'expenditure_total') group by all
        ), doubts as (
            select department_id, sum(failing_count)::integer as failing, sum(withheld_count)::integer as withheld,
                count(*)::integer as document_count
            from marts.mart_data_quality group by all
        )
        select d.department_name as name, d.department_id, d.division_code, v.division_name,
            v.division_name_en, d.first_fiscal_year as first_year, d.last_fiscal_year as last_year,
            i.amount_yuan::varchar as income, e.amount_yuan::varchar as expenditure,
            document_count, failing, withheld
        from dims.dim_department d
        left join dims.dim_division v using (division_code)
        left join latest i on i.department_id = d.department_id and i.line_role = 'income_total'
        left join latest e on e.department_id = d.department_id and e.line_role = 'expenditure_total'
        left join doubts q on q.department_id = d.department_id
    """,
    "years": """
        select fiscal_year as year, metric_key, metric_name, metric_name_en,
            sum(amount_yuan)::varchar as amount, count(*)::integer as departments
        from semantic.metric group by all
    """,
    "classes": """
        select fiscal_year as year, e.class_code, e.class_name, any_value(f.function_name_en) as class_name_en,
            sum(amount_yuan)::varchar as amount, count(distinct department_id)::integer as departments
        from semantic.expenditure e left join dims.dim_function f on f.function_code = e.class_code
        group by all
    """,
    "counts": """
        select (select count(*) from dims.dim_department)::integer as departments,
            (select count(*) from audit.documents)::integer as documents,
            (select count(*) from audit.documents where status = 'refused')::integer as refused,
            (select count(*) from audit.printed_values where amount_yuan is not null)::integer as figures,
            (select count(*) from facts.fct_repair where outcome = 'applied')::integer as repairs,
            (select count(*) from audit.quarantine)::integer as withheld,
            (select count(*) from audit.findings)::integer as findings
    """,
    "states": """
        select state, count(*)::integer as results, count(distinct identity_id)::integer as identities
        from facts.fct_identity_result group by state
    """,
}

_QUALITY = {
    "documents": f"""
        select source_path, document_id, department, fiscal_year as year, status, forms_loaded,
            forms_not_loaded, reason, remedy
        from audit.documents order by all limit {MAX_ROWS}
    """,
    "identities": """
        select identity_id, formula_zh, formula_en, i.severity,
            count(r.state)::integer as results,
            count(*) filter (where r.state = 'exact')::integer as exact,
            count(*) filter (where r.state = 'rounding')::integer as rounding,
            count(*) filter (where r.state = 'fail')::integer as fail,
            count(*) filter (where r.state = 'degenerate')::integer as degenerate,
            count(*) filter (where r.state = 'not_evaluable')::integer as not_evaluable
        from dims.dim_identity i left join facts.fct_identity_result r using (identity_id) group by all
    """,
    "findings": f"""
        select {URGENCY} as rank, source_path,
            finding_no, document_id, finding_kind as kind, f.severity, identity_id, scope, message,
            formula_zh, formula_en, printed_yuan::varchar as printed, computed_yuan::varchar as computed,
            difference_yuan::varchar as difference, explanation, explanation_zh, suspects,
            exception_comment as exception, source_line
        from audit.findings f left join dims.dim_identity using (identity_id)
        order by rank, source_path, finding_no limit {MAX_ROWS}
    """,
    "repairs": f"""
        select outcome, a.source_path, cell_id, document_id, rule_id, printed_text as printed,
            repaired_text as repaired, candidates, witnesses
        from facts.fct_repair join audit.documents a using (document_id)
        order by outcome, source_path, cell_id limit {MAX_ROWS}
    """,
    "quarantine": f"""
        select source_path, document_id, block_kind, block_no, block_name, causes,
            by_identity(reasons) as reasons
        from audit.quarantine order by source_path, block_no limit {MAX_ROWS}
    """,
}


def _object(connection: duckdb.DuckDBPyConnection, queries: dict[str, str]) -> list[str]:
    return [f'"{name}":{rows_of(connection, query)}' for name, query in queries.items()]


def overview(connection: duckdb.DuckDBPyConnection, release: dict[str, str | None]) -> str:
    """The departments with their latest totals, sums by year and by class, and the release."""
    named = json.dumps(release, ensure_ascii=False)
    return "{" + ",".join([f'"release":{named}', *_object(connection, _OVERVIEW)]) + "}"


def quality(connection: duckdb.DuckDBPyConnection) -> str:
    """Identities by state, findings, repairs, withheld blocks and documents not read whole."""
    return "{" + ",".join([f'"limit":{MAX_ROWS}', *_object(connection, _QUALITY)]) + "}"
