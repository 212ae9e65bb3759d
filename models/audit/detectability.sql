-- How large an error in a cell must be to break at least one equation, in either direction.
with operands as (
    select * from {{ ref('int_identities__operands') }}
),

instances as (
    select * from {{ ref('int_identities__arithmetic') }}
    where relation = 'eq' and state in ('exact', 'rounding')
),

cells as (
    select * from {{ ref('int_cells__repaired') }}
    where form_no between 1 and 9 and amount_yuan != 0
),

slopes as (
    select
        cells.cell_id,
        cells.document_id,
        cells.half_unit_yuan,
        instances.identity_id,
        instances.bound_yuan,
        instances.difference_yuan
        * case when operands.operand_side = 'printed' then 1 else -1 end * operands.sign as signed_difference_yuan
    from cells
    inner join operands on cells.cell_id = operands.cell_id
    inner join instances
        on
            operands.document_id = instances.document_id
            and operands.identity_id = instances.identity_id
            and operands.scope = instances.scope
),

by_cell as (
    select
        document_id,
        cell_id,
        max(half_unit_yuan) as half_unit_yuan,
        count(*) as equation_count,
        count(distinct identity_id) as identity_count,
        min(bound_yuan - signed_difference_yuan) as slack_up_yuan,
        min(bound_yuan + signed_difference_yuan) as slack_down_yuan
    from slopes
    group by document_id, cell_id
),

seen as (
    select
        cells.cell_id,
        cells.document_id,
        coalesce(by_cell.equation_count, 0) as equation_count,
        coalesce(by_cell.identity_count, 0) as identity_count,
        -- the next printable step beyond what every equation would still accept
        case
            when by_cell.cell_id is not null
                then cast(
                    (
                        {{ whole_quotient('greatest(by_cell.slack_up_yuan, by_cell.slack_down_yuan)', '2 * by_cell.half_unit_yuan') }}
                        + 1
                    ) * 2 * by_cell.half_unit_yuan as decimal(20, 2)
                )
        end as detectable_error_yuan
    from cells
    left join by_cell on cells.cell_id = by_cell.cell_id
)

select
    cell_id,
    document_id,
    cast(equation_count as integer) as equation_count,
    cast(identity_count as integer) as identity_count,
    detectable_error_yuan
from seen
