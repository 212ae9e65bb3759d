-- What a year began with, by line and by code, beside what the year before left of it.
with cells as (
    select
        cells.* {{ leaving_out('amount_yuan') }},
        {{ amount_of('cells') }} as amount_yuan
    from {{ ref('int_cells__repaired') }} as cells
    inner join {{ ref('dim_document') }} as documents on cells.document_id = documents.document_id
    where documents.is_current and cells.form_no in (1, 4, 5, 7, 8)
),

years as (
    select * from {{ ref('int_years__pairs') }}
),

-- which line of this year must equal which line of the year before
carried as (
    select *
    from (
        values
        ('T1 年初结转和结余', 1, 'L29', 'amount', 'L59', 'amount'),
        ('T4 年初财政拨款结转和结余', 4, 'L28', 'amount', 'L60', 'total'),
        ('T4 一般公共预算', 4, 'L29', 'amount', 'L60', 'general_public'),
        ('T4 政府性基金预算', 4, 'L30', 'amount', 'L60', 'government_fund'),
        ('T4 国有资本经营预算', 4, 'L31', 'amount', 'L60', 'state_capital')
    ) as pairs (scope, form_no, opening_line, opening_column, closing_line, closing_column)
),

carried_lines as (
    select
        years.document_id,
        carried.scope,
        opening.amount_yuan as opening_yuan,
        closing.amount_yuan as closing_yuan,
        opening.half_unit_yuan as opening_half_yuan,
        closing.half_unit_yuan as closing_half_yuan,
        case
            when opening.cell_id is null or closing.cell_id is null then 'a line is not printed'
        end as reason
    from years
    cross join carried
    left join cells as opening
        on
            years.document_id = opening.document_id
            and carried.form_no = opening.form_no
            and carried.opening_line = opening.line_key
            and carried.opening_column = opening.column_key
    left join cells as closing
        on
            years.prior_document_id = closing.document_id
            and carried.form_no = closing.form_no
            and carried.closing_line = closing.line_key
            and carried.closing_column = closing.column_key
),

-- forms 7 and 8, and in some places 5, print what each code began with, and what it left
coded as (
    select
        *,
        coalesce(code, '合计') as code_or_total
    from cells
    where form_no in (5, 7, 8) and column_key in ('opening', 'closing') and (code is not null or row_kind = 'total')
),

carried_codes as (
    select
        opening.document_id,
        'T' || opening.form_no || ' ' || opening.code_or_total as scope,
        opening.amount_yuan as opening_yuan,
        -- a code that was not printed the year before left nothing
        case when closing.cell_id is null then cast(0 as decimal(20, 2)) else closing.amount_yuan end as closing_yuan,
        opening.half_unit_yuan as opening_half_yuan,
        coalesce(closing.half_unit_yuan, opening.half_unit_yuan) as closing_half_yuan,
        case
            when total.cell_id is null then 'the year before does not print it'
            when moved.moved_by is not null then 'the code was moved: ' || moved.moved_by
        end as reason
    from coded as opening
    inner join years on opening.document_id = years.document_id
    left join {{ ref('int_codes__moved') }} as moved
        on opening.code = moved.function_code and years.fiscal_year = moved.fiscal_year
    left join coded as total
        on
            years.prior_document_id = total.document_id
            and opening.form_no = total.form_no
            and total.column_key = 'closing'
            and total.row_kind = 'total'
    left join coded as closing
        on
            years.prior_document_id = closing.document_id
            and opening.form_no = closing.form_no
            and opening.code_or_total = closing.code_or_total
            and closing.column_key = 'closing'
    where opening.column_key = 'opening'
)

{{ stacked(
    [
        'document_id', 'scope', 'opening_yuan', 'closing_yuan', 'opening_half_yuan', 'closing_half_yuan', 'reason'
    ],
    [
        'carried_lines', 'carried_codes'
    ]
) }}
