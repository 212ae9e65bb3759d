{{ config(tags='corpus') }}
-- Which kinds of cells each signed term selects: small, so that the join over all documents is by key.
with terms as (
    select * from {{ ref('int_identities__terms') }}
),

cells as (
    select * from {{ ref('int_cells__printed') }}
),

named_codes as (
    select distinct names.code
    from terms
    cross join lateral unnest(split(terms.codes, ';')) as names (code)
    where terms.codes is not null
),

cell_types as (
    select distinct
        cells.form_no,
        cells.side,
        cells.row_kind,
        cells.line_key,
        cells.column_key,
        cells.is_leaf,
        cells.is_fund_only,
        named_codes.code as named_code
    from cells
    left join named_codes on cells.code = named_codes.code
),

selected as (
    select
        terms.term_no,
        terms.identity_id,
        terms.operand_side,
        terms.sign,
        terms.scope_row,
        terms.scope_column,
        terms.scope_label,
        terms.when_absent,
        terms.is_net,
        terms.required_bits,
        terms.required_operands,
        terms.first_bit,
        terms.column_count,
        -- a term that has a scope for each line, or column, requires any one of them
        case when terms.scope_row is null then coalesce(array_position(split(terms.line_keys, ';'), cell_types.line_key), 0) else 0 end
            as line_place,
        case
            when terms.scope_column is null
                then coalesce(array_position(split(terms.column_keys, ';'), cell_types.column_key), 0)
            else 0
        end as column_place,
        cell_types.*
    from terms
    inner join cell_types
        on
            terms.form_no = cell_types.form_no
            and (terms.side is null or terms.side = cell_types.side)
            and (
                terms.row_kind is null
                or terms.row_kind = 'any'
                or terms.row_kind = cell_types.row_kind
                or (terms.row_kind = 'leaf' and cell_types.is_leaf)
                or (terms.row_kind = 'fund_only' and cell_types.is_fund_only)
            )
            and (
                terms.line_keys is null
                or array_contains(split(terms.line_keys, ';'), cell_types.line_key)
                -- every measure of the prose of which a document has one: not its classes, items and projects
                or (
                    terms.line_keys = '*'
                    and not {{ names_a_code('cell_types.line_key') }}
                    and not starts_with(cell_types.line_key, 'performance_')
                )
            )
            and (
                terms.codes is null
                or array_contains(split(terms.codes, ';'), cell_types.named_code)
            )
            and (
                terms.column_keys is null
                or terms.column_keys = '*'
                or array_contains(split(terms.column_keys, ';'), cell_types.column_key)
                or (
                    ends_with(terms.column_keys, '_*')
                    and starts_with(cell_types.column_key, replace(terms.column_keys, '*', ''))
                )
            )
)

select
    term_no,
    identity_id,
    operand_side,
    sign,
    scope_row,
    scope_column,
    scope_label,
    when_absent,
    is_net,
    required_bits,
    case
        when required_operands = 0 then 0
        else
            cast(
                pow(2, first_bit + (greatest(line_place, 1) - 1) * column_count + greatest(column_place, 1) - 1) as bigint
            )
    end as found_bit,
    form_no,
    side,
    row_kind,
    line_key,
    column_key,
    is_leaf,
    is_fund_only,
    named_code
from selected
