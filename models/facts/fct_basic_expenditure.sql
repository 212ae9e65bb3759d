with cells as (
    select * from {{ ref('int_form_cells__publishable') }}
    where form_no = 6 and code is not null
)

select
    cell_id,
    document_id,
    department_id,
    fiscal_year,
    is_current,
    code as economic_code,
    is_leaf,
    side as expenditure_side,
    amount_yuan,
    half_unit_yuan
from cells
