{# A name as it is compared: without blanks and quotation marks, and without 项目 behind it, which prose adds. #}
{% macro comparable_name(column) -%}
    regexp_replace(translate({{ column }}, '（）“”"《》 　', '()'), '项目$', '')
{%- endmacro %}
