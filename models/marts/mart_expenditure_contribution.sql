{{ config(post_hook="{{ names_of_functions() }}") }}
-- How much of a department's growth each functional class makes: contributions add up to the growth.
with compared as (
    select * from {{ ref('mart_expenditure_year_over_year') }}
    where fund_code = 'all' and nature_code = 'total'
),

totals as (
    select * from compared
    where function_code = 'total'
),

classes as (
    select * from compared
    where length(function_code) = 3
),

contributions as (
    select
        classes.department_id,
        classes.fiscal_year,
        classes.function_code,
        classes.department_name,
        classes.function_name,
        classes.amount_yuan,
        totals.amount_yuan as total_yuan,
        {{ percent_of('classes.amount_yuan', 'totals.amount_yuan') }} as share_of_total_pct,
        -- a class that is printed in one of two loaded years is zero in the other
        case
            when totals.prior_basis = 'disclosed'
                then coalesce(classes.amount_yuan, 0) - coalesce(classes.prior_year_yuan, 0)
        end as change_yuan,
        case
            when totals.prior_basis = 'disclosed' and totals.prior_year_yuan != 0 and totals.comparability_reason is null
                then {{ quotient('(coalesce(classes.amount_yuan, 0) - coalesce(classes.prior_year_yuan, 0)) * 100', 'abs(totals.prior_year_yuan)') }}
        end as contribution_pp,
        case when totals.prior_basis = 'disclosed' then totals.comparability else 'no_prior' end as comparability,
        totals.comparability_reason,
        coalesce(classes.document_id, totals.document_id) as document_id
    from classes
    inner join totals
        on classes.department_id = totals.department_id and classes.fiscal_year = totals.fiscal_year
)

select * from contributions
