{% macro figure_decimals(clean, kind) -%}
    case
        when {{ kind }} = 'number'
            then cast(length(regexp_extract({{ clean }}, '\.(\d+)', 1)) as integer)
    end
{%- endmacro %}
