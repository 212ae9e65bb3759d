-- Figures of project tables that the extraction split over two cells.
with figures as (
    select * from {{ ref('stg_raw__performance_figures') }}
),

prose as (
    select
        document_id,
        project_no,
        line_key,
        amount_yuan,
        half_unit_yuan
    from {{ ref('int_cells__printed') }}
    where form_no = 0 and project_no is not null and column_key = 'value' and row_kind = 'statement'
),

pieced as (
    select
        *,
        split_part(printed_text, '⏐', 1) as head,
        split_part(printed_text, '⏐', 2) as tail
    from figures
    where
        column_key = 'executed'
        and regexp_full_match(printed_text, '[0-9,.]+⏐[0-9,.]+')
),

-- ways in which one figure comes to stand in two cells
readings as (
    select
        cell_id,
        'split_cell' as rule_id,
        head || tail as candidate_text
    from pieced
    union all
    select
        cell_id,
        'seam_digit_repeated' as rule_id,
        left(head, length(head) - 1) || tail as candidate_text
    from pieced
    union all
    select
        cell_id,
        'seam_digit_repeated' as rule_id,
        head || substr(tail, 2) as candidate_text
    from pieced
    union all
    select
        cell_id,
        'fragment_and_whole' as rule_id,
        tail as candidate_text
    from pieced
    where starts_with(tail, head)
    union all
    select
        cell_id,
        'zero_split_at_seam' as rule_id,
        '0.00' as candidate_text
    from pieced
    where starts_with(head, '0.')
),

candidates as (
    select
        cell_id,
        max(rule_id) as rule_id,
        try_cast(replace(candidate_text, ',', '') as decimal(20, 3)) as candidate_value
    from readings
    where
        regexp_full_match(candidate_text, '\d[\d,]*(\.\d{1,2})?')
    group by cell_id, candidate_value
),

by_project as (
    select
        document_id,
        project_no,
        max(amount_yuan) filter (where item_code = 'total' and column_key = 'full_year_budget') as budget_yuan,
        max(amount_yuan) filter (where item_code = 'total' and column_key = 'executed') as executed_yuan,
        max(printed_text) filter (where item_code = 'total' and column_key = 'executed') as executed_text,
        count(*) filter (
            where
            column_key = 'executed'
            and item_code not in ('total', 'fiscal', 'carry_over', 'other')
            and not starts_with(item_code, 'fiscal_')
        ) as other_items
    from figures
    group by document_id, project_no
),

rates as (
    select
        document_id,
        project_no,
        amount_yuan as rate_pct,
        half_unit_yuan as rate_half
    from {{ ref('int_cells__printed') }}
    where form_no = 10 and side = 'total' and column_key = 'rate'
),

-- the total is proven by the printed rate and by the prose
total_witnesses as (
    select
        pieced.document_id,
        pieced.project_no,
        pieced.cell_id,
        pieced.printed_text,
        candidates.rule_id,
        candidates.candidate_value,
        by_project.budget_yuan > 0
        and abs({{ ratio('candidates.candidate_value * 100', 'by_project.budget_yuan') }} - rates.rate_pct) <= rates.rate_half
            as fits_rate,
        abs(candidates.candidate_value - prose.amount_yuan) <= prose.half_unit_yuan as fits_prose
    from pieced
    inner join candidates on pieced.cell_id = candidates.cell_id
    inner join by_project
        on pieced.document_id = by_project.document_id and pieced.project_no = by_project.project_no
    left join rates
        on pieced.document_id = rates.document_id and pieced.project_no = rates.project_no
    left join prose
        on
            pieced.document_id = prose.document_id
            and pieced.project_no = prose.project_no
            and prose.line_key = 'performance_executed'
    where pieced.item_code = 'total'
),

total_verdicts as (
    select
        document_id,
        project_no,
        cell_id,
        any_value(printed_text) as printed_text,
        {{ listed('cast(candidate_value as string)', order_by='candidate_value') }} as candidates,
        max(rule_id) filter (where fits_rate or fits_prose) as rule_id,
        max(candidate_value) filter (where fits_rate or fits_prose) as repaired_value,
        count(*) filter (where fits_rate or fits_prose) as fitting,
        {% call present() %}
                case when bool_or(fits_rate) then 'P-EXEC-RATE' end,
                case when bool_or(fits_prose) then 'P-UNIT' end
        {% endcall %} as witnesses
    from total_witnesses
    group by document_id, project_no, cell_id
),

