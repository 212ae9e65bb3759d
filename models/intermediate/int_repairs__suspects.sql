-- Cells whose single correction would satisfy every equation they stand in, best explanation first.
with constraints as (
    select * from {{ ref('int_repairs__constraints') }}
),

touched as (
    select distinct
        document_id,
        cell_id
    from constraints
    where is_failing or is_unreadable
),

narrowed as (
    select
        constraints.document_id,
        constraints.cell_id,
        any_value(constraints.form_no) as form_no,
        any_value(constraints.kind) as kind,
        any_value(constraints.amount_yuan) as amount_yuan,
        any_value(constraints.half_unit_yuan) as half_unit_yuan,
        max(constraints.lowest_yuan) as lowest_yuan,
        min(constraints.highest_yuan) as highest_yuan,
        count(*) filter (where constraints.is_failing or constraints.is_unreadable) as explained_count,
        count(distinct constraints.identity_id) filter (where constraints.is_failing or constraints.is_unreadable)
            as witness_count,
        count(*) as equation_count,
        list(
            distinct constraints.identity_id
            || case when constraints.scope = '' then '' else ' (' || constraints.scope || ')' end
        ) filter (where constraints.is_failing or constraints.is_unreadable) as witnesses
    from constraints
    inner join touched
        on constraints.document_id = touched.document_id and constraints.cell_id = touched.cell_id
    group by constraints.document_id, constraints.cell_id
),

-- amounts are printed in whole last digits: count those inside the interval
counted as (
    select
        *,
        greatest(2 * half_unit_yuan, 0.01) as unit_yuan
    from narrowed
    where lowest_yuan <= highest_yuan
),

valued as (
    select
        *,
        cast(ceil(lowest_yuan / unit_yuan) * unit_yuan as decimal(20, 2)) as first_yuan,
        cast(floor(highest_yuan / unit_yuan) * unit_yuan as decimal(20, 2)) as last_yuan
    from counted
),

possible as (
    select
        *,
        first_yuan = last_yuan as is_determined
    from valued
    where first_yuan <= last_yuan
),

-- of the cells that could explain an equation, the one that explains most others is the likeliest
rivals as (
    select
        constraints.document_id,
        constraints.identity_id,
        constraints.scope,
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
    where constraints.is_failing or constraints.is_unreadable
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
    possible.document_id,
    possible.cell_id,
    possible.form_no,
    possible.kind,
    possible.amount_yuan as printed_yuan,
    possible.first_yuan as lowest_yuan,
    possible.last_yuan as highest_yuan,
    possible.is_determined,
    possible.explained_count,
    possible.witness_count,
    possible.equation_count,
    possible.witnesses,
    ranked.is_best,
    ranked.is_only,
    row_number() over (
        partition by possible.document_id
        order by possible.explained_count desc, possible.is_determined desc, possible.equation_count desc, possible.cell_id
    ) as suspicion_rank
from possible
inner join ranked
    on possible.document_id = ranked.document_id and possible.cell_id = ranked.cell_id
