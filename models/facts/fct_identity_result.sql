with judged as (
    select * from {{ ref('int_identities__judged') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
)

select
    judged.document_id,
    judged.identity_id,
    judged.scope,
    documents.department_id,
    documents.fiscal_year,
    judged.state,
    judged.severity,
    judged.printed_yuan,
    judged.computed_yuan,
    judged.difference_yuan,
    judged.bound_yuan,
    judged.reason,
    judged.exception_comment,
    judged.operands
from judged
inner join documents on judged.document_id = documents.document_id
