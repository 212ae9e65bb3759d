{{ config(tags='corpus') }}
-- Divisions of GB/T 2260: the provinces of the list, and every division that a loaded document lies in.
with provinces as (
    select * from {{ ref('divisions') }}
),

seen as (
    select distinct division_code from {{ ref('stg_raw__documents') }}
    where division_code is not null
),

codes as (
    select division_code from provinces
    union
    select division_code from seen
)

select
    codes.division_code,
    own.division_name,
    own.division_name_en,
    case
        when codes.division_code like '%0000' then 'province'
        when codes.division_code like '%00' then 'prefecture'
        else 'county'
    end as level_name,
    case when codes.division_code not like '%0000' then left(codes.division_code, 2) || '0000' end
        as province_code,
    provinces.division_name as province_name,
    case when own.division_code is not null then 'GB/T 2260' else 'folder of a loaded document' end as source
from codes
left join provinces as own on codes.division_code = own.division_code
left join provinces on left(codes.division_code, 2) || '0000' = provinces.division_code
