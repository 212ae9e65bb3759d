-- A department that was renamed keeps one key: that of its latest name in the register of the corpus.
with recursive documents as (
    select * from {{ source('raw', 'documents') }}
),

renames as (
    select
        from_department,
        to_department,
        division_code
    from {{ source('raw', 'department_events') }}
    where kind = 'rename'
),

names as (
    select distinct
        department,
        division_code
    from documents
    where department is not null
),

chains as (
    select
        department,
        division_code,
        department as latest_name,
        0 as steps
    from names
    union all
    select
        chains.department,
        chains.division_code,
        renames.to_department as latest_name,
        chains.steps + 1 as steps
    from chains
    inner join renames
        on
            chains.latest_name = renames.from_department
            and (renames.division_code is null or renames.division_code = chains.division_code)
    -- two names that were renamed into each other would never end
    where chains.steps < 20
),

latest as (
    select
        department,
        division_code,
        max_by(latest_name, steps) as latest_name
    from chains
    group by department, division_code
),

-- beside the accounts of 样例局 as a department (部门决算) those of 样例局 as a unit (单位决算) are its own level
own_levels as (
    select distinct
        units.document_id,
        '（本级）' as own_level
    from documents as units
    inner join documents as wholes
        on
            units.department = wholes.department
            and units.division_code is not distinct from wholes.division_code
            and units.fiscal_year = wholes.fiscal_year
    where
        units.accounts_kind = 'unit'
        and wholes.accounts_kind = 'department'
        and units.department not like '%（本级）'
),

named as (
    select
        documents.document_id,
        documents.content_hash,
        documents.source_path,
        documents.byte_count,
        documents.status,
        documents.reason,
        documents.remedy,
        documents.reader,
        documents.encoding,
        documents.page_count,
        documents.table_count,
        documents.paragraph_count,
        documents.division_code,
        documents.department as printed_department,
        documents.department || coalesce(own_levels.own_level, '') as accounts_name,
        latest.latest_name || coalesce(own_levels.own_level, '') as department_name,
        documents.department_source,
        documents.accounts_kind,
        documents.fiscal_year,
        documents.fiscal_year_source,
        cast(documents.published_on as date) as published_on
    from documents
    left join own_levels on documents.document_id = own_levels.document_id
    left join latest
        on
            documents.department = latest.department
            and documents.division_code is not distinct from latest.division_code
)

select
    *,
    case
        when department_name is not null then md5(concat_ws('|', coalesce(division_code, ''), department_name))
    end as department_id
from named
