-- Rules of the document as a whole: its forms, its headers, its years.
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

form_results as (
    select
        document_id,
        count(*) filter (where status != 'missing') as found,
        count(*) filter (where status not in ('missing', 'empty') and coalesce(unit_source, '') != 'table') as without_unit,
        count(distinct translate(printed_department, '（）', '()')) as departments
    from forms
    group by document_id
),

-- the contents list and the body, in the order of either
ordered_forms as (
    select
        forms.document_id,
        forms.status,
        forms.listed_no is not null as is_listed,
        -- a form that is missing does not move those after it
        row_number() over (partition by forms.document_id, forms.status = 'missing' order by forms.listed_no)
        - row_number() over (
            partition by forms.document_id, forms.status = 'missing' order by places.table_no, forms.listed_no
        ) as moved
    from forms
    left join (
        select
            document_id,
            form_no,
            min(table_no) as table_no
        from {{ ref('stg_raw__form_rows') }}
        group by document_id, form_no
    ) as places on forms.document_id = places.document_id and forms.form_no = places.form_no
    where forms.listed_no is not null and (places.table_no is not null or forms.status = 'missing')
),

contents_results as (
    select
        documents.document_id,
        'S-TOC' as identity_id,
        '' as scope,
        count(*) filter (where ordered_forms.status = 'missing' or ordered_forms.moved != 0) as printed_count,
        0 as computed_count,
        case when count(ordered_forms.is_listed) = 0 then 'no title of a form stands in the text' end as reason
    from documents
    left join ordered_forms on documents.document_id = ordered_forms.document_id
    group by documents.document_id
),

-- what only a public institution (事业单位) can have: a surplus that is used or distributed
surpluses as (
    select
        cells.document_id,
        max(cells.amount_yuan) filter (where cells.line_key = 'L28') as used_yuan,
        max(cells.amount_yuan) filter (where cells.line_key = 'L58') as distributed_yuan,
        max(cells.amount_yuan) filter (where cells.line_key = 'L5') as institutional_yuan,
        max(cells.amount_yuan) filter (where cells.line_key = 'L6') as operating_yuan,
        max(texts.names_institution) as names_institution
    from {{ ref('int_cells__repaired') }} as cells
    left join (
        select
            document_id,
            max(cast(printed_text like '%事业单位%' as integer)) as names_institution
        from paragraphs
        group by document_id
    ) as texts on cells.document_id = texts.document_id
    where cells.form_no = 1
    group by cells.document_id
),

surplus_results as (
    select
        document_id,
        'T1-L28-USE' as identity_id,
        '' as scope,
        cast(used_yuan > 0 and names_institution = 0 as integer)
        + cast(distributed_yuan > 0 and institutional_yuan + operating_yuan = 0 as integer) as printed_count,
        0 as computed_count,
        case
            when used_yuan is null or distributed_yuan is null then 'L28 or L58 is not printed'
            when institutional_yuan is null or operating_yuan is null then 'L5 or L6 is not printed'
        end as reason
    from surpluses
),

project_budgets as (
    select
        budgets.document_id,
        'P-BUD-LE' as identity_id,
        '' as scope,
        budgets.budget_yuan as printed_count,
        least(budgets.budget_yuan, spent.amount_yuan) as computed_count,
        case when budgets.unreadable > 0 then 'the budget of a project cannot be read' end as reason
    from (
        select
            cells.document_id,
            sum(cells.amount_yuan) as budget_yuan,
            count(*) filter (where cells.amount_yuan is null) as unreadable
        from {{ ref('int_cells__repaired') }} as cells
        inner join {{ ref('stg_raw__performance_projects') }} as projects
            on cells.document_id = projects.document_id and cells.project_no = projects.project_no
        where
            cells.form_no = 10
            and cells.side = 'total'
            and cells.column_key = 'full_year_budget'
            and projects.evaluated = 'project'
        group by cells.document_id
    ) as budgets
    inner join {{ ref('int_cells__repaired') }} as spent
        on
            budgets.document_id = spent.document_id
            and spent.form_no = 3
            and spent.row_kind = 'total'
            and spent.column_key = 'project'
    where spent.amount_yuan is not null
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
        named.year_text
    from paragraphs
    cross join lateral unnest(
        regexp_extract_all(
            {{ replaced("replace(paragraphs.printed_text, ' ', '')", "'《[^》]*》|截至[^，。；]*'", "''") }},
            '(20[0-9][0-9])年', 1
        )
    ) as named (year_text)
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

nine_results as (
    select
        document_id,
        'S-NINE' as identity_id,
        '' as scope,
        found as printed_count,
        9 as computed_count,
        cast(null as string) as reason
    from form_results
),

unit_results as (
    select
        document_id,
        'S-UNIT' as identity_id,
        '' as scope,
        without_unit as printed_count,
        0 as computed_count,
        cast(null as string) as reason
    from form_results
),

entity_results as (
    select
        document_id,
        'S-ENTITY' as identity_id,
        '' as scope,
        departments as printed_count,
        1 as computed_count,
        case when departments = 0 then 'no form names its department' end as reason
    from form_results
),

header_results as (
    select
        documents.document_id,
        'S-HDR-WIDTH' as identity_id,
        '' as scope,
        coalesce(shifted_headers.shifted, 0) as printed_count,
        0 as computed_count,
        cast(null as string) as reason
    from documents
    left join shifted_headers on documents.document_id = shifted_headers.document_id
),

year_results as (
    select
        documents.document_id,
        'S-YEAR' as identity_id,
        '' as scope,
        coalesce(odd_years.odd, 0) as printed_count,
        0 as computed_count,
        cast(null as string) as reason
    from documents
    left join odd_years on documents.document_id = odd_years.document_id
)

{{ rule_results(
    [
        'nine_results', 'contents_results', 'surplus_results', 'project_budgets', 'unit_results',
        'entity_results', 'header_results', 'year_results'
    ]
) }}
