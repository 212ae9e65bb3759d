-- The figures of the self-evaluation table; a withheld block leaves them null, never zero.
with projects as (
    select * from {{ ref('stg_raw__performance_projects') }}
),

cells as (
    select * from {{ ref('int_cells__repaired') }}
    where form_no = 10
),

header_repairs as (
    select * from {{ ref('int_repairs__headers') }}
    where outcome = 'applied'
),

documents as (
    select * from {{ ref('dim_document') }}
),

quarantined as (
    select * from {{ ref('int_blocks__quarantined') }}
),

totals as (
    select
        document_id,
        project_no,
        max(amount_yuan) filter (where side = 'total' and column_key = 'initial_budget') as initial_budget_yuan,
        max(amount_yuan) filter (where side = 'total' and column_key = 'full_year_budget') as full_year_budget_yuan,
        max(amount_yuan) filter (where side = 'total' and column_key = 'executed') as executed_yuan,
        max(printed_text) filter (where side = 'total' and column_key = 'executed') as printed_executed,
        max(amount_yuan) filter (where side = 'total' and column_key = 'rate') as printed_rate_pct,
        max(amount_yuan) filter (where side = 'total' and column_key = 'score') as execution_score,
        max(amount_yuan) filter (where side = 'grand_total' and column_key = 'score') as total_score
    from cells
    group by document_id, project_no
),

codes as (
    select
        document_id,
        project_no,
        repaired_text
    from header_repairs
    where column_key = 'project_code'
)

select
    projects.document_id,
    projects.project_no,
    documents.department_id,
    documents.fiscal_year,
    documents.is_current,
    projects.evaluated,
    coalesce(projects.project_code, codes.repaired_text) as project_code,
    projects.project_name,
    projects.unit_name,
    projects.unit_code,
    case when funds.block_no is null then totals.initial_budget_yuan end as initial_budget_yuan,
    case when funds.block_no is null then totals.full_year_budget_yuan end as full_year_budget_yuan,
    case when funds.block_no is null then totals.executed_yuan end as executed_yuan,
    totals.printed_executed,
    case when funds.block_no is null then cast(totals.printed_rate_pct as decimal(9, 4)) end as printed_rate_pct,
    case when funds.block_no is null then cast(totals.execution_score as decimal(9, 4)) end as execution_score,
    case when indicators.block_no is null then cast(totals.total_score as decimal(9, 4)) end as total_score,
    projects.source_line
from projects
inner join documents on projects.document_id = documents.document_id
left join totals
    on projects.document_id = totals.document_id and projects.project_no = totals.project_no
left join codes
    on projects.document_id = codes.document_id and projects.project_no = codes.project_no
left join quarantined as funds
    on
        projects.document_id = funds.document_id
        and funds.block_kind = 'performance_funds'
        and projects.project_no = funds.block_no
left join quarantined as indicators
    on
        projects.document_id = indicators.document_id
        and indicators.block_kind = 'performance_indicators'
        and projects.project_no = indicators.block_no