executed_totals as (
    select
        by_project.document_id,
        by_project.project_no,
        by_project.executed_text,
        coalesce(
            case when total_verdicts.fitting = 1 and array_length(total_verdicts.witnesses) >= 2 then total_verdicts.repaired_value end,
            by_project.executed_yuan
        ) as total_yuan
    from by_project
    left join total_verdicts
        on
            by_project.document_id = total_verdicts.document_id
            and by_project.project_no = total_verdicts.project_no
),

-- the parts must add up to the total exactly: of all readings of all parts, one combination may do
part_values as (
    select
        figures.document_id,
        figures.project_no,
        figures.item_code,
        figures.cell_id,
        figures.printed_text,
        candidates.rule_id,
        coalesce(candidates.candidate_value, figures.amount_yuan) as part_value
    from figures
    inner join by_project
        on
            figures.document_id = by_project.document_id
            and figures.project_no = by_project.project_no
            and by_project.other_items = 0
    left join candidates on figures.cell_id = candidates.cell_id
    where figures.column_key = 'executed' and figures.item_code in ('fiscal', 'carry_over', 'other')
),

combinations as (
    select
        fiscal.document_id,
        fiscal.project_no,
        fiscal.part_value as fiscal_value,
        carry_over.part_value as carry_over_value,
        other.part_value as other_value
    from part_values as fiscal
    inner join part_values as carry_over
        on fiscal.document_id = carry_over.document_id and fiscal.project_no = carry_over.project_no
    inner join part_values as other
        on fiscal.document_id = other.document_id and fiscal.project_no = other.project_no
    inner join executed_totals
        on
            fiscal.document_id = executed_totals.document_id
            and fiscal.project_no = executed_totals.project_no
            and fiscal.part_value + carry_over.part_value + other.part_value = executed_totals.total_yuan
    where fiscal.item_code = 'fiscal' and carry_over.item_code = 'carry_over' and other.item_code = 'other'
),

only_combination as (
    select
        document_id,
        project_no,
        min(fiscal_value) as fiscal_value,
        min(carry_over_value) as carry_over_value,
        min(other_value) as other_value
    from combinations
    group by document_id, project_no
    having count(*) = 1
),

part_candidates as (
    select
        cell_id,
        {{ listed('cast(part_value as string)', order_by='part_value') }} as candidates
    from part_values
    group by cell_id
),

zero_budgets as (
    select
        document_id,
        project_no,
        item_code
    from figures
    where column_key = 'full_year_budget' and amount_yuan = 0
),

part_verdicts as (
    select
        part_values.document_id,
        part_values.cell_id,
        part_values.printed_text,
        part_values.rule_id,
        part_candidates.candidates,
        part_values.part_value as repaired_value,
        {% call present() %}
                'P-FUND-SUM',
                case when part_values.printed_text = executed_totals.executed_text then 'printed like the total' end,
                case when part_values.rule_id = 'fragment_and_whole' then 'the fragment begins the whole' end,
                case
                    when zero_budgets.item_code is not null and part_values.part_value = 0
                        then 'its full-year budget is zero'
                end
        {% endcall %} as witnesses
    from part_values
    inner join part_candidates on part_values.cell_id = part_candidates.cell_id
    inner join only_combination
        on
            part_values.document_id = only_combination.document_id
            and part_values.project_no = only_combination.project_no
            and part_values.part_value = case part_values.item_code
                when 'fiscal' then only_combination.fiscal_value
                when 'carry_over' then only_combination.carry_over_value
                else only_combination.other_value
            end
    inner join executed_totals
        on
            part_values.document_id = executed_totals.document_id
            and part_values.project_no = executed_totals.project_no
    left join zero_budgets
        on
            part_values.document_id = zero_budgets.document_id
            and part_values.project_no = zero_budgets.project_no
            and part_values.item_code = zero_budgets.item_code
    where part_values.rule_id is not null
),

verdicts as (
    select
        cell_id,
        document_id,
        rule_id,
        printed_text,
        repaired_value,
        candidates,
        witnesses,
        fitting
    from total_verdicts
    union all
    select
        cell_id,
        document_id,
        rule_id,
        printed_text,
        repaired_value,
        candidates,
        witnesses,
        1 as fitting
    from part_verdicts
)

{{ proven_repairs('verdicts') }}
