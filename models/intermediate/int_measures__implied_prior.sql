-- Implied last-year values keyed by the printed cell that states the same measure, or code, this year.
with implied as (
    select * from {{ ref('int_statements__implied') }}
    where base = 'prior_year_actual'
),

measures as (
    select * from {{ ref('measures') }}
    where form_no is not null
),

codes as (
    select * from {{ ref('int_statements__codes') }}
),

keyed as (
    select
        implied.document_id,
        implied.measure_key,
        implied.value_statement_no,
        cast(null as string) as code,
        measures.form_no,
        measures.line_key,
        measures.side,
        measures.row_kind,
        measures.column_key,
        cast(null as string) as printed_code,
        implied.implied_yuan,
        implied.half_width_yuan
    from implied
    inner join measures on implied.measure_key = measures.measure_key
    union all
    select
        implied.document_id,
        implied.measure_key,
        implied.value_statement_no,
        codes.code,
        codes.form_no,
        codes.line_key,
        cast(null as string) as side,
        codes.row_kind,
        codes.column_key,
        codes.printed_code,
        implied.implied_yuan,
        implied.half_width_yuan
    from implied
    inner join codes on implied.document_id = codes.document_id and implied.value_statement_no = codes.statement_no
)

select * from keyed
