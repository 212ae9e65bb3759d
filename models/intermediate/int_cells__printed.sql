select * from {{ ref('int_cells__forms') }}
union all by name
select * from {{ ref('int_cells__prose') }}
union all by name
select * from {{ ref('int_cells__performance') }}
