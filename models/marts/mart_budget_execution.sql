-- Initial budget, full-year budget and final accounts side by side, where a document states them.
with documents as (
    select * from {{ ref('dim_document') }}
    where is_current
),

departments as (
    select * from {{ ref('dim_department') }}
),

quarantined as (
    select * from {{ ref('int_blocks__quarantined') }}
    where block_kind = 'statement'
),

cells as (
    select * from {{ ref('int_cells__repaired') }}
    where form_no = 0 and row_kind in ('statement', 'mention')
),

publishable as (
    select * from {{ ref('int_form_cells__publishable') }}
    where is_current
),

implied as (
    select * from {{ ref('fct_implied_value') }}
    where base = 'initial_budget' and not {{ names_a_code('measure_key') }}
),

measures as (
    select * from {{ ref('measures') }}
),

-- budgets that the prose prints
stated as (
    select
        document_id,
        line_key as measure_key,
        max(amount_yuan) filter (where column_key = 'base_value:initial_budget') as initial_budget_yuan,
        max(amount_yuan) filter (where column_key = 'base_value:full_year_budget') as full_year_budget_yuan,
        max(amount_yuan) filter (where column_key = 'value') as actual_yuan
    from cells
    anti join quarantined on cells.document_id = quarantined.document_id and cells.row_no = quarantined.block_no
    where not {{ names_a_code('line_key') }} and not starts_with(line_key, 'performance_')
    group by document_id, line_key
),

three_public as (
    select
        document_id,
        'three_public_' || item_code as measure_key,
        max(amount_yuan) filter (where phase_code = 'full_year_budget') as full_year_budget_yuan,
        max(amount_yuan) filter (where phase_code = 'actual') as actual_yuan
    from publishable
    where form_no = 9
    group by document_id, item_code
),

keys as (
    select
        document_id,
        measure_key
    from stated
    where initial_budget_yuan is not null or full_year_budget_yuan is not null
    union
    select
        document_id,
        measure_key
    from three_public
    union
    select
        document_id,
        measure_key
    from implied
),

joined as (
    select
        keys.document_id,
        keys.measure_key,
        coalesce(stated.initial_budget_yuan, implied.amount_yuan) as initial_budget_yuan,
        case
            when stated.initial_budget_yuan is not null then 'disclosed'
            when implied.amount_yuan is not null then 'implied'
        end as initial_budget_basis,
        coalesce(three_public.full_year_budget_yuan, stated.full_year_budget_yuan) as full_year_budget_yuan,
        coalesce(three_public.actual_yuan, stated.actual_yuan, implied.value_yuan) as actual_yuan
    from keys
    left join stated on keys.document_id = stated.document_id and keys.measure_key = stated.measure_key
    left join three_public
        on keys.document_id = three_public.document_id and keys.measure_key = three_public.measure_key
    left join implied on keys.document_id = implied.document_id and keys.measure_key = implied.measure_key
)

select
    documents.department_id,
    documents.fiscal_year,
    joined.measure_key,
    departments.department_name,
    measures.measure_name,
    joined.initial_budget_yuan,
    joined.initial_budget_basis,
    joined.full_year_budget_yuan,
    joined.actual_yuan,
    {{ percent_of('joined.actual_yuan', 'joined.initial_budget_yuan') }} as initial_execution_pct,
    {{ percent_of('joined.actual_yuan', 'joined.full_year_budget_yuan') }} as full_year_execution_pct,
    joined.document_id
from joined
inner join documents on joined.document_id = documents.document_id
inner join departments on documents.department_id = departments.department_id
left join measures on joined.measure_key = measures.measure_key
