-- What each equation, as printed, says of a cell that stands in one that fails, or is unreadable in one that lacks
-- nothing else: the interval the amount must lie in. Of other cells nobody asks.
{# Both are read where they are needed: of a CTE that is used twice DuckDB keeps every row in memory. #}
{% set operands = ref('int_identities__operands_as_printed') %}
{% set instances = ref('int_identities__arithmetic_as_printed') %}
{% set lacks_one = "instances.unusable_count = 1 and instances.reason = 'an operand has no readable amount'" %}
with cells as (
    select * from {{ ref('int_cells__printed') }}
),

identities as (
    select * from {{ ref('identities') }}
),

touched as (
    select distinct
        operands.document_id,
        operands.cell_id
    from {{ instances }} as instances
    inner join {{ operands }} as operands
        on
            instances.document_id = operands.document_id
            and instances.identity_id = operands.identity_id
            and instances.scope = operands.scope
    where
        instances.relation = 'eq'
        and (instances.state = 'fail' or ({{ lacks_one }} and operands.operand_yuan is null))
),

of_touched as (
    select operands.*
    from {{ operands }} as operands
    semi join touched on operands.document_id = touched.document_id and operands.cell_id = touched.cell_id
),

-- instances in which every operand is readable, or all but one
solvable as (
    select
        instances.*,
        identities.identity_group = 'narrative' as is_prose,
        instances.state = 'fail' as is_failing
    from {{ instances }} as instances
    inner join identities on instances.identity_id = identities.identity_id
    where
        instances.relation = 'eq'
        and (instances.state in ('exact', 'rounding', 'fail') or ({{ lacks_one }}))
),

members as (
    select
        of_touched.document_id,
        of_touched.cell_id,
        of_touched.identity_id,
        of_touched.scope,
        solvable.is_failing,
        solvable.is_prose,
        solvable.difference_yuan,
        solvable.nonzero_bound_yuan,
        solvable.same_number_bound_yuan,
        solvable.is_same_number,
        cells.form_no,
        cells.kind,
        coalesce(cells.amount_yuan, 0) as amount_yuan,
        cells.half_unit_yuan,
        solvable.unusable_count,
        of_touched.operand_side,
        -- how the difference moves when the amount grows by one
        case when of_touched.operand_side = 'printed' then 1 else -1 end * of_touched.sign as slope,
        case
            when coalesce(cells.amount_yuan, 0) != 0 then solvable.is_same_number
            when of_touched.operand_side = 'printed'
                then solvable.printed_nonzero = 0 and solvable.computed_nonzero <= 1
            else solvable.computed_nonzero = 0 and solvable.printed_nonzero <= 1
        end as would_be_same_number,
        case when coalesce(cells.amount_yuan, 0) = 0 then cells.half_unit_yuan else 0 end as own_half_unit_yuan
    from solvable
    inner join of_touched
        on
            solvable.document_id = of_touched.document_id
            and solvable.identity_id = of_touched.identity_id
            and solvable.scope = of_touched.scope
    inner join cells on of_touched.cell_id = cells.cell_id
    where solvable.unusable_count = 0 or of_touched.operand_yuan is null
),

bounded as (
    select
        *,
        amount_yuan - slope * difference_yuan as implied_yuan,
        case
            when would_be_same_number then same_number_bound_yuan
            else nonzero_bound_yuan + own_half_unit_yuan
        end as slack_yuan
    from members
)

select
    document_id,
    cell_id,
    identity_id,
    scope,
    form_no,
    kind,
    amount_yuan,
    half_unit_yuan,
    is_failing,
    is_prose,
    unusable_count > 0 as is_unreadable,
    implied_yuan,
    implied_yuan - slack_yuan as lowest_yuan,
    implied_yuan + slack_yuan as highest_yuan
from bounded
