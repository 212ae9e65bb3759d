-- An exception that no longer explains a failure is stale, and one without a comment explains nothing.
select
    exceptions.document_id,
    exceptions.identity_id,
    exceptions.scope,
    exceptions.comment
from {{ ref('identity_exceptions') }} as exceptions
left join {{ ref('int_identities__evaluated') }} as evaluated
    on
        exceptions.document_id = evaluated.document_id
        and exceptions.identity_id = evaluated.identity_id
        and coalesce(exceptions.scope, '') = evaluated.scope
        and evaluated.state = 'fail'
where evaluated.document_id is null or coalesce(trim(exceptions.comment), '') = ''
