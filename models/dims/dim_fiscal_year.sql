{{ config(tags='corpus') }}
with documents as (
    select * from {{ ref('stg_raw__documents') }}
    where fiscal_year is not null
),

-- the prose of a year speaks of the year before it
years as (
    select fiscal_year from documents
    union
    select fiscal_year - 1 as fiscal_year from documents
),

dated as (
    select
        fiscal_year,
        make_date(fiscal_year, 1, 1) as first_date,
        make_date(fiscal_year, 12, 31) as last_date
    from years
)

select * from dated
