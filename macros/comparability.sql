{% macro comparability(current, prior, basis) -%}
    case
        when {{ prior }} is null then 'no_prior'
        when {{ current }} is null then 'not_printed'
        when {{ prior }} = 0 then 'zero_base'
        when {{ basis }} = 'implied' then 'implied'
        else 'comparable'
    end
{%- endmacro %}
