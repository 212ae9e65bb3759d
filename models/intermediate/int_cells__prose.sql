-- A figure of the prose is a cell of form 0: its line is the measure, its column the relation and base.
with statements as (
    select
        *,
        regexp_extract(subject, '一般公共预算|政府性基金|国有资本经营预算', 0) as named_fund,
        subject like '%整体支出%' as is_whole,
        measure_key in ('performance_budget', 'performance_executed') as is_of_evaluation
    from {{ ref('stg_raw__statements') }}
    -- an amount that lost its unit (支出决算为4.19。) is kept, and compared with nothing
    where measure_key is not null and kind = 'number' and (figure_kind != 'amount' or yuan_factor is not null)
),

evaluations as (
    select
        document_id,
        project_no,
        evaluated,
        {{ comparable_name('project_name') }} as name
    from {{ ref('stg_raw__performance_projects') }}
),

-- what the prose says of the whole department belongs to the table that evaluates it, where there is one
departments as (
    select
        document_id,
        max(project_no) as project_no
    from evaluations
    where evaluated = 'department'
    group by document_id
    having count(*) = 1
),

named_projects as (
    select
        document_id,
        subject,
        {{ comparable_name('subject') }} as name,
        min(statement_no) as first_statement_no
    from statements
    where is_of_evaluation and not is_whole
    group by document_id, subject
),

unique_names as (
    select
        document_id,
        name,
        max(project_no) as project_no
    from evaluations
    where evaluated = 'project' and name is not null
    group by document_id, name
    having count(*) = 1
),

-- a project of the prose is the table of its name; names cut by extraction go by their order
by_name as (
    select
        named_projects.*,
        unique_names.project_no
    from named_projects
    left join unique_names
        on named_projects.document_id = unique_names.document_id and named_projects.name = unique_names.name
),

other_topics as (
    select
        document_id,
        subject,
        row_number() over (partition by document_id order by first_statement_no) as place,
        count(*) over (partition by document_id) as how_many
    from by_name
    where project_no is null
),

other_tables as (
    select
        evaluations.document_id,
        evaluations.project_no,
        row_number() over (partition by evaluations.document_id order by evaluations.project_no) as place,
        count(*) over (partition by evaluations.document_id) as how_many
    from evaluations
    anti join by_name
        on evaluations.document_id = by_name.document_id and evaluations.project_no = by_name.project_no
    where evaluations.evaluated = 'project'
),

last_numbers as (
    select
        document_id,
        max(project_no) as project_no
    from evaluations
    group by document_id
),

project_topics as (
    select
        by_name.document_id,
        by_name.subject,
        coalesce(
            by_name.project_no, other_tables.project_no, coalesce(last_numbers.project_no, 0) + other_topics.place
        ) as project_no
    from by_name
    left join other_topics
        on by_name.document_id = other_topics.document_id and by_name.subject = other_topics.subject
    left join other_tables
        on
            other_topics.document_id = other_tables.document_id
            and other_topics.place = other_tables.place
            and other_topics.how_many = other_tables.how_many
    left join last_numbers on by_name.document_id = last_numbers.document_id
),

topics as (
    select
        statements.*,
        coalesce(
            project_topics.project_no,
            case when statements.is_whole and statements.is_of_evaluation then departments.project_no end
        ) as project_no,
        project_topics.project_no is not null as is_of_project,
        case when {{ names_a_code('statements.measure_key') }} then statements.subject end as class_name,
        -- other measures say of which fund they are by themselves, whatever the words
        case when starts_with(statements.measure_key, 'performance_') then statements.named_fund end as evaluated_fund
    from statements
    left join project_topics
        on
            statements.document_id = project_topics.document_id
            and statements.subject = project_topics.subject
    left join departments on statements.document_id = departments.document_id
),

measured as (
    select
        *,
        coalesce(amount_yuan, figure_value) as stated_yuan,
        -- prose drops trailing zeros: two decimals of the unit are declared, one of a percentage
        cast(
            case figure_kind
                when 'amount' then yuan_factor / 200.0
                when 'percent' then 0.5 / pow(10, greatest(printed_decimals, 1))
                when 'score' then 0.005
                else 0
            end as decimal(20, 4)
        ) as half_unit_yuan
    from topics
),

mentions as (
    select
        *,
        row_number() over (
            partition by document_id, measure_key, evaluated_fund, project_no, class_name, relation, base
            order by statement_no
        ) as mention_no,
        -- no value rounds to all that is printed
        max(stated_yuan - half_unit_yuan) over same_measure > min(stated_yuan + half_unit_yuan) over same_measure
            as is_contradicted
    from measured
    window same_measure as (
        partition by document_id, measure_key, evaluated_fund, project_no, class_name, relation, base
    )
),

prose as (
    select
        concat_ws('/', document_id, 'N', 's' || statement_no) as cell_id,
        document_id,
        0 as form_no,
        case
            when not starts_with(measure_key, 'performance_') then ''
            when is_of_project then 'project'
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
        cast(stated_yuan as decimal(20, 2)) as amount_yuan,
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
        half_unit_yuan
    from mentions
)

select * from prose
