-- One named number a department and year: what tools agree on. Add over departments, never over metrics.
with measured as (
    select
        document_id,
        department_id,
        fiscal_year,
        case line_role when 'income_total' then 'total_income' else 'total_expenditure' end as metric_key,
        amount_yuan
    from {{ ref('fct_balance') }}
    where is_current and form_no = 1 and line_role in ('income_total', 'expenditure_total')
    union all
    select
        document_id,
        department_id,
        fiscal_year,
        fund_code || '_expenditure' as metric_key,
        amount_yuan
    from {{ ref('fct_balance') }}
    where is_current and form_no = 4 and line_role = 'expenditure_total' and fund_code is not null
    union all
    select
        document_id,
        department_id,
        fiscal_year,
        nature_code || '_expenditure' as metric_key,
        sum(amount_yuan) as amount_yuan
    from {{ ref('expenditure') }}
    where nature_code in ('basic', 'project')
    group by all
    union all
    select
        document_id,
        department_id,
        fiscal_year,
        case expenditure_side when '人员经费' then 'personnel_expenditure' else 'public_expenditure' end
            as metric_key,
        sum(amount_yuan) as amount_yuan
    from {{ ref('basic_expenditure') }}
    group by all
    union all
    select
        document_id,
        department_id,
        fiscal_year,
        case phase_code when 'actual' then 'three_public_actual' else 'three_public_budget' end as metric_key,
        amount_yuan
    from {{ ref('fct_three_public') }}
    where is_current and item_code = 'total' and phase_code in ('actual', 'full_year_budget')
    union all
    select
        document_id,
        department_id,
        fiscal_year,
        'procurement_total' as metric_key,
        amount_yuan
    from {{ ref('fct_procurement') }}
    where is_current and item_code = 'total' and amount_yuan is not null
)

select
    measured.department_id,
    p.department_name,
    p.division_code,
    measured.fiscal_year,
    measured.metric_key,
    m.metric_name,
    m.metric_name_en,
    cast(measured.amount_yuan as decimal(20, 2)) as amount_yuan,
    measured.document_id
from measured
inner join {{ ref('dim_metric') }} as m on measured.metric_key = m.metric_key
left join {{ ref('dim_department') }} as p on measured.department_id = p.department_id
anti join {{ ref('dim_unit') }} as u on measured.document_id = u.unit_document_id
