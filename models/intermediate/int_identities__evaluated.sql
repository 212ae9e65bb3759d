{{ config(materialized='view') }}
-- Every identity of every document has at least one row: what could not be evaluated says why.
with arithmetic as (
    select
        *,
        true as has_operands
    from {{ ref('int_identities__arithmetic') }}
),

structure as (
    {{ stacked(
        [
            'document_id', 'identity_id', 'scope', 'printed_count', 'computed_count', 'bound_count', 'reason'
        ],
        [
            ref('int_identities__structure'), ref('int_identities__performance'),
            ref('int_identities__document'), ref('int_identities__narrative'), ref('int_identities__shares'),
            ref('int_identities__budgets'), ref('int_identities__listed'), ref('int_identities__units')
        ]
    ) }}
),

ratios as (
    select
        *,
        true as has_operands
    from {{ ref('int_identities__ratios') }}
),

years as (
    select
        *,
        false as has_operands
    from {{ ref('int_identities__years') }}
),

identities as (
    select * from {{ ref('identities') }}
),

lacking as (
    select * from {{ ref('int_forms__lacking') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

structural as (
    select
        structure.document_id,
        structure.identity_id,
        coalesce(structure.scope, '') as scope,
        cast(structure.printed_count as decimal(20, 2)) as printed_yuan,
        cast(structure.computed_count as decimal(20, 2)) as computed_yuan,
        cast(structure.printed_count - structure.computed_count as decimal(20, 2)) as difference_yuan,
        cast(coalesce(structure.bound_count, 0) as decimal(20, 4)) as bound_yuan,
        structure.reason,
        {{ state_of('(structure.printed_count - structure.computed_count)', 'structure.bound_count', 'structure.reason') }}
            as state,
        identities.severity,
        false as has_operands
    from structure
    inner join identities on structure.identity_id = identities.identity_id
),

present as (
    {{ stacked(
        [
            'document_id', 'identity_id', 'scope', 'printed_yuan', 'computed_yuan', 'difference_yuan',
            'bound_yuan', 'reason', 'state', 'severity', 'has_operands'
        ],
        [
            'arithmetic', 'structural', 'ratios', 'years'
        ]
    ) }}
),

identity_forms as (
    select
        identities.identity_id,
        cast(numbers.form_no as integer) as form_no
    from identities
    cross join lateral unnest(split(identities.form_nos, ';')) as numbers (form_no)
),

needed_forms as (
    select
        lacking.document_id,
        identity_forms.identity_id,
        {{ joined("'T' || lacking.form_no", ', ', order_by="'T' || lacking.form_no") }} as missing_forms
    from identity_forms
    inner join lacking on identity_forms.form_no = lacking.form_no
    group by all
),

without_instance as (
    select
        documents.document_id,
        identities.identity_id,
        '' as scope,
        cast(null as decimal(20, 2)) as printed_yuan,
        cast(null as decimal(20, 2)) as computed_yuan,
        cast(null as decimal(20, 2)) as difference_yuan,
        cast(null as decimal(20, 4)) as bound_yuan,
        coalesce('form not loaded: ' || needed_forms.missing_forms, 'no row or column that it compares is printed')
            as reason,
        -- an empty form holds trivially; a missing form, or prose that is not there, says nothing
        case
            when
                needed_forms.missing_forms is null
                and identities.identity_group in ('form', 'cross_form', 'structure')
                then 'degenerate'
            else 'not_evaluable'
        end as state,
        identities.severity,
        false as has_operands
    from documents
    cross join identities
    left join needed_forms
        on
            documents.document_id = needed_forms.document_id
            and identities.identity_id = needed_forms.identity_id
    anti join present
        on
            documents.document_id = present.document_id
            and identities.identity_id = present.identity_id
    where documents.status != 'refused'
),

everything as (
    select * from present
    union all
    select * from without_instance
)

select
    document_id,
    identity_id,
    scope,
    case when state not in ('not_evaluable', 'degenerate') then printed_yuan end as printed_yuan,
    case when state not in ('not_evaluable', 'degenerate') then computed_yuan end as computed_yuan,
    case when state not in ('not_evaluable', 'degenerate') then difference_yuan end as difference_yuan,
    case when state not in ('not_evaluable', 'degenerate') then bound_yuan end as bound_yuan,
    state,
    severity,
    reason,
    has_operands
from everything
