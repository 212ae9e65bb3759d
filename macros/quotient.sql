{# Exactly, to two decimals, halves away from zero: what is divided is counted in hundredths first. #}
{% macro quotient(numerator, denominator, type='decimal(18, 2)') -%}
    cast(
        case when ({{ numerator }} < 0) = ({{ denominator }} < 0) then 0.01 else -0.01 end
        * {{ whole_quotient('abs(' ~ numerator ~ ') * 200 + abs(' ~ denominator ~ ')', '2 * abs(' ~ denominator ~ ')') }}
        as {{ type }}
    )
{%- endmacro %}
