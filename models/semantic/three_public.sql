-- The items that contain no other; budget and actual stand in columns, so that they cannot be added.
select
    f.department_id,
    any_value(p.department_name) as department_name,
    f.fiscal_year,
    f.item_code,
    max(f.amount_yuan) filter (where f.phase_code = 'full_year_budget') as full_year_budget_yuan,
    max(f.amount_yuan) filter (where f.phase_code = 'actual') as actual_yuan,
    f.document_id
from {{ ref('fct_three_public') }} as f
left join {{ ref('dim_department') }} as p on f.department_id = p.department_id
anti join {{ ref('dim_unit') }} as u on f.document_id = u.unit_document_id
where f.is_current and f.is_leaf
group by f.department_id, f.fiscal_year, f.item_code, f.document_id
