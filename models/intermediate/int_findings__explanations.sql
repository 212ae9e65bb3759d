-- What a failed identity's difference may be: one cell, two lines, a factor, two digits swapped.
with all_cells as (
    select * from {{ ref('int_cells__repaired') }}
    where form_no between 1 and 9
),

-- the last printed digit, in yuan: a difference of less than one explains nothing
last_digits as (
    select
        document_id,
        cast(2 * max(half_unit_yuan) as decimal(20, 4)) as unit_yuan
    from all_cells
    group by document_id
),

failures as (
    select
        judged.*,
        abs(judged.difference_yuan) as gap_yuan,
        last_digits.unit_yuan
    from {{ ref('int_identities__judged') }} as judged
    inner join last_digits on judged.document_id = last_digits.document_id
    where judged.state = 'fail' and judged.difference_yuan != 0 and abs(judged.difference_yuan) >= last_digits.unit_yuan
),

identities as (
    select * from {{ ref('identities') }}
    where identity_group in ('form', 'cross_form', 'narrative') and relation in ('eq', 'ge', 'le', 'ge_or_eq')
),

cells as (
    select
        document_id,
        amount_yuan,
        half_unit_yuan,
        form_no,
        line_key,
        'form ' || form_no || ' ' || concat_ws(' ', line_key, code, item_name, column_name) as label,
        '表' || form_no || ' ' || concat_ws(' ', line_key, code, item_name, column_name) as label_zh,
        '[' || concat_ws('.', coalesce(code, line_key, item_name), column_name) || ']' as operand_label,
        -- balances and totals are the usual culprits: lines before codes
        row_number() over (
            partition by document_id, amount_yuan
            order by (line_key is null), form_no desc, row_no asc, column_key asc
        ) as mention_no
    from all_cells
    where amount_yuan > 0
),

operand_lists as (
    select
        failures.document_id,
        failures.identity_id,
        failures.scope,
        {{ joined('operands.operand', ' ', order_by='operands.operand') }} as operands
    from failures
    inner join {{ ref('int_identities__operands') }} as operands
        on
            failures.document_id = operands.document_id
            and failures.identity_id = operands.identity_id
            and failures.scope = operands.scope
    group by all
),

money_failures as (
    select
        failures.*,
        coalesce(operand_lists.operands, '') as operands
    from failures
    inner join identities on failures.identity_id = identities.identity_id
    left join operand_lists
        on
            failures.document_id = operand_lists.document_id
            and failures.identity_id = operand_lists.identity_id
            and failures.scope = operand_lists.scope
),

one_cell as (
    select
        money_failures.document_id,
        money_failures.identity_id,
        money_failures.scope,
        'the difference ' || cast(cast(money_failures.gap_yuan * 0.0001 as decimal(18, 2)) as string)
        || ' equals ' || cells.label
        || case
            when cells.amount_yuan = money_failures.gap_yuan then ''
            else ' (' || cast(cast(cells.amount_yuan * 0.0001 as decimal(18, 2)) as string) || ') within rounding'
        end as explanation,
        '差额 ' || cast(cast(money_failures.gap_yuan * 0.0001 as decimal(18, 2)) as string)
        || ' 等于' || cells.label_zh
        || case
            when cells.amount_yuan = money_failures.gap_yuan then ''
            else '（' || cast(cast(cells.amount_yuan * 0.0001 as decimal(18, 2)) as string) || '，舍入之内）'
        end as explanation_zh,
        row_number() over (
            partition by money_failures.document_id, money_failures.identity_id, money_failures.scope
            order by (cells.line_key is null), abs(cells.amount_yuan - money_failures.gap_yuan), cells.form_no desc, cells.label asc
        ) as preference
    from money_failures
    inner join cells
        on
            money_failures.document_id = cells.document_id
            and abs(cells.amount_yuan - money_failures.gap_yuan) <= 3 * cells.half_unit_yuan
    where cells.mention_no = 1
),

