-- The cells as printed, with proven repairs in place of what was printed.
with cells as (
    select * from {{ ref('int_cells__printed') }}
),

repairs as (
    select * from {{ ref('int_repairs__applied') }}
    where outcome = 'applied' and repaired_value is not null
),

repaired as (
    select
        cells.* {{ leaving_out('kind, amount_yuan') }},
        case when repairs.cell_id is not null then 'number' else cells.kind end as kind,
        coalesce(repairs.repaired_value, cells.amount_yuan) as amount_yuan,
        repairs.cell_id is not null as is_repaired
    from cells
    left join repairs on cells.cell_id = repairs.cell_id
)

select * from repaired
