{% macro figure_kind(clean) -%}
    case
        when {{ clean }} is null or {{ clean }} = '' then 'blank'
        when regexp_full_match({{ clean }}, '[-—–_/]+|无') then 'dash'
        when regexp_full_match({{ clean }}, '-?(\d{1,3}(,\d{3})+|\d+)(\.\d{1,6})?') then 'number'
        when regexp_full_match({{ clean }}, '\((\d{1,3}(,\d{3})+|\d+)(\.\d{1,6})?\)') then 'number'
        when regexp_full_match({{ clean }}, '-?(\d{1,3}(,\d{3})+|\d+)\.') then 'truncated'
        when not regexp_matches({{ clean }}, '\d') then 'noise'
        else 'unreadable'
    end
{%- endmacro %}
