-- A share with the part and the whole that it is of, as intervals: figures of the prose, and the cells of the forms.
with cells as (
    select * from {{ ref('int_cells__repaired') }}
),

prose as (
    select * from cells
    where form_no = 0
),

measures as (
    select * from {{ ref('measures') }}
),

-- a share without a named whole is one of the total of its kind
share_wholes as (
    select
        *,
        case
            when column_key like 'share:%' and column_key not like 'share:%_project'
                then replace(column_key, 'share:', '')
            when starts_with(line_key, 'three_public_') then 'three_public_total'
            when starts_with(line_key, 'income_') then 'income_total'
            when line_key in ('function_class', 'general_public_basic', 'general_public_project')
                then 'expenditure_general_public'
            when line_key in ('function_class_government_fund', 'government_fund_basic', 'government_fund_project')
                then 'expenditure_government_fund'
            when line_key in ('function_class_state_capital', 'state_capital_basic', 'state_capital_project')
                then 'expenditure_state_capital'
            when line_key = 'function_class_fiscal' then 'expenditure_fiscal'
            when line_key = 'function_class_all' or starts_with(line_key, 'expenditure_') then 'expenditure_total'
            when line_key = 'economic_class' then 'general_public_basic'
        end as whole_key
    from prose
    where column_key = 'share' or column_key like 'share:%'
),

-- 占总收入 may be of what came in this year, or with the balance of the year before
may_be_of as (
    select
        measure_key as whole_key,
        measure_key
    from measures
    union all
    values
    ('total_income', 'income_total'),
    ('total_expenditure', 'expenditure_total')
),

-- what the prose states, else what the form prints
wholes as (
    select
        document_id,
        line_key as measure_key,
        amount_yuan,
        half_unit_yuan,
        row_no
    from prose
    where column_key = 'value'
    union all
    select
        cells.document_id,
        measures.measure_key,
        cells.amount_yuan,
        cells.half_unit_yuan,
        cast(null as integer) as row_no
    from cells
    inner join measures on {{ prints_measure('cells', 'measures') }}
    where cells.kind = 'number'
),

shares as (
    select
        share_wholes.document_id,
        case
            when starts_with(share_wholes.line_key, 'three_public_') then 'N-3P-SHARE'
            when share_wholes.line_key = 'procurement_sme' then 'N-PROC-SME'
            when share_wholes.line_key = 'procurement_micro' then 'N-PROC-MICRO'
            when
                starts_with(share_wholes.line_key, 'income_')
                or share_wholes.line_key in ('opening_balance', 'surplus_used')
                then 'N-INC-SHARE'
            when starts_with(share_wholes.line_key, 'function_class') then 'N-STRUCT'
            when
                starts_with(share_wholes.line_key, 'expenditure_')
                or share_wholes.line_key in ('economic_class', 'basic_personnel', 'basic_public', 'closing_balance', 'surplus_distribution')
                or share_wholes.line_key like '%_basic'
                or share_wholes.line_key like '%_project'
                then 'N-EXP-SHARE'
        end as identity_id,
        share_wholes.line_key || '#' || share_wholes.row_no as scope,
        share_wholes.amount_yuan as printed_pct,
        share_wholes.half_unit_yuan as printed_half,
        part.amount_yuan as numerator,
        part.half_unit_yuan as numerator_half,
        wholes.amount_yuan as denominator,
        wholes.half_unit_yuan as denominator_half,
        row_number() over (
            partition by share_wholes.cell_id
            order by
                part.row_no desc,
                -- of several wholes that may be meant, the one that it is nearest to
                case
                    when share_wholes.whole_key in ('total_income', 'total_expenditure')
                        then abs(part.amount_yuan * 100 - share_wholes.amount_yuan * wholes.amount_yuan)
                end,
                wholes.row_no asc nulls last
        ) as nearness
    from share_wholes
    inner join prose as part
        on
            share_wholes.document_id = part.document_id
            and share_wholes.line_key = part.line_key
            and part.column_key = 'value'
            and part.row_no < share_wholes.row_no
            and (not {{ names_a_code('share_wholes.line_key') }} or share_wholes.item_name = part.item_name)
    inner join may_be_of on share_wholes.whole_key = may_be_of.whole_key
    inner join wholes
        on share_wholes.document_id = wholes.document_id and may_be_of.measure_key = wholes.measure_key
),

-- works contracts to SMEs as a share of works, where no works were bought: 0 of 0
contract_shares as (
    select
        share_wholes.document_id,
        'N-PROC-ENG' as identity_id,
        share_wholes.line_key || '#' || share_wholes.row_no as scope,
        share_wholes.amount_yuan as printed_pct,
        share_wholes.half_unit_yuan as printed_half,
        cast(null as decimal(20, 2)) as numerator,
        cast(0 as decimal(20, 4)) as numerator_half,
        whole.amount_yuan as denominator,
        whole.half_unit_yuan as denominator_half
    from share_wholes
    inner join prose as whole
        on
            share_wholes.document_id = whole.document_id
            and share_wholes.whole_key = whole.line_key
            and whole.column_key = 'value'
            and whole.row_kind = 'statement'
    where share_wholes.line_key = 'procurement_works_sme'
),

covered as (
    select
        share_wholes.document_id,
        'N-PERF-COVER-PCT' as identity_id,
        share_wholes.fund_code as scope,
        share_wholes.amount_yuan as printed_pct,
        share_wholes.half_unit_yuan as printed_half,
        part.amount_yuan as numerator,
        part.half_unit_yuan as numerator_half,
        whole.amount_yuan as denominator,
        whole.half_unit_yuan as denominator_half
    from share_wholes
    inner join prose as part
        on
            share_wholes.document_id = part.document_id
            and part.line_key = 'performance_covered'
            and part.column_key = 'value'
            and part.row_kind = 'statement'
            and part.fund_code is not distinct from share_wholes.fund_code
    inner join cells as whole
        on
            share_wholes.document_id = whole.document_id
            and whole.form_no in (5, 7)
            and whole.row_kind = 'total'
            and whole.column_key = 'project'
            and whole.fund_code is not distinct from share_wholes.fund_code
    -- 占项目支出总额, and 占一般公共预算项目支出总额: the fund of what is covered says of which form
    where share_wholes.line_key = 'performance_covered' and share_wholes.column_key like 'share:%_project'
),

nearest as (
    select * from shares
    where nearness = 1 and identity_id is not null
)

select
    document_id,
    identity_id,
    scope,
    printed_pct,
    printed_half,
    numerator,
    numerator_half,
    denominator,
    denominator_half,
    cast(null as decimal(20, 2)) as ceiling_pct
from (
    {{ stacked(
        [
            'document_id', 'identity_id', 'scope', 'printed_pct', 'printed_half', 'numerator', 'numerator_half',
            'denominator', 'denominator_half'
        ],
        ['nearest', 'contract_shares', 'covered']
    ) }}
) as found
