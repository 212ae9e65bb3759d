{# The session method writes a missing value of a seed as the text None: here every value is a literal, a missing one null. #}
{% macro spark__load_csv_rows(model, agate_table) %}
    {% set types = model.config.get('column_types', {}) %}
    {% set sql %}
        insert into {{ this.render() }} values
        {% for row in agate_table.rows -%}
        (
            {%- for name in agate_table.column_names -%}
            {%- set value = row[loop.index0] -%}
            cast(
                {%- if value is none %} null {% else %} '{{ value | string | replace("'", "''") }}' {% endif -%}
                as {{ types.get(name, adapter.convert_type(agate_table, loop.index0)) }}
            ) {{- ',' if not loop.last }}
            {%- endfor -%}
        ) {{- ',' if not loop.last }}
        {% endfor %}
    {% endset %}
    {% do run_query(sql) %}
    {{ return(sql) }}
{% endmacro %}
