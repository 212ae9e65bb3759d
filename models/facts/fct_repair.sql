with repairs as (
    select * from {{ ref('int_repairs__applied') }}
)

select
    cell_id,
    document_id,
    rule_id,
    printed_text,
    repaired_yuan,
    witnesses
from repairs
