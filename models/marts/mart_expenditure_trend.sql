{{ config(post_hook="{{ names_of_functions() }}") }}
-- The whole run of years of a department and class; the compound rate only where every step compares.
{% set step -%}
    compared.fiscal_year || ' ' || compared.comparability || coalesce(': ' || compared.comparability_reason, '')
{%- endset %}
with compared as (
    select * from {{ ref('mart_expenditure_year_over_year') }}
    where
        fund_code = 'all' and nature_code = 'total'
        and (function_code = 'total' or length(function_code) = 3)
        and amount_yuan is not null
),

bounds as (
    select
        department_id,
        function_code,
        any_value(department_name) as department_name,
        any_value(function_name) as function_name,
        min(fiscal_year) as first_fiscal_year,
        max(fiscal_year) as last_fiscal_year,
        count(*) as year_count,
        min_by(amount_yuan, fiscal_year) as first_yuan,
        max_by(amount_yuan, fiscal_year) as last_yuan,
        {{ quotient('sum(amount_yuan)', 'count(amount_yuan)', 'decimal(20, 2)') }} as mean_yuan
    from compared
    group by department_id, function_code
),

-- the first year has nothing before it; every other year must compare with the one before, as that is disclosed
breaks as (
    select
        compared.department_id,
        compared.function_code,
        {{ joined(step, '; ', order_by=step) }} as break_reason
    from compared
    inner join bounds
        on compared.department_id = bounds.department_id and compared.function_code = bounds.function_code
    where
        compared.fiscal_year > bounds.first_fiscal_year
        and (
            compared.comparability in ('reorganised', 'code_moved')
            or compared.prior_basis is distinct from 'disclosed'
        )
    group by compared.department_id, compared.function_code
)

select
    bounds.department_id,
    bounds.function_code,
    bounds.department_name,
    bounds.function_name,
    bounds.first_fiscal_year,
    bounds.last_fiscal_year,
    cast(bounds.year_count as integer) as year_count,
    bounds.first_yuan,
    bounds.last_yuan,
    bounds.mean_yuan,
    case
        when bounds.first_yuan > 0 and bounds.last_yuan > 0 and bounds.year_count > 1 and breaks.break_reason is null
            then cast(
                round(
                    (pow({{ ratio('bounds.last_yuan', 'bounds.first_yuan') }}, {{ ratio('1.0', '(bounds.last_fiscal_year - bounds.first_fiscal_year)') }}) - 1)
                    * 100, 2
                ) as decimal(18, 2)
            )
    end as compound_rate_pct,
    case
        when bounds.year_count = 1 then 'no_prior'
        when breaks.break_reason is not null then 'broken'
        when bounds.first_yuan = 0 then 'zero_base'
        else 'comparable'
    end as comparability,
    breaks.break_reason as comparability_reason
from bounds
left join breaks
    on bounds.department_id = breaks.department_id and bounds.function_code = breaks.function_code
