with repairs as (
    select * from {{ ref('int_repairs__applied') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
)

select
    repairs.cell_id,
    repairs.document_id,
    documents.department_id,
    documents.fiscal_year,
    repairs.form_no,
    repairs.rule_id,
    repairs.outcome,
    repairs.printed_text,
    repairs.repaired_text,
    repairs.repaired_value,
    repairs.candidates,
    repairs.witnesses
from repairs
inner join documents on repairs.document_id = documents.document_id
