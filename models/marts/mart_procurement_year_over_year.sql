with facts as (
    select * from {{ ref('fct_procurement') }}
    where is_current
),

departments as (
    select * from {{ ref('dim_department') }}
),

implied as (
    {{ implied_prior('procurement_') }}
),

with_prior as (
    select
        facts.*,
        whole.amount_yuan as whole_yuan,
        coalesce(before.amount_yuan, implied.implied_yuan) as prior_year_yuan,
        {{ prior_basis('before.amount_yuan', 'implied.implied_yuan') }} as prior_basis
    from facts
    left join facts as whole
        on facts.document_id = whole.document_id and whole.item_code = 'total'
    left join facts as before
        on
            facts.department_id = before.department_id
            and facts.item_code = before.item_code
            and facts.fiscal_year = before.fiscal_year + 1
    left join implied
        on facts.document_id = implied.document_id and facts.item_code = implied.item_code
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
        with_prior.amount_yuan,
        {{ percent_of('with_prior.amount_yuan', 'with_prior.whole_yuan') }} as share_of_total_pct,
        with_prior.printed_share_pct,
        with_prior.share_of_item_code,
        with_prior.prior_year_yuan,
        with_prior.amount_yuan - with_prior.prior_year_yuan as change_yuan,
        {{ growth_pct('with_prior.amount_yuan', 'with_prior.prior_year_yuan', 'reorganised.reorganised_by') }} as change_pct,
        with_prior.prior_basis,
        {{ comparability('with_prior.amount_yuan', 'with_prior.prior_year_yuan', 'with_prior.prior_basis', 'reorganised.reorganised_by') }}
            as comparability,
        reorganised.reorganised_by as comparability_reason,
        with_prior.document_id
    from with_prior
    inner join departments on with_prior.department_id = departments.department_id
    left join reorganised
        on with_prior.department_id = reorganised.department_id and with_prior.fiscal_year = reorganised.fiscal_year
)

select * from compared
