with cells as (
    select * from {{ ref('int_form_cells__publishable') }}
    where form_no = 2 and code is not null
)

select
    cell_id,
    document_id,
    department_id,
    fiscal_year,
    is_current,
    code as function_code,
    is_leaf,
    item_code as source_code,
    amount_yuan,
    half_unit_yuan
from cells
