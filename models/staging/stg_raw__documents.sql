with documents as (
    select * from {{ source('raw', 'documents') }}
),

named as (
    select
        document_id,
        source_path,
        byte_count,
        status,
        reason,
        remedy,
        reader,
        encoding,
        page_count,
        table_count,
        paragraph_count,
        division_code,
        department as department_name,
        department_source,
        fiscal_year,
        fiscal_year_source,
        case
            when department is not null
                then md5(concat_ws('|', coalesce(division_code, ''), department))
        end as department_id
    from documents
)

select * from named
