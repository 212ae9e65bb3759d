-- The cells of documents in which a repair was applied: only there anything is judged again.
with cells as (
    select * from {{ ref('int_cells__repaired') }}
),

mended as (
    select distinct document_id from cells
    where is_repaired
)

select cells.*
from cells
inner join mended on cells.document_id = mended.document_id
