{{ config(tags='corpus') }}
with funds as (
    select * from {{ ref('funds') }}
)

select
    fund_code,
    fund_name,
    fund_name_en,
    is_total
from funds
