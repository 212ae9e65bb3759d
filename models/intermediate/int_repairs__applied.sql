-- Every repair, applied or only proposed, of every kind.
with solved as (
    select * from {{ ref('int_repairs__solved') }}
),

pieced as (
    select * from {{ ref('int_repairs__pieced') }}
),

fused as (
    select * from {{ ref('int_repairs__fused') }}
),

headers as (
    select * exclude (project_no, column_key) from {{ ref('int_repairs__headers') }}
),

thousands as (
    select * exclude (statement_no) from {{ ref('int_repairs__thousands') }}
),

repairs as (
    select * from solved
    union all by name
    select * from pieced
    union all by name
    select * from fused
    union all by name
    select * from headers
    union all by name
    select * from thousands
)

select
    cell_id,
    document_id,
    form_no,
    rule_id,
    outcome,
    printed_text,
    repaired_text,
    repaired_value,
    candidates,
    witnesses
from repairs
