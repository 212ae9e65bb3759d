-- What a department opens and closes a year with, in all (form 1) and by fund (form 4).
with facts as (
    select * from {{ ref('fct_balance') }}
    where is_current and line_role in ('opening', 'closing')
),

departments as (
    select * from {{ ref('dim_department') }}
),

reorganised as (
    select * from {{ ref('int_years__reorganised') }}
),

keyed as (
    select
        department_id,
        fiscal_year,
        case
            when form_no = 1 then 'all'
            when column_key in ('general_public', 'government_fund', 'state_capital') then column_key
            when column_key = 'total' then 'fiscal'
            else coalesce(fund_code, 'fiscal')
        end as fund_code,
        case when side = 'income' then 'opening' else 'closing' end as balance_code,
        document_id,
        cell_id,
        amount_yuan,
        half_unit_yuan
    from facts
),

with_prior as (
    select
        keyed.*,
        before.amount_yuan as prior_year_yuan,
        closed.amount_yuan as prior_closing_yuan,
        {{ same_number_bound('keyed.half_unit_yuan', 'closed.half_unit_yuan') }} as rounding_yuan
    from keyed
    left join keyed as before
        on
            keyed.department_id = before.department_id
            and keyed.fiscal_year = before.fiscal_year + 1
            and keyed.fund_code = before.fund_code
            and keyed.balance_code = before.balance_code
    left join keyed as closed
        on
            keyed.department_id = closed.department_id
            and keyed.fiscal_year = closed.fiscal_year + 1
            and keyed.fund_code = closed.fund_code
            and keyed.balance_code = 'opening'
            and closed.balance_code = 'closing'
),

compared as (
    select
        with_prior.department_id,
        with_prior.fiscal_year,
        with_prior.fund_code,
        with_prior.balance_code,
        departments.department_name,
        with_prior.amount_yuan,
        with_prior.prior_year_yuan,
        with_prior.amount_yuan - with_prior.prior_year_yuan as change_yuan,
        {{ growth_pct('with_prior.amount_yuan', 'with_prior.prior_year_yuan', 'reorganised.reorganised_by') }} as change_pct,
        -- what this year opens with, less what last year closed with: anything but zero was restated, and
        -- what the rounding of one of two units takes is none
        case
            when abs(with_prior.amount_yuan - with_prior.prior_closing_yuan) <= with_prior.rounding_yuan
                then cast(0 as decimal(20, 2))
            else with_prior.amount_yuan - with_prior.prior_closing_yuan
        end as restated_yuan,
        {{
            comparability(
                'with_prior.amount_yuan', 'with_prior.prior_year_yuan', "'disclosed'", 'reorganised.reorganised_by'
            )
        }} as comparability,
        reorganised.reorganised_by as comparability_reason,
        with_prior.document_id,
        with_prior.cell_id
    from with_prior
    inner join departments on with_prior.department_id = departments.department_id
    left join reorganised
        on with_prior.department_id = reorganised.department_id and with_prior.fiscal_year = reorganised.fiscal_year
)

select * from compared
