-- Every printed percentage (or score) with the two figures it is the ratio of, as intervals.
with cells as (
    select * from {{ ref('int_cells__repaired') }}
),

prose as (
    select * from cells
    where form_no = 0
),

rates as (
    select * from prose
    where column_key like 'rate:%'
),

same_number as (
    {{ same_number() }}
),

-- of the figures of one measure, the one last stated before the percentage is meant
rate_parts as (
    select
        rates.document_id,
        rates.cell_id,
        rates.line_key,
        rates.row_no,
        rates.column_key,
        rates.amount_yuan as printed_pct,
        rates.half_unit_yuan as printed_half,
        changes.amount_yuan as change_yuan,
        changes.half_unit_yuan as change_half,
        stated.amount_yuan as value_yuan,
        stated.half_unit_yuan as value_half,
        -- 增加12.7万元，增长5.77%, or 增长5.77%，增加12.7万元
        row_number() over (
            partition by rates.cell_id
            order by
                case changes.row_no when rates.row_no - 1 then 0 when rates.row_no + 1 then 1 else 2 end,
                changes.row_no desc,
                stated.row_no desc
        ) as nearness
    from rates
    inner join prose as changes
        on
            rates.document_id = changes.document_id
            and rates.line_key = changes.line_key
            and changes.column_key = replace(rates.column_key, 'rate:', 'change:')
            and changes.row_no <= rates.row_no + 1
    inner join same_number on rates.line_key = same_number.measure_key
    inner join prose as stated
        on
            rates.document_id = stated.document_id
            and same_number.stated_as = stated.line_key
            and stated.column_key = 'value'
            and stated.row_no < rates.row_no
    -- codes share one measure and differ in their names
    where
        not {{ names_a_code('rates.line_key') }}
        or (rates.item_name = changes.item_name and rates.item_name = stated.item_name)
),

growth as (
    select
        document_id,
        case when column_key = 'rate:prior_year_actual' then 'N-YOY-PCT' else 'N-BUD-PCT' end as identity_id,
        line_key || '#' || row_no as scope,
        abs(printed_pct) as printed_pct,
        printed_half,
        abs(change_yuan) as numerator,
        change_half as numerator_half,
        abs(value_yuan - change_yuan) as denominator,
        value_half + change_half as denominator_half,
        cast(null as decimal(20, 2)) as ceiling_pct
    from rate_parts
    where
        nearness = 1
        and column_key in ('rate:prior_year_actual', 'rate:initial_budget', 'rate:full_year_budget', 'rate:budget')
),

-- 预决算差异率: what was spent beyond the budget, where no change is stated
differences as (
    select
        rates.document_id,
        'N-BUD-PCT' as identity_id,
        rates.line_key || '#' || rates.row_no as scope,
        -- the sign is printed, or said in words
        abs(rates.amount_yuan) as printed_pct,
        rates.half_unit_yuan as printed_half,
        abs(stated.amount_yuan - base.amount_yuan) as numerator,
        stated.half_unit_yuan + base.half_unit_yuan as numerator_half,
        base.amount_yuan as denominator,
        base.half_unit_yuan as denominator_half,
        cast(null as decimal(20, 2)) as ceiling_pct,
        row_number() over (partition by rates.cell_id order by stated.row_no desc, base.row_no desc) as nearness
    from rates
    inner join prose as base
        on
            rates.document_id = base.document_id
            and rates.line_key = base.line_key
            and base.column_key = replace(rates.column_key, 'rate:', 'base_value:')
            and base.row_no < rates.row_no
    inner join prose as stated
        on
            rates.document_id = stated.document_id
            and rates.line_key = stated.line_key
            and stated.column_key = 'value'
            and stated.row_no < rates.row_no
    anti join rate_parts on rates.cell_id = rate_parts.cell_id
    where rates.column_key != 'rate:prior_year_actual' and not {{ names_a_code('rates.line_key') }}
),

completions as (
    select * from {{ ref('int_ratios__completions') }}
),

shares as (
    select * from {{ ref('int_ratios__shares') }}
),

projects as (
    select
        document_id,
        project_no,
        max(amount_yuan) filter (where column_key = 'full_year_budget') as budget_yuan,
        max(amount_yuan) filter (where column_key = 'executed') as executed_yuan,
        max(amount_yuan) filter (where column_key = 'rate') as rate_pct,
        max(half_unit_yuan) filter (where column_key = 'rate') as rate_half,
        max(amount_yuan) filter (where column_key = 'score') as score,
        max(amount_yuan) filter (where column_key = 'weight') as weight
    from cells
    where form_no = 10 and side = 'total'
    group by document_id, project_no
),

-- scores are rounded to the decimals that the scores of the document show
score_units as (
    select
        document_id,
        0.5 / pow(10, max(length(regexp_extract(printed_text, '\.(\d+)', 1)))) as half_score
    from cells
    where form_no = 10 and side = 'total' and column_key = 'score'
    group by document_id
),

execution as (
    select
        document_id,
        'P-EXEC-RATE' as identity_id,
        'P' || project_no as scope,
        rate_pct as printed_pct,
        rate_half as printed_half,
        executed_yuan as numerator,
        cast(0 as decimal(20, 4)) as numerator_half,
        budget_yuan as denominator,
        cast(0 as decimal(20, 4)) as denominator_half,
        cast(null as decimal(20, 2)) as ceiling_pct
    from projects
    union all
    select
        projects.document_id,
        'P-EXEC-SCORE' as identity_id,
        'P' || projects.project_no as scope,
        -- the score is out of the weight of execution
        cast({{ ratio('projects.score * 100', 'nullif(projects.weight, 0)') }} as decimal(20, 4)) as printed_pct,
        cast({{ ratio('100 * score_units.half_score', 'nullif(projects.weight, 0)') }} as decimal(20, 4)) as printed_half,
        projects.executed_yuan as numerator,
        cast(0 as decimal(20, 4)) as numerator_half,
        projects.budget_yuan as denominator,
        cast(0 as decimal(20, 4)) as denominator_half,
        cast(100 as decimal(20, 2)) as ceiling_pct
    from projects
    inner join score_units on projects.document_id = score_units.document_id
),

nearest_differences as (
    select * from differences
    where nearness = 1
)

{{ stacked(
    [
        'document_id', 'identity_id', 'scope', 'printed_pct', 'printed_half', 'numerator', 'numerator_half',
        'denominator', 'denominator_half', 'ceiling_pct'
    ],
    ['growth', 'nearest_differences', 'completions', 'shares', 'execution']
) }}
