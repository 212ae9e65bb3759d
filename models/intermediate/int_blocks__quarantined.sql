-- One row per block that is withheld from facts and marts, with every reason: a form, or the funds or the
-- indicators of a project table.
with judged as (
    select * from {{ ref('int_identities__judged') }}
),

identities as (
    select * from {{ ref('identities') }}
),

forms as (
    select * from {{ ref('stg_raw__forms') }}
),

identity_forms as (
    select
        identities.identity_id,
        cast(numbers.form_no as integer) as form_no
    from identities
    cross join lateral unnest(split(identities.form_nos, ';')) as numbers (form_no)
    where
        identities.identity_group in ('form', 'cross_form', 'structure')
        and identities.form_nos not like '0%'
),

blocking as (
    select
        judged.document_id,
        judged.identity_id,
        judged.scope,
        identity_forms.form_no,
        count(*) over (partition by judged.document_id, judged.identity_id, judged.scope) as form_count
    from judged
    inner join identity_forms on judged.identity_id = identity_forms.identity_id
    where judged.is_blocking
),

-- a form that contradicts itself takes the blame of what it shares with others
self_contradicting as (
    select distinct
        document_id,
        form_no
    from blocking
    where form_count = 1
),

blamed as (
    select
        blocking.*,
        self_contradicting.form_no is not null as is_self_contradicting,
        bool_or(self_contradicting.form_no is not null)
            over (partition by blocking.document_id, blocking.identity_id, blocking.scope)
            as is_explained
    from blocking
    left join self_contradicting
        on
            blocking.document_id = self_contradicting.document_id
            and blocking.form_no = self_contradicting.form_no
),

project_blocks as (
    select
        judged.document_id,
        case
            when starts_with(judged.identity_id, 'P-W-') or starts_with(judged.identity_id, 'P-SCORE-')
                then 'performance_indicators'
            else 'performance_funds'
        end as block_kind,
        cast(regexp_extract(judged.scope, '^P(\d+)', 1) as integer) as block_no,
        judged.identity_id,
        judged.scope
    from judged
    inner join identities on judged.identity_id = identities.identity_id
    where judged.is_blocking and identities.identity_group = 'performance' and judged.scope like 'P%'
),

-- so it does of what the prose says otherwise
stated_otherwise as (
    select distinct
        operands.document_id,
        operands.identity_id,
        operands.scope,
        self_contradicting.form_no
    from {{ ref('int_identities__operands') }} as operands
    inner join judged
        on
            operands.document_id = judged.document_id
            and operands.identity_id = judged.identity_id
            and operands.scope = judged.scope
            and judged.is_blocking
    inner join self_contradicting
        on
            operands.document_id = self_contradicting.document_id
            and starts_with(substr(operands.operand, 2), 'T' || self_contradicting.form_no || '[')
    where operands.identity_id = 'N-AMT'
),

prose_blocks as (
    select
        judged.document_id,
        case
            when judged.identity_id = 'N-AMT' then 'statement'
            when starts_with(judged.identity_id, 'N-PROC-') then 'procurement'
            else 'prose'
        end as block_kind,
        coalesce(try_cast(regexp_extract(judged.scope, '#(\d+)$', 1) as integer), 0) as block_no,
        judged.identity_id,
        judged.scope
    from judged
    inner join identities on judged.identity_id = identities.identity_id
    anti join stated_otherwise
        on
            judged.document_id = stated_otherwise.document_id
            and judged.identity_id = stated_otherwise.identity_id
            and judged.scope = stated_otherwise.scope
    where judged.is_blocking and identities.identity_group = 'narrative'
),

year_blocks as (
    select
        judged.document_id,
        'years' as block_kind,
        0 as block_no,
        judged.identity_id,
        judged.scope
    from judged
    inner join identities on judged.identity_id = identities.identity_id
    where judged.is_blocking and identities.identity_group = 'years'
),

other_blocks as (
    {{ stacked(
        [
            'document_id', 'block_kind', 'block_no', 'identity_id', 'scope'
        ],
        [
            'project_blocks', 'prose_blocks', 'year_blocks'
        ]
    ) }}
),

reasons as (
    select
        document_id,
        'form' as block_kind,
        form_no as block_no,
        'identity' as cause,
        identity_id || case when scope = '' then '' else ' (' || scope || ')' end as reason
    from blamed
    where is_self_contradicting or not is_explained
    union all
    select
        document_id,
        'form' as block_kind,
        form_no as block_no,
        'identity' as cause,
        identity_id || ' (' || scope || ')' as reason
    from stated_otherwise
    union all
    select
        document_id,
        'form' as block_kind,
        form_no as block_no,
        status as cause,
        'the form was read but is ' || status as reason
    from forms
    where status in ('malformed', 'unmapped')
    union all
    select
        document_id,
        block_kind,
        block_no,
        'identity' as cause,
        identity_id || ' (' || scope || ')' as reason
    from other_blocks
),

blocks as (
    select
        document_id,
        block_kind,
        block_no,
        {{ joined('cause', ', ', order_by='cause', distinct=true) }} as causes,
        count(*) as reason_count,
        {{ joined('reason', '; ', order_by='reason') }} as reasons
    from reasons
    group by document_id, block_kind, block_no
)

select * from blocks
