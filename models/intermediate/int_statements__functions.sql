-- The code of the class or item that a figure of the prose names, where one code of the document has its name.
with statements as (
    select * from {{ ref('stg_raw__statements') }}
    where measure_key in ('function_class', 'function_item') and relation = 'value'
),

form_rows as (
    select * from {{ ref('stg_raw__form_rows') }}
    where form_no in (2, 3, 5, 7, 8) and code is not null
),

-- 一般公共服务 is 一般公共服务支出 too, 社会保障与就业 is 社会保障和就业; parentheses come in two widths
names as (
    select distinct
        document_id,
        code,
        {{ replaced("translate(" ~ without_space('item_name') ~ ", '（）与', '()和')", "'支出$'", "''") }} as short_name
    from form_rows
),

parts as (
    select
        document_id,
        statement_no,
        measure_key,
        -- the fund whose section it is
        case
            when section like '%政府性基金%' then 7
            when section like '%国有资本经营预算%' then 8
            else 5
        end as form_no,
        case
            when measure_key = 'function_class' then subject
            when regexp_matches(subject, '^[0-9]{7}') then substr(subject, 8)
            else split_part(subject, '/', 3)
        end as item_name,
        -- 2010101行政运行 names its code
        case when measure_key = 'function_item' then nullif(regexp_extract(subject, '^([0-9]{7})', 1), '') end as code,
        case when measure_key = 'function_item' then nullif(split_part(subject, '/', 2), '') end as group_name
    from statements
),

shortened as (
    select
        document_id,
        statement_no,
        form_no,
        code,
        case measure_key when 'function_class' then 3 else 7 end as code_length,
        {{ replaced("replace(item_name, '与', '和')", "'支出$'", "''") }} as short_name,
        {{ replaced("replace(group_name, '与', '和')", "'支出$'", "''") }} as group_short_name
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
            and shortened.short_name = names.short_name
            and shortened.code_length = length(names.code)
            and names.code = coalesce(shortened.code, names.code)
    left join names as groups
        on names.document_id = groups.document_id and left(names.code, 5) = groups.code
    where shortened.group_short_name is null or shortened.group_short_name = groups.short_name
)

select
    document_id,
    statement_no,
    min(form_no) as form_no,
    min(code) as code
from matched
group by document_id, statement_no
having count(distinct code) = 1
