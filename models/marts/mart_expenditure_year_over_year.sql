{{ config(post_hook="{{ names_of_functions() }}") }}
with cells as (
    select * from {{ ref('int_form_cells__publishable') }}
    where
        is_current
        and form_no in (3, 5, 7, 8)
        and nature_code not in ('opening', 'income', 'closing')
        and row_kind in ('total', 'class', 'group', 'item')
),

functions as (
    select * from {{ ref('dim_function') }}
),

departments as (
    select * from {{ ref('dim_department') }}
),

documents as (
    select * from {{ ref('dim_document') }}
    where is_current
),

implied as (
    -- form 1 states the expenditure of the year, which is the total row of form 3, form 4 that of each fund, which is
    -- that of forms 5, 7 and 8
    select
        keyed.document_id,
        case keyed.form_no
            when 1 then 'all'
            when 3 then 'all'
            when 4 then keyed.column_key
            when 5 then 'general_public'
            when 7 then 'government_fund'
            when 8 then 'state_capital'
        end as fund_code,
        case when keyed.form_no in (1, 4) then 'total' else keyed.column_key end as nature_code,
        coalesce(keyed.code, 'total') as function_code,
        published.amount_yuan as implied_yuan
    from {{ ref('fct_implied_value') }} as published
    inner join {{ ref('int_measures__implied_prior') }} as keyed
        on
            published.document_id = keyed.document_id
            and published.measure_key = keyed.measure_key
            and published.value_statement_no = keyed.value_statement_no
    where
        published.base = 'prior_year_actual'
        and (
            keyed.form_no in (3, 5, 7, 8)
            or (keyed.form_no = 1 and keyed.line_key = 'L57')
            or (keyed.form_no = 4 and keyed.column_key in ('general_public', 'government_fund', 'state_capital'))
        )
),

this_year as (
    select
        department_id,
        fiscal_year,
        fund_code,
        nature_code,
        coalesce(code, 'total') as function_code,
        is_leaf,
        document_id,
        cell_id,
        amount_yuan
    from cells
),

last_year as (
    select
        this_year.department_id,
        this_year.fiscal_year + 1 as fiscal_year,
        this_year.fund_code,
        this_year.nature_code,
        this_year.function_code,
        this_year.is_leaf,
        this_year.amount_yuan,
        documents.document_id
    from this_year
    -- only where the department published the year after: else there is nothing to compare with
    inner join documents
        on
            this_year.department_id = documents.department_id
            and this_year.fiscal_year + 1 = documents.fiscal_year
),

joined as (
    select
        coalesce(this_year.department_id, last_year.department_id) as department_id,
        coalesce(this_year.fiscal_year, last_year.fiscal_year) as fiscal_year,
        coalesce(this_year.fund_code, last_year.fund_code) as fund_code,
        coalesce(this_year.nature_code, last_year.nature_code) as nature_code,
        coalesce(this_year.function_code, last_year.function_code) as function_code,
        coalesce(this_year.is_leaf, last_year.is_leaf) as is_leaf,
        coalesce(this_year.document_id, last_year.document_id) as document_id,
        this_year.cell_id,
        this_year.amount_yuan,
        last_year.amount_yuan as disclosed_prior_yuan
    from this_year
    full outer join last_year
        on
            this_year.department_id = last_year.department_id
            and this_year.fiscal_year = last_year.fiscal_year
            and this_year.fund_code = last_year.fund_code
            and this_year.nature_code = last_year.nature_code
            and this_year.function_code = last_year.function_code
),

with_prior as (
    select
        joined.*,
        coalesce(joined.disclosed_prior_yuan, implied.implied_yuan) as prior_year_yuan,
        {{ prior_basis('joined.disclosed_prior_yuan', 'implied.implied_yuan') }} as prior_basis
    from joined
    left join implied
        on
            joined.document_id = implied.document_id
            and joined.fund_code = implied.fund_code
            and joined.nature_code = implied.nature_code
            and joined.function_code = implied.function_code
),

reorganised as (
    select * from {{ ref('int_years__reorganised') }}
),

moved as (
    select * from {{ ref('int_codes__moved') }}
),

compared as (
    select
        with_prior.department_id,
        with_prior.fiscal_year,
        with_prior.fund_code,
        with_prior.nature_code,
        with_prior.function_code,
        departments.department_name,
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
