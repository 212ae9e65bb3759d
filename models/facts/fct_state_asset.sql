with statements as (
    select * from {{ ref('fct_statement') }}
    where
        figure_kind = 'count'
        and relation = 'value'
        and (starts_with(measure_key, 'vehicles_') or starts_with(measure_key, 'equipment_'))
        and measure_key != 'vehicles_purchased'
        and measure_key != 'vehicles_held'
)

select
    document_id,
    department_id,
    fiscal_year,
    is_current,
    measure_key as asset_code,
    cast(min(figure_value) as integer) as asset_count,
    min(unit_text) as unit_text,
    min(statement_no) as statement_no
from statements
group by document_id, department_id, fiscal_year, is_current, measure_key
having count(distinct figure_value) = 1
