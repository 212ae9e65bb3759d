with forms as (
    select * from {{ ref('stg_raw__forms') }}
),

names as (
    select * from {{ ref('statutory_forms') }}
),

form_rows as (
    select * from {{ ref('stg_raw__form_rows') }}
    where is_labelled
),

row_counts as (
    select
        document_id,
        form_no,
        count(*) as labelled_rows
    from form_rows
    group by document_id, form_no
)

select
    forms.document_id,
    forms.form_no,
    names.form_name,
    forms.status,
    forms.printed_title,
    forms.unit_text as unit,
    forms.unit_source,
    cast(coalesce(row_counts.labelled_rows, 0) as integer) as labelled_rows,
    forms.mapping_method,
    forms.mapping_score,
    forms.is_listed,
    forms.note,
    forms.page,
    forms.source_line
from forms
inner join names on forms.form_no = names.form_no
left join row_counts on forms.document_id = row_counts.document_id and forms.form_no = row_counts.form_no
