{# The state of an identity: what was printed lies beside what was computed, no further than rounding can part them. #}
{% macro state_of(difference, bound, reason) -%}
    case
        when {{ reason }} is not null then 'not_evaluable'
        when {{ difference }} = 0 then 'exact'
        when abs({{ difference }}) <= {{ bound }} then 'rounding'
        else 'fail'
    end
{%- endmacro %}
