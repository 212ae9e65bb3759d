{% test unique_key(model, columns) %}
-- Rows that share a key; a missing key column counts as a value.
select {{ columns | join(', ') }}, count(*) as rows_with_key
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}
