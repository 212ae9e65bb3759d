-- Figures beside a cell that cannot be read, which no identity proves: the two may be one number torn apart.
with cells as (
    select * from {{ ref('stg_raw__form_cells') }}
    where form_status = 'loaded'
),

repairs as (
    select cell_id from {{ ref('int_repairs__applied') }}
    where outcome = 'applied'
),

identities as (
    select identity_id from {{ ref('identities') }}
    where relation in ('eq', 'ge_or_eq')
),

-- a repair may have given the one half its right amount: the other half is no truer for it
broken as (
    select * from cells
    where kind in ('unreadable', 'truncated')
),

beside as (
    select distinct
        cells.cell_id,
        cells.document_id,
        cells.form_no,
        cells.source_line,
        cells.printed_text,
        first_value(broken.printed_text) over (
            partition by cells.cell_id order by broken.table_column
        ) as broken_text
    from cells
    inner join broken
        on
            cells.document_id = broken.document_id
            and cells.form_no = broken.form_no
            and cells.side = broken.side
            and cells.row_no = broken.row_no
            and abs(cells.table_column - broken.table_column) = 1
    left join repairs on cells.cell_id = repairs.cell_id
    where cells.kind = 'number' and cells.amount_yuan != 0 and repairs.cell_id is null
),

-- proven: some identity holds to the last digit, and none that the figure stands in fails
proven as (
    select operands.cell_id
    from {{ ref('int_identities__operands') }} as operands
    inner join beside on operands.cell_id = beside.cell_id
    inner join identities on operands.identity_id = identities.identity_id
    inner join {{ ref('int_identities__judged') }} as judged
        on
            operands.document_id = judged.document_id
            and operands.identity_id = judged.identity_id
            and operands.scope = judged.scope
    group by operands.cell_id
    having bool_or(judged.state = 'exact') and not bool_or(judged.state = 'fail')
)

select beside.*
from beside
left join proven on beside.cell_id = proven.cell_id
where proven.cell_id is null
