-- A figure of the prose is a cell of form 0: its line is the measure, its column the relation and base.
with statements as (
    select
        *,
        regexp_extract(subject, '一般公共预算|政府性基金|国有资本经营预算', 0) as named_fund,
        subject like '%整体支出%' as is_whole
    from {{ ref('stg_raw__statements') }}
    -- an amount that lost its unit (支出决算为4.19。) is kept, and compared with nothing
    where measure_key is not null and kind = 'number' and (figure_kind != 'amount' or yuan_factor is not null)
),

project_topics as (
    select
        document_id,
        subject,
        dense_rank() over (partition by document_id order by min(statement_no)) as project_no
    from statements
    where measure_key in ('performance_budget', 'performance_executed') and not is_whole
    group by document_id, subject
),

topics as (
    select
        statements.*,
        project_topics.project_no,
        case when statements.measure_key in ('function_class', 'function_item') then statements.subject end as class_name
    from statements
    left join project_topics
        on
            statements.document_id = project_topics.document_id
            and statements.subject = project_topics.subject
),

mentions as (
    select
        *,
        row_number() over (
            partition by document_id, measure_key, named_fund, project_no, class_name, relation, base
            order by statement_no
        ) as mention_no,
        min(figure_value) over same_measure != max(figure_value) over same_measure as is_contradicted
    from topics
    window same_measure as (
        partition by document_id, measure_key, named_fund, project_no, class_name, relation, base
    )
),

prose as (
    select
        concat_ws('/', document_id, 'N', 's' || statement_no) as cell_id,
        document_id,
        0 as form_no,
        case
            when not starts_with(measure_key, 'performance_') then ''
            when project_no is not null then 'project'
            else 'whole'
        end as side,
        statement_no as row_no,
        concat_ws(':', relation, base) as column_key,
        measure_key as line_key,
        cast(null as string) as code,
        subject as item_name,
        cast(null as string) as role,
        concat_ws(':', relation, base) as column_name,
        concat_ws(':', relation, base) as column_label,
        cast(null as string) as nature_code,
        cast(null as string) as phase_code,
        cast(null as string) as item_code,
        cast(project_no as integer) as project_no,
        'number' as kind,
        cast(coalesce(amount_yuan, figure_value) as decimal(20, 2)) as amount_yuan,
        printed_text,
        -- sums take the first mention; a measure that contradicts itself takes part in none
        case
            when is_contradicted then 'contradicted'
            when mention_no = 1 then 'statement'
            else 'mention'
        end as row_kind,
        cast(null as string) as class_code,
        cast(null as string) as parent_code,
        case named_fund
            when '一般公共预算' then 'general_public'
            when '政府性基金' then 'government_fund'
            when '国有资本经营预算' then 'state_capital'
        end as fund_code,
        false as is_fund_only,
        false as is_leaf,
        -- prose drops trailing zeros: two decimals of the unit are declared, one of a percentage
        cast(
            case figure_kind
                when 'amount' then yuan_factor / 200.0
                when 'percent' then 0.5 / pow(10, greatest(printed_decimals, 1))
                when 'score' then 0.005
                else 0
            end as decimal(20, 4)
        ) as half_unit_yuan
    from mentions
)

select * from prose
