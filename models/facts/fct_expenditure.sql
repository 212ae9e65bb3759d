with cells as (
    select * from {{ ref('int_form_cells__publishable') }}
    where
        form_no in (3, 5, 7, 8)
        and code is not null
        and nature_code not in ('opening', 'income', 'closing')
)

select
    cell_id,
    document_id,
    department_id,
    fiscal_year,
    is_current,
    code as function_code,
    is_leaf,
    fund_code,
    nature_code,
    amount_yuan,
    half_unit_yuan
from cells
