{# Documents are built in rounds: pipeline/renewal.py names those of a round in the schema renewal, and keeps their raw
   rows in renewed_raw. The first round of a build makes the tables; the next (JUESUAN_ROUND=next) renews: a model that is
   not tagged corpus has rows of single documents, or of single departments with their units: it is computed over the
   documents of the round alone, which are appended to its table and seen in the schema renewed. A model that is tagged
   corpus is built again from all documents so far. A build of few documents needs no rounds; a night
   (JUESUAN_ROUND=night) is one that renews what changed: the rows are made in the schema renewed, and take the place of
   those of before. #}

{% macro renews(node) -%}
    {% do return(
        execute and env_var('JUESUAN_ROUND', '') in ('next', 'night') and target.type == 'duckdb'
        and node.resource_type == 'model' and 'corpus' not in node.tags
    ) %}
{%- endmacro %}

{# Models that follow read the renewed rows of models before, and all rows of those that are tagged corpus. At night a
   test of a model looks at its renewed rows: the others passed it when they were built, by the same code; what it compares
   them with it sees whole. The last round of a build tests all rows. #}
{% macro ref() -%}
    {% set relation = builtins.ref(*varargs, **kwargs) %}
    {% set is_test = model.resource_type == 'test' and env_var('JUESUAN_ROUND', '') == 'night' %}
    {% if execute and (is_test or renews(model)) %}
        {% set found = graph.nodes.values() | selectattr('name', 'equalto', varargs[-1]) | first %}
        {% if renews(found) and (not is_test or model.attached_node == found.unique_id) %}
            {% do return(relation.incorporate(path={'schema': 'renewed'})) %}
        {% endif %}
    {% endif %}
    {% do return(relation) %}
{%- endmacro %}

{% macro source() -%}
    {% set relation = builtins.source(*varargs) %}
    {% if renews(model) or (execute and env_var('JUESUAN_ROUND', '') == 'first' and model.resource_type == 'model') %}
        {% do return(relation.incorporate(path={'schema': 'renewed_raw'})) %}
    {% endif %}
    {% do return(relation) %}
{%- endmacro %}

{# What stands under the name of a model that is built whole goes before it is made. The build database is read by nobody
   before it is finished: making it beside, and swapping the names, is a third of the time of a small model. #}
{% macro make_room() -%}
    {% set before = load_cached_relation(this) %}
    {% if before is not none %}
        {% do adapter.drop_relation(before) %}
    {% endif %}
{%- endmacro %}

{% materialization table, adapter='duckdb' %}
    {% set whole = this.incorporate(type='table') %}
    {% set part = this.incorporate(path={'schema': 'renewed'}) %}
    {% if not renews(model) %}
        {% do make_room() %}
        {{ run_hooks(pre_hooks) }}
        {% call statement('main') -%}
            {{ create_table_as(false, whole, compiled_code) }}
        {%- endcall %}
        {{ run_hooks(post_hooks) }}
        {% do adapter.commit() %}
        {% do return({'relations': [whole]}) %}
    {% endif %}
    {% set names = adapter.get_columns_in_relation(whole) | map(attribute='name') | list %}
    {% if 'document_id' in names %}
        {% set key, keys = 'document_id', 'documents' %}
    {% elif 'department_id' in names %}
        {% set key, keys = 'department_id', 'departments' %}
    {% else %}
        {% do exceptions.raise_compiler_error(
            this.identifier ~ ' has neither document_id nor department_id: tag it corpus, so that it is built from all documents'
        ) %}
    {% endif %}
    {{ run_hooks(pre_hooks) }}
    {% if env_var('JUESUAN_ROUND') == 'next' %}
        {{ append_round(whole, part) }}
    {% else %}
        {% call statement('main') -%}
            create or replace table {{ part }} as ({{ compiled_code }})
        {%- endcall %}
        {% do run_query('delete from ' ~ whole ~ ' where ' ~ key ~ ' in (select ' ~ key ~ ' from renewal.' ~ keys ~ ')') %}
        {% do run_query('insert into ' ~ whole ~ ' by name select * from ' ~ part) %}
    {% endif %}
    {% if key == 'document_id' %}
        {% set strange %}
            select document_id from {{ part }} anti join renewal.documents using (document_id) limit 1
        {% endset %}
        {% if run_query(strange).rows | length %}
            {% do exceptions.raise_compiler_error(this.identifier ~ ' has rows of documents that it was not computed for') %}
        {% endif %}
    {% endif %}
    {{ run_hooks(post_hooks) }}
    {% do adapter.commit() %}
    {% do return({'relations': [whole]}) %}
{% endmaterialization %}

{# The rows of a round were never there: they are written to their place at once, and what follows reads them there, by
   their numbers. Nothing is deleted between rounds, so that the numbers stay. #}
{% macro append_round(whole, part) -%}
    {% set first = run_query('select coalesce(max(rowid), -1) + 1 from ' ~ whole).rows[0][0] %}
    {% call statement('main', fetch_result=true) -%}
        insert into {{ whole }} by name ({{ compiled_code }})
    {%- endcall %}
    {% do run_query('create or replace view ' ~ part ~ ' as select * from ' ~ whole ~ ' where rowid >= ' ~ first) %}
    {% set came = load_result('main')['data'][0][0] %}
    {% set seen = run_query('select count(*) from ' ~ part).rows[0][0] %}
    {% if came != seen %}
        {% do exceptions.raise_compiler_error(
            this.identifier ~ ' got ' ~ came ~ ' rows in this round, and ' ~ seen ~ ' have the numbers of new ones'
        ) %}
    {% endif %}
{%- endmacro %}

{# The view over all rows stands already; here it is needed over the renewed ones. #}
{% materialization view, adapter='duckdb' %}
    {% if not renews(model) %}
        {% do make_room() %}
        {{ run_hooks(pre_hooks) }}
        {% call statement('main') -%}
            {{ get_create_view_as_sql(this.incorporate(type='view'), compiled_code) }}
        {%- endcall %}
        {{ run_hooks(post_hooks) }}
        {% do adapter.commit() %}
        {% do return({'relations': [this.incorporate(type='view')]}) %}
    {% endif %}
    {% call statement('main') -%}
        create or replace view {{ this.incorporate(path={'schema': 'renewed'}) }} as ({{ compiled_code }})
    {%- endcall %}
    {% do adapter.commit() %}
    {% do return({'relations': [this]}) %}
{% endmaterialization %}

{# A name of a functional code is that which most documents print: another document may change it everywhere. #}
{% macro names_of_functions() -%}
    {% set functions = builtins.ref('dim_function') %}
    {% if renews(model) %}
    update {{ this }} as named
    set function_name = functions.function_name
    from {{ functions }} as functions
    where named.function_code = functions.function_code and named.function_name is distinct from functions.function_name
    {% endif %}
{%- endmacro %}
