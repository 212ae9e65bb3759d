-- A figure of a project table is a cell of form 10: its side is the item, its row the project.
with figures as (
    select * from {{ ref('stg_raw__performance_figures') }}
),

indicators as (
    select * from {{ ref('stg_raw__performance_indicators') }}
),

indicator_figures as (
    select
        document_id,
        project_no,
        indicator_no,
        indicator_level1,
        indicator_name,
        'indicator_weight' as column_key,
        weight_kind as kind,
        weight as figure_value,
        printed_weight as printed_text
    from indicators
    union all
    select
        document_id,
        project_no,
        indicator_no,
        indicator_level1,
        indicator_name,
        'indicator_score' as column_key,
        score_kind as kind,
        score as figure_value,
        printed_score as printed_text
    from indicators
),

performance as (
    select
        cell_id,
        document_id,
        -- funds that no known label names count in no sum
        case when starts_with(item_code, 'unlisted') then 'unlisted' else item_code end as side,
        project_no as row_no,
        column_key,
        printed_label as item_name,
        kind,
        case when not starts_with(item_code, 'unlisted') then coalesce(amount_yuan, figure_value) end as amount,
        printed_text
    from figures
    union all
    select
        concat_ws('/', document_id, 'P' || project_no, 'i' || indicator_no, column_key) as cell_id,
        document_id,
        coalesce(indicator_level1, '') as side,
        project_no as row_no,
        column_key,
        indicator_name as item_name,
        kind,
        figure_value as amount,
        printed_text
    from indicator_figures
),

performance_cells as (
    select
        cell_id,
        document_id,
        10 as form_no,
        side,
        row_no,
        column_key,
        cast(null as string) as line_key,
        cast(null as string) as code,
        item_name,
        cast(null as string) as role,
        column_key as column_name,
        column_key as column_label,
        cast(null as string) as nature_code,
        cast(null as string) as phase_code,
        cast(null as string) as item_code,
        row_no as project_no,
        kind,
        cast(amount as decimal(20, 2)) as amount_yuan,
        printed_text,
        'project' as row_kind,
        cast(null as string) as class_code,
        cast(null as string) as parent_code,
        cast(null as string) as fund_code,
        false as is_fund_only,
        false as is_leaf,
        -- yuan and fen, weights and scores are printed in full; a rate is rounded to the decimals that
        -- the rates of the document show
        cast(
            case
                when column_key = 'rate'
                    then 0.5 / pow(10, max(length(regexp_extract(printed_text, '\.(\d+)', 1))) filter (where kind = 'number') over same_column)
                else 0
            end as decimal(20, 4)
        ) as half_unit_yuan
    from performance
    window same_column as (partition by document_id, column_key)
)

select * from performance_cells
