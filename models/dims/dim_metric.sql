{{ config(tags='corpus') }}
select
    metric_key,
    metric_name,
    metric_name_en,
    metric_basis
from {{ ref('metrics') }}
