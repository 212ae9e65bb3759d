with facts as (
    select * from {{ ref('fct_three_public') }}
    where is_current
),

departments as (
    select * from {{ ref('dim_department') }}
),

implied as (
    {{ implied_prior('three_public_') }}
),

by_item as (
    select
        department_id,
        fiscal_year,
        item_code,
        document_id,
        is_leaf,
        max(amount_yuan) filter (where phase_code = 'actual') as actual_yuan,
        max(amount_yuan) filter (where phase_code = 'full_year_budget') as full_year_budget_yuan
    from facts
    group by department_id, fiscal_year, item_code, document_id, is_leaf
),

with_prior as (
    select
        by_item.*,
        coalesce(before.actual_yuan, implied.implied_yuan) as prior_year_yuan,
        {{ prior_basis('before.actual_yuan', 'implied.implied_yuan') }} as prior_basis
    from by_item
    left join by_item as before
        on
            by_item.department_id = before.department_id
            and by_item.item_code = before.item_code
            and by_item.fiscal_year = before.fiscal_year + 1
    left join implied
        on by_item.document_id = implied.document_id and by_item.item_code = implied.item_code
),

reorganised as (
    select * from {{ ref('int_years__reorganised') }}
),

compared as (
    select
        with_prior.department_id,
        with_prior.fiscal_year,
        with_prior.item_code,
        departments.department_name,
        with_prior.is_leaf,
        with_prior.actual_yuan,
        with_prior.full_year_budget_yuan,
        {{ percent_of('with_prior.actual_yuan', 'with_prior.full_year_budget_yuan') }} as completion_pct,
        with_prior.prior_year_yuan,
        with_prior.actual_yuan - with_prior.prior_year_yuan as change_yuan,
        {{ growth_pct('with_prior.actual_yuan', 'with_prior.prior_year_yuan', 'reorganised.reorganised_by') }} as change_pct,
        with_prior.prior_basis,
        {{ comparability('with_prior.actual_yuan', 'with_prior.prior_year_yuan', 'with_prior.prior_basis', 'reorganised.reorganised_by') }}
            as comparability,
        reorganised.reorganised_by as comparability_reason,
        with_prior.document_id
    from with_prior
    inner join departments on with_prior.department_id = departments.department_id
    left join reorganised
        on with_prior.department_id = reorganised.department_id and with_prior.fiscal_year = reorganised.fiscal_year
)

select * from compared
