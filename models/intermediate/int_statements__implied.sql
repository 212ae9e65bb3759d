-- What a stated value and its stated change imply for last year or for the initial budget, of each code that is named.
with statements as (
    select * from {{ ref('stg_raw__statements') }}
    -- an amount that cannot be read implies nothing
    where measure_key is not null and figure_kind = 'amount' and amount_yuan is not null
),

codes as (
    select * from {{ ref('int_statements__codes') }}
),

same_number as (
    {{ same_number() }}
),

paired as (
    select
        changes.document_id,
        changes.measure_key,
        case when {{ names_a_code('changes.measure_key') }} then changes.subject else '' end as item_name,
        codes.code,
        changes.base,
        changes.statement_no as change_statement_no,
        changes.amount_yuan as change_yuan,
        values_stated.statement_no as value_statement_no,
        values_stated.amount_yuan as value_yuan,
        -- prose drops trailing zeros: two decimals of the unit are declared, whatever is printed
        changes.yuan_factor / 200.0 + values_stated.yuan_factor / 200.0 as half_width_yuan,
        row_number() over (
            partition by changes.document_id, changes.statement_no
            order by values_stated.statement_no desc
        ) as nearness
    from statements as changes
    inner join same_number on changes.measure_key = same_number.measure_key
    inner join statements as values_stated
        on
            changes.document_id = values_stated.document_id
            and same_number.stated_as = values_stated.measure_key
            and (
                changes.measure_key != values_stated.measure_key
                or changes.subject is not distinct from values_stated.subject
            )
            and values_stated.relation = 'value'
            and values_stated.statement_no < changes.statement_no
    left join codes
        on
            values_stated.document_id = codes.document_id
            and values_stated.statement_no = codes.statement_no
    where changes.relation = 'change' and changes.base in ('prior_year_actual', 'initial_budget')
),

implied as (
    select
        document_id,
        measure_key,
        item_name,
        code,
        base,
        value_statement_no,
        change_statement_no,
        value_yuan,
        change_yuan,
        cast(value_yuan - change_yuan as decimal(20, 2)) as implied_yuan,
        cast(half_width_yuan as decimal(20, 4)) as half_width_yuan,
        row_number() over (
            -- one code may be named in two ways
            partition by document_id, measure_key, coalesce(code, item_name), base order by change_statement_no
        ) as mention_no
    from paired
    where nearness = 1
),

first_mention as (
    select * {{ leaving_out('mention_no') }}
    from implied
    where mention_no = 1
)

select * from first_mention
