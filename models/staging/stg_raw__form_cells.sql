-- A figure is the text of the printed cell to which its row and its column point: nothing is copied.
with form_rows as (
    select * from {{ source('raw', 'form_rows') }}
),

form_columns as (
    select * from {{ source('raw', 'form_columns') }}
),

table_rows as (
    select * from {{ source('raw', 'table_rows') }}
),

forms as (
    select * from {{ ref('stg_raw__forms') }}
),

cells as (
    select
        form_rows.*,
        form_columns.column_key,
        form_columns.table_column,
        case
            -- a word of the header on the line of a total is no figure; a row may be shorter than its table
            when form_columns.is_heading then ''
            else coalesce(list_extract(table_rows.cells, form_columns.table_column), '')
        end as printed_text
    from form_rows
    inner join form_columns
        on
            form_rows.document_id = form_columns.document_id
            and form_rows.block_no = form_columns.block_no
    left join table_rows
        on
            form_rows.document_id = table_rows.document_id
            and form_rows.table_no = table_rows.table_no
            and form_rows.table_row = table_rows.table_row
    where form_rows.is_labelled
),

cleaned as (
    select
        *,
        {{ clean_figure('printed_text') }} as clean_text
    from cells
),

kinds as (
    select
        *,
        {{ figure_kind('clean_text') }} as printed_kind
    from cleaned
),

parsed as (
    select
        *,
        {{ figure_value('clean_text', 'printed_kind') }} as printed_value,
        {{ figure_decimals('clean_text', 'printed_kind') }} as decimals
    from kinds
),

in_yuan as (
    select
        parsed.document_id,
        parsed.form_no,
        parsed.side,
        parsed.row_no,
        parsed.column_key,
        parsed.printed_text,
        parsed.decimals,
        forms.unit_text,
        forms.yuan_factor,
        forms.status as form_status,
        parsed.line_no,
        parsed.line_key,
        parsed.code,
        parsed.item_name,
        parsed.is_total,
        parsed.page,
        parsed.source_line,
        parsed.table_no,
        parsed.table_row,
        parsed.table_column,
        case
            -- a figure finer than a cent of a yuan cannot be kept exactly: it is not guessed
            when
                parsed.printed_kind = 'number'
                and parsed.printed_value * forms.yuan_factor
                != round(parsed.printed_value * forms.yuan_factor, 2)
                then 'unreadable'
            when parsed.printed_kind = 'number' and parsed.printed_value is null then 'unreadable'
            else parsed.printed_kind
        end as kind,
        parsed.printed_value
    from parsed
    inner join forms
        on parsed.document_id = forms.document_id and parsed.form_no = forms.form_no
),

final as (
    select
        concat_ws(
            '/', document_id, 'T' || form_no, nullif(side, ''), 'r' || row_no, column_key
        ) as cell_id,
        * {{ leaving_out('printed_value') }},
        case
            when kind = 'number'
                then cast(printed_value * cast(yuan_factor as decimal(9, 0)) as decimal(20, 2))
        end as amount_yuan
    from in_yuan
)

select * from final
