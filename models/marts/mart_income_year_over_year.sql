{{ config(post_hook="{{ names_of_functions() }}") }}
with cells as (
    select * from {{ ref('int_form_cells__publishable') }}
    where is_current and form_no = 2 and row_kind in ('total', 'class', 'group', 'item')
),

functions as (
    select * from {{ ref('dim_function') }}
),

departments as (
    select * from {{ ref('dim_department') }}
),

reorganised as (
    select * from {{ ref('int_years__reorganised') }}
),

moved as (
    select * from {{ ref('int_codes__moved') }}
),

this_year as (
    select
        department_id,
        fiscal_year,
        item_code as source_code,
        coalesce(code, 'total') as function_code,
        column_name as source_name,
        is_leaf,
        document_id,
        cell_id,
        amount_yuan
    from cells
),

implied as (
    {{ implied_prior('income_') }}
),

with_prior as (
    select
        this_year.*,
        coalesce(before.amount_yuan, implied.implied_yuan) as prior_year_yuan,
        {{ prior_basis('before.amount_yuan', 'implied.implied_yuan') }} as prior_basis
    from this_year
    left join this_year as before
        on
            this_year.department_id = before.department_id
            and this_year.fiscal_year = before.fiscal_year + 1
            and this_year.source_code = before.source_code
            and this_year.function_code = before.function_code
    left join implied
        on
            this_year.document_id = implied.document_id
            and this_year.source_code = case implied.item_code when 'fiscal' then 'fiscal_appropriation' else implied.item_code end
            and this_year.function_code = 'total'
),

compared as (
    select
        with_prior.department_id,
        with_prior.fiscal_year,
        with_prior.source_code,
        with_prior.function_code,
        departments.department_name,
        with_prior.source_name,
        functions.function_name,
        functions.level_name,
        with_prior.is_leaf,
        with_prior.amount_yuan,
        with_prior.prior_year_yuan,
        with_prior.amount_yuan - with_prior.prior_year_yuan as change_yuan,
        {{ growth_pct('with_prior.amount_yuan', 'with_prior.prior_year_yuan', 'reorganised.reorganised_by', 'moved.moved_by') }}
            as change_pct,
        with_prior.prior_basis,
        {{
            comparability(
                'with_prior.amount_yuan', 'with_prior.prior_year_yuan', 'with_prior.prior_basis',
                'reorganised.reorganised_by', 'moved.moved_by'
            )
        }} as comparability,
        coalesce(reorganised.reorganised_by, moved.moved_by) as comparability_reason,
        with_prior.document_id,
        with_prior.cell_id
    from with_prior
    inner join departments on with_prior.department_id = departments.department_id
    left join functions on with_prior.function_code = functions.function_code
    left join reorganised
        on with_prior.department_id = reorganised.department_id and with_prior.fiscal_year = reorganised.fiscal_year
    left join moved
        on with_prior.function_code = moved.function_code and with_prior.fiscal_year = moved.fiscal_year
)

select * from compared
