-- Rules of the project tables that count or compare instead of adding up.
{% set target_pattern = "'(?:≥|≧|≤|≦|>|<|=|不低于|不少于|不超过|不高于)?[^0-9]*([0-9.]+)(万|亿)?([^0-9]*)$'" %}
{% set actual_pattern = "'^([0-9.]+)(万|亿)?([^0-9]*)$'" %}
{% set joined_pattern = "'^([0-9]+)[名人个件][^0-9]*[及和、]([0-9]+)[名人个件][^0-9]*$'" %}
with cells as (
    select * from {{ ref('int_cells__repaired') }}
),

indicators as (
    select * from {{ ref('stg_raw__performance_indicators') }}
),

projects as (
    select * from {{ ref('stg_raw__performance_projects') }}
),

header_repairs as (
    select * from {{ ref('int_repairs__headers') }}
    where outcome = 'applied'
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

weights as (
    select
        document_id,
        project_no,
        sum(amount_yuan) filter (where column_key = 'group_weight')
        + max(amount_yuan) filter (where column_key = 'weight' and side = 'total') as total_weight
    from cells
    where form_no = 10
    group by document_id, project_no
),

weight_results as (
    select
        document_id,
        'P-W-100' as identity_id,
        'P' || project_no as scope,
        total_weight as printed_count,
        100 as computed_count,
        case when total_weight is null then 'a weight cannot be read' end as reason
    from weights
),

score_results as (
    select
        document_id,
        'P-SCORE-LE-W' as identity_id,
        'P' || project_no as scope,
        count(*) filter (where score > weight or score < 0) as printed_count,
        0 as computed_count,
        cast(null as string) as reason
    from indicators
    group by document_id, project_no
),

plain_texts as (
    select
        *,
        replace(target_text, ' ', '') as target_plain,
        replace(actual_text, ' ', '') as actual_plain
    from indicators
),

-- targets and actual values that are one number with one unit: ≥90%, 5万件, 7日
measured as (
    select
        *,
        regexp_extract(target_plain, {{ target_pattern }}, 1) as target_number,
        regexp_extract(target_plain, {{ target_pattern }}, 2) as target_scale,
        regexp_extract(target_plain, {{ target_pattern }}, 3) as target_unit,
        regexp_extract(actual_plain, {{ actual_pattern }}, 1) as actual_number,
        regexp_extract(actual_plain, {{ actual_pattern }}, 2) as actual_scale,
        regexp_extract(actual_plain, {{ actual_pattern }}, 3) as actual_unit,
        regexp_extract(actual_plain, {{ joined_pattern }}, 1) as first_group,
        regexp_extract(actual_plain, {{ joined_pattern }}, 2) as second_group
    from plain_texts
    where weight > 0 and score is not null
),

scaled as (
    select
        *,
        try_cast(target_number as decimal(20, 4))
        * case target_scale when '万' then 10000 when '亿' then 100000000 else 1 end as target_value,
        coalesce(
            try_cast(actual_number as decimal(20, 4))
            * case actual_scale when '万' then 10000 when '亿' then 100000000 else 1 end,
            -- two groups counted in one cell: 3名…及57名…
            try_cast(first_group as decimal(20, 4)) + try_cast(second_group as decimal(20, 4))
        ) as actual_value,
        case
            when target_text like '%≤%' or target_text like '%≦%' or target_text like '%不超过%' or target_text like '%不高于%'
                then 'at_most'
            when target_text like '%≥%' or target_text like '%≧%' or target_text like '%不低于%' or target_text like '%不少于%'
                then 'at_least'
            else 'exactly'
        end as sense
    from measured
),

comparable as (
    select
        *,
        case sense
            when 'at_most' then actual_value <= target_value
            else actual_value >= target_value
        end as is_met
    from scaled
    where target_value > 0 and actual_value is not null and (target_unit = actual_unit or actual_unit = '' or target_unit = '')
),

proportion_results as (
    select
        document_id,
        'P-SCORE-PROP' as identity_id,
        'P' || project_no || '.' || indicator_no as scope,
        score as printed_count,
        round(weight * least(1, {{ ratio('actual_value', 'target_value') }}), 2) as computed_count,
        cast(null as string) as reason
    from comparable
    where sense != 'at_most' and score > 0 and score < weight
),

logic_results as (
    select
        document_id,
        'P-TARGET-LOGIC' as identity_id,
        'P' || project_no || '.' || indicator_no as scope,
        cast(score = weight as integer) as printed_count,
        cast(is_met as integer) as computed_count,
        cast(null as string) as reason
    from comparable
),

rates as (
    select
        document_id,
        project_no,
        max(amount_yuan) as rate_pct
    from cells
    where form_no = 10 and side = 'total' and column_key = 'rate'
    group by document_id, project_no
),

cost_results as (
    select
        indicators.document_id,
        'P-COST-RATE' as identity_id,
        'P' || indicators.project_no || '.' || indicators.indicator_no as scope,
        try_cast(replace(indicators.actual_text, '%', '') as decimal(20, 2)) as printed_count,
        rates.rate_pct as computed_count,
        case when rates.rate_pct is null then 'the execution rate cannot be read' end as reason
    from indicators
    inner join rates
        on indicators.document_id = rates.document_id and indicators.project_no = rates.project_no
    where
        indicators.indicator_name like '%执行率%'
        and regexp_full_match(indicators.actual_text, '[0-9.]+%')
),

named as (
    select
        document_id,
        count(distinct project_no) as named_count
    from cells
    where form_no = 0 and side = 'project'
    group by document_id
),

attached as (
    select
        document_id,
        count(*) as attached_count
    from projects
    where evaluated = 'project'
    group by document_id
),

count_results as (
    select
        attached.document_id,
        'P-COUNT' as identity_id,
        '' as scope,
        named.named_count as printed_count,
        attached.attached_count as computed_count,
        case when named.named_count is null then 'the prose names no project' end as reason
    from attached
    left join named on attached.document_id = named.document_id
),

code_results as (
    select
        projects.document_id,
        'P-CODE-LEN' as identity_id,
        'P' || projects.project_no as scope,
        length(coalesce(header_repairs.repaired_text, replace(projects.printed_project_code, '⏐', ''))) as printed_count,
        21 as computed_count,
        case when projects.printed_project_code is null then 'no project code is printed' end as reason
    from projects
    left join header_repairs
        on
            projects.document_id = header_repairs.document_id
            and projects.project_no = header_repairs.project_no
            and header_repairs.column_key = 'project_code'
    where projects.evaluated = 'project'
),

year_results as (
    select
        projects.document_id,
        'P-YEAR' as identity_id,
        'P' || projects.project_no as scope,
        try_cast(coalesce(header_repairs.repaired_text, projects.printed_fiscal_year) as integer) as printed_count,
        documents.fiscal_year as computed_count,
        case when projects.printed_fiscal_year is null then 'no year is printed' end as reason
    from projects
    inner join documents on projects.document_id = documents.document_id
    left join header_repairs
        on
            projects.document_id = header_repairs.document_id
            and projects.project_no = header_repairs.project_no
            and header_repairs.column_key = 'fiscal_year'
),

-- a count of the prose whose last words before the figure stand before a figure in the table too
stated_counts as (
    select
        document_id,
        statement_no,
        figure_value,
        unit_text,
        regexp_extract(sentence, '([\x{4e00}-\x{9fff}]{6})' || printed_text || unit_text, 1) as words
    from {{ ref('stg_raw__statements') }}
    where
        figure_kind = 'count'
        and kind = 'number'
        and regexp_full_match(printed_text, '[0-9,]+')
        and regexp_full_match(unit_text, '[\x{4e00}-\x{9fff}]+')
),

indicator_texts as (
    select
        document_id,
        project_no,
        indicator_no,
        replace(replace(concat_ws(' ', actual_text, deviation_text), ' ', ''), chr(10), '') as text
    from indicators
),

shared_counts as (
    select
        stated_counts.document_id,
        indicator_texts.project_no,
        indicator_texts.indicator_no,
        stated_counts.statement_no,
        stated_counts.figure_value,
        regexp_extract(
            indicator_texts.text, stated_counts.words || '[^0-9]{0,8}([0-9,]+)' || stated_counts.unit_text, 1
        ) as table_text
    from stated_counts
    inner join indicator_texts
        on
            stated_counts.document_id = indicator_texts.document_id
            and contains(indicator_texts.text, stated_counts.words)
    where stated_counts.words != ''
),

shared_count_results as (
    select
        document_id,
        'P-VS-N' as identity_id,
        'P' || project_no || '.' || indicator_no || '#' || statement_no as scope,
        figure_value as printed_count,
        try_cast(replace(table_text, ',', '') as decimal(20, 2)) as computed_count,
        cast(null as string) as reason
    from shared_counts
    where table_text != ''
)

{{ rule_results(
    [
        'shared_count_results', 'weight_results', 'score_results', 'proportion_results', 'logic_results',
        'cost_results', 'count_results', 'code_results', 'year_results'
    ]
) }}
