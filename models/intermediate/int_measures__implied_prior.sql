-- Implied last-year values keyed by the printed cell that states the same measure this year.
with implied as (
    select * from {{ ref('int_statements__implied') }}
    where base = 'prior_year_actual'
),

measures as (
    select * from {{ ref('measures') }}
    where form_no is not null
),

keyed as (
    select
        implied.document_id,
        implied.measure_key,
        measures.form_no,
        measures.line_key,
        measures.side,
        measures.row_kind,
        measures.column_key,
        implied.implied_yuan,
        implied.half_width_yuan
    from implied
    inner join measures on implied.measure_key = measures.measure_key
)

select * from keyed
