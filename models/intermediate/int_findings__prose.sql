-- What the words themselves give away: template residue, a sentence used twice, a cause that explains too little.
with paragraphs as (
    select * from {{ source('raw', 'paragraphs') }}
),

statements as (
    select * from {{ ref('stg_raw__statements') }}
),

residues as (
    select * from {{ ref('template_residues') }}
),

plain as (
    select
        document_id,
        paragraph_no,
        source_line,
        {{ without_space('printed_text') }} as text
    from paragraphs
),

-- a pattern of a table is compiled for each row: only texts that hold its plain part are asked
suspicious as {{ materialized() }} (
    select
        plain.document_id,
        plain.source_line,
        plain.text,
        residues.pattern,
        residues.message
    from plain
    inner join residues on contains(plain.text, residues.needle)
),

residue_findings as (
    select
        document_id,
        'template_residue' as finding_kind,
        source_line,
        message || ': ' || regexp_extract(text, pattern, 0) as message
    from suspicious
    where regexp_matches(text, pattern)
),

-- the sentences of statements are joined over page breaks
stated_sentences as (
    select
        document_id,
        sentence as whole,
        min(source_line) as source_line
    from statements
    group by document_id, sentence
),

split_sentences as (
    select
        document_id,
        source_line,
        string_split_regex(translate(whole, ',，、', ''), '[。；;:：]') as parts
    from stated_sentences
),

sentences as (
    select
        split_sentences.document_id,
        split_sentences.source_line,
        each.sentence
    from split_sentences
    cross join lateral unnest(split_sentences.parts) as each (sentence)
),

-- headings and glossary repeat by design: only long sentences with a figure count
repeated_findings as (
    select
        document_id,
        'repeated_sentence' as finding_kind,
        min(source_line) as source_line,
        'one sentence stands ' || count(*) || ' times: ' || left(tail, 60) as message
    from (
        select
            document_id,
            source_line,
            right(sentence, 40) as tail
        from sentences
        -- a figure repeated with its comparison is the template, not a copied sentence
        where length(sentence) >= 40 and sentence not like '%万元%'
    ) as tails
    group by document_id, tail
    having count(*) > 1
),

-- a rate on nothing is no rate: 0% is the custom of templates, anything else is a mistake
zero_base_rates as (
    select
        ratios.document_id,
        'rate_on_zero_base' as finding_kind,
        statements.source_line,
        coalesce(statements.subject, ratios.scope) || ': a rate of '
        || cast(cast(ratios.printed_yuan as decimal(18, 2)) as string) || '% is stated on a base of zero' as message
    from {{ ref('int_identities__ratios') }} as ratios
    left join statements
        on
            ratios.document_id = statements.document_id
            and try_cast(regexp_extract(ratios.scope, '#(\d+)$', 1) as integer) = statements.statement_no
    where ratios.state = 'degenerate' and ratios.printed_yuan != 0
),

-- a row of goals holds two texts, what was planned and what was done; more are columns read across
broken_texts as (
    select
        table_rows.document_id,
        'broken_text' as finding_kind,
        table_rows.source_line,
        {{ matching('table_rows.cells', "'[一-龥]{5}'") }} as texts
    from {{ source('raw', 'table_rows') }} as table_rows
    inner join {{ source('raw', 'tables') }} as tables
        on table_rows.document_id = tables.document_id and table_rows.table_no = tables.table_no
    where
        tables.kind = 'performance'
        and regexp_matches(array_to_string(table_rows.cells, '⏐'), '^[^⏐]*总体目标')
        and regexp_matches(array_to_string(table_rows.cells, '⏐'), '^[^⏐]*[一-龥]{5}')
),

broken_text_findings as (
    select
        document_id,
        finding_kind,
        source_line,
        'a text of a project table stands broken over ' || array_length(texts) || ' cells; numbers in it may be cut: '
        || left({{ without_space("array_to_string(texts, '⏐')") }}, 60) as message
    from broken_texts
    where array_length(texts) > 2
),

causes as (
    select *
    from statements
    where unlinked_reason like '%causes%' and figure_kind = 'amount'
),

changes as (
    select *
    from statements
    where relation = 'change' and figure_kind = 'amount'
),

cause_findings as (
    select
        causes.document_id,
        'unexplained_change' as finding_kind,
        causes.source_line,
        'the cause names ' || cast(cast(abs(causes.amount_yuan) * 0.0001 as decimal(18, 2)) as string)
        || ' 万元 of a change of '
        || cast(cast(abs(changes.amount_yuan) * 0.0001 as decimal(18, 2)) as string) || ' 万元; '
        || cast(cast((abs(changes.amount_yuan) - abs(causes.amount_yuan)) * 0.0001 as decimal(18, 2)) as string)
        || ' 万元 stay unexplained' as message,
        row_number() over (
            partition by causes.document_id, causes.statement_no order by changes.statement_no desc
        ) as nearness
    from causes
    inner join changes
        on
            causes.document_id = changes.document_id
            and causes.paragraph_no = changes.paragraph_no
            and changes.statement_no < causes.statement_no
),

nearest_causes as (
    select * from cause_findings
    where nearness = 1
),

contradictions as (
    select
        prose.document_id,
        'contradicted_statement' as finding_kind,
        min(statements.source_line) as source_line,
        min(prose.item_name) || ' (' || prose.column_name || ') is printed as '
        || {{ joined(
            "statements.printed_text || ' ' || coalesce(statements.unit_text, '')
            || coalesce(' in line ' || statements.source_line, ' on page ' || statements.page, '')",
            ', ', order_by='statements.statement_no'
        ) }} as message
    from {{ ref('int_cells__prose') }} as prose
    inner join statements
        on prose.document_id = statements.document_id and prose.row_no = statements.statement_no
    where prose.row_kind = 'contradicted' and statements.figure_kind = 'amount'
    group by
        prose.document_id, prose.line_key, prose.column_name, prose.fund_code, prose.project_no,
        case when {{ names_a_code('prose.line_key') }} then prose.item_name end
)

{{ stacked(
    [
        'document_id', 'finding_kind', 'source_line', 'message'
    ],
    [
        'zero_base_rates', 'residue_findings', 'repeated_findings', 'broken_text_findings', 'nearest_causes',
        'contradictions'
    ]
) }}
