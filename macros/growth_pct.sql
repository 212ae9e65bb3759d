{% macro growth_pct(current, prior, reorganised='null', moved='null') -%}
    case
        when {{ prior }} != 0 and {{ reorganised }} is null and {{ moved }} is null
            then {{ quotient('(' ~ current ~ ' - ' ~ prior ~ ') * 100', 'abs(' ~ prior ~ ')') }}
    end
{%- endmacro %}
