{% macro clean_figure(column) -%}
    {% set plain -%}
    trim(
        translate(
            {{ column }},
            '０１２３４５６７８９．，－−（）△▲％　' || chr(160) || chr(8203) || chr(65279),
            '0123456789.,--()--%' || '  '
        )
    )
    {%- endset %}
    {% set pattern -%} '\s*([.,])\s*' {%- endset %}
    {{ replaced(plain, pattern, first_group()) }}
{%- endmacro %}
