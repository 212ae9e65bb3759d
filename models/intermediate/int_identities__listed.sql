-- What the prose counts and lists: units and offices by their names, totals with their parts in parentheses.
{% set offices = "(?:内设(?:机构|科室|处室)|职能(?:科室|处室)|科室|处室|股室)" %}
{% set lead = "(?:包括|包含|内设|下设|设有|分别为|分别是|:)" %}
{% set are = ",?(?:分别)?(?:是|为|包括|即)?:?" %}
{% set listed = "([^,。;:]*、[^,。;:]*)(?:[。;]|$)" %}
-- each with the groups of the names and of their number
{% set patterns = [
    (lead ~ "([^,。;:]*、[^,。;:]*?),?共(?:计|有)?([0-9]+)(?:个|家)", 1, 2),
    ("([0-9]+)个" ~ offices ~ are ~ listed, 2, 1),
    (offices ~ "([0-9]+)个" ~ are ~ listed, 2, 1),
] %}
with paragraphs as (
    select
        document_id,
        paragraph_no,
        -- what stands in parentheses behind a name is no name of the list
        {{ replaced("translate(" ~ without_space('printed_text') ~ ", '（），：；', '(),:;')", "'[(][^()]*[)]'", "''") }} as text
    from {{ source('raw', 'paragraphs') }}
    -- most paragraphs list nothing
    where printed_text like '%、%' and (printed_text like '%个%' or printed_text like '%家%')
),

-- 内设办公室、人事科、财务科，共3个科室; 内设科室3个：办公室、人事科、财务科
lists as (
    {% for pattern, names, stated in patterns %}
        select
            document_id,
            paragraph_no,
            regexp_extract(text, '{{ pattern }}', {{ names }}) as names,
            regexp_extract(text, '{{ pattern }}', {{ stated }}) as stated
        from paragraphs
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- 和 parts two names, or stands in one; of 甲、乙等 others are not named
counted as (
    select
        document_id,
        paragraph_no,
        cast(stated as integer) as stated,
        length(names) - length(replace(names, '、', '')) + 1 as fewest,
        length(names) - length({{ replaced('names', "'[、和及与]'", "''") }}) + 1 as most
    from lists
    where names != '' and names not like '%等%' and length(stated) < 4
),

list_results as (
    select
        document_id,
        'N-ORG-COUNT' as identity_id,
        '名单#' || paragraph_no as scope,
        min(stated) as printed_count,
        min(least(greatest(stated, fewest), most)) as computed_count,
        cast(null as string) as reason
    from counted
    group by document_id, paragraph_no
    having count(*) = 1
),

repairs as (
    select * from {{ ref('int_repairs__thousands') }}
    where outcome = 'applied'
),

statements as (
    select
        stated.document_id,
        stated.statement_no,
        stated.printed_text,
        stated.unit_text,
        stated.sentence,
        coalesce(repairs.repaired_value, stated.figure_value) as figure_value
    from {{ ref('stg_raw__statements') }} as stated
    left join repairs
        on stated.document_id = repairs.document_id and stated.statement_no = repairs.statement_no
    where stated.figure_kind = 'count' and stated.kind = 'number'
),

-- 受理700件(网上600件,窗口100件)
totals as (
    select
        document_id,
        statement_no,
        unit_text,
        figure_value,
        split_part(split_part(sentence, printed_text || unit_text || '(', 2), ')', 1) as parts
    from statements
    where sentence like '%(%'
),

counted_parts as (
    select
        *,
        length({{ replaced(replaced('parts', "'[0-9][0-9,.]*'", "'#'") | trim, "'[^#]'", "''") }}) as how_many
    from totals
    where parts != '' and not regexp_matches(parts, '其中|含|包括')
),

summed as (
    select
        totals.document_id,
        totals.statement_no,
        totals.figure_value,
        sum(parts.figure_value) as parts_value
    from counted_parts as totals
    inner join statements as parts
        on
            totals.document_id = parts.document_id
            and totals.unit_text = parts.unit_text
            and parts.statement_no > totals.statement_no
            and parts.statement_no <= totals.statement_no + totals.how_many
    group by totals.document_id, totals.statement_no, totals.figure_value, totals.how_many
    -- every figure between the parentheses counts the same
    having count(*) = totals.how_many and totals.how_many > 1
),

sum_results as (
    select
        document_id,
        'N-OPS-SUM' as identity_id,
        '#' || statement_no as scope,
        figure_value as printed_count,
        parts_value as computed_count,
        cast(null as string) as reason
    from summed
)

{{ rule_results(
    [
        'list_results', 'sum_results'
    ]
) }}
