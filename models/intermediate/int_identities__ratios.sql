-- A printed percentage holds when its interval meets that of the quotient; a zero base is degenerate, never 0%.
with instances as (
    select * from {{ ref('int_ratios__instances') }}
),

identities as (
    select * from {{ ref('identities') }}
),

quotients as (
    select
        *,
        case
            when denominator != 0
                then least({{ ratio('numerator * 100', 'denominator') }}, coalesce(ceiling_pct, 1e9))
        end as computed_pct,
        case
            when abs(denominator) > denominator_half
                then least(
                    {{ ratio('greatest(abs(numerator) - numerator_half, 0) * 100', '(abs(denominator) + denominator_half)') }},
                    coalesce(ceiling_pct, 1e9)
                )
        end as lowest_pct,
        case
            when abs(denominator) > denominator_half
                then least(
                    {{ ratio('(abs(numerator) + numerator_half) * 100', '(abs(denominator) - denominator_half)') }},
                    coalesce(ceiling_pct, 1e9)
                )
        end as highest_pct
    from instances
),

judged as (
    select
        quotients.document_id,
        quotients.identity_id,
        quotients.scope,
        quotients.printed_pct,
        quotients.computed_pct,
        quotients.printed_half + (quotients.highest_pct - quotients.lowest_pct) / 2 as bound_pct,
        case
            when quotients.printed_pct is null then 'the percentage cannot be read'
            when quotients.denominator = 0 then 'zero base'
            when quotients.numerator is null or quotients.denominator is null then 'a figure of the ratio cannot be read'
        end as reason,
        case
            when quotients.printed_pct is null then 'not_evaluable'
            when quotients.denominator = 0 then 'degenerate'
            when quotients.numerator is null or quotients.denominator is null then 'not_evaluable'
            when abs(quotients.printed_pct - quotients.computed_pct) <= quotients.printed_half then 'exact'
            when
                quotients.printed_pct - quotients.printed_half <= quotients.highest_pct
                and quotients.printed_pct + quotients.printed_half >= quotients.lowest_pct
                then 'rounding'
            else 'fail'
        end as state,
        identities.severity,
        {% call list_of() %}
            'printed=' || cast(quotients.printed_pct as string) || '%',
            'numerator=' || coalesce(cast(quotients.numerator as string), ''),
            'denominator=' || coalesce(cast(quotients.denominator as string), '')
        {% endcall %} as operands
    from quotients
    inner join identities on quotients.identity_id = identities.identity_id
)

select
    document_id,
    identity_id,
    scope,
    cast(printed_pct as decimal(20, 2)) as printed_yuan,
    cast(computed_pct as decimal(20, 2)) as computed_yuan,
    cast(printed_pct as decimal(20, 2)) - cast(computed_pct as decimal(20, 2)) as difference_yuan,
    cast(bound_pct as decimal(20, 4)) as bound_yuan,
    state,
    severity,
    reason,
    operands
from judged
