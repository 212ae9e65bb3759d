-- The units whose accounts those of a department hold, as its document names them.
with units as (
    select * from {{ source('raw', 'units') }}
)

select
    document_id,
    unit_no,
    unit_name,
    is_own_level,
    named_as,
    page,
    source_line,
    table_no,
    table_row
from units
