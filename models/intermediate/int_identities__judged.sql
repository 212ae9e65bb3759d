-- Evaluated identities with the recorded exceptions laid over them.
with evaluated as (
    select * from {{ ref('int_identities__evaluated') }}
),

exceptions as (
    select * from {{ ref('identity_exceptions') }}
),

judged as (
    select
        evaluated.*,
        exceptions.comment as exception_comment,
        evaluated.state = 'fail' and evaluated.severity = 'error' and exceptions.comment is null as is_blocking
    from evaluated
    left join exceptions
        on
            evaluated.document_id = exceptions.document_id
            and evaluated.identity_id = exceptions.identity_id
            and evaluated.scope = coalesce(exceptions.scope, '')
)

select * from judged
