{% macro percent_of(part, whole) -%}
    case
        when {{ whole }} != 0
            then {{ quotient(part ~ ' * 100', whole) }}
    end
{%- endmacro %}
