{{ config(tags='corpus') }}
with identities as (
    select * from {{ ref('identities') }}
)

select
    identity_id,
    identity_group,
    form_nos,
    formula_zh,
    formula_en,
    relation,
    severity,
    blame,
    related_ids
from identities
