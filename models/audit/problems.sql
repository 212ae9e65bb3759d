with problems as (
    select * from {{ source('raw', 'problems') }}
),

documents as (
    select * from {{ ref('dim_document') }}
),

loaded as (
    select
        document_id,
        form_no
    from {{ ref('stg_raw__forms') }}
    where status = 'loaded'
),

-- marts take the current version: what it lacks of one before stands in none of them
left_behind as (
    select
        earlier.document_id,
        earlier.source_path,
        {{ joined("'T' || loaded.form_no", ' ', order_by="'T' || loaded.form_no") }} as form_list,
        min(later.source_path) as current_path,
        min(later.fiscal_year) as fiscal_year
    from documents as earlier
    inner join documents as later
        on
            earlier.department_id = later.department_id
            and earlier.fiscal_year = later.fiscal_year
            and later.is_current
    inner join loaded on earlier.document_id = loaded.document_id
    anti join loaded as kept on later.document_id = kept.document_id and loaded.form_no = kept.form_no
    where not earlier.is_current and earlier.version_no < later.version_no
    group by earlier.document_id, earlier.source_path
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
union all
select
    document_id,
    0 as problem_no,
    source_path,
    'warn' as severity,
    null as form_no,
    null as table_no,
    null as table_row,
    null as table_column,
    null as source_line,
    form_list || ' of this document stand in no mart: the current version of ' || fiscal_year || ' is '
    || current_path || ', which does not have them' as message,
    'if both are parts of one disclosure, pack them into one ZIP archive; else nothing' as remedy
from left_behind
