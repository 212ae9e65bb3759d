with implied as (
    select * from {{ ref('int_statements__implied') }}
),

documents as (
    select * from {{ ref('dim_document') }}
),

quarantined as (
    select * from {{ ref('int_blocks__quarantined') }}
)

select
    implied.document_id,
    implied.measure_key,
    implied.item_name,
    implied.code,
    implied.base,
    documents.department_id,
    case implied.base when 'prior_year_actual' then documents.fiscal_year - 1 else documents.fiscal_year end
        as fiscal_year,
    documents.is_current,
    'implied' as basis,
    -- the year itself is loaded: its own figure counts, and this one is checked against it (Y-PRIOR-EQ)
    implied.base = 'prior_year_actual'
    and exists (
        select 1
        from documents as own
        where
            own.department_id = documents.department_id
            and own.fiscal_year = documents.fiscal_year - 1
            and own.is_current
    ) as is_superseded,
    implied.implied_yuan as amount_yuan,
    implied.half_width_yuan,
    implied.value_yuan,
    implied.change_yuan,
    implied.value_statement_no,
    implied.change_statement_no
from implied
inner join documents on implied.document_id = documents.document_id
anti join quarantined
    on
        implied.document_id = quarantined.document_id
        and quarantined.block_no in (implied.value_statement_no, implied.change_statement_no)
        and quarantined.block_kind = 'statement'
