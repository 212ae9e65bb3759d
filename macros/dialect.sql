{# What DuckDB and Spark write differently stands here and in spark_session.sql; models are read alike by both. #}

{% macro stacked(columns, relations) -%}
    {% for relation in relations -%}
    select
        {{ columns | join(',\n        ') }}
    from {{ relation }}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
{%- endmacro %}

{% macro leaving_out(columns) -%}
    {{ adapter.dispatch('leaving_out')(columns) }}
{%- endmacro %}

{% macro default__leaving_out(columns) -%}
    exclude ({{ columns }})
{%- endmacro %}

{% macro spark__leaving_out(columns) -%}
    except ({{ columns }})
{%- endmacro %}

{% macro list_of(items=none) -%}
    {{ adapter.dispatch('list_of')(items if items is not none else caller()) }}
{%- endmacro %}

{% macro default__list_of(items) -%}
    cast([{{ items }}] as varchar[])
{%- endmacro %}

{% macro spark__list_of(items) -%}
    cast(array({{ items }}) as array<string>)
{%- endmacro %}

{% macro no_list() -%}
    {{ adapter.dispatch('no_list')() }}
{%- endmacro %}

{% macro default__no_list() -%}
    cast(null as varchar[])
{%- endmacro %}

{% macro spark__no_list() -%}
    cast(null as array<string>)
{%- endmacro %}

{% macro present() -%}
    {{ adapter.dispatch('present')(caller()) }}
{%- endmacro %}

{% macro default__present(items) -%}
    list_filter([{{ items }}], lambda item: item is not null)
{%- endmacro %}

{% macro spark__present(items) -%}
    array_compact(array({{ items }}))
{%- endmacro %}

{% macro without(list, item) -%}
    {{ adapter.dispatch('without')(list, item) }}
{%- endmacro %}

{% macro default__without(list, item) -%}
    list_filter({{ list }}, lambda other: other != {{ item }})
{%- endmacro %}

{% macro spark__without(list, item) -%}
    filter({{ list }}, other -> other != {{ item }})
{%- endmacro %}

{% macro matching(list, pattern) -%}
    {{ adapter.dispatch('matching')(list, pattern) }}
{%- endmacro %}

{% macro default__matching(list, pattern) -%}
    list_filter({{ list }}, lambda item: regexp_matches(item, {{ pattern }}))
{%- endmacro %}

{% macro spark__matching(list, pattern) -%}
    filter({{ list }}, item -> item rlike {{ pattern }})
{%- endmacro %}

{% macro whole_numbers(last) -%}
    {{ adapter.dispatch('whole_numbers')(last) }}
{%- endmacro %}

{% macro default__whole_numbers(last) -%}
    range(0, {{ last }} + 1)
{%- endmacro %}

{% macro spark__whole_numbers(last) -%}
    sequence(0L, {{ last }})
{%- endmacro %}

{% macro listed(item, order_by, distinct=false) -%}
    {{ adapter.dispatch('listed')(item, order_by, distinct) }}
{%- endmacro %}

{% macro default__listed(item, order_by, distinct) -%}
    array_agg({{ 'distinct' if distinct }} {{ item }} order by {{ order_by }})
{%- endmacro %}

{% macro spark__listed(item, order_by, distinct) -%}
    transform(
        array_sort({{ 'collect_set' if distinct else 'collect_list' }}(struct({{ order_by }} as place, {{ item }} as item))),
        pair -> pair.item
    )
{%- endmacro %}

{% macro joined(item, separator, order_by, distinct=false) -%}
    {{ adapter.dispatch('joined')(item, separator, order_by, distinct) }}
{%- endmacro %}

{% macro default__joined(item, separator, order_by, distinct) -%}
    string_agg({{ 'distinct' if distinct }} {{ item }}, '{{ separator }}' order by {{ order_by }})
{%- endmacro %}

{% macro spark__joined(item, separator, order_by, distinct) -%}
    {%- if distinct -%}
    {# Spark 4.3 cannot plan two of its listagg(distinct) in one query #}
    nullif(array_join(array_sort(collect_set({{ item }})), '{{ separator }}'), '')
    {%- else -%}
    listagg({{ item }}, '{{ separator }}') within group (order by {{ order_by }})
    {%- endif -%}
{%- endmacro %}

{% macro most_frequent(item) -%}
    {{ adapter.dispatch('most_frequent')(item) }}
{%- endmacro %}

{% macro default__most_frequent(item) -%}
    mode({{ item }} order by {{ item }})
{%- endmacro %}

{% macro spark__most_frequent(item) -%}
    mode({{ item }}, true)
{%- endmacro %}

{% macro replaced(text, pattern, replacement) -%}
    {{ adapter.dispatch('replaced')(text, pattern, replacement) }}
{%- endmacro %}

{% macro default__replaced(text, pattern, replacement) -%}
    regexp_replace({{ text }}, {{ pattern }}, {{ replacement }}, 'g')
{%- endmacro %}

{% macro spark__replaced(text, pattern, replacement) -%}
    regexp_replace({{ text }}, {{ pattern }}, {{ replacement }})
{%- endmacro %}

{% macro without_space(text) -%}
    {%- set pattern -%} '\s' {%- endset -%}
    {{ replaced(text, pattern, "''") }}
{%- endmacro %}

{% macro first_group() -%}
    {{ adapter.dispatch('first_group')() }}
{%- endmacro %}

{% macro default__first_group() -%}
    '\1'
{%- endmacro %}

{% macro spark__first_group() -%}
    '$1'
{%- endmacro %}

{% macro materialized() -%}
    {{ adapter.dispatch('materialized')() }}
{%- endmacro %}

{% macro default__materialized() -%}
    materialized
{%- endmacro %}

{% macro spark__materialized() -%}
{%- endmacro %}

{% macro ratio(numerator, denominator) -%}
    {{ adapter.dispatch('ratio')(numerator, denominator) }}
{%- endmacro %}

{% macro default__ratio(numerator, denominator) -%}
    {{ numerator }} / {{ denominator }}
{%- endmacro %}

{% macro spark__ratio(numerator, denominator) -%}
    cast({{ numerator }} as double) / cast({{ denominator }} as double)
{%- endmacro %}

{% macro whole_quotient(numerator, denominator) -%}
    {{ adapter.dispatch('whole_quotient')(numerator, denominator) }}
{%- endmacro %}

{% macro default__whole_quotient(numerator, denominator) -%}
    cast(cast(({{ numerator }}) * 10000 as hugeint) // cast(({{ denominator }}) * 10000 as hugeint) as decimal(28, 0))
{%- endmacro %}

{% macro spark__whole_quotient(numerator, denominator) -%}
    cast(cast(({{ numerator }}) * 10000 as decimal(38, 0)) div cast(({{ denominator }}) * 10000 as decimal(38, 0)) as decimal(28, 0))
{%- endmacro %}
