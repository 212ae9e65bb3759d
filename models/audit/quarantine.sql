with blocks as (
    select * from {{ ref('int_blocks__quarantined') }}
),

forms as (
    select * from {{ ref('statutory_forms') }}
),

projects as (
    select * from {{ ref('stg_raw__performance_projects') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
)

select
    blocks.document_id,
    blocks.block_kind,
    blocks.block_no,
    coalesce(
        forms.form_name,
        projects.project_name,
        case when projects.evaluated = 'department' then '部门整体支出' end,
        blocks.block_kind
    ) as block_name,
    documents.source_path,
    documents.department_name as department,
    documents.fiscal_year,
    blocks.causes,
    cast(blocks.reason_count as integer) as reason_count,
    blocks.reasons
from blocks
left join forms on blocks.block_kind = 'form' and blocks.block_no = forms.form_no
left join projects
    on
        starts_with(blocks.block_kind, 'performance_')
        and blocks.document_id = projects.document_id
        and blocks.block_no = projects.project_no
inner join documents on blocks.document_id = documents.document_id
