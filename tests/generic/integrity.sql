{% test integrity(model, key=none, references=none, domains=none) %}
{#- What breaks the integrity of a table, by the three kinds of the relational model: an entity whose `key` (columns)
   lacks a value or is that of another; a reference to no row of another model (`references`: column to the model that has
   a column of this name); a value outside the domain of its column (`domains`: column to values). A missing value breaks
   neither of the last two. One test a model: each costs dbt as much as a small model does. -#}
select null as rule, null as found, null as broken_rows
where false
{%- if key %}
    {%- set columns = key | join(', ') %}
    {%- set lacks %}{% for column in key %}{{ column }} is null{{ ' or ' if not loop.last }}{% endfor %}{% endset %}
union all
-- rows whose keys have the same hash are few: only those are grouped by their keys, which are long texts
select 'key ({{ columns }})', concat_ws(' | ', {{ columns }}), count(*)
from {{ model }}
where {{ lacks }} or hash({{ columns }}) in (
    select hash({{ columns }}) as key_hash
    from {{ model }}
    group by key_hash
    having count(*) > 1
)
group by {{ columns }}
having count(*) > 1 or {{ lacks }}
{%- endif %}
{%- for column, parent in (references or {}).items() %}
union all
select '{{ column }} in {{ parent.identifier }}', child.{{ column }}, count(*)
from {{ model }} as child
anti join {{ parent }} as parent on child.{{ column }} = parent.{{ column }}
where child.{{ column }} is not null
group by child.{{ column }}
{%- endfor %}
{%- for column, values in (domains or {}).items() %}
union all
select '{{ column }} among {{ values | join(', ') }}', {{ column }}, count(*)
from {{ model }}
where {{ column }} not in ('{{ values | join("', '") }}')
group by {{ column }}
{%- endfor %}
{% endtest %}
