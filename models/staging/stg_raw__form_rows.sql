with form_rows as (
    select * from {{ source('raw', 'form_rows') }}
),

typed as (
    select
        document_id,
        form_no,
        side,
        row_no,
        try_cast(line_no as integer) as line_no,
        line_key,
        code,
        item_name,
        is_total,
        is_labelled,
        table_no,
        table_row,
        page,
        source_line
    from form_rows
)

select * from typed
