{% macro prints_measure(cells, measures) -%}
    (
        {{ cells }}.form_no = {{ measures }}.form_no
        and {{ cells }}.column_key = {{ measures }}.column_key
        and {{ cells }}.row_kind = {{ measures }}.row_kind
        and {{ cells }}.line_key is not distinct from {{ measures }}.line_key
        and ({{ measures }}.side is null or {{ measures }}.side = {{ cells }}.side)
    )
{%- endmacro %}
