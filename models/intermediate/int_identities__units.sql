-- Whose accounts the accounts of a department hold: other units than in the year before explain a break.
with years as (
    select * from {{ ref('int_years__pairs') }}
),

units as (
    select * from {{ ref('stg_raw__units') }}
),

named as (
    select
        years.document_id,
        units.unit_name,
        1 as is_now,
        0 as was_before
    from years
    inner join units on years.document_id = units.document_id
    union all
    select
        years.document_id,
        units.unit_name,
        0 as is_now,
        1 as was_before
    from years
    inner join units on years.prior_document_id = units.document_id
),

compared as (
    select
        document_id,
        unit_name,
        max(is_now) as is_now,
        max(was_before) as was_before
    from named
    group by document_id, unit_name
),

changes as (
    select
        document_id,
        sum(is_now) as now_count,
        sum(was_before) as before_count,
        count(*) filter (where is_now != was_before) as change_count
    from compared
    group by document_id
),

results as (
    select
        years.document_id,
        'Y-ORG' as identity_id,
        '' as scope,
        changes.change_count as printed_count,
        0 as computed_count,
        case
            when years.prior_document_id is null then 'the year before is not loaded'
            when years.reorganised_by is not null then 'the department was reorganised: ' || years.reorganised_by
            when coalesce(changes.now_count, 0) = 0 or changes.before_count = 0
                then 'a document of the two years names no units'
        end as reason
    from years
    left join changes on years.document_id = changes.document_id
)

{{ rule_results(['results']) }}
