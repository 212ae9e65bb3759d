{# Measures that are one cell of the forms: the 收、支总计 that changed is the 收入总计 that is stated. #}
{% macro same_number() -%}
    select
        changed.measure_key,
        stated.measure_key as stated_as
    from {{ ref('measures') }} as changed
    inner join {{ ref('measures') }} as stated
        on
            changed.measure_key = stated.measure_key
            or (
                changed.form_no = stated.form_no
                and changed.side = stated.side
                and changed.line_key = stated.line_key
                and changed.column_key = stated.column_key
            )
{%- endmacro %}
