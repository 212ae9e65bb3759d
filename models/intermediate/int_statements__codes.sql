-- The code that a figure of the prose names (a class, a group or an item by function, an economic class), and the form that prints
-- it, where one code of the document has its name.
with statements as (
    select
        *,
        {{ fund_of_code('measure_key') }} as fund_code
    from {{ ref('stg_raw__statements') }}
    where {{ names_a_code('measure_key') }}
),

form_rows as (
    select * from {{ ref('stg_raw__form_rows') }}
    where form_no in (2, 3, 5, 6, 7, 8) and code is not null
),

form_lines as (
    select * from {{ ref('statutory_lines') }}
    where form_no = 4 and class_code is not null
),

names as (
    select distinct
        document_id,
        form_no = 6 as is_economic,
        code,
        {{ short_name('item_name') }} as short_name
    from form_rows
),

parts as (
    select
        document_id,
        statement_no,
        measure_key = 'economic_class' as is_economic,
        -- the form of the money that is meant
        case
            when measure_key = 'economic_class' then 6
            when fund_code = 'all' then 3
            when fund_code = 'fiscal' then 4
            when fund_code = 'general_public' then 5
            when fund_code = 'government_fund' then 7
            when fund_code = 'state_capital' then 8
        end as form_no,
        case
            when measure_key = 'economic_class' then null
            when starts_with(measure_key, 'function_class') then 3
            when starts_with(measure_key, 'function_group') then 5
            else 7
        end as code_length,
        case
            when not starts_with(measure_key, 'function_item') then subject
            when regexp_matches(subject, '^[0-9]{7}') then substr(subject, 8)
            else split_part(subject, '/', 3)
        end as item_name,
        -- 2010101行政运行 names its code
        case
            when starts_with(measure_key, 'function_item') then nullif(regexp_extract(subject, '^([0-9]{7})', 1), '')
        end as code,
        case when starts_with(measure_key, 'function_item') then nullif(split_part(subject, '/', 2), '') end as group_name
    from statements
),

shortened as (
    select
        document_id,
        statement_no,
        is_economic,
        form_no,
        code,
        code_length,
        {{ short_name('item_name') }} as short_name,
        {{ short_name('group_name') }} as group_short_name
    from parts
),

matched as (
    select
        shortened.document_id,
        shortened.statement_no,
        shortened.form_no,
        names.code
    from shortened
    inner join names
        on
            shortened.document_id = names.document_id
            and shortened.is_economic = names.is_economic
            and shortened.short_name = names.short_name
            and coalesce(shortened.code_length, length(names.code)) = length(names.code)
            and names.code = coalesce(shortened.code, names.code)
    left join names as groups
        on
            names.document_id = groups.document_id
            and not groups.is_economic
            and left(names.code, 5) = groups.code
    where shortened.group_short_name is null or shortened.group_short_name = groups.short_name
),

coded as (
    select
        document_id,
        statement_no,
        min(form_no) as form_no,
        min(code) as code
    from matched
    group by document_id, statement_no
    having count(distinct code) = 1
)

-- the cell that prints it; form 4 has lines in place of codes
select
    coded.document_id,
    coded.statement_no,
    coded.form_no,
    coded.code,
    form_lines.line_key,
    {{ row_kind("case when form_lines.line_key is not null then 'two_sided' end", 'coded.code', 'false') }} as row_kind,
    case coded.form_no when 6 then 'amount' else 'total' end as column_key,
    case when form_lines.line_key is null then coded.code end as printed_code
from coded
left join form_lines on coded.form_no = form_lines.form_no and coded.code = form_lines.class_code
