-- The signed terms of the identities with a number, and how many operands a scope needs of each.
with terms as (
    select * from {{ ref('identity_terms') }}
),

numbered as (
    select
        *,
        row_number() over (
            order by identity_id, operand_side, form_no, sign, row_kind, scope_label, line_keys, column_keys, codes
        ) as term_no,
        case
            when when_absent != 'missing' then 0
            else
                case
                    when scope_row is null and line_keys is not null
                        then len(string_split(line_keys, ';'))
                    else 1
                end
                * case
                    when scope_column is null and column_keys is not null
                        then len(string_split(column_keys, ';'))
                    else 1
                end
        end as required_operands
    from terms
)

select * from numbered
