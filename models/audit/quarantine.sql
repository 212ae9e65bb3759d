with blocks as (
    select * from {{ ref('int_blocks__quarantined') }}
),

forms as (
    select * from {{ ref('statutory_forms') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
)

select
    blocks.document_id,
    'form' as block_kind,
    blocks.form_no as block_no,
    forms.form_name as block_name,
    documents.source_path,
    documents.department_name as department,
    documents.fiscal_year,
    blocks.causes,
    cast(blocks.reason_count as integer) as reason_count,
    blocks.reasons
from blocks
inner join forms on blocks.form_no = forms.form_no
inner join documents on blocks.document_id = documents.document_id
