-- Goods, works and services; the part granted to small firms is a column of its whole.
select
    f.department_id,
    p.department_name,
    f.fiscal_year,
    f.item_code,
    f.amount_yuan,
    f.document_id
from {{ ref('fct_procurement') }} as f
left join {{ ref('dim_department') }} as p on f.department_id = p.department_id
anti join {{ ref('dim_unit') }} as u on f.document_id = u.unit_document_id
where f.is_current and f.item_code in ('goods', 'works', 'services') and f.amount_yuan is not null
