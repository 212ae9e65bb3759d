-- What happened to departments, from the register of the corpus; years in which accounts do not compare.
with events as (
    select * from {{ source('raw', 'department_events') }}
),

departments as (
    select distinct
        department_id,
        division_code,
        printed_department
    from {{ ref('stg_raw__documents') }}
    where department_id is not null
),

sides as (
    select
        *,
        from_department as department,
        'from' as role
    from events
    union all
    select
        *,
        to_department as department,
        'to' as role
    from events
)

select
    departments.department_id,
    cast(sides.event_date as date) as event_date,
    sides.kind as event_kind,
    sides.role as event_role,
    sides.from_department,
    sides.to_department,
    sides.source
from sides
inner join departments
    on
        sides.department = departments.printed_department
        and (sides.division_code is null or sides.division_code = departments.division_code)
