-- Cells whose single correction would satisfy every equation they stand in, best explanation first.
{% set instance -%}
    constraints.identity_id || case when constraints.scope = '' then '' else ' (' || constraints.scope || ')' end
{%- endset %}
with constraints as (
    select
        *,
        is_failing or is_unreadable as is_open
    from {{ ref('int_repairs__constraints') }}
),

cells as (
    select
        cell_id,
        printed_text
    from {{ ref('int_cells__printed') }}
),

units as (
    select
        cell_id,
        yuan_factor
    from {{ ref('stg_raw__form_cells') }}
),

-- the tables must all be satisfied; the prose is a witness, not a judge
tables_say as (
    select
        document_id,
        cell_id,
        any_value(form_no) as form_no,
        any_value(kind) as kind,
        any_value(amount_yuan) as amount_yuan,
        any_value(half_unit_yuan) as half_unit_yuan,
        count(*) as equation_count,
        coalesce(max(lowest_yuan) filter (where not is_prose), -1e15) as lowest_yuan,
        coalesce(min(highest_yuan) filter (where not is_prose), 1e15) as highest_yuan
    from constraints
    group by document_id, cell_id
),

prose_says as (
    select
        constraints.document_id,
        constraints.cell_id,
        max(constraints.lowest_yuan) as lowest_yuan,
        min(constraints.highest_yuan) as highest_yuan
    from constraints
    inner join tables_say
        on constraints.document_id = tables_say.document_id and constraints.cell_id = tables_say.cell_id
    where
        constraints.is_prose
        and constraints.lowest_yuan <= tables_say.highest_yuan
        and constraints.highest_yuan >= tables_say.lowest_yuan
    group by constraints.document_id, constraints.cell_id
    having max(constraints.lowest_yuan) <= min(constraints.highest_yuan)
),

narrowed as (
    select
        tables_say.* {{ leaving_out('lowest_yuan, highest_yuan') }},
        greatest(tables_say.lowest_yuan, coalesce(prose_says.lowest_yuan, tables_say.lowest_yuan)) as lowest_yuan,
        least(tables_say.highest_yuan, coalesce(prose_says.highest_yuan, tables_say.highest_yuan)) as highest_yuan
    from tables_say
    left join prose_says
        on tables_say.document_id = prose_says.document_id and tables_say.cell_id = prose_says.cell_id
),

-- amounts are printed in whole last digits: those inside the interval are the possible values
valued as (
    select
        *,
        cast(ceil({{ ratio('lowest_yuan', 'unit_yuan') }}) * unit_yuan as decimal(20, 2)) as first_yuan,
        cast(floor({{ ratio('highest_yuan', 'unit_yuan') }}) * unit_yuan as decimal(20, 2)) as last_yuan
    from (
        select
            *,
            greatest(2 * half_unit_yuan, 0.01) as unit_yuan
        from narrowed
        where lowest_yuan <= highest_yuan and lowest_yuan > -1e15 and highest_yuan < 1e15
    ) as counted
),

explained as (
    select
        constraints.document_id,
        constraints.cell_id,
        count(*) as explained_count,
        count(distinct constraints.identity_id) as witness_count,
        {{ listed(instance, order_by=instance, distinct=true) }} as witnesses
    from constraints
    inner join valued
        on constraints.document_id = valued.document_id and constraints.cell_id = valued.cell_id
    where
        constraints.is_open
        and constraints.lowest_yuan <= valued.last_yuan
        and constraints.highest_yuan >= valued.first_yuan
    group by constraints.document_id, constraints.cell_id
),

possible as (
    select
        valued.*,
        explained.explained_count,
        explained.witness_count,
        explained.witnesses,
        cells.printed_text,
        -- an amount of the prose is declared with two decimals of its unit; counts are units themselves
        coalesce(
            units.yuan_factor,
            cast(case when valued.half_unit_yuan > 0.5 then valued.half_unit_yuan * 200 else 1 end as integer)
        ) as yuan_factor,
        valued.first_yuan = valued.last_yuan as is_determined,
        -- statutory amounts are not negative unless printed so
        valued.last_yuan >= 0 or valued.amount_yuan < 0 as is_plausible,
        cast(
            cast(round({{ ratio('abs(valued.amount_yuan) * 100', 'coalesce(units.yuan_factor, 1)') }}) as bigint) as string
        ) as printed_digits
    from valued
    inner join explained
        on valued.document_id = explained.document_id and valued.cell_id = explained.cell_id
    inner join cells on valued.cell_id = cells.cell_id
    left join units on valued.cell_id = units.cell_id
    where valued.first_yuan <= valued.last_yuan
),

-- how few slips of a digit lead from the print to a possible value
possible_digits as (
    select
        possible.document_id,
        possible.cell_id,
        possible.printed_digits,
        cast(
            cast(
                round({{ ratio('abs(possible.first_yuan + steps.step * possible.unit_yuan) * 100', 'possible.yuan_factor') }})
                as bigint
            ) as string
        ) as digits
    from possible
    cross join lateral unnest(
        {{ whole_numbers('least(cast(' ~ ratio('(possible.last_yuan - possible.first_yuan)', 'possible.unit_yuan') ~ ' as bigint), 60)') }}
    ) as steps (step)
),

slips as (
    select
        document_id,
        cell_id,
        min(damerau_levenshtein(digits, printed_digits)) as slips
    from possible_digits
    group by document_id, cell_id
),

likened as (
    select
        possible.*,
        slips.slips
    from possible
    inner join slips on possible.document_id = slips.document_id and possible.cell_id = slips.cell_id
),

-- of the cells that could explain an equation, the one that explains most others is the likeliest
rivals as (
    select
        constraints.document_id,
        constraints.cell_id,
        possible.explained_count,
        max(possible.explained_count)
            over (partition by constraints.document_id, constraints.identity_id, constraints.scope)
            as most_explained,
        count(*) over (
            partition by
                constraints.document_id,
                constraints.identity_id,
                constraints.scope,
                possible.explained_count
        ) as equally_good
    from constraints
    inner join possible
        on constraints.document_id = possible.document_id and constraints.cell_id = possible.cell_id
    where
        constraints.is_open
        and constraints.lowest_yuan <= possible.last_yuan
        and constraints.highest_yuan >= possible.first_yuan
),

ranked as (
    select
        document_id,
        cell_id,
        bool_and(explained_count = most_explained) as is_best,
        bool_and(explained_count = most_explained and equally_good = 1) as is_only
    from rivals
    group by document_id, cell_id
)

select
    likened.document_id,
    likened.cell_id,
    likened.form_no,
    likened.kind,
    likened.printed_text,
    likened.yuan_factor,
    likened.amount_yuan as printed_yuan,
    likened.first_yuan as lowest_yuan,
    likened.last_yuan as highest_yuan,
    likened.is_determined,
    likened.explained_count,
    likened.witness_count,
    likened.equation_count,
    likened.witnesses,
    ranked.is_best,
    ranked.is_only,
    row_number() over (
        partition by likened.document_id
        order by
            likened.explained_count desc,
            likened.is_plausible desc,
            likened.is_determined desc,
            -- nothing printed where a figure is needed is the likeliest loss
            (likened.kind = 'blank') desc,
            likened.slips,
            likened.equation_count desc,
            likened.cell_id asc
    ) as suspicion_rank
from likened
inner join ranked
    on likened.document_id = ranked.document_id and likened.cell_id = ranked.cell_id
