with projects as (
    select * from {{ source('raw', 'performance_projects') }}
),

resolved as (
    select
        document_id,
        project_no,
        evaluated,
        project_code as printed_project_code,
        case when regexp_full_match(project_code, '\d{21}') then project_code end as project_code,
        project_name,
        fiscal_year as printed_fiscal_year,
        unit_name,
        unit_code,
        unit_text,
        table_no,
        page,
        source_line
    from projects
)

select * from resolved
