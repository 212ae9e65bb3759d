{% test primary_key(model, columns) %}
-- Rows whose key lacks a value, or is that of another row. Rows whose keys have the same hash are few: only those are
-- grouped by their keys, which are long texts.
{% set lacks %}{% for column in columns %}{{ column }} is null{{ ' or ' if not loop.last }}{% endfor %}{% endset %}
with suspects as (
    select hash({{ columns | join(', ') }}) as key_hash
    from {{ model }}
    group by key_hash
    having count(*) > 1
)

select {{ columns | join(', ') }}, count(*) as rows_with_key
from {{ model }}
where hash({{ columns | join(', ') }}) in (select suspects.key_hash from suspects) or {{ lacks }}
group by {{ columns | join(', ') }}
having count(*) > 1 or {{ lacks }}
{% endtest %}
