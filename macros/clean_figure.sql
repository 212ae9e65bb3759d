{# Most cells are digits and marks alone: nothing of them is to be cleaned. #}
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
    case
        when regexp_full_match({{ column }}, '[-0-9.,]*') then {{ column }}
        else {{ replaced(plain, pattern, first_group()) }}
    end
{%- endmacro %}
