{{ config(tags='corpus') }}
-- Functional codes, and the codes above them, that hold other things from a year on than before.
with moves as (
    select * from {{ source('raw', 'code_moves') }}
),

ends as (
    select
        *,
        from_code as code
    from moves
    union all
    select
        *,
        to_code as code
    from moves
),

levels as (
    select
        ends.*,
        lengths.digits
    from ends
    cross join (values (3), (5), (7)) as lengths (digits)
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
    {{ joined('moved', ', ', order_by='moved') }} as moved_by
from affected
group by function_code, fiscal_year
