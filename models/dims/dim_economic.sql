{{ config(tags='corpus') }}
-- Economic codes: the classes of the list, and every code that a loaded document prints in form 6.
with classes as (
    select * from {{ ref('economic_classes') }}
),

form_rows as (
    select * from {{ ref('stg_raw__form_rows') }}
    where form_no = 6 and code is not null
),

seen as (
    select
        code,
        {{ most_frequent('item_name') }} as printed_name
    from form_rows
    group by code
),

codes as (
    select code from classes
    union
    select code from seen
),

described as (
    select
        codes.code as economic_code,
        coalesce(own_class.economic_name, seen.printed_name) as economic_name,
        own_class.economic_name_en,
        case length(codes.code) when 3 then '类' else '款' end as level_name,
        cast((length(codes.code) - 1) / 2 as integer) as level_no,
        case when length(codes.code) > 3 then left(codes.code, 3) end as parent_economic_code,
        above.basic_expenditure_side,
        above.gfsm_code,
        above.gfsm_name,
        above.gfsm_basis,
        above.code is not null as is_class_known
    from codes
    left join classes as own_class on codes.code = own_class.code
    left join classes as above on left(codes.code, 3) = above.code
    left join seen on codes.code = seen.code
)

select * from described
