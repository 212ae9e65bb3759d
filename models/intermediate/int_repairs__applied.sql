-- Proven repairs; empty until a repair rule finds two independent witnesses for a damaged cell.
with cells as (
    select * from {{ ref('int_form_cells__classified') }}
)

select
    cell_id,
    document_id,
    cast(null as varchar) as rule_id,
    printed_text,
    amount_yuan as repaired_yuan,
    cast([] as varchar[]) as witnesses
from cells
where false
