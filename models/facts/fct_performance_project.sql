-- The figures of the self-evaluation table, and those the prose gives of the same project.
with projects as (
    select * from {{ ref('stg_raw__performance_projects') }}
),

figures as (
    select * from {{ ref('stg_raw__performance_figures') }}
),

documents as (
    select * from {{ ref('dim_document') }}
),

totals as (
    select
        document_id,
        project_no,
        max(amount_yuan) filter (where item_code = 'total' and column_key = 'initial_budget') as initial_budget_yuan,
        max(amount_yuan) filter (where item_code = 'total' and column_key = 'full_year_budget')
            as full_year_budget_yuan,
        max(amount_yuan) filter (where item_code = 'total' and column_key = 'executed') as executed_yuan,
        max(printed_text) filter (where item_code = 'total' and column_key = 'executed') as printed_executed,
        max(figure_value) filter (where item_code = 'total' and column_key = 'rate') as printed_rate_pct,
        max(figure_value) filter (where item_code = 'total' and column_key = 'score') as execution_score,
        max(figure_value) filter (where item_code = 'grand_total' and column_key = 'score') as total_score
    from figures
    group by document_id, project_no
)

select
    projects.document_id,
    projects.project_no,
    documents.department_id,
    documents.fiscal_year,
    documents.is_current,
    projects.project_code,
    projects.project_name,
    projects.unit_name,
    projects.unit_code,
    totals.initial_budget_yuan,
    totals.full_year_budget_yuan,
    totals.executed_yuan,
    totals.printed_executed,
    cast(totals.printed_rate_pct as decimal(9, 4)) as printed_rate_pct,
    cast(totals.execution_score as decimal(9, 4)) as execution_score,
    cast(totals.total_score as decimal(9, 4)) as total_score,
    projects.source_line
from projects
inner join documents on projects.document_id = documents.document_id
left join totals
    on projects.document_id = totals.document_id and projects.project_no = totals.project_no
