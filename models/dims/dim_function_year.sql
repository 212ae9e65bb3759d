{{ config(tags='corpus') }}
-- Functional codes by year, as loaded documents print them: names change, and codes come and go.
with form_rows as (
    select * from {{ ref('stg_raw__form_rows') }}
    where form_no in (2, 3, 5, 7, 8) and code is not null and item_name is not null
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
    where fiscal_year is not null
),

-- a code may be split over several
moves as (
    select
        from_code,
        min(first_fiscal_year) as first_fiscal_year,
        {{ joined('to_code', ', ', order_by='to_code', distinct=true) }} as to_code,
        {{ joined('source', '; ', order_by='source', distinct=true) }} as source
    from {{ source('raw', 'code_moves') }}
    group by from_code
),

seen as (
    select
        form_rows.code as function_code,
        documents.fiscal_year,
        {{ most_frequent('form_rows.item_name') }} as function_name,
        {{ listed('form_rows.item_name', order_by='form_rows.item_name', distinct=true) }} as printed_names,
        count(distinct form_rows.document_id) as document_count,
        min(form_rows.document_id) as document_id
    from form_rows
    inner join documents on form_rows.document_id = documents.document_id
    group by form_rows.code, documents.fiscal_year
)

select
    seen.function_code,
    seen.fiscal_year,
    seen.function_name,
    case length(seen.function_code) when 3 then '类' when 5 then '款' else '项' end as level_name,
    case when length(seen.function_code) > 3 then left(seen.function_code, length(seen.function_code) - 2) end
        as parent_function_code,
    seen.printed_names,
    moves.to_code as successor_code,
    moves.first_fiscal_year as successor_fiscal_year,
    moves.source as successor_source,
    cast(seen.document_count as integer) as document_count,
    -- the source of the row: one document that prints the code under this name
    seen.document_id
from seen
left join moves on seen.function_code = moves.from_code and seen.fiscal_year < moves.first_fiscal_year
