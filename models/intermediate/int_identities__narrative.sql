-- Rules of the words: directions, counts, unit costs, reasons, grades.
{% set grade_pattern = "'([0-9]+(?:[.][0-9]+)?)分[，,][^。；，,]{0,8}评[价级]为(优|良|中|差)'" %}
with paragraphs as (
    select * from {{ source('raw', 'paragraphs') }}
),

cells as (
    select * from {{ ref('int_cells__repaired') }}
),

three_public as (
    select
        document_id,
        max(amount_yuan) filter (where column_key = 'actual_total') as actual_yuan,
        max(amount_yuan) filter (where column_key = 'budget_total') as budget_yuan
    from cells
    where form_no = 9
    group by document_id
),

words as (
    select
        document_id,
        bool_or(regexp_matches(text, '三公.{0,20}决算(数)?小于.{0,6}预算')) as says_less,
        bool_or(regexp_matches(text, '三公.{0,20}决算(数)?大于.{0,6}预算')) as says_more
    from (
        select
            document_id,
            translate({{ without_space('printed_text') }}, '"“”', '') as text
        from paragraphs
    ) as plain
    group by document_id
),

sign_results as (
    select
        three_public.document_id,
        'N-3P-SIGN' as identity_id,
        '' as scope,
        cast(
            (words.says_less and three_public.actual_yuan >= three_public.budget_yuan)
            or (words.says_more and three_public.actual_yuan <= three_public.budget_yuan) as integer
        ) as printed_count,
        0 as computed_count,
        case
            when not (words.says_less or words.says_more) then 'the prose makes no comparison in words'
            when three_public.actual_yuan is null or three_public.budget_yuan is null then 'a total cannot be read'
        end as reason
    from three_public
    inner join words on three_public.document_id = words.document_id
),

counted as (
    select
        document_id,
        max(amount_yuan) filter (where form_no = 9 and column_key = 'actual_vehicle_purchase') as purchase_yuan,
        max(amount_yuan) filter (where form_no = 9 and column_key = 'actual_vehicle_running') as running_yuan,
        max(amount_yuan) filter (where form_no = 9 and column_key = 'actual_reception') as reception_yuan,
        max(amount_yuan) filter (where form_no = 9 and column_key = 'actual_abroad') as abroad_yuan,
        max(amount_yuan) filter (where line_key = 'vehicles_purchased' and column_key = 'value') as purchased,
        max(amount_yuan) filter (where line_key = 'vehicles_held' and column_key = 'value') as held,
        max(amount_yuan) filter (where line_key = 'domestic_receptions' and column_key = 'value') as receptions,
        max(amount_yuan) filter (where line_key = 'domestic_visitors' and column_key = 'value') as visitors,
        max(amount_yuan) filter (where line_key = 'abroad_groups' and column_key = 'value') as groups,
        max(amount_yuan) filter (where line_key = 'abroad_people' and column_key = 'value') as people,
        max(amount_yuan) filter (where line_key = 'foreign_reception_groups' and column_key = 'value') as foreign_groups,
        max(amount_yuan) filter (where line_key = 'foreign_visitors' and column_key = 'value') as foreign_visitors,
        max(amount_yuan) filter (where line_key = 'overseas_receptions' and column_key = 'value') as overseas_receptions,
        max(amount_yuan) filter (where line_key = 'overseas_visitors' and column_key = 'value') as overseas_visitors
    from cells
    where form_no in (0, 9)
    group by document_id
),

count_pairs as (
    select
        document_id,
        '公务用车购置数' as scope,
        purchase_yuan as spent,
        purchased as counted
    from counted
    union all
    select
        document_id,
        '公务用车保有量' as scope,
        running_yuan as spent,
        held as counted
    from counted
    union all
    select
        document_id,
        '国内接待批次' as scope,
        reception_yuan as spent,
        receptions as counted
    from counted
    union all
    select
        document_id,
        '国内接待人数' as scope,
        reception_yuan as spent,
        visitors as counted
    from counted
    union all
    select
        document_id,
        '出国团组' as scope,
        abroad_yuan as spent,
        groups as counted
    from counted
    union all
    select
        document_id,
        '出国人次' as scope,
        abroad_yuan as spent,
        people as counted
    from counted
),

count_results as (
    select
        document_id,
        'N-3P-COUNT' as identity_id,
        scope,
        cast(spent > 0 as integer) as printed_count,
        cast(counted > 0 as integer) as computed_count,
        cast(null as string) as reason
    from count_pairs
    where spent is not null and counted is not null
),

