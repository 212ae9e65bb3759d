-- One row per item: its amount, and the share the prose prints beside it.
with statements as (
    select * from {{ ref('fct_statement') }}
    where starts_with(measure_key, 'procurement_')
),

amounts as (
    select
        document_id,
        measure_key,
        min(statement_no) as statement_no,
        min(amount_yuan) as amount_yuan
    from statements
    where relation = 'value' and figure_kind = 'amount'
    group by document_id, measure_key
    having count(distinct amount_yuan) = 1
),

shares as (
    select
        document_id,
        measure_key,
        min(statement_no) as statement_no,
        min(figure_value) as share_pct,
        min(base) as share_of
    from statements
    where relation = 'share'
    group by document_id, measure_key
    having count(distinct figure_value) = 1
),

items as (
    select
        coalesce(amounts.document_id, shares.document_id) as document_id,
        coalesce(amounts.measure_key, shares.measure_key) as measure_key,
        amounts.amount_yuan,
        shares.share_pct,
        shares.share_of,
        amounts.statement_no as amount_statement_no,
        shares.statement_no as share_statement_no
    from amounts
    full outer join shares
        on amounts.document_id = shares.document_id and amounts.measure_key = shares.measure_key
),

documents as (
    select * from {{ ref('dim_document') }}
),

quarantined as (
    select * from {{ ref('int_blocks__quarantined') }}
)

select
    items.document_id,
    documents.department_id,
    documents.fiscal_year,
    documents.is_current,
    replace(items.measure_key, 'procurement_', '') as item_code,
    items.amount_yuan,
    cast(items.share_pct as decimal(9, 4)) as printed_share_pct,
    replace(items.share_of, 'procurement_', '') as share_of_item_code,
    items.amount_statement_no,
    items.share_statement_no
from items
inner join documents on items.document_id = documents.document_id
anti join quarantined on items.document_id = quarantined.document_id and quarantined.block_kind = 'procurement'
