{% macro implied_prior(prefix) -%}
    select
        document_id,
        replace(measure_key, '{{ prefix }}', '') as item_code,
        amount_yuan as implied_yuan
    from {{ ref('fct_implied_value') }}
    where base = 'prior_year_actual' and starts_with(measure_key, '{{ prefix }}')
{%- endmacro %}
