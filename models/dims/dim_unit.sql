-- Whose accounts stand within those of a department of the same year: the units that its document names, and its own
-- level (本级). What is left of documents without those of unit_document_id holds nothing twice.
with documents as (
    select
        versions.document_id,
        versions.department_id,
        versions.fiscal_year,
        printed.division_code,
        printed.accounts_name
    from {{ ref('dim_document') }} as versions
    inner join {{ ref('stg_raw__documents') }} as printed on versions.document_id = printed.document_id
    where versions.is_current
),

listed as (
    select
        documents.*,
        units.unit_no,
        units.unit_name,
        units.is_own_level,
        'listed' as basis,
        units.page,
        units.source_line,
        units.table_no,
        units.table_row
    from documents
    inner join {{ ref('stg_raw__units') }} as units on documents.document_id = units.document_id
),

-- 样例局（本级） is within 样例局, whether that names it or not
own_levels as (
    select
        documents.*,
        0 as unit_no,
        own.accounts_name as unit_name,
        true as is_own_level,
        'own_level' as basis,
        cast(null as integer) as page,
        cast(null as integer) as source_line,
        cast(null as integer) as table_no,
        cast(null as integer) as table_row
    from documents
    inner join documents as own
        on
            documents.accounts_name || '（本级）' = own.accounts_name
            and documents.division_code is not distinct from own.division_code
            and documents.fiscal_year = own.fiscal_year
    anti join listed on documents.document_id = listed.document_id and own.accounts_name = listed.unit_name
),

named as (
    select * from listed
    union all
    select * from own_levels
),

found as (
    select
        named.*,
        parts.department_id as unit_department_id,
        parts.document_id as unit_document_id
    from named
    left join documents as parts
        on
            named.unit_name = parts.accounts_name
            and named.division_code is not distinct from parts.division_code
            and named.fiscal_year = parts.fiscal_year
            and named.department_id != parts.department_id
),

-- of two that name each other neither is within the other
mutual as (
    select distinct
        found.document_id,
        found.unit_document_id
    from found
    inner join found as other
        on found.document_id = other.unit_document_id and found.unit_document_id = other.document_id
)

select
    found.department_id,
    found.fiscal_year,
    found.unit_name,
    found.unit_no,
    found.is_own_level,
    found.basis,
    case when mutual.document_id is null then found.unit_department_id end as unit_department_id,
    case when mutual.document_id is null then found.unit_document_id end as unit_document_id,
    found.document_id,
    found.page,
    found.source_line,
    found.table_no,
    found.table_row
from found
left join mutual
    on found.document_id = mutual.document_id and found.unit_document_id = mutual.unit_document_id
