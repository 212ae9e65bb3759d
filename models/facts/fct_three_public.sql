with cells as (
    select * from {{ ref('int_form_cells__publishable') }}
    where form_no = 9
)

select
    cell_id,
    document_id,
    department_id,
    fiscal_year,
    is_current,
    phase_code,
    item_code,
    -- the items below do not overlap: they add up to the total
    item_code in ('abroad', 'vehicle_purchase', 'vehicle_running', 'reception') as is_leaf,
    amount_yuan,
    half_unit_yuan
from cells
