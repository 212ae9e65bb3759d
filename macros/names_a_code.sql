{% macro names_a_code(measure_key) -%}
    (starts_with({{ measure_key }}, 'function_') or {{ measure_key }} = 'economic_class')
{%- endmacro %}