printed_elsewhere as (
    select
        money_failures.document_id,
        money_failures.identity_id,
        money_failures.scope,
        'the printed value is that of ' || cells.label as explanation,
        '印出值即' || cells.label_zh as explanation_zh,
        row_number() over (
            partition by money_failures.document_id, money_failures.identity_id, money_failures.scope
            order by cells.form_no desc, cells.label asc
        ) as preference
    from money_failures
    inner join cells
        on
            money_failures.document_id = cells.document_id
            and money_failures.printed_yuan = cells.amount_yuan
    where
        not contains(money_failures.operands, cells.operand_label)
),

lines as (
    select *
    from cells
    where line_key is not null and mention_no = 1
),

two_lines as (
    select
        money_failures.document_id,
        money_failures.identity_id,
        money_failures.scope,
        'the difference equals ' || first_line.label || ' + ' || second_line.label as explanation,
        '差额等于' || first_line.label_zh || ' 与 ' || second_line.label_zh || ' 之和' as explanation_zh,
        row_number() over (
            partition by money_failures.document_id, money_failures.identity_id, money_failures.scope
            order by first_line.label, second_line.label
        ) as preference
    from money_failures
    inner join lines as first_line on money_failures.document_id = first_line.document_id
    inner join lines as second_line
        on
            money_failures.document_id = second_line.document_id
            and first_line.label < second_line.label
            and first_line.amount_yuan + second_line.amount_yuan = money_failures.gap_yuan
),

slips as (
    select
        document_id,
        identity_id,
        scope,
        case
            when abs(printed_yuan - 10 * computed_yuan) <= 10 * (bound_yuan + unit_yuan * 0.5) then 'ten_times'
            when abs(10 * printed_yuan - computed_yuan) <= 10 * (bound_yuan + unit_yuan * 0.5) then 'a_tenth'
            when abs(printed_yuan - 10000 * computed_yuan) <= 10000 * (bound_yuan + unit_yuan * 0.5) then 'unit_too_small'
            when abs(10000 * printed_yuan - computed_yuan) <= 10000 * (bound_yuan + unit_yuan * 0.5) then 'unit_too_large'
            when length(printed_digits) != length(computed_digits) then null
            when levenshtein(printed_digits, computed_digits) = 1 then 'one_digit'
            when damerau_levenshtein(printed_digits, computed_digits) = 1 then 'two_digits_swapped'
        end as slip
    from (
        select
            *,
            cast(cast(round({{ ratio('abs(printed_yuan)', 'unit_yuan') }}) as bigint) as string) as printed_digits,
            cast(cast(round({{ ratio('abs(computed_yuan)', 'unit_yuan') }}) as bigint) as string) as computed_digits
        from money_failures
        where printed_yuan != 0 and computed_yuan != 0
    ) as digits
),

slip_words as (
    select *
    from (
        values
        ('ten_times', 'the printed value is 10 times the computed one', '印出值是计算值的 10 倍'),
        ('a_tenth', 'the printed value is a tenth of the computed one', '印出值是计算值的十分之一'),
        (
            'unit_too_small',
            'the printed value is 10,000 times the computed one: 元 for 万元?',
            '印出值是计算值的一万倍：元误作万元？'
        ),
        (
            'unit_too_large',
            'the printed value is 10,000th of the computed one: 万元 for 元?',
            '印出值是计算值的万分之一：万元误作元？'
        ),
        ('one_digit', 'one digit differs', '一位数字不同'),
        ('two_digits_swapped', 'two digits are swapped', '两位数字颠倒')
    ) as words (slip, explanation, explanation_zh)
),

arithmetic as (
    select
        slips.document_id,
        slips.identity_id,
        slips.scope,
        slip_words.explanation,
        slip_words.explanation_zh,
        1 as preference
    from slips
    inner join slip_words on slips.slip = slip_words.slip
),

explanations as (
    {{ stacked(
        [
            'document_id', 'identity_id', 'scope', 'explanation', 'explanation_zh', 'preference'
        ],
        [
            'arithmetic', 'one_cell', 'printed_elsewhere', 'two_lines'
        ]
    ) }}
)

select
    document_id,
    identity_id,
    scope,
    {{ joined('explanation', '; ', order_by='explanation') }} as explanation,
    {{ joined('explanation_zh', '；', order_by='explanation') }} as explanation_zh
from explanations
where explanation is not null and preference = 1
group by document_id, identity_id, scope
