with forms as (
    select * from {{ source('raw', 'forms') }}
),

units as (
    select * from {{ ref('units') }}
),

with_factor as (
    select
        forms.document_id,
        forms.form_no,
        forms.status,
        forms.printed_title,
        forms.page,
        forms.source_line,
        forms.unit_text,
        forms.unit_source,
        units.yuan_factor,
        forms.department as printed_department,
        forms.mapping_method,
        forms.mapping_score,
        forms.note,
        forms.listed_no,
        forms.listed_no is not null as is_listed
    from forms
    left join units on forms.unit_text = units.unit_text
)

select * from with_factor
