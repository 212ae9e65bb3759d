with statements as (
    select * from {{ ref('stg_raw__statements') }}
),

repairs as (
    select * from {{ ref('int_repairs__thousands') }}
    where outcome = 'applied'
),

documents as (
    select * from {{ ref('dim_document') }}
),

codes as (
    select * from {{ ref('int_statements__codes') }}
)

select
    statements.document_id,
    statements.statement_no,
    documents.department_id,
    documents.fiscal_year,
    documents.is_current,
    statements.measure_key,
    statements.subject,
    codes.code,
    statements.relation,
    statements.base,
    statements.direction,
    statements.figure_kind,
    statements.printed_text,
    statements.unit_text,
    statements.kind,
    coalesce(cast(repairs.repaired_value as decimal(20, 6)), statements.figure_value) as figure_value,
    repairs.cell_id is not null as is_repaired,
    statements.amount_yuan,
    statements.unlinked_reason,
    statements.section,
    statements.sentence,
    statements.page,
    statements.source_line
from statements
inner join documents on statements.document_id = documents.document_id
left join codes
    on statements.document_id = codes.document_id and statements.statement_no = codes.statement_no
left join repairs
    on statements.document_id = repairs.document_id and statements.statement_no = repairs.statement_no
