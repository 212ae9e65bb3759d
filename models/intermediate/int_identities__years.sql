-- Two years of one department against each other; evaluated as soon as both are loaded.
with documents as (
    select * from {{ ref('dim_document') }}
    where is_current
),

cells as (
    select
        cells.* {{ leaving_out('amount_yuan') }},
        {{ amount_of('cells') }} as amount_yuan,
        documents.department_id,
        documents.fiscal_year
    from {{ ref('int_cells__repaired') }} as cells
    inner join documents on cells.document_id = documents.document_id
),

identities as (
    select * from {{ ref('identities') }}
),

years as (
    select * from {{ ref('int_years__pairs') }}
),

carry_over as (
    select
        carried_over.document_id,
        'Y-OPEN-CLOSE' as identity_id,
        carried_over.scope,
        coalesce(carried_over.opening_yuan, 0) as printed_yuan,
        coalesce(carried_over.closing_yuan, 0) as computed_yuan,
        cast(
            {{ same_number_bound('carried_over.opening_half_yuan', 'carried_over.closing_half_yuan') }} as decimal(20, 4)
        ) as bound_yuan,
        cast(
            2 * greatest(carried_over.opening_half_yuan, carried_over.closing_half_yuan) as decimal(20, 4)
        ) as unit_yuan,
        case
            when years.prior_document_id is null then 'the year before is not loaded'
            when years.reorganised_by is not null then 'the department was reorganised: ' || years.reorganised_by
            when carried_over.reason is not null then carried_over.reason
            when carried_over.opening_yuan is null or carried_over.closing_yuan is null
                then 'an operand has no readable amount'
        end as reason
    from {{ ref('int_years__carried_over') }} as carried_over
    inner join years on carried_over.document_id = years.document_id
),

implied as (
    select
        years.document_id,
        'Y-PRIOR-EQ' as identity_id,
        concat_ws('.', implied.measure_key, implied.code) as scope,
        implied.implied_yuan as printed_yuan,
        coalesce(last_year.amount_yuan, 0) as computed_yuan,
        cast(implied.half_width_yuan + coalesce(last_year.half_unit_yuan, 0) as decimal(20, 4)) as bound_yuan,
        cast(0 as decimal(20, 4)) as unit_yuan,
        case
            when years.prior_document_id is null then 'the year before is not loaded'
            when years.reorganised_by is not null then 'the department was reorganised: ' || years.reorganised_by
            when moved.moved_by is not null then 'the code was moved: ' || moved.moved_by
            when last_year.cell_id is null then 'the year before does not print it'
            when last_year.amount_yuan is null then 'an operand has no readable amount'
        end as reason
    from {{ ref('int_measures__implied_prior') }} as implied
    inner join years on implied.document_id = years.document_id
    left join {{ ref('int_codes__moved') }} as moved
        on implied.code = moved.function_code and years.fiscal_year = moved.fiscal_year
    left join cells as last_year
        on
            years.prior_document_id = last_year.document_id
            and {{ prints_measure('last_year', 'implied') }}
            and implied.printed_code is not distinct from last_year.code
),

totals as (
    select
        document_id,
        max(amount_yuan) filter (where line_key = 'L27') as income_yuan,
        max(amount_yuan) filter (where line_key = 'L57') as expenditure_yuan,
        max(amount_yuan) filter (where line_key = 'L29') as opening_yuan,
        max(half_unit_yuan) filter (where line_key = 'L29') as opening_half_yuan
    from cells
    where form_no = 1
    group by document_id
),

-- a slip between 万元 and 元 shows as a jump by a factor of ten thousand
jumps as (
    select
        years.document_id,
        'Y-UNIT' as identity_id,
        '本年支出合计' as scope,
        now_total.expenditure_yuan as printed_yuan,
        case
            when now_total.expenditure_yuan between prior_total.expenditure_yuan * 0.001 and prior_total.expenditure_yuan * 1000
                then now_total.expenditure_yuan
            else prior_total.expenditure_yuan
        end as computed_yuan,
        cast(0 as decimal(20, 4)) as bound_yuan,
        cast(0 as decimal(20, 4)) as unit_yuan,
        case
            when years.prior_document_id is null then 'the year before is not loaded'
            when years.reorganised_by is not null then 'the department was reorganised: ' || years.reorganised_by
            when coalesce(now_total.expenditure_yuan, 0) = 0 or coalesce(prior_total.expenditure_yuan, 0) = 0
                then 'no expenditure to compare'
        end as reason
    from years
    left join totals as now_total on years.document_id = now_total.document_id
    left join totals as prior_total on years.prior_document_id = prior_total.document_id
),

