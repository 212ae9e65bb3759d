-- Every cell that differs between a version of the accounts of a year and the version after it.
with documents as (
    select * from {{ ref('dim_document') }}
),

departments as (
    select * from {{ ref('dim_department') }}
),

cells as (
    select * from {{ ref('int_cells__repaired') }}
    where form_no between 1 and 9 and row_kind is not null
),

versions as (
    select
        later.department_id,
        later.fiscal_year,
        earlier.document_id as earlier_document_id,
        later.document_id as later_document_id,
        earlier.version_no as earlier_version_no,
        later.version_no as later_version_no
    from documents as later
    inner join documents as earlier
        on
            later.department_id = earlier.department_id
            and later.fiscal_year = earlier.fiscal_year
            and later.version_no = earlier.version_no + 1
            -- the whole restates nothing of what was an excerpt of it
            and later.is_excerpt = earlier.is_excerpt
),

keyed as (
    select
        document_id,
        cell_id,
        form_no,
        case when form_no in (1, 4, 6) then side else '' end as side,
        coalesce(line_key, code, 'total') as row_key,
        column_key,
        column_name,
        item_name,
        amount_yuan
    from cells
),

earlier_cells as (
    select
        versions.*,
        keyed.* {{ leaving_out('document_id') }}
    from versions
    inner join keyed on versions.earlier_document_id = keyed.document_id
),

later_cells as (
    select
        versions.*,
        keyed.* {{ leaving_out('document_id') }}
    from versions
    inner join keyed on versions.later_document_id = keyed.document_id
),

joined as (
    select
        coalesce(later_cells.department_id, earlier_cells.department_id) as department_id,
        coalesce(later_cells.fiscal_year, earlier_cells.fiscal_year) as fiscal_year,
        coalesce(later_cells.later_version_no, earlier_cells.later_version_no) as version_no,
        coalesce(later_cells.form_no, earlier_cells.form_no) as form_no,
        coalesce(later_cells.side, earlier_cells.side) as side,
        coalesce(later_cells.row_key, earlier_cells.row_key) as row_key,
        coalesce(later_cells.column_key, earlier_cells.column_key) as column_key,
        coalesce(later_cells.column_name, earlier_cells.column_name) as column_name,
        coalesce(later_cells.item_name, earlier_cells.item_name) as item_name,
        earlier_cells.amount_yuan as earlier_yuan,
        later_cells.amount_yuan as later_yuan,
        coalesce(later_cells.earlier_document_id, earlier_cells.earlier_document_id) as earlier_document_id,
        coalesce(later_cells.later_document_id, earlier_cells.later_document_id) as document_id
    from later_cells
    full outer join earlier_cells
        on
            later_cells.later_document_id = earlier_cells.later_document_id
            and later_cells.form_no = earlier_cells.form_no
            and later_cells.side = earlier_cells.side
            and later_cells.row_key = earlier_cells.row_key
            and later_cells.column_key = earlier_cells.column_key
)

select
    joined.department_id,
    joined.fiscal_year,
    cast(joined.version_no as integer) as version_no,
    joined.form_no,
    joined.side,
    joined.row_key,
    joined.column_key,
    departments.department_name,
    joined.item_name,
    joined.column_name,
    joined.earlier_yuan,
    joined.later_yuan,
    coalesce(joined.later_yuan, 0) - coalesce(joined.earlier_yuan, 0) as difference_yuan,
    case
        when joined.later_yuan is null then 'vanished'
        when joined.earlier_yuan is null then 'appeared'
        else 'changed'
    end as restatement_kind,
    joined.earlier_document_id,
    joined.document_id
from joined
inner join departments on joined.department_id = departments.department_id
where joined.earlier_yuan is distinct from joined.later_yuan
