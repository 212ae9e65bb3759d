-- Shares of the prose: they add up to 100, and those of small enterprises make up what these were paid.
with cells as (
    select * from {{ ref('int_cells__repaired') }}
),

shares as (
    select
        cells.document_id,
        cells.line_key,
        -- the classes share one measure and differ in their names
        case when {{ names_a_code('cells.line_key') }} then cells.item_name end as class_name,
        cells.amount_yuan,
        cells.half_unit_yuan,
        sets.identity_id,
        sets.scope,
        sets.whole_key
    from cells
    inner join (
        values
        ('three_public_', 'N-3P-SHARE-SUM', '', 'three_public_total'),
        ('income_', 'N-INC-SHARE-SUM', '', 'income_total'),
        ('expenditure_', 'N-EXP-SHARE-SUM', '', 'expenditure_total'),
        ('function_class.', 'N-STRUCT-SUM', '', 'expenditure_general_public'),
        ('function_class_all.', 'N-STRUCT-SUM', 'all', 'expenditure_total'),
        ('function_class_fiscal.', 'N-STRUCT-SUM', 'fiscal', 'expenditure_fiscal'),
        ('function_class_government_fund.', 'N-STRUCT-SUM', 'government_fund', 'expenditure_government_fund'),
        ('function_class_state_capital.', 'N-STRUCT-SUM', 'state_capital', 'expenditure_state_capital')
    ) as sets (prefix, identity_id, scope, whole_key)
        on starts_with(cells.line_key || '.', sets.prefix)
    where
        cells.form_no = 0
        and cells.column_key in ('share', 'share:' || sets.whole_key)
        and cells.row_kind = 'statement'
        -- parts of a part, and the same money divided in another way
        and cells.line_key not in (
            'three_public_vehicle_purchase',
            'three_public_vehicle_running',
            'expenditure_fiscal',
            'expenditure_general_public',
            'expenditure_government_fund',
            'expenditure_state_capital'
        )
),

-- the shares must add up to 100 only where the parts that have one make up the whole
shared_parts as (
    select
        shares.document_id,
        shares.identity_id,
        shares.scope,
        sum(parts.amount_yuan) as parts_yuan,
        sum(parts.half_unit_yuan) as parts_half_yuan
    from (
        select distinct
            document_id,
            identity_id,
            scope,
            line_key,
            class_name
        from shares
    ) as shares
    inner join cells as parts
        on
            shares.document_id = parts.document_id
            and shares.line_key = parts.line_key
            and (shares.class_name is null or shares.class_name = parts.item_name)
            and parts.form_no = 0
            and parts.column_key = 'value'
            and parts.row_kind = 'statement'
    group by shares.document_id, shares.identity_id, shares.scope
),

share_sums as (
    select
        document_id,
        identity_id,
        scope,
        any_value(whole_key) as whole_key,
        sum(amount_yuan) as share_sum,
        sum(half_unit_yuan) as bound_pct
    from shares
    group by document_id, identity_id, scope
),

share_results as (
    select
        share_sums.document_id,
        share_sums.identity_id,
        share_sums.scope,
        share_sums.share_sum as printed_count,
        share_sums.bound_pct as bound_count,
        100 as computed_count,
        case
            when whole.amount_yuan is null then 'the whole is not stated'
            when
                abs(whole.amount_yuan - shared_parts.parts_yuan) <= whole.half_unit_yuan + shared_parts.parts_half_yuan
                then null
            else 'not every part has a share'
        end as reason
    from share_sums
    left join shared_parts
        on
            share_sums.document_id = shared_parts.document_id
            and share_sums.identity_id = shared_parts.identity_id
            and share_sums.scope = shared_parts.scope
    left join cells as whole
        on
            share_sums.document_id = whole.document_id
            and share_sums.whole_key = whole.line_key
            and whole.form_no = 0
            and whole.column_key = 'value'
            and whole.row_kind = 'statement'
),

-- what small and medium enterprises were paid of each kind of purchase
decomposed as (
    select
        shares.document_id,
        sum(kinds.amount_yuan * shares.amount_yuan) * 0.01 as computed_yuan,
        sum(
            kinds.half_unit_yuan * shares.amount_yuan
            + kinds.amount_yuan * shares.half_unit_yuan
            + kinds.half_unit_yuan * shares.half_unit_yuan
        ) * 0.01 as half_yuan,
        count(*) as kinds
    from cells as shares
    inner join cells as kinds
        on
            shares.document_id = kinds.document_id
            and shares.line_key = kinds.line_key || '_sme'
            and kinds.form_no = 0
            and kinds.column_key = 'value'
            and kinds.row_kind = 'statement'
    where
        shares.form_no = 0
        and shares.column_key like 'share%'
        and shares.row_kind = 'statement'
        and shares.line_key in ('procurement_goods_sme', 'procurement_works_sme', 'procurement_services_sme')
    group by shares.document_id
),

decomposition_results as (
    select
        decomposed.document_id,
        'N-PROC-SME-DECOMP' as identity_id,
        '' as scope,
        sme.amount_yuan as printed_count,
        decomposed.computed_yuan as computed_count,
        -- the product intervals of the printed shares and amounts
        cast(decomposed.half_yuan + sme.half_unit_yuan as decimal(20, 4)) as bound_count,
        case when decomposed.kinds < 3 then 'a share of goods, works or services is not stated' end as reason
    from decomposed
    inner join cells as sme
        on
            decomposed.document_id = sme.document_id
            and sme.form_no = 0
            and sme.line_key = 'procurement_sme'
            and sme.column_key = 'value'
            and sme.row_kind = 'statement'
)

{{ rule_results(
    [
        'share_results', 'decomposition_results'
    ],
    has_bounds=true
) }}
