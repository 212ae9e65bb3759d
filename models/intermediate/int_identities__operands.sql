with cells as (
    select * from {{ ref('int_form_cells__classified') }}
),

terms as (
    select * from {{ ref('int_identities__term_cells') }}
),

named_codes as (
    select distinct named_code from terms
    where named_code is not null
),

operands as (
    select
        cells.document_id,
        terms.identity_id,
        terms.term_no,
        terms.operand_side,
        terms.when_absent,
        terms.is_net,
        cells.cell_id,
        cells.form_no,
        cells.code,
        cells.half_unit_yuan,
        concat_ws(
            '.',
            case terms.scope_row
                when 'row' then coalesce(cells.code, '合计')
                when 'code' then cells.code
                when 'parent' then cells.parent_code
                when 'class' then cells.class_code
                when 'line' then cells.line_key
                when 'fund' then cells.fund_code
                when 'role' then cells.role
            end,
            case terms.scope_column
                when 'column' then cells.column_label
                when 'fund' then cells.fund_code
                when 'item' then cells.item_code
            end,
            terms.scope_label
        ) as scope,
        -- nothing printed, or a dash, is nothing spent; what cannot be read has no amount at all
        case
            when cells.kind = 'number' then terms.sign * cells.amount_yuan
            when cells.kind in ('blank', 'dash') then cast(0 as decimal(20, 2))
        end as operand_yuan,
        case when terms.sign < 0 then '-' else '+' end
        || 'T' || cells.form_no || '['
        || concat_ws('.', coalesce(cells.code, cells.line_key, cells.item_name), cells.column_name)
        || ']=' || coalesce(cells.printed_text, '') as operand
    from cells
    left join named_codes on cells.code = named_codes.named_code
    inner join terms
        on
            cells.form_no = terms.form_no
            and cells.side = terms.side
            and cells.column_key = terms.column_key
            and cells.is_leaf = terms.is_leaf
            and cells.is_fund_only = terms.is_fund_only
            and cells.row_kind is not distinct from terms.row_kind
            and cells.line_key is not distinct from terms.line_key
            and named_codes.named_code is not distinct from terms.named_code
)

select * from operands
