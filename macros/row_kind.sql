{% macro row_kind(shape, code, is_total) -%}
    case
        when {{ shape }} = 'two_sided' then 'line'
        when {{ shape }} = 'three_public' then 'single'
        when {{ is_total }} then 'total'
        when length({{ code }}) = 3 then 'class'
        when length({{ code }}) = 5 then 'group'
        when length({{ code }}) = 7 then 'item'
    end
{%- endmacro %}
