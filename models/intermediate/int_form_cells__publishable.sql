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
    where
        not exists (
            select 1
            from quarantined
            where
                quarantined.document_id = cells.document_id
                and quarantined.block_kind = 'form'
                and quarantined.block_no = cells.form_no
        )
        and not exists (
            select 1
            from doubtful
            where doubtful.cell_id = cells.cell_id
        )
)

select * from publishable
