{{ config(materialized='view') }}
-- What was compared, as text: the printed side first, each side in the order of its texts.
with operands as (
    select * from {{ ref('int_identities__operands') }}
),

-- printings of one code that are netted are one operand
netted as (
    select
        document_id,
        identity_id,
        scope,
        operand_side,
        {{ joined('operand', ' ', order_by='cell_id') }} as operand
    from operands
    where is_net = 1
    group by document_id, identity_id, scope, operand_side, code
),

single as (
    select
        document_id,
        identity_id,
        scope,
        operand_side,
        operand
    from operands
    where is_net = 0
),

texts as (
    select * from netted
    union all
    select * from single
),

sums as (
    select
        document_id,
        identity_id,
        scope,
        coalesce(array_sort(array_agg(operand) filter (where operand_side = 'printed')), {{ list_of('') }})
        || coalesce(array_sort(array_agg(operand) filter (where operand_side = 'computed')), {{ list_of('') }})
            as operands
    from texts
    group by document_id, identity_id, scope
)

{{ stacked(['document_id', 'identity_id', 'scope', 'operands'], ['sums', ref('int_identities__ratios')]) }}
