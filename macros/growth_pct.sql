{% macro growth_pct(current, prior, reorganised='null', moved='null') -%}
    case
        when {{ prior }} != 0 and {{ reorganised }} is null and {{ moved }} is null
            then cast(round(({{ current }} - {{ prior }}) * 100 / abs({{ prior }}), 2) as decimal(18, 2))
    end
{%- endmacro %}
