{% macro fund_of_code(measure_key) -%}
    case
        when ends_with({{ measure_key }}, '_all') then 'all'
        when ends_with({{ measure_key }}, '_fiscal') then 'fiscal'
        when ends_with({{ measure_key }}, '_government_fund') then 'government_fund'
        when ends_with({{ measure_key }}, '_state_capital') then 'state_capital'
        else 'general_public'
    end
{%- endmacro %}
