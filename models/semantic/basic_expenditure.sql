-- Leaves of form 6 only.
select
    f.department_id,
    p.department_name,
    f.fiscal_year,
    f.expenditure_side,
    f.economic_code,
    c.economic_name,
    c.gfsm_code,
    c.gfsm_name,
    f.amount_yuan,
    f.document_id,
    f.cell_id
from {{ ref('fct_basic_expenditure') }} as f
left join {{ ref('dim_department') }} as p on f.department_id = p.department_id
left join {{ ref('dim_economic') }} as c on f.economic_code = c.economic_code
anti join {{ ref('dim_unit') }} as u on f.document_id = u.unit_document_id
where f.is_current and f.is_leaf
