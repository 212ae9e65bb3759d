-- Rules of the document as a whole and of its words.
with forms as (
    select * from {{ ref('stg_raw__forms') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
    where status != 'refused'
),

paragraphs as (
    select * from {{ source('raw', 'paragraphs') }}
),

problems as (
    select * from {{ source('raw', 'problems') }}
),

cells as (
    select * from {{ ref('int_cells__repaired') }}
),

form_results as (
    select
        document_id,
        count(*) filter (where status != 'missing') as found,
        count(*) filter (where is_listed and status = 'missing') as listed_missing,
        count(*) filter (where status != 'missing' and coalesce(unit_source, '') != 'table') as without_unit,
        count(distinct translate(printed_department, '（）', '()')) as departments
    from forms
    group by document_id
),

shifted_headers as (
    select
        document_id,
        count(*) filter (where message like 'fewer header cells than columns%') as shifted
    from problems
    group by document_id
),

-- other years are fine inside a title (《…》), after 截至, and in the glossary
years as (
    select
        paragraphs.document_id,
        unnest(
            regexp_extract_all(
                regexp_replace(replace(paragraphs.printed_text, ' ', ''), '《[^》]*》|截至[^，。；]*', '', 'g'),
                '(20[0-9][0-9])年', 1
            )
        ) as year_text
    from paragraphs
),

odd_years as (
    select
        years.document_id,
        count(*) as odd
    from years
    inner join documents on years.document_id = documents.document_id
    where cast(years.year_text as integer) not between documents.fiscal_year - 1 and documents.fiscal_year + 1
    group by years.document_id
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
            regexp_replace(printed_text, '\s|["“”]', '', 'g') as text
        from paragraphs
    ) as plain
    group by document_id
),

sign_results as (
    select
        three_public.document_id,
        'N-3P-SIGN' as identity_id,
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
        max(amount_yuan) filter (where line_key = 'vehicles_purchased') as purchased,
        max(amount_yuan) filter (where line_key = 'vehicles_held') as held,
        max(amount_yuan) filter (where line_key = 'domestic_receptions') as receptions,
        max(amount_yuan) filter (where line_key = 'domestic_visitors') as visitors,
        max(amount_yuan) filter (where line_key = 'abroad_groups') as groups
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
),

count_results as (
    select
        document_id,
        'N-3P-COUNT' as identity_id,
        scope,
        cast(spent > 0 as integer) as printed_count,
        cast(counted > 0 as integer) as computed_count,
        cast(null as varchar) as reason
    from count_pairs
    where spent is not null and counted is not null
),

share_sums as (
    select
        document_id,
        sum(amount_yuan) as share_sum,
        count(*) as shares
    from cells
    where
        form_no = 0
        and (column_key = 'share' or column_key = 'share:three_public_total')
        and line_key in ('three_public_abroad', 'three_public_vehicle', 'three_public_reception')
        and row_kind = 'statement'
    group by document_id
),

share_results as (
    select
        document_id,
        'N-3P-SHARE-SUM' as identity_id,
        '' as scope,
        share_sum as printed_count,
        -- each share is rounded to one decimal: the sum may miss 100 by half of one for each
        cast(0.05 * shares as decimal(20, 4)) as bound_count,
        100 as computed_count,
        case when shares < 3 then 'not every share is stated' end as reason
    from share_sums
),

decomposed as (
    select
        document_id,
        max(amount_yuan) filter (where line_key = 'procurement_sme' and column_key = 'value') as sme_yuan,
        max(amount_yuan) filter (where line_key = 'procurement_goods' and column_key = 'value') as goods_yuan,
        max(amount_yuan) filter (where line_key = 'procurement_works' and column_key = 'value') as works_yuan,
        max(amount_yuan) filter (where line_key = 'procurement_services' and column_key = 'value') as services_yuan,
        max(amount_yuan) filter (where line_key = 'procurement_goods_sme' and column_key like 'share%') as goods_pct,
        max(amount_yuan) filter (where line_key = 'procurement_works_sme' and column_key like 'share%') as works_pct,
        max(amount_yuan) filter (where line_key = 'procurement_services_sme' and column_key like 'share%')
            as services_pct
    from cells
    where form_no = 0
    group by document_id
),

decomposition_results as (
    select
        document_id,
        'N-PROC-SME-DECOMP' as identity_id,
        '' as scope,
        sme_yuan as printed_count,
        (goods_yuan * goods_pct + works_yuan * works_pct + services_yuan * services_pct) / 100 as computed_count,
        -- the product intervals of the printed shares (one decimal) and amounts (two)
        cast(
            (goods_yuan + works_yuan + services_yuan) * 0.0005
            + 50 * (goods_pct + works_pct + services_pct) / 100 + 50
            as decimal(20, 4)
        ) as bound_count,
        cast(null as varchar) as reason
    from decomposed
    where sme_yuan is not null and goods_pct is not null and works_pct is not null and services_pct is not null
),

zero_bases as (
    select
        completed.document_id,
        count(*) filter (where base.amount_yuan = 0 and completed.amount_yuan != 0) as printed_count
    from cells as completed
    inner join cells as base
        on
            completed.document_id = base.document_id
            and completed.line_key = base.line_key
            and completed.item_name is not distinct from base.item_name
            and base.column_key = replace(completed.column_key, 'completion:', 'base_value:')
            and base.row_no < completed.row_no
    where completed.form_no = 0 and base.form_no = 0 and completed.column_key like 'completion:%'
    group by completed.document_id
),

zero_base_results as (
    select
        document_id,
        'N-ZERO-BASE' as identity_id,
        '' as scope,
        printed_count,
        0 as computed_count,
        cast(null as varchar) as reason
    from zero_bases
),

-- 得分为 x 分，整体评价为“优”
grades as (
    select
        document_id,
        try_cast(score.points as decimal(9, 2)) as points,
        score.grade
    from (
        select
            document_id,
            regexp_extract(
                regexp_replace(printed_text, '\s|["“”]', '', 'g'),
                '([0-9]+(?:\.[0-9]+)?)分[，,][^。；，,]{0,8}评[价级]为(优|良|中|差)',
                ['points', 'grade']
            ) as score
        from paragraphs
    ) as extracted
    where score.grade != ''
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
        cast(null as varchar) as reason
    from grades
    group by document_id
),

results as (
    select * from zero_base_results
    union all by name
    select * from grade_results
    union all by name
    select
        document_id,
        'S-NINE' as identity_id,
        '' as scope,
        found as printed_count,
        9 as computed_count,
        cast(null as varchar) as reason
    from form_results
    union all by name
    select
        document_id,
        'S-TOC' as identity_id,
        '' as scope,
        listed_missing as printed_count,
        0 as computed_count,
        null as reason
    from form_results
    union all by name
    select
        document_id,
        'S-UNIT' as identity_id,
        '' as scope,
        without_unit as printed_count,
        0 as computed_count,
        null as reason
    from form_results
    union all by name
    select
        document_id,
        'S-ENTITY' as identity_id,
        '' as scope,
        departments as printed_count,
        1 as computed_count,
        case when departments = 0 then 'no form names its department' end as reason
    from form_results
    union all by name
    select
        documents.document_id,
        'S-HDR-WIDTH' as identity_id,
        '' as scope,
        coalesce(shifted_headers.shifted, 0) as printed_count,
        0 as computed_count,
        null as reason
    from documents
    left join shifted_headers on documents.document_id = shifted_headers.document_id
    union all by name
    select
        documents.document_id,
        'S-YEAR' as identity_id,
        '' as scope,
        coalesce(odd_years.odd, 0) as printed_count,
        0 as computed_count,
        null as reason
    from documents
    left join odd_years on documents.document_id = odd_years.document_id
    union all by name
    select * from sign_results
    union all by name
    select * from count_results
    union all by name
    select * from share_results
    union all by name
    select * from decomposition_results
)

select
    document_id,
    identity_id,
    coalesce(scope, '') as scope,
    cast(printed_count as decimal(20, 2)) as printed_count,
    cast(computed_count as decimal(20, 2)) as computed_count,
    coalesce(bound_count, 0) as bound_count,
    reason
from results
