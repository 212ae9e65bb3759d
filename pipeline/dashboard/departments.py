"""What the dashboard shows of a department: the marts, each figure with the cell it is printed in."""

from collections.abc import Iterator

import duckdb

from pipeline.dashboard.packing import by_key

_CHANGE = "prior_year_yuan::varchar as prior, prior_basis, change_pct::varchar as change_pct, comparability, comparability_reason as reason"

QUERIES = {
    "department": """
        select department_id, department_name as name, division_code, division_name, division_name_en,
            printed_names, first_fiscal_year as first_year, last_fiscal_year as last_year
        from dims.dim_department left join dims.dim_division using (division_code)
    """,
    "events": """
        select department_id, event_date::varchar as date, event_kind as kind, event_role as role,
            from_department, to_department, source
        from dims.dim_department_event
    """,
    "units": """
        select department_id, fiscal_year as year, unit_no, unit_name as name, unit_department_id as unit_id
        from dims.dim_unit
    """,
    "wholes": """
        select unit_department_id as department_id, fiscal_year as year, department_name as name,
            department_id as whole_id
        from dims.dim_unit join dims.dim_department using (department_id) where unit_department_id is not null
    """,
    "documents": """
        select department_id, d.fiscal_year as year, version_no as version, is_current, document_id,
            d.source_path, d.status, a.published_on::varchar as published_on,
            a.forms_loaded, a.forms_not_loaded
        from dims.dim_document d join audit.documents a using (document_id)
    """,
    "income": f"""
        select department_id, fiscal_year as year, source_code, source_name,
            amount_yuan::varchar as amount, {_CHANGE}, document_id, cell_id
        from marts.mart_income_year_over_year where function_code = 'total'
    """,
    "expenditure": f"""
        select m.department_id, m.fiscal_year as year, fund_code, nature_code, function_code,
            coalesce(m.function_name, f.function_name) as function_name, f.function_name_en,
            m.level_name, f.parent_function_code as parent_code, m.is_leaf,
            amount_yuan::varchar as amount, {_CHANGE}, m.document_id, cell_id
        from marts.mart_expenditure_year_over_year m left join dims.dim_function f using (function_code)
        where function_code = 'total' or fund_code = 'all' and nature_code in ('total', 'basic', 'project')
    """,
    "economic": """
        select f.department_id, f.fiscal_year as year, economic_code, economic_name, economic_name_en,
            level_name, parent_economic_code as parent_code, expenditure_side as side, is_leaf,
            amount_yuan::varchar as amount, document_id, cell_id
        from facts.fct_basic_expenditure f join dims.dim_economic using (economic_code)
        where is_current
    """,
    "implied": """
        select department_id, fiscal_year as year, measure_key, code, base, document_id,
            coalesce(change_statement_no, value_statement_no) as statement_no
        from facts.fct_implied_value where is_current
    """,
    "balances": """
        select department_id, fiscal_year as year, fund_code, balance_code,
            amount_yuan::varchar as amount, comparability, comparability_reason as reason, document_id, cell_id
        from marts.mart_balance_year_over_year
    """,
    "budget": """
        select department_id, fiscal_year as year, measure_key, measure_name,
            initial_budget_yuan::varchar as initial, initial_budget_basis as initial_basis,
            full_year_budget_yuan::varchar as full_year, actual_yuan::varchar as actual,
            initial_execution_pct::varchar as initial_pct, full_year_execution_pct::varchar as full_year_pct,
            document_id
        from marts.mart_budget_execution
    """,
    "function_budget": """
        select department_id, fiscal_year as year, fund_code, function_code, function_name, level_name,
            initial_budget_yuan::varchar as initial, initial_budget_basis as initial_basis,
            initial_budget_statement_no as initial_statement_no,
            full_year_budget_yuan::varchar as full_year, full_year_budget_statement_no as full_year_statement_no,
            actual_yuan::varchar as actual, initial_execution_pct::varchar as initial_pct,
            full_year_execution_pct::varchar as full_year_pct, document_id, actual_cell_id as cell_id
        from marts.mart_function_budget_execution order by fund_code, function_code
    """,
    "three_public": f"""
        select m.department_id, m.fiscal_year as year, m.item_code, m.is_leaf,
            actual_yuan::varchar as actual, full_year_budget_yuan::varchar as budget,
            m.completion_pct::varchar as completion_pct, {_CHANGE}, m.document_id,
            a.cell_id as actual_cell_id, b.cell_id as budget_cell_id
        from marts.mart_three_public_year_over_year m
        left join facts.fct_three_public a
            on a.document_id = m.document_id and a.item_code = m.item_code and a.phase_code = 'actual'
        left join facts.fct_three_public b
            on b.document_id = m.document_id and b.item_code = m.item_code
            and b.phase_code = 'full_year_budget'
    """,
    "procurement": f"""
        select m.department_id, m.fiscal_year as year, m.item_code, m.amount_yuan::varchar as amount,
            share_of_total_pct::varchar as share_pct, m.printed_share_pct::varchar as printed_share_pct,
            m.share_of_item_code, {_CHANGE}, document_id, amount_statement_no, share_statement_no
        from marts.mart_procurement_year_over_year m
        left join facts.fct_procurement f using (document_id, item_code)
    """,
    "projects": """
        select department_id, fiscal_year as year, project_no, evaluated, project_name as name, project_code as code,
            initial_budget_yuan::varchar as initial, full_year_budget_yuan::varchar as full_year,
            executed_yuan::varchar as executed, printed_rate_pct::varchar as rate_pct,
            execution_score::varchar as execution_score, total_score::varchar as total_score,
            document_id, source_line
        from facts.fct_performance_project where is_current
    """,
    "indicators": """
        select department_id, fiscal_year as year, project_no, indicator_no,
            indicator_level1 as level1, indicator_level2 as level2, indicator_name as name,
            target_text as target, unit_text as unit, actual_text as actual, weight::varchar as weight,
            score::varchar as score, (weight - score)::varchar as lost, deviation_text as deviation,
            document_id, page, source_line
        from facts.fct_performance_indicator where is_current
    """,
    "quality": """
        select department_id, fiscal_year as year, version_no as version, document_id,
            loaded_form_count as loaded, missing_form_count as missing, holding_count as holding,
            failing_count as failing, failing_error_count as failing_errors, not_judged_count as not_judged,
            repair_count as repairs, withheld_count as withheld
        from marts.mart_data_quality
    """,
}


def departments(connection: duckdb.DuckDBPyConnection, kept: set[str]) -> Iterator[tuple[str, str]]:
    """The id of every department with its data, but for those that are ``kept``."""
    return by_key(connection, "department_id", "dims.dim_department", QUERIES, kept)
