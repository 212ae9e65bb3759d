{% macro judged_again(columns, as_printed, mended) -%}
-- Where no repair was applied, what was found on the printed cells stands; else what the repaired cells give.
with as_printed as (
    select * from {{ as_printed }}
),

mended as (
    select * from {{ mended }}
),

mended_documents as (
    select distinct document_id from {{ ref('int_cells__mended') }}
),

unmended as (
    select as_printed.*
    from as_printed
    anti join mended_documents on as_printed.document_id = mended_documents.document_id
)

{{ stacked(columns, ['unmended', 'mended']) }}
{%- endmacro %}
