with figures as (
    select * from {{ source('raw', 'performance_figures') }}
),

projects as (
    select * from {{ source('raw', 'performance_projects') }}
),

units as (
    select * from {{ ref('units') }}
),

cleaned as (
    select
        *,
        -- a rate may print its sign
        case
            when column_key = 'rate' then replace({{ clean_figure('printed_text') }}, '%', '')
            else {{ clean_figure('printed_text') }}
        end as clean_text
    from figures
),

kinds as (
    select
        *,
        {{ figure_kind('clean_text') }} as kind
    from cleaned
),

parsed as (
    select
        kinds.document_id,
        kinds.project_no,
        kinds.item_code,
        kinds.column_key,
        kinds.printed_label,
        kinds.printed_text,
        kinds.kind,
        projects.unit_text,
        units.yuan_factor,
        kinds.page,
        kinds.source_line,
        kinds.table_no,
        kinds.table_row,
        kinds.table_column,
        {{ figure_value('clean_text', 'kind') }} as figure_value,
        {{ figure_decimals('clean_text', 'kind') }} as decimals
    from kinds
    inner join projects
        on kinds.document_id = projects.document_id and kinds.project_no = projects.project_no
    left join units on projects.unit_text = units.unit_text
),

in_yuan as (
    select
        concat_ws('/', document_id, 'P' || project_no, item_code, column_key) as cell_id,
        * {{ leaving_out('figure_value') }},
        cast(figure_value as decimal(20, 6)) as figure_value,
        case
            when column_key in ('initial_budget', 'full_year_budget', 'executed')
                then cast(figure_value * cast(yuan_factor as decimal(9, 0)) as decimal(20, 2))
        end as amount_yuan
    from parsed
)

select * from in_yuan
