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

published as (
    select
        *,
        cast(printed_pct as decimal(20, 2)) as published_printed_pct,
        cast(computed_pct as decimal(20, 2)) as published_computed_pct
    from quotients
),

reaches as (
    select
        *,
        printed_half + abs(published_printed_pct - printed_pct) + highest_pct - published_computed_pct as upward_pct,
        printed_half + abs(published_printed_pct - printed_pct) + published_computed_pct - lowest_pct as downward_pct
    from published
),

-- the interval of a quotient reaches further up than down: the bound is that on the side of the difference
bounded as (
    select
        *,
        case
            when published_printed_pct > published_computed_pct then upward_pct
            when published_printed_pct < published_computed_pct then downward_pct
            else greatest(upward_pct, downward_pct)
        end as bound_pct,
        case
            when printed_pct is null then 'the percentage cannot be read'
            when denominator = 0 then 'zero base'
            when numerator is null or denominator is null then 'a figure of the ratio cannot be read'
            -- what is implied may be zero as well: then any percentage may be right
            when abs(denominator) <= denominator_half then 'the base is no larger than its rounding'
        end as reason
    from reaches
),

judged as (
    select
        bounded.document_id,
        bounded.identity_id,
        bounded.scope,
        bounded.published_printed_pct,
        bounded.published_computed_pct,
        -- not rounded down: what lies inside the interval lies inside the bound
        ceil(bounded.bound_pct * 10000) / 10000 as bound_pct,
        bounded.reason,
        case
            when bounded.reason = 'zero base' then 'degenerate'
            when bounded.reason is not null then 'not_evaluable'
            when abs(bounded.printed_pct - bounded.computed_pct) <= bounded.printed_half then 'exact'
            when
                bounded.printed_pct - bounded.printed_half <= bounded.highest_pct
                and bounded.printed_pct + bounded.printed_half >= bounded.lowest_pct
                then 'rounding'
            else 'fail'
        end as state,
        identities.severity,
        {% call list_of() %}
            'printed=' || cast(bounded.printed_pct as string) || '%',
            'numerator=' || coalesce(cast(bounded.numerator as string), ''),
            'denominator=' || coalesce(cast(bounded.denominator as string), '')
        {% endcall %} as operands
    from bounded
    inner join identities on bounded.identity_id = identities.identity_id
)

select
    document_id,
    identity_id,
    scope,
    published_printed_pct as printed_yuan,
    published_computed_pct as computed_yuan,
    published_printed_pct - published_computed_pct as difference_yuan,
    cast(bound_pct as decimal(20, 4)) as bound_yuan,
    state,
    severity,
    reason,
    operands
from judged
