-- Department-years whose accounts cover another scope than those of the year before.
{% set event = "event_kind || ' of ' || cast(event_date as string)" %}
with events as (
    select * from {{ ref('dim_department_event') }}
    where event_kind != 'rename'
),

-- an event within a year changes that year and the next; one on its first day changes that year alone
affected as (
    select
        department_id,
        event_kind,
        event_date,
        extract(year from event_date) as fiscal_year
    from events
    union all
    select
        department_id,
        event_kind,
        event_date,
        extract(year from event_date) + 1 as fiscal_year
    from events
    where extract(month from event_date) != 1 or extract(day from event_date) != 1
)

select
    department_id,
    cast(fiscal_year as integer) as fiscal_year,
    {{ joined(event, ', ', order_by=event, distinct=true) }}
        as reorganised_by
from affected
group by department_id, fiscal_year
