-- One row per document and form that is withheld from facts and marts, with every reason.
with judged as (
    select * from {{ ref('int_identities__judged') }}
),

terms as (
    select distinct
        identity_id,
        form_no
    from {{ ref('identity_terms') }}
),

forms as (
    select * from {{ ref('stg_raw__forms') }}
),

blocking as (
    select
        judged.document_id,
        judged.identity_id,
        judged.scope,
        terms.form_no,
        count(*) over (partition by judged.document_id, judged.identity_id, judged.scope) as form_count
    from judged
    inner join terms on judged.identity_id = terms.identity_id
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

reasons as (
    select
        document_id,
        form_no,
        'identity' as cause,
        identity_id || case when scope = '' then '' else ' (' || scope || ')' end as reason
    from blamed
    where is_self_contradicting or not is_explained
    union all
    select
        document_id,
        form_no,
        status as cause,
        'the form was read but is ' || status as reason
    from forms
    where status in ('malformed', 'unmapped')
),

blocks as (
    select
        document_id,
        form_no,
        string_agg(distinct cause, ', ' order by cause) as causes,
        count(*) as reason_count,
        string_agg(reason, '; ' order by reason) as reasons
    from reasons
    group by document_id, form_no
)

select * from blocks
