-- A document is a version of the accounts of a department and year. The latest published one is current;
-- JUESUAN_AS_OF (YYYY-MM-DD) asks which one was current on an earlier day. What holds less than half of the forms
-- of another (form 9 by itself) is an excerpt, and comes before those that are whole.
{% set as_of = env_var('JUESUAN_AS_OF', '') %}
with documents as (
    select * from {{ ref('stg_raw__documents') }}
    where status != 'refused' and department_id is not null and fiscal_year is not null
),

forms as (
    select
        document_id,
        count(*) filter (where status in ('loaded', 'empty')) as form_count
    from {{ ref('stg_raw__forms') }}
    group by document_id
),

measured as (
    select
        documents.*,
        coalesce(2 * forms.form_count < max(forms.form_count) over same_accounts, false) as is_excerpt,
        coalesce(documents.published_on <= cast({{ "'" ~ as_of ~ "'" if as_of else 'null' }} as date), true) as is_known
    from documents
    left join forms on documents.document_id = forms.document_id
    window same_accounts as (partition by documents.department_id, documents.fiscal_year)
),

versioned as (
    select
        *,
        row_number() over (
            partition by department_id, fiscal_year
            order by is_excerpt desc, published_on asc nulls first, source_path asc, document_id asc
        ) as version_no
    from measured
)

select
    document_id,
    content_hash,
    source_path,
    department_id,
    fiscal_year,
    accounts_kind,
    reader,
    status,
    published_on,
    version_no,
    is_excerpt,
    -- of the versions known on the day, the last
    is_known
    and version_no = max(case when is_known then version_no end) over (partition by department_id, fiscal_year)
        as is_current
from versioned
