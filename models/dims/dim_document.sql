with documents as (
    select * from {{ ref('stg_raw__documents') }}
    where status != 'refused' and department_id is not null and fiscal_year is not null
),

versioned as (
    select
        document_id,
        source_path,
        department_id,
        fiscal_year,
        reader,
        status,
        row_number() over (
            partition by department_id, fiscal_year order by source_path, document_id
        ) as version_no,
        row_number() over (
            partition by department_id, fiscal_year order by source_path desc, document_id desc
        ) = 1 as is_current
    from documents
)

select * from versioned
