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
    -- classes and items share one measure and differ in their names
    where
        rates.line_key not in ('function_class', 'function_item')
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
    where rates.column_key != 'rate:prior_year_actual' and rates.line_key not in ('function_class', 'function_item')
),

completions as (
    select * from {{ ref('int_ratios__completions') }}
),

-- a share without a named whole is one of the total of its kind
share_wholes as (
    select
        *,
        case
            when column_key like 'share:%' and column_key not like 'share:%_project'
                then replace(column_key, 'share:', '')
            when starts_with(line_key, 'three_public_') then 'three_public_total'
            when starts_with(line_key, 'income_') then 'income_total'
            when line_key = 'function_class' then 'expenditure_general_public'
            when starts_with(line_key, 'expenditure_') then 'expenditure_total'
        end as whole_key
    from prose
    where column_key = 'share' or column_key like 'share:%'
),

shares as (
    select
        share_wholes.document_id,
        case
            when starts_with(share_wholes.line_key, 'three_public_') then 'N-3P-SHARE'
            when share_wholes.line_key = 'procurement_sme' then 'N-PROC-SME'
            when share_wholes.line_key = 'procurement_micro' then 'N-PROC-MICRO'
            when starts_with(share_wholes.line_key, 'income_') then 'N-INC-SHARE'
            when share_wholes.line_key = 'function_class' then 'N-STRUCT'
            when
                starts_with(share_wholes.line_key, 'expenditure_')
                or share_wholes.line_key in ('basic_personnel', 'basic_public')
                then 'N-EXP-SHARE'
        end as identity_id,
        share_wholes.line_key || '#' || share_wholes.row_no as scope,
        share_wholes.amount_yuan as printed_pct,
        share_wholes.half_unit_yuan as printed_half,
        part.amount_yuan as numerator,
        part.half_unit_yuan as numerator_half,
        whole.amount_yuan as denominator,
        whole.half_unit_yuan as denominator_half,
        cast(null as decimal(20, 2)) as ceiling_pct,
        row_number() over (partition by share_wholes.cell_id order by part.row_no desc, whole.row_no asc) as nearness
    from share_wholes
    inner join prose as part
        on
            share_wholes.document_id = part.document_id
            and share_wholes.line_key = part.line_key
            and part.column_key = 'value'
            and part.row_no < share_wholes.row_no
            and (share_wholes.line_key != 'function_class' or share_wholes.item_name = part.item_name)
    inner join prose as whole
        on
            share_wholes.document_id = whole.document_id
            and share_wholes.whole_key = whole.line_key
            and whole.column_key = 'value'
),

-- works contracts to SMEs as a share of works, where no works were bought: 0 of 0
contract_shares as (
    select
        share_wholes.document_id,
        'N-PROC-ENG' as identity_id,
        share_wholes.line_key || '#' || share_wholes.row_no as scope,
        share_wholes.amount_yuan as printed_pct,
        share_wholes.half_unit_yuan as printed_half,
        cast(null as decimal(20, 2)) as numerator,
        cast(0 as decimal(20, 4)) as numerator_half,
        whole.amount_yuan as denominator,
        whole.half_unit_yuan as denominator_half,
        cast(null as decimal(20, 2)) as ceiling_pct
    from share_wholes
    inner join prose as whole
        on
            share_wholes.document_id = whole.document_id
            and share_wholes.whole_key = whole.line_key
            and whole.column_key = 'value'
            and whole.row_kind = 'statement'
    where share_wholes.line_key = 'procurement_works_sme'
),

covered as (
    select
        share_wholes.document_id,
        'N-PERF-COVER-PCT' as identity_id,
        share_wholes.fund_code as scope,
        share_wholes.amount_yuan as printed_pct,
        share_wholes.half_unit_yuan as printed_half,
        part.amount_yuan as numerator,
        part.half_unit_yuan as numerator_half,
        whole.amount_yuan as denominator,
        whole.half_unit_yuan as denominator_half,
        cast(null as decimal(20, 2)) as ceiling_pct
    from share_wholes
    inner join prose as part
        on
            share_wholes.document_id = part.document_id
            and part.line_key = 'performance_covered'
            and part.column_key = 'value'
            and part.row_kind = 'statement'
            and part.fund_code is not distinct from share_wholes.fund_code
    inner join cells as whole
        on
            share_wholes.document_id = whole.document_id
            and whole.form_no in (5, 7)
            and whole.row_kind = 'total'
            and whole.column_key = 'project'
            and whole.fund_code is not distinct from share_wholes.fund_code
    -- 占项目支出总额, and 占一般公共预算项目支出总额: the fund of what is covered says of which form
    where share_wholes.line_key = 'performance_covered' and share_wholes.column_key like 'share:%_project'
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
),

nearest_shares as (
    select * from shares
    where nearness = 1 and identity_id is not null
)

{{ stacked(
    [
        'document_id', 'identity_id', 'scope', 'printed_pct', 'printed_half', 'numerator', 'numerator_half',
        'denominator', 'denominator_half', 'ceiling_pct'
    ],
    [
        'growth', 'nearest_differences', 'completions', 'nearest_shares', 'contract_shares', 'covered', 'execution'
    ]
) }}
