with statements as (
    select * from {{ source('raw', 'statements') }}
),

units as (
    select * from {{ ref('units') }}
),

cleaned as (
    select
        *,
        {{ clean_figure('printed_text') }} as clean_text
    from statements
),

kinds as (
    select
        *,
        {{ figure_kind('clean_text') }} as kind
    from cleaned
),

parsed as (
    select
        *,
        {{ figure_value('clean_text', 'kind') }} as figure_value,
        {{ figure_decimals('clean_text', 'kind') }} as printed_decimals
    from kinds
),

typed as (
    select
        parsed.document_id,
        parsed.statement_no,
        parsed.measure_key,
        parsed.subject,
        parsed.relation,
        parsed.base,
        parsed.direction,
        parsed.figure_kind,
        parsed.printed_text,
        parsed.unit_text,
        parsed.kind,
        -- the sign is in words: 减少 5 is a change of minus 5
        cast(
            case when parsed.direction = 'decrease' then -parsed.figure_value else parsed.figure_value end
            as decimal(20, 6)
        ) as figure_value,
        parsed.printed_decimals,
        case
            when parsed.figure_kind = 'amount'
                then cast(
                    case
                        when parsed.direction = 'decrease' then -parsed.figure_value
                        else parsed.figure_value
                    end * cast(units.yuan_factor as decimal(9, 0)) as decimal(20, 2)
                )
        end as amount_yuan,
        units.yuan_factor,
        parsed.unlinked_reason,
        parsed.section,
        parsed.sentence,
        parsed.paragraph_no,
        parsed.page,
        parsed.source_line
    from parsed
    left join units on parsed.unit_text = units.unit_text
)

select * from typed
