-- The current document of a department and year beside that of the year before, and what reorganised it in between.
with documents as (
    select * from {{ ref('dim_document') }}
    where is_current
)

select
    this_year.document_id,
    this_year.department_id,
    this_year.fiscal_year,
    before.document_id as prior_document_id,
    reorganised.reorganised_by
from documents as this_year
left join documents as before
    on
        this_year.department_id = before.department_id
        and this_year.fiscal_year = before.fiscal_year + 1
left join {{ ref('int_years__reorganised') }} as reorganised
    on
        this_year.department_id = reorganised.department_id
        and this_year.fiscal_year = reorganised.fiscal_year
