{% test row_count_equals(model, other) %}
-- One row when two relations differ in their number of rows.
select counts.here, counts.there
from (
    select
        (select count(*) from {{ model }}) as here,
        (select count(*) from {{ other }}) as there
) as counts
where counts.here != counts.there
{% endtest %}
