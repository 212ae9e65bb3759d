with judged as (
    select * from {{ ref('int_identities__judged') }}
),

operand_lists as (
    select * from {{ ref('int_identities__operand_lists') }}
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
    coalesce(operand_lists.operands, {{ list_of('') }}) as operands
from judged
inner join documents on judged.document_id = documents.document_id
left join operand_lists
    on
        judged.has_operands
        and judged.document_id = operand_lists.document_id
        and judged.identity_id = operand_lists.identity_id
        and judged.scope = operand_lists.scope
