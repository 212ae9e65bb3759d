with problems as (
    select * from {{ source('raw', 'problems') }}
)

select
    document_id,
    problem_no,
    source_path,
    severity,
    form_no,
    table_no,
    table_row,
    table_column,
    source_line,
    message,
    remedy
from problems