-- the parts that the prose compares must be the whole of this year, or last year has parts unknown
stated_parts as (
    select
        implied.document_id,
        sum(cells.amount_yuan) filter (where implied.form_no = 1) as income_yuan,
        sum(cells.half_unit_yuan) filter (where implied.form_no = 1) as income_half_yuan,
        sum(cells.amount_yuan) filter (where implied.form_no = 3) as expenditure_yuan,
        sum(cells.half_unit_yuan) filter (where implied.form_no = 3) as expenditure_half_yuan
    from {{ ref('int_measures__implied_prior') }} as implied
    inner join cells
        on
            implied.document_id = cells.document_id
            and implied.measure_key = cells.line_key
            and cells.form_no = 0
            and cells.column_key = 'value'
            and cells.row_kind = 'statement'
    where
        implied.code is null
        and ((implied.form_no = 1 and starts_with(implied.measure_key, 'income_')) or implied.form_no = 3)
    group by implied.document_id
),

implied_income as (
    select
        document_id,
        sum(implied_yuan) as implied_yuan,
        sum(half_width_yuan) as half_width_yuan
    from {{ ref('int_measures__implied_prior') }}
    where form_no = 1 and starts_with(measure_key, 'income_')
    group by document_id
),

implied_expenditure as (
    select
        document_id,
        sum(implied_yuan) as implied_yuan,
        sum(half_width_yuan) as half_width_yuan
    from {{ ref('int_measures__implied_prior') }}
    where form_no = 3 and code is null
    group by document_id
),

-- kinds of income that the year before had and this year's prose does not compare; L0 is that of all funds
uncompared as (
    select
        years.document_id,
        count(*) as income_lines
    from years
    inner join cells as last_year
        on
            years.prior_document_id = last_year.document_id
            and last_year.form_no = 1
            and last_year.line_key in ('L0', 'L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'L7', 'L8')
            and last_year.amount_yuan != 0
    left join {{ ref('int_measures__implied_prior') }} as implied
        on
            years.document_id = implied.document_id
            and implied.form_no = 1
            and implied.code is null
            and case
                when last_year.line_key = 'L0' then implied.line_key in ('L1', 'L2', 'L3')
                else implied.line_key = last_year.line_key
            end
    where implied.document_id is null
    group by years.document_id
),

openings as (
    select
        years.document_id,
        'Y-PRIOR-OPEN' as identity_id,
        '' as scope,
        totals.opening_yuan - (implied_income.implied_yuan - implied_expenditure.implied_yuan) as printed_yuan,
        coalesce(prior_totals.opening_yuan, 0) as computed_yuan,
        cast(
            implied_income.half_width_yuan + implied_expenditure.half_width_yuan
            + totals.opening_half_yuan + coalesce(prior_totals.opening_half_yuan, 0) as decimal(20, 4)
        ) as bound_yuan,
        cast(0 as decimal(20, 4)) as unit_yuan,
        case
            when years.prior_document_id is null then 'the year before is not loaded'
            when years.reorganised_by is not null then 'the department was reorganised: ' || years.reorganised_by
            when
                abs(stated_parts.income_yuan - totals.income_yuan) > stated_parts.income_half_yuan
                or abs(stated_parts.expenditure_yuan - totals.expenditure_yuan) > stated_parts.expenditure_half_yuan
                then 'the prose does not compare every part'
            when uncompared.income_lines > 0
                then 'the year before had income that the prose does not compare'
        end as reason
    from years
    inner join stated_parts on years.document_id = stated_parts.document_id
    inner join totals on years.document_id = totals.document_id
    inner join implied_income on years.document_id = implied_income.document_id
    inner join implied_expenditure on years.document_id = implied_expenditure.document_id
    left join totals as prior_totals on years.prior_document_id = prior_totals.document_id
    left join uncompared on years.document_id = uncompared.document_id
),

compared as (
    {{ stacked(
        [
            'document_id', 'identity_id', 'scope', 'printed_yuan', 'computed_yuan', 'bound_yuan', 'unit_yuan', 'reason'
        ],
        [
            'carry_over', 'implied', 'jumps', 'openings'
        ]
    ) }}
)

select
    compared.document_id,
    compared.identity_id,
    compared.scope,
    cast(compared.printed_yuan as decimal(20, 2)) as printed_yuan,
    cast(compared.computed_yuan as decimal(20, 2)) as computed_yuan,
    cast(compared.printed_yuan - compared.computed_yuan as decimal(20, 2)) as difference_yuan,
    compared.bound_yuan,
    {{ state_of('(compared.printed_yuan - compared.computed_yuan)', 'compared.bound_yuan', 'compared.reason') }} as state,
    -- one unit in the last place between two printings is a note of rounding, not an error
    case
        when
            identities.severity = 'error'
            and compared.reason is null
            and abs(compared.printed_yuan - compared.computed_yuan) > compared.bound_yuan
            and abs(compared.printed_yuan - compared.computed_yuan) <= compared.unit_yuan
            then 'warn'
        else identities.severity
    end as severity,
    compared.reason
from compared
inner join identities on compared.identity_id = identities.identity_id
