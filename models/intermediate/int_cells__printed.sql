with cells as (
    select * from {{ ref('stg_raw__form_cells') }}
),

forms as (
    select * from {{ ref('statutory_forms') }}
),

lines as (
    select * from {{ ref('statutory_lines') }}
),

columns as (
    select * from {{ ref('statutory_columns') }}
),

-- what a document prints most often is what it declares: 15.3 beside 1,204.77 has two decimals too
usual_decimals as (
    select
        document_id,
        unit_text,
        mode(decimals) as usual_decimals
    from cells
    where kind = 'number' and amount_yuan != 0
    group by document_id, unit_text
),

fiscal_codes as (
    select
        document_id,
        code,
        bool_and(form_no = 7) as is_fund_only
    from cells
    where form_no in (5, 7, 8) and code is not null
    group by document_id, code
),

parents as (
    select distinct
        document_id,
        form_no,
        left(code, length(code) - 2) as code
    from cells
    where length(code) > 3
),

classified as (
    select
        cells.cell_id,
        cells.document_id,
        cells.form_no,
        cells.side,
        cells.row_no,
        cells.column_key,
        cells.line_key,
        cells.code,
        cells.item_name,
        lines.role,
        columns.column_name,
        columns.scope_label as column_label,
        columns.nature_code,
        columns.phase_code,
        columns.item_code,
        cast(null as integer) as project_no,
        cells.kind,
        cells.amount_yuan,
        cells.printed_text,
        {{ row_kind('forms.shape', 'cells.code', 'cells.is_total') }} as row_kind,
        coalesce(lines.class_code, left(cells.code, 3)) as class_code,
        case when length(cells.code) > 3 then left(cells.code, length(cells.code) - 2) end as parent_code,
        coalesce(lines.fund_code, columns.fund_code) as fund_code,
        coalesce(fiscal_codes.is_fund_only, false) as is_fund_only,
        cells.code is not null and parents.code is null as is_leaf,
        -- half the last declared digit, in yuan: a printed value stands for plus or minus this
        cast(
            cells.yuan_factor / 2.0
            / pow(10, greatest(coalesce(cells.decimals, 0), coalesce(usual_decimals.usual_decimals, 0)))
            as decimal(20, 4)
        ) as half_unit_yuan
    from cells
    inner join forms on cells.form_no = forms.form_no
    inner join columns
        on
            cells.form_no = columns.form_no
            and cells.column_key = columns.column_key
            and (columns.side = cells.side or columns.side is null)
    left join lines on cells.form_no = lines.form_no and cells.line_key = lines.line_key
    left join usual_decimals
        on cells.document_id = usual_decimals.document_id and cells.unit_text = usual_decimals.unit_text
    left join fiscal_codes
        on cells.document_id = fiscal_codes.document_id and cells.code = fiscal_codes.code
    left join parents
        on
            cells.document_id = parents.document_id
            and cells.form_no = parents.form_no
            and cells.code = parents.code
    where cells.form_status = 'loaded'
),

statements as (
    select
        *,
        regexp_extract(subject, '一般公共预算|政府性基金|国有资本经营预算') as named_fund,
        subject like '%整体支出%' as is_whole
    from {{ ref('stg_raw__statements') }}
    where measure_key is not null and kind = 'number'
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

mentions as (
    select
        statements.*,
        project_topics.project_no,
        row_number() over (
            partition by
                statements.document_id,
                statements.measure_key,
                statements.named_fund,
                project_topics.project_no,
                case when statements.measure_key in ('function_class', 'function_item') then statements.subject end,
                statements.relation,
                statements.base
            order by statements.statement_no
        ) as mention_no,
        min(statements.figure_value) over same_measure != max(statements.figure_value) over same_measure
            as is_contradicted
    from statements
    left join project_topics
        on
            statements.document_id = project_topics.document_id
            and statements.subject = project_topics.subject
    window same_measure as (
        partition by
            statements.document_id,
            statements.measure_key,
            statements.named_fund,
            project_topics.project_no,
            case when statements.measure_key in ('function_class', 'function_item') then statements.subject end,
            statements.relation,
            statements.base
    )
),

-- a figure of the prose is a cell of form 0: its line is the measure, its column the relation and base
prose as (
    select
        concat_ws('/', left(document_id, 12), 'N', 's' || statement_no) as cell_id,
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
        cast(null as varchar) as code,
        subject as item_name,
        cast(null as varchar) as role,
        concat_ws(':', relation, base) as column_name,
        concat_ws(':', relation, base) as column_label,
        cast(null as varchar) as nature_code,
        cast(null as varchar) as phase_code,
        cast(null as varchar) as item_code,
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
        cast(null as varchar) as class_code,
        cast(null as varchar) as parent_code,
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
),

figures as (
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

-- a figure of a project table is a cell of form 10: its side is the item, its row the project
performance as (
    select
        cell_id,
        document_id,
        item_code as side,
        project_no as row_no,
        column_key,
        printed_label as item_name,
        kind,
        coalesce(amount_yuan, figure_value) as amount,
        printed_text
    from figures
    union all
    select
        concat_ws('/', left(document_id, 12), 'P' || project_no, 'i' || indicator_no, column_key) as cell_id,
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
        cast(null as varchar) as line_key,
        cast(null as varchar) as code,
        item_name,
        cast(null as varchar) as role,
        column_key as column_name,
        column_key as column_label,
        cast(null as varchar) as nature_code,
        cast(null as varchar) as phase_code,
        cast(null as varchar) as item_code,
        row_no as project_no,
        kind,
        cast(amount as decimal(20, 2)) as amount_yuan,
        printed_text,
        'project' as row_kind,
        cast(null as varchar) as class_code,
        cast(null as varchar) as parent_code,
        cast(null as varchar) as fund_code,
        false as is_fund_only,
        false as is_leaf,
        -- yuan and fen, weights and scores are printed in full: they are exact
        cast(0 as decimal(20, 4)) as half_unit_yuan
    from performance
),

everything as (
    select * from classified
    union all by name
    select * from prose
    union all by name
    select * from performance_cells
)

select * from everything
