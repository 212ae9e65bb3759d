{% macro figure_value(clean, kind) -%}
    case
        when {{ kind }} = 'number'
            then try_cast(
                case
                    when {{ clean }} like '(%' then '-' || translate({{ clean }}, '(),', '')
                    else replace({{ clean }}, ',', '')
                end as decimal(24, 6)
            )
    end
{%- endmacro %}
