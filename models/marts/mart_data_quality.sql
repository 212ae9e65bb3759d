with documents as (
    select * from {{ ref('dim_document') }}
),

departments as (
    select * from {{ ref('dim_department') }}
),

results as (
    select
        document_id,
        count(*) filter (where state in ('exact', 'rounding')) as holding_count,
        count(*) filter (where state = 'fail') as failing_count,
        count(*) filter (where state = 'fail' and severity = 'error') as failing_error_count,
        count(*) filter (where state in ('not_evaluable', 'degenerate')) as not_judged_count
    from {{ ref('int_identities__judged') }}
    group by document_id
),

repairs as (
    select
        document_id,
        count(*) filter (where outcome = 'applied') as repair_count
    from {{ ref('fct_repair') }}
    group by document_id
),

blocks as (
    select
        document_id,
        count(*) as withheld_count
    from {{ ref('int_blocks__quarantined') }}
    group by document_id
),

forms as (
    select
        document_id,
        count(*) filter (where status = 'loaded') as loaded_form_count,
        count(*) filter (where status = 'empty') as empty_form_count,
        count(*) filter (where status = 'missing') as missing_form_count
    from {{ ref('stg_raw__forms') }}
    group by document_id
),

statements as (
    select
        document_id,
        count(*) as statement_count,
        count(measure_key) as linked_statement_count
    from {{ ref('stg_raw__statements') }}
    group by document_id
)

select
    documents.document_id,
    documents.department_id,
    documents.fiscal_year,
    departments.department_name,
    documents.version_no,
    documents.is_current,
    cast(forms.loaded_form_count as integer) as loaded_form_count,
    cast(forms.empty_form_count as integer) as empty_form_count,
    cast(forms.missing_form_count as integer) as missing_form_count,
    cast(coalesce(results.holding_count, 0) as integer) as holding_count,
    cast(coalesce(results.failing_count, 0) as integer) as failing_count,
    cast(coalesce(results.failing_error_count, 0) as integer) as failing_error_count,
    cast(coalesce(results.not_judged_count, 0) as integer) as not_judged_count,
    {{ percent_of('results.holding_count', '(results.holding_count + results.failing_count)') }} as holding_pct,
    cast(coalesce(repairs.repair_count, 0) as integer) as repair_count,
    cast(coalesce(blocks.withheld_count, 0) as integer) as withheld_count,
    cast(coalesce(statements.statement_count, 0) as integer) as statement_count,
    cast(coalesce(statements.linked_statement_count, 0) as integer) as linked_statement_count
from documents
inner join departments on documents.department_id = departments.department_id
left join results on documents.document_id = results.document_id
left join repairs on documents.document_id = repairs.document_id
left join blocks on documents.document_id = blocks.document_id
left join forms on documents.document_id = forms.document_id
left join statements on documents.document_id = statements.document_id
