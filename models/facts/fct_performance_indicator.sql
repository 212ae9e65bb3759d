with indicators as (
    select * from {{ ref('stg_raw__performance_indicators') }}
),

documents as (
    select * from {{ ref('dim_document') }}
),

quarantined as (
    select * from {{ ref('int_blocks__quarantined') }}
)

select
    indicators.document_id,
    indicators.project_no,
    indicators.indicator_no,
    documents.department_id,
    documents.fiscal_year,
    documents.is_current,
    indicators.indicator_level1,
    indicators.indicator_level2,
    indicators.indicator_name,
    indicators.target_text,
    indicators.unit_text,
    indicators.actual_text,
    indicators.weight,
    indicators.score,
    indicators.deviation_text,
    indicators.page,
    indicators.source_line
from indicators
inner join documents on indicators.document_id = documents.document_id
anti join quarantined
    on
        indicators.document_id = quarantined.document_id
        and indicators.project_no = quarantined.block_no
        and quarantined.block_kind = 'performance_indicators'
