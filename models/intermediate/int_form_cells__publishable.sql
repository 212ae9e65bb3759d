-- The cells that may stand in facts: their form is loaded and not quarantined, and they are not in doubt.
with cells as (
    select * from {{ ref('int_cells__repaired') }}
    where form_no between 1 and 9
),

documents as (
    select * from {{ ref('dim_document') }}
),

quarantined as (
    select * from {{ ref('int_blocks__quarantined') }}
),

doubtful as (
    select * from {{ ref('int_cells__doubtful') }}
),

publishable as (
    select
        cells.*,
        documents.department_id,
        documents.fiscal_year,
        documents.is_current
    from cells
    inner join documents on cells.document_id = documents.document_id
    -- anti joins: DuckDB keeps all of what comes before "not exists", and takes seven times as long
    anti join quarantined
        on
            cells.document_id = quarantined.document_id
            and cells.form_no = quarantined.block_no
            and quarantined.block_kind = 'form'
    anti join doubtful on cells.cell_id = doubtful.cell_id
)

select * from publishable
