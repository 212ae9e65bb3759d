-- Weight, rate and score of a project fused into the cell of the rate, beside the cells they belong to.
with figures as (
    select * from {{ ref('stg_raw__performance_figures') }}
),

split_totals as (
    select
        cell_id,
        repaired_value
    from {{ ref('int_repairs__pieced') }}
    where outcome = 'applied'
),

by_project as (
    select
        figures.document_id,
        figures.project_no,
        max(figures.amount_yuan) filter (where figures.column_key = 'full_year_budget') as budget_yuan,
        max(coalesce(split_totals.repaired_value, figures.amount_yuan)) filter (where figures.column_key = 'executed')
            as executed_yuan,
        max(figures.printed_text) filter (where figures.column_key = 'weight') as weight_text,
        max(figures.printed_text) filter (where figures.column_key = 'score') as score_text
    from figures
    left join split_totals on figures.cell_id = split_totals.cell_id
    where figures.item_code = 'total'
    group by figures.document_id, figures.project_no
),

fused as (
    select
        figures.document_id,
        figures.cell_id,
        figures.printed_text,
        string_split_regex(trim(figures.printed_text), '\s+') as tokens,
        by_project.weight_text,
        by_project.score_text,
        by_project.budget_yuan,
        by_project.executed_yuan
    from figures
    inner join by_project
        on figures.document_id = by_project.document_id and figures.project_no = by_project.project_no
    where
        figures.item_code = 'total'
        and figures.column_key = 'rate'
        and figures.kind = 'unreadable'
        and regexp_full_match(trim(figures.printed_text), '[0-9.]+(\s+[0-9.]+)+')
),

readings as (
    select
        fused.*,
        parts.token,
        {{ without('fused.tokens', 'parts.token') }} as neighbours
    from fused
    cross join lateral unnest(fused.tokens) as parts (token)
),

fused_witnesses as (
    select
        *,
        array_sort(neighbours) = array_sort({{ list_of('weight_text, score_text') }})
            as fits_neighbours,
        budget_yuan > 0
        and abs({{ ratio('executed_yuan * 100', 'budget_yuan') }} - try_cast(token as decimal(20, 3)))
        <= 0.5 / pow(10, length(regexp_extract(token, '\.(\d+)', 1))) as fits_ratio
    from readings
),

fused_verdicts as (
    select
        document_id,
        cell_id,
        any_value(printed_text) as printed_text,
        'fused_cell' as rule_id,
        {{ listed('token', order_by='token') }} as candidates,
        max(try_cast(token as decimal(20, 3))) filter (where fits_neighbours or fits_ratio) as repaired_value,
        count(*) filter (where fits_neighbours or fits_ratio) as fitting,
        {% call present() %}
                case when bool_or(fits_neighbours) then 'the other figures stand in the cells beside it' end,
                case when bool_or(fits_ratio) then 'P-EXEC-RATE' end
        {% endcall %} as witnesses
    from fused_witnesses
    group by document_id, cell_id
)

{{ proven_repairs('fused_verdicts') }}
