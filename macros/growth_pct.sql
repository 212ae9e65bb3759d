{% macro growth_pct(current, prior) -%}
    case
        when {{ prior }} != 0
            then cast(round(({{ current }} - {{ prior }}) * 100 / abs({{ prior }}), 2) as decimal(18, 2))
    end
{%- endmacro %}
