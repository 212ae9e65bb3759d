{{ config(tags='corpus') }}
-- Functional codes: the classes of the list, and every code that a loaded document prints.
with classes as (
    select * from {{ ref('function_classes') }}
),

form_rows as (
    select * from {{ ref('stg_raw__form_rows') }}
    where form_no in (2, 3, 5, 7, 8) and code is not null
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

seen as (
    select
        form_rows.code,
        {{ most_frequent('form_rows.item_name') }} as printed_name,
        min(documents.fiscal_year) as first_fiscal_year_seen,
        max(documents.fiscal_year) as last_fiscal_year_seen
    from form_rows
    inner join documents on form_rows.document_id = documents.document_id
    group by form_rows.code
),

codes as (
    select code from classes
    union
    select code from seen
),

described as (
    select
        codes.code as function_code,
        coalesce(own_class.function_name, seen.printed_name) as function_name,
        own_class.function_name_en,
        case length(codes.code) when 3 then '类' when 5 then '款' else '项' end as level_name,
        cast((length(codes.code) - 1) / 2 as integer) as level_no,
        case when length(codes.code) > 3 then left(codes.code, length(codes.code) - 2) end
            as parent_function_code,
        left(codes.code, 3) as class_code,
        above.function_name as class_name,
        above.cofog_code,
        above.cofog_name,
        above.cofog_basis,
        above.code is not null as is_class_known,
        case when own_class.code is not null then '政府收支分类科目' else 'printed in a loaded document' end
            as name_source,
        seen.first_fiscal_year_seen,
        seen.last_fiscal_year_seen
    from codes
    left join classes as own_class on codes.code = own_class.code
    left join classes as above on left(codes.code, 3) = above.code
    left join seen on codes.code = seen.code
)

select * from described
