with cells as (
    select * from {{ ref('int_form_cells__publishable') }}
    where form_no in (1, 4)
)

select
    cell_id,
    document_id,
    department_id,
    fiscal_year,
    is_current,
    form_no,
    side,
    line_key,
    item_name as line_name,
    role as line_role,
    class_code,
    fund_code,
    column_key,
    amount_yuan,
    half_unit_yuan
from cells
