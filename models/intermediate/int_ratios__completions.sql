-- A percentage of completion with what was spent and the budget that it is of (执行数 ÷ 预算数), as intervals.
with cells as (
    select * from {{ ref('int_cells__repaired') }}
),

prose as (
    select * from cells
    where form_no = 0
),

measures as (
    select * from {{ ref('measures') }}
),

-- what a completion may be of: the budgets that the prose prints before it, and those of form 9
budgets as (
    select
        document_id,
        line_key,
        item_name,
        replace(column_key, 'base_value:', 'completion:') as completion_key,
        row_no,
        amount_yuan,
        half_unit_yuan
    from prose
    where column_key like 'base_value:%'
    union all
    select
        document_id,
        'performance_executed' as line_key,
        item_name,
        'evaluated' as completion_key,
        row_no,
        amount_yuan,
        half_unit_yuan
    from prose
    where line_key = 'performance_budget' and column_key = 'value'
    union all
    select
        cells.document_id,
        measures.measure_key as line_key,
        cast(null as string) as item_name,
        'printed' as completion_key,
        0 as row_no,
        {{ amount_of('cells') }} as amount_yuan,
        cells.half_unit_yuan
    from cells
    inner join measures
        on
            cells.form_no = measures.form_no
            and cells.column_key = replace(measures.column_key, 'actual_', 'budget_')
    where cells.form_no = 9
),

ranked as (
    select
        completed.document_id,
        case
            when starts_with(completed.line_key, 'three_public_') then 'N-3P-COMPL'
            when starts_with(completed.line_key, 'performance_') then 'N-PERF-RATE'
            else 'N-ITEM'
        end as identity_id,
        completed.line_key || '#' || completed.row_no as scope,
        completed.amount_yuan as printed_pct,
        completed.half_unit_yuan as printed_half,
        stated.amount_yuan as numerator,
        stated.half_unit_yuan as numerator_half,
        base.amount_yuan as denominator,
        base.half_unit_yuan as denominator_half,
        cast(null as decimal(20, 2)) as ceiling_pct,
        -- 完成预算的 does not say of which: that of the prose which it is nearest to, else that of form 9
        row_number() over (
            partition by completed.cell_id
            order by
                stated.row_no desc,
                case base.completion_key when completed.column_key then 0 when 'printed' then 2 else 1 end,
                case
                    when base.completion_key != completed.column_key
                        then abs(stated.amount_yuan * 100 - completed.amount_yuan * base.amount_yuan)
                end,
                base.row_no desc
        ) as nearness
    from prose as completed
    inner join prose as stated
        on
            completed.document_id = stated.document_id
            and completed.line_key = stated.line_key
            and stated.column_key = 'value'
            and stated.row_no < completed.row_no
    inner join budgets as base
        on
            completed.document_id = base.document_id
            and completed.line_key = base.line_key
            and base.row_no < completed.row_no
            and (
                base.completion_key in (completed.column_key, 'evaluated')
                or completed.column_key = 'completion:budget'
                or (completed.column_key = 'completion:full_year_budget' and base.completion_key = 'printed')
            )
    where
        completed.column_key like 'completion:%'
        -- items share one measure and differ in their names
        and (
            not {{ names_a_code('completed.line_key') }}
            or (completed.item_name = stated.item_name and completed.item_name = base.item_name)
        )
)

select
    document_id,
    identity_id,
    scope,
    printed_pct,
    printed_half,
    numerator,
    numerator_half,
    denominator,
    denominator_half,
    ceiling_pct
from ranked
where nearness = 1
