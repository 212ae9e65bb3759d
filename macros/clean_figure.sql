{% macro clean_figure(column) -%}
    regexp_replace(
        trim(
            translate(
                {{ column }},
                '０１２３４５６７８９．，－−（）△▲％　' || chr(160),
                '0123456789.,--()--%' || '  '
            )
        ),
        '\s*([.,])\s*', '\1', 'g'
    )
{%- endmacro %}
