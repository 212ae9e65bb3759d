with cells as (
    select * from {{ source('raw', 'form_cells') }}
),

form_rows as (
    select * from {{ source('raw', 'form_rows') }}
),

forms as (
    select * from {{ ref('stg_raw__forms') }}
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
        form_rows.line_no,
        form_rows.line_key,
        form_rows.code,
        form_rows.item_name,
        form_rows.is_total,
        form_rows.page,
        form_rows.source_line,
        form_rows.table_no,
        form_rows.table_row,
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
    inner join form_rows
        on
            parsed.document_id = form_rows.document_id
            and parsed.form_no = form_rows.form_no
            and parsed.side = form_rows.side
            and parsed.row_no = form_rows.row_no
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
