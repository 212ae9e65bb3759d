{# The operands are read where they are needed: of a CTE that is used three times DuckDB keeps every row in memory. #}
{% macro identity_arithmetic(operands, cells) %}
with identities as (
    select * from {{ ref('identities') }}
),

terms as (
    select * from {{ ref('int_identities__terms') }}
),

lacking as (
    select * from {{ ref('int_forms__lacking') }}
),

-- a net of two printings (form 3 less form 2 by code) is one operand; equal printings cancel
netted as (
    select
        operands.document_id,
        operands.identity_id,
        operands.scope,
        operands.operand_side,
        sum(operands.operand_yuan) as operand_yuan,
        count(*) filter (where operands.operand_yuan is null) as unusable_count,
        max(operands.half_unit_yuan) as half_unit_yuan,
        case
            when sum(operands.operand_yuan) != 0
                then sum(operands.half_unit_yuan) filter (where operands.operand_yuan != 0)
            else 0
        end as half_units_yuan,
        sum(operands.half_unit_yuan) as all_half_units_yuan,
        bit_or(operands.required_bits) as required_bits,
        bit_or(operands.found_bit) as found_bits
    from {{ operands }} as operands
    where operands.is_net = 1
    group by
        operands.document_id, operands.identity_id, operands.scope, operands.operand_side, operands.code
),

-- any other cell stands once on its side: it need not be grouped
single as (
    select
        operands.document_id,
        operands.identity_id,
        operands.scope,
        operands.operand_side,
        operands.operand_yuan,
        cast(operands.operand_yuan is null as integer) as unusable_count,
        operands.half_unit_yuan,
        case when operands.operand_yuan != 0 then operands.half_unit_yuan else 0 end as half_units_yuan,
        operands.half_unit_yuan as all_half_units_yuan,
        operands.required_bits,
        operands.found_bit as found_bits
    from {{ operands }} as operands
    where operands.is_net = 0
),

nets as (
    select * from netted
    union all
    select * from single
),

sides as (
    select
        document_id,
        identity_id,
        scope,
        sum(operand_yuan) filter (where operand_side = 'printed') as printed_sum,
        sum(operand_yuan) filter (where operand_side = 'computed') as computed_sum,
        count(*) filter (where operand_side = 'printed') as printed_count,
        count(*) filter (where operand_side = 'computed') as computed_count,
        count(*) filter (where operand_side = 'printed' and operand_yuan != 0) as printed_nonzero,
        count(*) filter (where operand_side = 'computed' and operand_yuan != 0) as computed_nonzero,
        sum(unusable_count) as unusable_count,
        min(half_unit_yuan) as finest_half_unit_yuan,
        max(half_unit_yuan) as coarsest_half_unit_yuan,
        sum(half_units_yuan) as nonzero_bound_yuan,
        sum(all_half_units_yuan) as all_bound_yuan,
        bit_or(required_bits) as required_bits,
        bit_or(found_bits) as found_bits
    from nets
    group by document_id, identity_id, scope
),

-- how an absent side is read is said by its terms
absence as (
    select
        identity_id,
        bool_or(operand_side = 'printed' and when_absent = 'skip') as skips_printed,
        bool_or(operand_side = 'computed' and when_absent in ('skip', 'zero_in_form')) as skips_computed,
        bool_and(when_absent = 'zero') filter (where operand_side = 'printed') as zero_printed,
        bool_and(when_absent = 'zero') filter (where operand_side = 'computed') as zero_computed
    from terms
    group by identity_id
),

-- all spending is fiscal when both printings of total expenditure agree: then ≥ becomes =
fiscal_only as (
    select
        document_id,
        max(amount_yuan) filter (where form_no = 1 and line_key = 'L57')
        = max(amount_yuan) filter (where form_no = 4 and line_key = 'L59' and column_key = 'total')
            as is_fiscal_only
    from {{ cells }}
    group by document_id
),

missing_forms as (
    select
        lacking.document_id,
        terms.identity_id,
        {{ joined("'T' || lacking.form_no", ', ', order_by="'T' || lacking.form_no", distinct=true) }} as form_list
    from terms
    inner join lacking on terms.form_no = lacking.form_no
    group by all
),

compared as (
    select
        sides.document_id,
        sides.identity_id,
        sides.scope,
        identities.severity,
        case
            when identities.relation != 'ge_or_eq' then identities.relation
            when fiscal_only.is_fiscal_only then 'eq'
            else 'ge'
        end as relation,
        coalesce(sides.printed_sum, 0) as printed_yuan,
        coalesce(sides.computed_sum, 0) as computed_yuan,
        sides.finest_half_unit_yuan,
        sides.coarsest_half_unit_yuan,
        sides.all_bound_yuan,
        sides.nonzero_bound_yuan,
        sides.printed_nonzero <= 1 and sides.computed_nonzero <= 1 as is_same_number,
        sides.printed_nonzero,
        sides.computed_nonzero,
        sides.unusable_count,
        case
            when missing_forms.form_list is not null then 'form not loaded: ' || missing_forms.form_list
            when sides.unusable_count > 0 then 'an operand has no readable amount'
            when sides.found_bits & sides.required_bits != sides.required_bits
                then 'a row or column that it needs is not printed'
            when sides.printed_count = 0 and not coalesce(absence.zero_printed, false)
                then 'the printed side is absent'
            when sides.computed_count = 0 and not coalesce(absence.zero_computed, false)
                then 'the computed side is absent'
        end as not_evaluable_reason
    from sides
    inner join identities on sides.identity_id = identities.identity_id
    left join absence on sides.identity_id = absence.identity_id
    left join fiscal_only on sides.document_id = fiscal_only.document_id
    left join missing_forms
        on
            sides.document_id = missing_forms.document_id
            and sides.identity_id = missing_forms.identity_id
    where
        -- a side whose absence means that there is nothing to compare makes no instance
        (sides.printed_count > 0 or not coalesce(absence.skips_printed, false))
        and (sides.computed_count > 0 or not coalesce(absence.skips_computed, false))
),

bounded as (
    select
        *,
        printed_yuan - computed_yuan as difference_yuan,
        cast(
            case
                when is_same_number and relation = 'eq'
                    then {{ same_number_bound('finest_half_unit_yuan', 'coarsest_half_unit_yuan') }}
                when is_same_number then coarsest_half_unit_yuan
                else nonzero_bound_yuan
            end as decimal(20, 4)
        ) as bound_yuan,
        case relation
            when 'eq' then abs(printed_yuan - computed_yuan)
            when 'le' then greatest(printed_yuan - computed_yuan, 0)
            when 'ge' then greatest(computed_yuan - printed_yuan, 0)
        end as excess_yuan
    from compared
),

judged as (
    select
        document_id,
        identity_id,
        scope,
        printed_yuan,
        computed_yuan,
        difference_yuan,
        bound_yuan,
        not_evaluable_reason as reason,
        relation,
        nonzero_bound_yuan,
        printed_nonzero,
        computed_nonzero,
        unusable_count,
        is_same_number,
        {{ same_number_bound('finest_half_unit_yuan', 'coarsest_half_unit_yuan') }} as same_number_bound_yuan,
        {{ state_of('excess_yuan', 'bound_yuan', 'not_evaluable_reason') }} as state,
        case
            when severity != 'error' then severity
            -- one unit in the last place between two printings is a note of rounding, not an error
            when is_same_number and excess_yuan <= 2 * coarsest_half_unit_yuan then 'warn'
            -- a printed zero may hide less than half a unit
            when not is_same_number and excess_yuan > bound_yuan and excess_yuan <= all_bound_yuan then 'info'
            else severity
        end as severity
    from bounded
)

select * from judged
{% endmacro %}
