{{ config(materialized='view') }}
-- A cell of the nine forms with what identities select it by.
with cells as (
    select * from {{ ref('stg_raw__form_cells') }}
),

forms as (
    select * from {{ ref('statutory_forms') }}
),

lines as (
    select * from {{ ref('statutory_lines') }}
),

columns as (
    select * from {{ ref('statutory_columns') }}
),

-- what a document prints most often is what it declares: 15.3 beside 1,204.77 has two decimals too
usual_decimals as (
    select
        document_id,
        unit_text,
        {{ most_frequent('decimals') }} as usual_decimals
    from cells
    where kind = 'number' and amount_yuan != 0
    group by document_id, unit_text
),

fiscal_codes as (
    select
        document_id,
        code,
        bool_and(form_no = 7) as is_fund_only
    from cells
    where form_no in (5, 7, 8) and code is not null
    group by document_id, code
),

parents as (
    select distinct
        document_id,
        form_no,
        left(code, length(code) - 2) as code
    from cells
    where length(code) > 3
),

classified as (
    select
        cells.cell_id,
        cells.document_id,
        cells.form_no,
        cells.side,
        cells.row_no,
        cells.column_key,
        cells.line_key,
        cells.code,
        cells.item_name,
        lines.role,
        columns.column_name,
        columns.scope_label as column_label,
        columns.nature_code,
        columns.phase_code,
        columns.item_code,
        cast(null as integer) as project_no,
        cells.kind,
        cells.amount_yuan,
        cells.printed_text,
        {{ row_kind('forms.shape', 'cells.code', 'cells.is_total') }} as row_kind,
        coalesce(lines.class_code, left(cells.code, 3)) as class_code,
        case when length(cells.code) > 3 then left(cells.code, length(cells.code) - 2) end as parent_code,
        coalesce(lines.fund_code, columns.fund_code) as fund_code,
        coalesce(fiscal_codes.is_fund_only, false) as is_fund_only,
        cells.code is not null and parents.code is null as is_leaf,
        -- half the last declared digit, in yuan: a printed value stands for plus or minus this
        cast(
            cells.yuan_factor / 2.0
            / pow(10, greatest(coalesce(cells.decimals, 0), coalesce(usual_decimals.usual_decimals, 0)))
            as decimal(20, 4)
        ) as half_unit_yuan
    from cells
    inner join forms on cells.form_no = forms.form_no
    inner join columns
        on
            cells.form_no = columns.form_no
            and cells.column_key = columns.column_key
            and (columns.side = cells.side or columns.side is null)
    left join lines on cells.form_no = lines.form_no and cells.line_key = lines.line_key
    left join usual_decimals
        on cells.document_id = usual_decimals.document_id and cells.unit_text = usual_decimals.unit_text
    left join fiscal_codes
        on cells.document_id = fiscal_codes.document_id and cells.code = fiscal_codes.code
    left join parents
        on
            cells.document_id = parents.document_id
            and cells.form_no = parents.form_no
            and cells.code = parents.code
    where cells.form_status = 'loaded'
)

select * from classified
