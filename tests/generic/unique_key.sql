{% test unique_key(model, columns) %}
-- Rows that share a key; a missing key column counts as a value. Rows whose keys have the same hash are few:
-- only those are grouped by their keys, which are long texts.
with suspects as (
    select hash({{ columns | join(', ') }}) as key_hash
    from {{ model }}
    group by key_hash
    having count(*) > 1
)

select {{ columns | join(', ') }}, count(*) as rows_with_key
from {{ model }}
where hash({{ columns | join(', ') }}) in (select suspects.key_hash from suspects)
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}
