{% macro comparability(current, prior, basis, reorganised='null', moved='null') -%}
    case
        when {{ prior }} is null then 'no_prior'
        when {{ reorganised }} is not null then 'reorganised'
        when {{ moved }} is not null then 'code_moved'
        when {{ current }} is null then 'not_printed'
        when {{ prior }} = 0 then 'zero_base'
        when {{ basis }} = 'implied' then 'implied'
        else 'comparable'
    end
{%- endmacro %}
