with documents as (
    select * from {{ ref('stg_raw__documents') }}
),

forms as (
    select * from {{ ref('stg_raw__forms') }}
),

form_summary as (
    select
        document_id,
        {{ joined("'T' || form_no", ' ', order_by="'T' || form_no") }} filter (where status = 'loaded') as forms_loaded,
        {{ joined("'T' || form_no || ' ' || status", ', ', order_by="'T' || form_no || ' ' || status") }} filter (where status != 'loaded')
            as forms_not_loaded
    from forms
    group by document_id
)

select
    documents.document_id,
    documents.content_hash,
    documents.source_path,
    documents.printed_department as department,
    documents.fiscal_year,
    documents.division_code,
    documents.reader,
    documents.encoding,
    documents.status,
    form_summary.forms_loaded,
    form_summary.forms_not_loaded,
    documents.reason,
    documents.remedy,
    documents.page_count,
    documents.table_count,
    documents.paragraph_count,
    documents.byte_count,
    documents.department_source,
    documents.fiscal_year_source,
    documents.published_on
from documents
left join form_summary on documents.document_id = form_summary.document_id