visitor_pairs as (
    select
        document_id,
        '' as scope,
        foreign_groups as receptions,
        foreign_visitors as visitors
    from counted
    union all
    select
        document_id,
        '国（境）外接待' as scope,
        overseas_receptions as receptions,
        overseas_visitors as visitors
    from counted
),

visitor_results as (
    select
        document_id,
        'N-3P-VISITORS' as identity_id,
        scope,
        cast(receptions > 0 as integer) as printed_count,
        cast(visitors > 0 as integer) as computed_count,
        cast(null as string) as reason
    from visitor_pairs
    where receptions is not null and visitors is not null
),

-- money per vehicle, visit and visitor against what is plausible
unit_costs as (
    select
        spent.document_id,
        bands.band_key as scope,
        cast({{ ratio('spent.amount_yuan', 'counted.amount_yuan') }} as decimal(20, 2)) as unit_cost_yuan,
        bands.low_yuan,
        bands.high_yuan
    from {{ ref('plausibility_bands') }} as bands
    inner join cells as spent on bands.spent_column = spent.column_key and spent.form_no = 9
    inner join cells as counted
        on
            spent.document_id = counted.document_id
            and bands.counted_measure = counted.line_key
            and counted.form_no = 0
            and counted.column_key = 'value'
            and counted.row_kind = 'statement'
    where counted.amount_yuan > 0 and spent.amount_yuan > 0
),

unit_cost_results as (
    select
        document_id,
        'N-3P-UNITCOST' as identity_id,
        scope,
        unit_cost_yuan as printed_count,
        least(greatest(unit_cost_yuan, low_yuan), high_yuan) as computed_count,
        cast(null as string) as reason
    from unit_costs
),

stated as (
    select * from {{ ref('stg_raw__statements') }}
),

-- a section runs to the first figure of the next
sections as (
    select
        document_id,
        section,
        min(paragraph_no) as first_paragraph,
        lead(min(paragraph_no)) over (partition by document_id order by min(paragraph_no)) as next_section
    from stated
    group by document_id, section
),

reasons as (
    select
        document_id,
        paragraph_no
    from paragraphs
    where
        regexp_matches(
            {{ without_space('printed_text') }}, '原因|由于|因为|主要(是|系)|情况[:：]|情况是|所致|影响'
        )
),

-- the reason stands with the change or further down in its section
changes as (
    select
        stated.document_id,
        stated.statement_no,
        stated.amount_yuan,
        count(reasons.paragraph_no) > 0 as has_reason
    from stated
    inner join sections
        on stated.document_id = sections.document_id and stated.section is not distinct from sections.section
    left join reasons
        on
            stated.document_id = reasons.document_id
            and reasons.paragraph_no >= stated.paragraph_no
            and reasons.paragraph_no <= coalesce(sections.next_section, reasons.paragraph_no)
    where stated.relation = 'change' and stated.figure_kind = 'amount'
    group by stated.document_id, stated.statement_no, stated.amount_yuan
),

reason_results as (
    select
        document_id,
        'N-REASON' as identity_id,
        '' as scope,
        count(*) filter (where amount_yuan != 0 and not has_reason) as printed_count,
        0 as computed_count,
        cast(null as string) as reason
    from changes
    where amount_yuan is not null
    group by document_id
),

-- 得分为 x 分，整体评价为“优”
grades as (
    select
        document_id,
        try_cast(regexp_extract(text, {{ grade_pattern }}, 1) as decimal(9, 2)) as points,
        regexp_extract(text, {{ grade_pattern }}, 2) as grade
    from (
        select
            document_id,
            translate({{ without_space('printed_text') }}, '"“”', '') as text
        from paragraphs
    ) as plain
    where regexp_extract(text, {{ grade_pattern }}, 2) != ''
),

grade_results as (
    select
        document_id,
        'P-GRADE' as identity_id,
        '' as scope,
        count(*) filter (
            where
            grade != case when points >= 90 then '优' when points >= 80 then '良' when points >= 60 then '中' else '差' end
        ) as printed_count,
        0 as computed_count,
        cast(null as string) as reason
    from grades
    group by document_id
)

{{ rule_results(
    [
        'sign_results', 'count_results', 'visitor_results', 'unit_cost_results', 'reason_results',
        'grade_results'
    ]
) }}
