-- Fiscal appropriations by fund (forms 5, 7, 8); not to be added to expenditure, which contains them.
select
    f.department_id,
    p.department_name,
    f.fiscal_year,
    f.fund_code,
    n.fund_name,
    f.nature_code,
    c.class_code,
    c.class_name,
    c.cofog_code,
    c.cofog_name,
    f.function_code,
    c.function_name,
    f.amount_yuan,
    f.document_id,
    f.cell_id
from {{ ref('fct_expenditure') }} as f
inner join {{ ref('dim_fund') }} as n on f.fund_code = n.fund_code
left join {{ ref('dim_department') }} as p on f.department_id = p.department_id
left join {{ ref('dim_function') }} as c on f.function_code = c.function_code
anti join {{ ref('dim_unit') }} as u on f.document_id = u.unit_document_id
where f.is_current and f.is_leaf and not n.is_total and f.nature_code != 'total'
