{% macro prior_basis(disclosed, implied) -%}
    case when {{ disclosed }} is not null then 'disclosed' when {{ implied }} is not null then 'implied' end
{%- endmacro %}
