with documents as (
    select * from {{ ref('stg_raw__documents') }}
    where status != 'refused' and department_id is not null
),

departments as (
    select
        department_id,
        any_value(department_name) as department_name,
        any_value(division_code) as division_code,
        {{ listed('printed_department', order_by='printed_department', distinct=true) }} as printed_names,
        min(fiscal_year) as first_fiscal_year,
        max(fiscal_year) as last_fiscal_year
    from documents
    group by department_id
)

select * from departments
