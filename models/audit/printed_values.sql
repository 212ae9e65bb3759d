with cells as (
    select * from {{ ref('stg_raw__form_cells') }}
),

repairs as (
    select * from {{ ref('int_repairs__applied') }}
    where outcome = 'applied' and form_no between 1 and 9
),

columns as (
    select * from {{ ref('statutory_columns') }}
),

tables as (
    select * from {{ source('raw', 'tables') }}
),

quarantined as (
    select * from {{ ref('int_blocks__quarantined') }}
    where block_kind = 'form'
)

select
    cells.cell_id,
    cells.document_id,
    cells.form_no,
    cells.row_no,
    nullif(cells.side, '') as side,
    try_cast(cells.line_no as integer) as line_no,
    cells.line_key,
    cells.code,
    cells.item_name,
    columns.column_name,
    cells.printed_text,
    cells.kind,
    coalesce(repairs.repaired_value, cells.amount_yuan) as amount_yuan,
    repairs.cell_id is not null as is_repaired,
    cells.unit_text as unit,
    cells.decimals,
    cells.page,
    tables.place,
    cells.source_line,
    cells.table_no,
    cells.table_row,
    cells.table_column,
    quarantined.block_no is not null as is_quarantined
from cells
inner join columns
    on
        cells.form_no = columns.form_no
        and cells.column_key = columns.column_key
        and (columns.side = cells.side or columns.side is null)
left join tables on cells.document_id = tables.document_id and cells.table_no = tables.table_no
left join repairs on cells.cell_id = repairs.cell_id
left join quarantined
    on cells.document_id = quarantined.document_id and cells.form_no = quarantined.block_no
