{% macro proven_repairs(verdicts) -%}
select
    cell_id,
    document_id,
    10 as form_no,
    rule_id,
    case when fitting = 1 and array_length(witnesses) >= 2 then 'applied' else 'proposed' end as outcome,
    printed_text,
    cast(cast(repaired_value as decimal(20, 2)) as string) as repaired_text,
    cast(repaired_value as decimal(20, 2)) as repaired_value,
    candidates,
    witnesses
from {{ verdicts }}
where fitting >= 1
{%- endmacro %}
