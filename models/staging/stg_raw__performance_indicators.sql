with indicators as (
    select * from {{ source('raw', 'performance_indicators') }}
),

cleaned as (
    select
        *,
        {{ clean_figure('weight') }} as clean_weight,
        {{ clean_figure('score') }} as clean_score
    from indicators
),

kinds as (
    select
        *,
        {{ figure_kind('clean_weight') }} as weight_kind,
        {{ figure_kind('clean_score') }} as score_kind
    from cleaned
),

typed as (
    select
        document_id,
        project_no,
        indicator_no,
        level1 as indicator_level1,
        level2 as indicator_level2,
        level3 as indicator_name,
        target as target_text,
        unit as unit_text,
        actual as actual_text,
        weight as printed_weight,
        score as printed_score,
        weight_kind,
        score_kind,
        cast({{ figure_value('clean_weight', 'weight_kind') }} as decimal(9, 4)) as weight,
        cast({{ figure_value('clean_score', 'score_kind') }} as decimal(9, 4)) as score,
        deviation as deviation_text,
        page,
        source_line,
        table_no,
        table_row
    from kinds
)

select * from typed
