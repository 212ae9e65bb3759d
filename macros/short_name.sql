{% macro short_name(name) -%}
    {{ replaced("translate(" ~ without_space(name) ~ ", '（）与的', '()和')", "'(?:支出|费用?)$'", "''") }}
{%- endmacro %}
