-- Rules of the budgets that the prose states: the words beside them, the sum of the items, completion of nothing.
{% set more = "(?:大于|高于|超过|超出|多于)" %}
{% set less = "(?:小于|低于|少于)" %}
{% set which = "((?:年初|全年|调整|调整后|年度)?)的?" %}
with paragraphs as (
    select * from {{ source('raw', 'paragraphs') }}
),

cells as (
    select * from {{ ref('int_cells__repaired') }}
    where form_no = 0 and line_key is not null
),

form_cells as (
    select * from {{ ref('int_cells__repaired') }}
    where form_no = 5 and column_key = 'total'
),

statements as (
    select * from {{ ref('stg_raw__statements') }}
),

codes as (
    select * from {{ ref('int_statements__codes') }}
),

-- what was spent and the budgets that stand in one paragraph with it, of the items and of the whole
spent_and_budgets as (
    select
        cells.document_id,
        statements.paragraph_no,
        cells.line_key,
        cells.item_name,
        min(cells.row_no) as first_row_no,
        max(cells.amount_yuan) filter (where cells.column_key = 'value') as spent_yuan,
        max(cells.amount_yuan) filter (where cells.column_key = 'base_value:initial_budget') as initial_yuan,
        max(cells.amount_yuan) filter (where cells.column_key = 'base_value:full_year_budget') as full_year_yuan,
        max(cells.amount_yuan) filter (where cells.column_key = 'base_value:budget') as budget_yuan
    from cells
    inner join statements
        on cells.document_id = statements.document_id and cells.row_no = statements.statement_no
    where
        (
            starts_with(cells.line_key, 'function_item')
            or starts_with(cells.line_key, 'function_group')
            or cells.line_key in ('expenditure_general_public', 'expenditure_fiscal')
        )
        and cells.row_kind != 'contradicted'
    group by cells.document_id, statements.paragraph_no, cells.line_key, cells.item_name
),

compared as (
    select
        *,
        count(*) over (partition by document_id, paragraph_no) as how_many
    from spent_and_budgets
    where spent_yuan is not null and coalesce(initial_yuan, full_year_yuan, budget_yuan) is not null
),

plain as (
    select
        document_id,
        paragraph_no,
        {{ without_space('printed_text') }} as text
    from paragraphs
    where printed_text like '%预%'
),

-- one comparison in words: of two, or of 大于（小于）, none is known to be meant
words as (
    select
        document_id,
        paragraph_no,
        regexp_matches(text, '决算数?{{ more }}{{ which }}预算') as says_more,
        regexp_matches(text, '决算数?{{ less }}{{ which }}预算') as says_less,
        regexp_matches(text, '决算数?(?:等于{{ which }}预算|与{{ which }}预算数?(?:持平|一致|相等|相同))') as says_equal,
        regexp_extract(text, '决算数?(?:{{ more }}|{{ less }}|等于|与){{ which }}预算', 1) as named
    from plain
),

worded as (
    select
        compared.document_id,
        'N-BUD-SIGN' as identity_id,
        compared.line_key || '#' || compared.first_row_no as scope,
        compared.spent_yuan,
        words.says_more,
        words.says_less,
        case when words.named in ('', '年度', '年初') then compared.initial_yuan end as initial_yuan,
        case when words.named != '年初' then compared.full_year_yuan end as full_year_yuan,
        compared.budget_yuan
    from compared
    inner join words
        on compared.document_id = words.document_id and compared.paragraph_no = words.paragraph_no
    where
        compared.how_many = 1
        and cast(words.says_more as integer) + cast(words.says_less as integer) + cast(words.says_equal as integer) = 1
),

-- 预算 alone may be any of those that are stated
word_results as (
    select
        document_id,
        identity_id,
        scope,
        case
            when says_more then cast(spent_yuan <= least(initial_yuan, full_year_yuan, budget_yuan) as integer)
            when says_less then cast(spent_yuan >= greatest(initial_yuan, full_year_yuan, budget_yuan) as integer)
            else cast(
                coalesce(spent_yuan != initial_yuan, true)
                and coalesce(spent_yuan != full_year_yuan, true)
                and coalesce(spent_yuan != budget_yuan, true) as integer
            )
        end as printed_count,
        0 as computed_count,
        0 as bound_count,
        cast(null as string) as reason
    from worded
    where coalesce(initial_yuan, full_year_yuan, budget_yuan) is not null
),

-- the items of the general public budget, by the codes that form 5 has for them
item_budgets as (
    select
        cells.document_id,
        cells.column_key,
        codes.code,
        cells.amount_yuan,
        cells.half_unit_yuan
    from cells
    inner join codes on cells.document_id = codes.document_id and cells.row_no = codes.statement_no
    where cells.line_key = 'function_item' and cells.column_key like 'base_value:%' and cells.row_kind = 'statement'
),

spent_items as (
    select
        document_id,
        code
    from form_cells
    where is_leaf and length(code) = 7 and amount_yuan != 0
),

item_sums as (
    select
        document_id,
        column_key,
        sum(amount_yuan) as items_yuan,
        sum(half_unit_yuan) filter (where amount_yuan != 0) as half_yuan
    from item_budgets
    group by document_id, column_key
),

-- an item of form 5 whose budget the prose does not state
unstated as (
    select
        wholes.document_id,
        wholes.column_key,
        count(*) as how_many
    from cells as wholes
    inner join spent_items on wholes.document_id = spent_items.document_id
    left join item_budgets
        on
            wholes.document_id = item_budgets.document_id
            and wholes.column_key = item_budgets.column_key
            and spent_items.code = item_budgets.code
    where wholes.line_key = 'expenditure_general_public' and wholes.row_kind = 'statement' and item_budgets.code is null
    group by wholes.document_id, wholes.column_key
),

sum_results as (
    select
        wholes.document_id,
        'N-ITEM-SUM' as identity_id,
        replace(wholes.column_key, 'base_value:', '') as scope,
        wholes.amount_yuan as printed_count,
        item_sums.items_yuan as computed_count,
        cast(wholes.half_unit_yuan + coalesce(item_sums.half_yuan, 0) as decimal(20, 4)) as bound_count,
        case when unstated.how_many > 0 then 'the prose does not state the budget of every item of form 5' end as reason
    from cells as wholes
    inner join item_sums on wholes.document_id = item_sums.document_id and wholes.column_key = item_sums.column_key
    left join unstated on wholes.document_id = unstated.document_id and wholes.column_key = unstated.column_key
    where wholes.line_key = 'expenditure_general_public' and wholes.row_kind = 'statement'
),

zero_bases as (
    select
        completed.document_id,
        count(*) filter (where base.amount_yuan = 0 and completed.amount_yuan != 0) as printed_count
    from cells as completed
    inner join cells as base
        on
            completed.document_id = base.document_id
            and completed.line_key = base.line_key
            and completed.item_name is not distinct from base.item_name
            and base.column_key = replace(completed.column_key, 'completion:', 'base_value:')
            and base.row_no < completed.row_no
    where completed.column_key like 'completion:%'
    group by completed.document_id
),

zero_base_results as (
    select
        document_id,
        'N-ZERO-BASE' as identity_id,
        '' as scope,
        printed_count,
        0 as computed_count,
        0 as bound_count,
        cast(null as string) as reason
    from zero_bases
)

{{ rule_results(
    [
        'word_results', 'sum_results', 'zero_base_results'
    ],
    has_bounds=true
) }}
