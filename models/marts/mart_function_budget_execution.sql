{{ config(post_hook="{{ names_of_functions() }}") }}
-- What was spent under a functional code beside the budgets that the prose states of it, or implies.
with documents as (
    select * from {{ ref('dim_document') }}
    where is_current
),

departments as (
    select * from {{ ref('dim_department') }}
),

functions as (
    select * from {{ ref('dim_function') }}
),

cells as (
    select
        cells.*,
        {{ fund_of_code('cells.line_key') }} as money_code
    from {{ ref('int_cells__repaired') }} as cells
    where
        cells.form_no = 0
        and starts_with(cells.line_key, 'function_')
        and cells.row_kind in ('statement', 'mention')
),

codes as (
    select * from {{ ref('int_statements__codes') }}
    where form_no != 6
),

quarantined as (
    select * from {{ ref('int_blocks__quarantined') }}
),

implied as (
    select
        document_id,
        {{ fund_of_code('measure_key') }} as fund_code,
        code as function_code,
        amount_yuan,
        value_yuan,
        change_statement_no
    from {{ ref('fct_implied_value') }}
    where base = 'initial_budget' and starts_with(measure_key, 'function_') and code is not null
),

expenditure as (
    select * from {{ ref('fct_expenditure') }}
    where nature_code = 'total'
),

-- one code may be named in two ways: by its item alone, and with its class
stated as (
    select
        cells.document_id,
        cells.money_code as fund_code,
        codes.code as function_code,
        max(cells.amount_yuan) filter (where cells.column_key = 'base_value:initial_budget') as initial_budget_yuan,
        max(cells.amount_yuan) filter (where cells.column_key = 'base_value:full_year_budget') as full_year_budget_yuan,
        min(cells.row_no) filter (where cells.column_key = 'base_value:initial_budget') as initial_statement_no,
        min(cells.row_no) filter (where cells.column_key = 'base_value:full_year_budget') as full_year_statement_no,
        max(cells.amount_yuan) filter (where cells.column_key = 'value') as actual_yuan
    from cells
    inner join codes on cells.document_id = codes.document_id and cells.row_no = codes.statement_no
    anti join quarantined
        on
            cells.document_id = quarantined.document_id
            and cells.row_no = quarantined.block_no
            and quarantined.block_kind = 'statement'
    group by cells.document_id, cells.money_code, codes.code
),

keys as (
    select
        document_id,
        fund_code,
        function_code
    from stated
    where initial_budget_yuan is not null or full_year_budget_yuan is not null
    union
    select
        document_id,
        fund_code,
        function_code
    from implied
),

joined as (
    select
        keys.document_id,
        keys.fund_code,
        keys.function_code,
        coalesce(stated.initial_budget_yuan, implied.amount_yuan) as initial_budget_yuan,
        case
            when stated.initial_budget_yuan is not null then 'disclosed'
            when implied.amount_yuan is not null then 'implied'
        end as initial_budget_basis,
        coalesce(stated.initial_statement_no, implied.change_statement_no) as initial_budget_statement_no,
        stated.full_year_budget_yuan,
        stated.full_year_statement_no as full_year_budget_statement_no,
        -- what the form prints, where it may be published; else what the prose says
        coalesce(expenditure.amount_yuan, stated.actual_yuan, implied.value_yuan) as actual_yuan,
        expenditure.cell_id as actual_cell_id
    from keys
    left join stated
        on
            keys.document_id = stated.document_id
            and keys.fund_code = stated.fund_code
            and keys.function_code = stated.function_code
    left join implied
        on
            keys.document_id = implied.document_id
            and keys.fund_code = implied.fund_code
            and keys.function_code = implied.function_code
    left join expenditure
        on
            keys.document_id = expenditure.document_id
            and keys.fund_code = expenditure.fund_code
            and keys.function_code = expenditure.function_code
)

select
    documents.department_id,
    documents.fiscal_year,
    joined.fund_code,
    joined.function_code,
    departments.department_name,
    functions.function_name,
    functions.level_name,
    joined.initial_budget_yuan,
    joined.initial_budget_basis,
    joined.initial_budget_statement_no,
    joined.full_year_budget_yuan,
    joined.full_year_budget_statement_no,
    joined.actual_yuan,
    joined.actual_cell_id,
    {{ percent_of('joined.actual_yuan', 'joined.initial_budget_yuan') }} as initial_execution_pct,
    {{ percent_of('joined.actual_yuan', 'joined.full_year_budget_yuan') }} as full_year_execution_pct,
    joined.document_id
from joined
inner join documents on joined.document_id = documents.document_id
inner join departments on documents.department_id = departments.department_id
left join functions on joined.function_code = functions.function_code
