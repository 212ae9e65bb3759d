with cells as (
    select * from {{ ref('int_form_cells__publishable') }}
    where form_no in (5, 7, 8) and nature_code in ('opening', 'income', 'closing')
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
    nature_code as flow_code,
    amount_yuan,
    half_unit_yuan
from cells
