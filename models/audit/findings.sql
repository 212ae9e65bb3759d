with judged as (
    select * from {{ ref('int_identities__judged') }}
    where state = 'fail'
),

identities as (
    select * from {{ ref('identities') }}
),

explanations as (
    select * from {{ ref('int_findings__explanations') }}
),

suspects as (
    select * from {{ ref('int_findings__suspects') }}
),

prose as (
    select * from {{ ref('int_findings__prose') }}
),

repairs as (
    select * from {{ ref('int_repairs__applied') }}
    where outcome = 'proposed'
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

identity_findings as (
    select
        judged.document_id,
        'identity' as finding_kind,
        judged.severity,
        judged.identity_id,
        judged.scope,
        identities.formula_en || ': printed ' || cast(judged.printed_yuan as string)
        || ', computed ' || cast(judged.computed_yuan as string) as message,
        judged.printed_yuan,
        judged.computed_yuan,
        judged.difference_yuan,
        explanations.explanation,
        explanations.explanation_zh,
        suspects.suspects,
        judged.exception_comment,
        cast(null as integer) as source_line
    from judged
    inner join identities on judged.identity_id = identities.identity_id
    left join explanations
        on
            judged.document_id = explanations.document_id
            and judged.identity_id = explanations.identity_id
            and judged.scope = explanations.scope
    left join suspects
        on
            judged.document_id = suspects.document_id
            and judged.identity_id = suspects.identity_id
            and judged.scope = suspects.scope
),

repair_findings as (
    select
        document_id,
        'proposed_repair' as finding_kind,
        'info' as severity,
        cast(null as string) as identity_id,
        rule_id as scope,
        cell_id || ': ' || coalesce(printed_text, '') || ' may be ' || repaired_text
        || '; not applied, because fewer than two witnesses prove it alone' as message,
        array_to_string(witnesses, ', ') as explanation,
        cast(null as decimal(38, 2)) as printed_yuan,
        cast(null as decimal(38, 2)) as computed_yuan,
        cast(null as decimal(38, 2)) as difference_yuan,
        cast(null as string) as explanation_zh,
        {{ no_list() }} as suspects,
        cast(null as string) as exception_comment,
        cast(null as integer) as source_line
    from repairs
),

prose_findings as (
    select
        document_id,
        finding_kind,
        'info' as severity,
        message,
        source_line,
        cast(null as string) as identity_id,
        cast(null as string) as scope,
        cast(null as decimal(38, 2)) as printed_yuan,
        cast(null as decimal(38, 2)) as computed_yuan,
        cast(null as decimal(38, 2)) as difference_yuan,
        cast(null as string) as explanation,
        cast(null as string) as explanation_zh,
        {{ no_list() }} as suspects,
        cast(null as string) as exception_comment
    from prose
),

doubt_findings as (
    select
        document_id,
        'doubtful_cell' as finding_kind,
        'warn' as severity,
        cell_id as scope,
        printed_text || ' stands beside ' || broken_text || ', which cannot be read, and no identity proves it:'
        || ' it is withheld from facts' as message,
        source_line,
        cast(null as string) as identity_id,
        cast(null as decimal(38, 2)) as printed_yuan,
        cast(null as decimal(38, 2)) as computed_yuan,
        cast(null as decimal(38, 2)) as difference_yuan,
        cast(null as string) as explanation,
        cast(null as string) as explanation_zh,
        {{ no_list() }} as suspects,
        cast(null as string) as exception_comment
    from {{ ref('int_cells__doubtful') }}
),

slid_findings as (
    select
        slid_rows.document_id,
        'slid_rows' as finding_kind,
        'warn' as severity,
        slid_rows.message,
        places.source_line,
        cast(null as string) as identity_id,
        slid_rows.cell_id as scope,
        cast(null as decimal(38, 2)) as printed_yuan,
        cast(null as decimal(38, 2)) as computed_yuan,
        cast(null as decimal(38, 2)) as difference_yuan,
        slid_rows.message as explanation,
        slid_rows.message_zh as explanation_zh,
        {{ no_list() }} as suspects,
        cast(null as string) as exception_comment
    from {{ ref('int_findings__slid_rows') }} as slid_rows
    inner join {{ ref('stg_raw__form_cells') }} as places on slid_rows.cell_id = places.cell_id
),

everything as (
    {{ stacked(
        [
            'document_id', 'finding_kind', 'severity', 'identity_id', 'scope', 'message', 'printed_yuan',
            'computed_yuan', 'difference_yuan', 'explanation', 'explanation_zh', 'suspects',
            'exception_comment', 'source_line'
        ],
        [
            'identity_findings', 'repair_findings', 'prose_findings', 'doubt_findings', 'slid_findings'
        ]
    ) }}
)

select
    everything.document_id,
    cast(
        row_number() over (
            partition by everything.document_id
            order by everything.finding_kind, everything.identity_id, everything.scope, everything.source_line, everything.message
        ) as integer
    ) as finding_no,
    documents.source_path,
    everything.finding_kind,
    everything.severity,
    everything.identity_id,
    everything.scope,
    everything.message,
    everything.printed_yuan,
    everything.computed_yuan,
    everything.difference_yuan,
    everything.explanation,
    everything.explanation_zh,
    everything.suspects,
    everything.exception_comment,
    everything.source_line
from everything
inner join documents on everything.document_id = documents.document_id
