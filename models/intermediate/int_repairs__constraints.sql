-- What each equation, as printed, says of each of its cells: the interval the amount must lie in.
with operands as (
    select * from {{ ref('int_identities__operands_as_printed') }}
),

instances as (
    select
        arithmetic.*,
        identities.identity_group = 'narrative' as is_prose
    from {{ ref('int_identities__arithmetic_as_printed') }} as arithmetic
    inner join {{ ref('identities') }} as identities on arithmetic.identity_id = identities.identity_id
    where arithmetic.relation = 'eq'
),

cells as (
    select * from {{ ref('int_cells__printed') }}
),

-- instances in which every operand is readable, or all but one
solvable as (
    select
        *,
        state = 'fail' as is_failing
    from instances
    where state in ('exact', 'rounding', 'fail') or (unusable_count = 1 and reason = 'an operand has no readable amount')
),

members as (
    select
        operands.document_id,
        operands.cell_id,
        operands.identity_id,
        operands.scope,
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
        operands.operand_side,
        -- how the difference moves when the amount grows by one
        case when operands.operand_side = 'printed' then 1 else -1 end * operands.sign as slope,
        case
            when coalesce(cells.amount_yuan, 0) != 0 then solvable.is_same_number
            when operands.operand_side = 'printed'
                then solvable.printed_nonzero = 0 and solvable.computed_nonzero <= 1
            else solvable.computed_nonzero = 0 and solvable.printed_nonzero <= 1
        end as would_be_same_number,
        case when coalesce(cells.amount_yuan, 0) = 0 then cells.half_unit_yuan else 0 end as own_half_unit_yuan
    from solvable
    inner join operands
        on
            solvable.document_id = operands.document_id
            and solvable.identity_id = operands.identity_id
            and solvable.scope = operands.scope
    inner join cells on operands.cell_id = cells.cell_id
    where solvable.unusable_count = 0 or operands.operand_yuan is null
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
