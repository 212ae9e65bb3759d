with projects as (
    select * from {{ source('raw', 'performance_projects') }}
),

codes as (
    select
        *,
        string_split(project_code, '⏐') as pieces
    from projects
),

resolved as (
    select
        document_id,
        project_no,
        project_code as printed_project_code,
        -- a whole code beside a fragment of it, or two cells that join to one; else it stays open
        case
            when length(replace(project_code, '⏐', '')) = 21 then replace(project_code, '⏐', '')
            when len(list_filter(pieces, lambda piece: length(piece) = 21)) = 1
                then list_filter(pieces, lambda piece: length(piece) = 21)[1]
        end as project_code,
        project_name,
        fiscal_year as printed_fiscal_year,
        unit_name,
        unit_code,
        unit_text,
        table_no,
        page,
        source_line
    from codes
)

select * from resolved
