{{ config(materialized='view') }}
-- Where no repair was applied, the results as printed stand; else those of the repaired cells.
with as_printed as (
    select * from {{ ref('int_identities__arithmetic_as_printed') }}
),

mended as (
    select * from {{ ref('int_identities__arithmetic_mended') }}
),

mended_documents as (
    select distinct document_id from {{ ref('int_cells__mended') }}
),

unmended as (
    select as_printed.*
    from as_printed
    anti join mended_documents on as_printed.document_id = mended_documents.document_id
)

select * from unmended
union all by name
select * from mended
