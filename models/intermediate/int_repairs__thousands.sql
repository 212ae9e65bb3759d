-- Counts of whole things printed with a point for the thousands comma (9.300件 beside 9,300件).
with statements as (
    select * from {{ ref('stg_raw__statements') }}
    where figure_kind = 'count' and kind = 'number'
),

dotted as (
    select
        *,
        cast(figure_value * 1000 as decimal(20, 2)) as candidate_value
    from statements
    where regexp_full_match(printed_text, '\d{1,3}\.\d{3}')
),

with_comma as (
    select distinct
        dotted.document_id,
        dotted.statement_no
    from dotted
    inner join statements
        on
            dotted.document_id = statements.document_id
            and dotted.unit_text = statements.unit_text
            and dotted.candidate_value = statements.figure_value
            and dotted.statement_no != statements.statement_no
),

-- a total and the two parts named right after it, in one sentence
sums as (
    select
        whole.document_id,
        whole.statement_no + places.place as statement_no
    from dotted as whole
    inner join dotted as first_part
        on
            whole.document_id = first_part.document_id
            and whole.statement_no + 1 = first_part.statement_no
            and whole.sentence = first_part.sentence
    inner join dotted as second_part
        on
            whole.document_id = second_part.document_id
            and whole.statement_no + 2 = second_part.statement_no
            and whole.sentence = second_part.sentence
    cross join (values (0), (1), (2)) as places (place)
    where whole.candidate_value = first_part.candidate_value + second_part.candidate_value
),

-- a list of parts without points that adds up to the whole
listed as (
    select
        dotted.document_id,
        dotted.statement_no
    from dotted
    inner join statements
        on
            dotted.document_id = statements.document_id
            and dotted.sentence = statements.sentence
            and dotted.unit_text = statements.unit_text
            and statements.statement_no > dotted.statement_no
            and statements.printed_text not like '%,%'
            and statements.printed_text not like '%.%'
    group by dotted.document_id, dotted.statement_no, dotted.candidate_value
    having sum(statements.figure_value) = dotted.candidate_value
)

select
    concat_ws('/', dotted.document_id, 'N', 's' || dotted.statement_no) as cell_id,
    dotted.document_id,
    0 as form_no,
    dotted.statement_no,
    'thousands_point' as rule_id,
    case
        when with_comma.statement_no is not null or sums.statement_no is not null or listed.statement_no is not null
            then 'applied'
        else 'proposed'
    end as outcome,
    dotted.printed_text,
    cast(cast(dotted.candidate_value as bigint) as string) as repaired_text,
    dotted.candidate_value as repaired_value,
    {{ list_of('cast(dotted.figure_value as string), cast(dotted.candidate_value as string)') }} as candidates,
    {% call present() %}
            'its unit ' || dotted.unit_text || ' counts whole things',
            case when with_comma.statement_no is not null then 'the same count stands elsewhere with a comma' end,
            case when sums.statement_no is not null then 'the parts of the sentence add up' end,
            case when listed.statement_no is not null then 'the list behind it adds up' end
        {% endcall %} as witnesses
from dotted
left join with_comma
    on dotted.document_id = with_comma.document_id and dotted.statement_no = with_comma.statement_no
left join (select distinct
    document_id,
    statement_no
from sums) as sums
    on dotted.document_id = sums.document_id and dotted.statement_no = sums.statement_no
left join listed
    on dotted.document_id = listed.document_id and dotted.statement_no = listed.statement_no
