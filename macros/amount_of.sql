{# The amount of a cell of a form: nothing printed, or a dash, is nothing spent; what cannot be read has none. #}
{% macro amount_of(cells) -%}
    case
        when {{ cells }}.kind = 'number' then {{ cells }}.amount_yuan
        when {{ cells }}.kind in ('blank', 'dash') and {{ cells }}.form_no between 1 and 9 then cast(0 as decimal(20, 2))
    end
{%- endmacro %}
