{# How far two printings of one number may lie apart: not at all in one unit; in two, one is the rounding of the other. #}
{% macro same_number_bound(half_unit, other_half_unit) -%}
    case when {{ half_unit }} = {{ other_half_unit }} then 0 else greatest({{ half_unit }}, {{ other_half_unit }}) end
{%- endmacro %}
