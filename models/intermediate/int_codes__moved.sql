-- Functional codes, and the codes above them, that hold other things from a year on than before.
with moves as (
    select * from {{ source('raw', 'code_moves') }}
),

ends as (
    select
        *,
        unnest([from_code, to_code]) as code
    from moves
),

levels as (
    select
        *,
        unnest([3, 5, 7]) as digits
    from ends
),

-- a parent that both codes have holds the same things as before
affected as (
    select distinct
        left(code, digits) as function_code,
        first_fiscal_year as fiscal_year,
        from_code || ' to ' || to_code as moved
    from levels
    where
        length(code) >= digits
        and (left(from_code, digits) != left(to_code, digits) or length(from_code) != length(to_code))
)

select
    function_code,
    fiscal_year,
    string_agg(moved, ', ' order by moved) as moved_by
from affected
group by function_code, fiscal_year
