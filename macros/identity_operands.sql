{# The cells are read where they are needed: of a CTE that is used three times DuckDB keeps every row in memory. #}
{% macro identity_operands(cells) %}
with terms as (
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
        terms.required_bits,
        terms.found_bit,
        terms.operand_side,
        terms.when_absent,
        terms.is_net,
        terms.sign,
        cells.cell_id,
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
                when 'project' then 'P' || cells.project_no
            end,
            case terms.scope_column
                when 'column' then cells.column_label
                when 'fund' then cells.fund_code
                when 'item' then cells.item_code
            end,
            terms.scope_label
        ) as scope,
        terms.sign * {{ amount_of('cells') }} as operand_yuan,
        case when terms.sign < 0 then '-' else '+' end
        || case cells.form_no when 0 then 'N' when 10 then 'P' || cells.project_no else 'T' || cells.form_no end
        || '['
        || concat_ws(
            '.',
            coalesce(cells.code, cells.line_key, case when cells.form_no = 10 then cells.side end, cells.item_name),
            cells.column_name
        )
        || ']=' || coalesce(cells.printed_text, '') as operand
    from {{ cells }} as cells
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
),

measures as (
    select * from {{ ref('measures') }}
    where form_no is not null
),

codes as (
    select * from {{ ref('int_statements__codes') }}
),

-- an amount of the prose and the one cell of the tables that prints the same number
stated_measures as (
    select
        cells.*,
        measures.form_no as target_form_no,
        measures.side as target_side,
        measures.line_key as target_line_key,
        measures.row_kind as target_row_kind,
        cast(null as string) as target_code,
        case
            when cells.column_key = 'value' then measures.column_key
            when cells.column_key in ('base_value:full_year_budget', 'base_value:budget') and measures.form_no = 9
                then replace(measures.column_key, 'actual_', 'budget_')
        end as target_column_key
    from {{ cells }} as cells
    inner join measures on cells.line_key = measures.measure_key
    where cells.form_no = 0
),

-- so with what was spent under a code
stated_codes as (
    select
        cells.*,
        codes.form_no as target_form_no,
        cast(null as string) as target_side,
        codes.line_key as target_line_key,
        codes.row_kind as target_row_kind,
        codes.printed_code as target_code,
        codes.column_key as target_column_key
    from {{ cells }} as cells
    inner join codes
        on cells.document_id = codes.document_id and cells.row_no = codes.statement_no
    where cells.form_no = 0 and cells.column_key = 'value'
),

stated as (
    select * from stated_measures
    union all
    select * from stated_codes
),

statement_operands as (
    select
        stated.document_id,
        'N-AMT' as identity_id,
        cast(0 as bigint) as required_bits,
        cast(0 as bigint) as found_bit,
        'printed' as operand_side,
        0 as is_net,
        1 as sign,
        stated.cell_id,
        stated.code,
        stated.half_unit_yuan,
        stated.line_key || '#' || stated.row_no as scope,
        stated.amount_yuan as operand_yuan,
        '+N[' || stated.line_key || '.' || stated.column_name || ']=' || stated.printed_text as operand
    from stated
    where stated.target_column_key is not null
),

target_operands as (
    select
        stated.document_id,
        'N-AMT' as identity_id,
        cast(0 as bigint) as required_bits,
        cast(0 as bigint) as found_bit,
        'computed' as operand_side,
        0 as is_net,
        1 as sign,
        cells.cell_id,
        cells.code,
        cells.half_unit_yuan,
        stated.line_key || '#' || stated.row_no as scope,
        {{ amount_of('cells') }} as operand_yuan,
        '+T' || cells.form_no || '['
        || concat_ws('.', coalesce(cells.code, cells.line_key, cells.item_name), cells.column_name)
        || ']=' || coalesce(cells.printed_text, '') as operand
    from stated
    inner join {{ cells }} as cells
        on
            stated.document_id = cells.document_id
            and stated.target_form_no = cells.form_no
            and stated.target_column_key = cells.column_key
            and stated.target_row_kind = cells.row_kind
            and stated.target_line_key is not distinct from cells.line_key
            and stated.target_code is not distinct from cells.code
            and (stated.target_side is null or stated.target_side = cells.side)
),

-- a part of a sum that the prose does not state is zero where its form prints zero; else the sum is not whole
parts as (
    select distinct
        terms.identity_id,
        terms.term_no,
        terms.operand_side,
        terms.sign,
        terms.scope_label,
        keys.measure_key
    from {{ ref('int_identities__terms') }} as terms
    cross join lateral unnest(split(terms.line_keys, ';')) as keys (measure_key)
    where terms.when_absent = 'zero_in_form'
),

sums_stated as (
    select distinct
        document_id,
        identity_id,
        term_no,
        scope
    from operands
    where when_absent = 'zero_in_form'
),

unstated_operands as (
    select
        sums_stated.document_id,
        parts.identity_id,
        cast(0 as bigint) as required_bits,
        cast(0 as bigint) as found_bit,
        parts.operand_side,
        0 as is_net,
        parts.sign,
        concat_ws('/', sums_stated.document_id, 'N', 'unstated', parts.measure_key) as cell_id,
        cast(null as string) as code,
        cast(0 as decimal(20, 4)) as half_unit_yuan,
        sums_stated.scope,
        case when coalesce(max(cells.amount_yuan), 0) = 0 and count(cells.cell_id) = 1 then cast(0 as decimal(20, 2)) end
            as operand_yuan,
        '+N[' || parts.measure_key || ' is not stated]' as operand
    from sums_stated
    inner join parts on sums_stated.identity_id = parts.identity_id and sums_stated.term_no = parts.term_no
    inner join measures on parts.measure_key = measures.measure_key
    left join {{ cells }} as cells
        on
            sums_stated.document_id = cells.document_id
            and {{ prints_measure('cells', 'measures') }}
            and cells.kind in ('number', 'blank', 'dash')
    anti join {{ cells }} as stated_cells
        on
            sums_stated.document_id = stated_cells.document_id
            and parts.measure_key = stated_cells.line_key
            and stated_cells.form_no = 0
            and stated_cells.row_kind = 'statement'
            and stated_cells.column_key = 'value'
    group by all
),

all_operands as (
    {{ stacked(
        [
            'document_id', 'identity_id', 'scope', 'required_bits', 'found_bit', 'operand_side', 'is_net', 'sign',
            'cell_id', 'code', 'half_unit_yuan', 'operand_yuan', 'operand'
        ],
        [
            'operands', 'statement_operands', 'unstated_operands', 'target_operands'
        ]
    ) }}
)

select * from all_operands
{% endmacro %}
