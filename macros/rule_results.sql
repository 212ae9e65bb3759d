{# The results of the rules of a model that count, or add up by themselves, one below the other. #}
{% macro rule_results(relations, has_bounds=false) -%}
    {%- set columns = ['document_id', 'identity_id', 'scope', 'printed_count', 'computed_count', 'reason'] -%}
    select
        document_id,
        identity_id,
        coalesce(scope, '') as scope,
        cast(printed_count as decimal(20, 2)) as printed_count,
        cast(computed_count as decimal(20, 2)) as computed_count,
        {{ 'bound_count' if has_bounds else '0 as bound_count' }},
        reason
    from (
        {{ stacked(columns + (['bound_count'] if has_bounds else []), relations) }}
    ) as results
{%- endmacro %}
