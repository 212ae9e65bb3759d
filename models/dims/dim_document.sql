-- A document is a version of the accounts of a department and year. The latest published one is current;
-- the variable as_of (YYYY-MM-DD) asks which one was current on an earlier day.
{% set as_of = var('as_of', none) %}
with documents as (
    select * from {{ ref('stg_raw__documents') }}
    where status != 'refused' and department_id is not null and fiscal_year is not null
),

versioned as (
    select
        *,
        row_number() over (
            partition by department_id, fiscal_year
            order by published_on asc nulls first, source_path asc, document_id asc
        ) as version_no,
        coalesce(published_on <= cast({{ "'" ~ as_of ~ "'" if as_of else 'null' }} as date), true) as is_known
    from documents
)

select
    document_id,
    content_hash,
    source_path,
    department_id,
    fiscal_year,
    reader,
    status,
    published_on,
    version_no,
    -- of the versions known on the day, the last
    is_known
    and version_no = max(case when is_known then version_no end) over (partition by department_id, fiscal_year)
        as is_current
from versioned
