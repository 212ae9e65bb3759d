{{ config(tags='corpus') }}
-- The signed terms of the identities with a number, and which operands a scope needs of each.
with terms as (
    select * from {{ ref('identity_terms') }}
),

numbered as (
    select
        *,
        row_number() over (
            order by
                identity_id asc, operand_side asc, form_no asc nulls last, sign asc, row_kind asc nulls last,
                scope_label asc nulls last, line_keys asc nulls last, column_keys asc nulls last,
                codes asc nulls last, side asc nulls last
        ) as term_no,
        case when scope_row is null and line_keys is not null then array_length(split(line_keys, ';')) else 1 end
            as line_count,
        case when scope_column is null and column_keys is not null then array_length(split(column_keys, ';')) else 1 end
            as column_count
    from terms
),

counted as (
    select
        *,
        case when when_absent = 'missing' then line_count * column_count else 0 end as required_operands
    from numbered
),

-- a bit for each operand that an identity requires, so that what was found is one number
placed as (
    select
        *,
        cast(
            sum(required_operands) over (partition by identity_id order by term_no) - required_operands as integer
        ) as first_bit
    from counted
)

select
    *,
    bit_or(cast((pow(2, required_operands) - 1) * pow(2, first_bit) as bigint))
        over (partition by identity_id, scope_label)
        as required_bits
from placed
