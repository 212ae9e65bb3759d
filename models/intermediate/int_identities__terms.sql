{{ config(tags='corpus') }}
-- The signed terms of the identities with a number, and how many operands a scope needs of each.
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
        case
            when when_absent != 'missing' then 0
            else
                case
                    when scope_row is null and line_keys is not null
                        then array_length(split(line_keys, ';'))
                    else 1
                end
                * case
                    when scope_column is null and column_keys is not null
                        then array_length(split(column_keys, ';'))
                    else 1
                end
        end as required_operands
    from terms
),

-- a bit for each term of an identity of which an operand is required, so that what was found is one number
marked as (
    select
        *,
        case
            when required_operands > 0
                then cast(pow(2, row_number() over (partition by identity_id, required_operands > 0 order by term_no)) as bigint)
            else 0
        end as required_bit
    from numbered
)

select
    *,
    case when required_operands = 1 then required_bit else 0 end as single_bit
from marked
