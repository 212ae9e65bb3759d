-- Identities that count things instead of adding amounts; printed is what stands there, computed what should.
with form_rows as (
    select * from {{ ref('stg_raw__form_rows') }}
),

forms as (
    select * from {{ ref('stg_raw__forms') }}
),

lacking as (
    select * from {{ ref('int_forms__lacking') }}
),

cells as (
    select * from {{ ref('int_cells__repaired') }}
    where form_no between 1 and 9
),

line_numbers as (
    select
        document_id,
        form_no,
        count(line_no) as numbered,
        max(line_no) - min(line_no) + 1 as span,
        count(distinct line_no) as distinct_numbers,
        count(line_no) filter (where side = 'income') as income_numbers,
        max(line_no) filter (where side = 'income') as last_income,
        min(line_no) filter (where side = 'expenditure') as first_expenditure
    from form_rows
    where form_no in (1, 4)
    group by document_id, form_no
),

line_number_results as (
    select
        document_id,
        'T' || form_no || '-LINENO' as identity_id,
        case when numbered > 0 then distinct_numbers end as printed_count,
        case
            when numbered > 0
                then
                    case
                        when last_income < first_expenditure and numbered = distinct_numbers then span
                        else -1
                    end
        end as computed_count,
        case when numbered = 0 then 'no 行次 is printed' end as reason
    from line_numbers
),

empty_forms as (
    select
        forms.document_id,
        forms.form_no,
        coalesce(bool_and(coalesce(cells.amount_yuan, 0) = 0 and cells.kind in ('number', 'blank', 'dash')), true)
        and count(lacking.form_no) = 0 as is_zero,
        count(*) filter (where cells.code is not null) as coded_cells,
        forms.status = 'empty' or regexp_matches(
            coalesce(forms.note, ''), '无发生额|没有|无数据|无.{0,30}(支出|收入)|未发生|为空表|本表为空'
        ) as has_note
    from forms
    left join cells on forms.document_id = cells.document_id and forms.form_no = cells.form_no
    -- form 4 has spending of its fund
    left join lacking on forms.document_id = lacking.document_id and forms.form_no = lacking.form_no
    where forms.form_no in (7, 8, 9) and forms.status in ('loaded', 'empty')
    group by forms.document_id, forms.form_no, forms.status, forms.note
),

empty_results as (
    select
        document_id,
        'T8-EMPTY' as identity_id,
        count(*) filter (
            where (form_no != 9 and is_zero != (coded_cells = 0)) or is_zero != has_note
        ) as printed_count,
        0 as computed_count,
        cast(null as string) as reason
    from empty_forms
    group by document_id
),

codes as (
    select
        document_id,
        code,
        bool_or(form_no = 2) as in_income,
        bool_or(form_no = 3) as in_expenditure
    from cells
    where form_no in (2, 3) and code is not null
    group by document_id, code
),

carry_over as (
    select
        document_id,
        coalesce(max(abs(amount_yuan)) filter (where line_key in ('L28', 'L29')), 0) as opening,
        coalesce(max(abs(amount_yuan)) filter (where line_key = 'L59'), 0) as closing
    from cells
    where form_no = 1
    group by document_id
),

code_set_results as (
    select
        codes.document_id,
        'X23-CODESET' as identity_id,
        count(*) filter (
            where
            (codes.in_expenditure and not codes.in_income and carry_over.opening = 0)
            or (codes.in_income and not codes.in_expenditure and carry_over.closing = 0)
        ) as printed_count,
        0 as computed_count,
        cast(null as string) as reason
    from codes
    inner join carry_over on codes.document_id = carry_over.document_id
    group by codes.document_id
),

names as (
    select
        document_id,
        code,
        count(distinct translate(item_name, '（）', '()')) as name_count
    from form_rows
    where form_no in (2, 3, 5, 7, 8) and code is not null and item_name is not null
    group by document_id, code
),

name_results as (
    select
        document_id,
        'X23-NAME' as identity_id,
        count(*) filter (where name_count > 1) as printed_count,
        0 as computed_count,
        cast(null as string) as reason
    from names
    group by document_id
),

-- codes are printed with their parents, and in one form with children as in the others
form_codes as (
    select distinct
        document_id,
        form_no,
        code,
        left(code, length(code) - 2) as parent_code
    from form_rows
    where form_no in (2, 3, 5, 7, 8) and code is not null
),

parents as (
    select distinct
        document_id,
        form_no,
        parent_code as code
    from form_codes
    where length(code) > 3
),

parents_anywhere as (
    select distinct
        document_id,
        code
    from parents
),

code_tree_results as (
    select
        form_codes.document_id,
        'X23-TREE' as identity_id,
        count(*) filter (
            where
            (length(form_codes.code) > 3 and printed_parents.code is null)
            or (parents.code is null and parents_anywhere.code is not null)
        ) as printed_count,
        0 as computed_count,
        cast(null as string) as reason
    from form_codes
    left join form_codes as printed_parents
        on
            form_codes.document_id = printed_parents.document_id
            and form_codes.form_no = printed_parents.form_no
            and form_codes.parent_code = printed_parents.code
    left join parents
        on
            form_codes.document_id = parents.document_id
            and form_codes.form_no = parents.form_no
            and form_codes.code = parents.code
    left join parents_anywhere
        on form_codes.document_id = parents_anywhere.document_id and form_codes.code = parents_anywhere.code
    group by form_codes.document_id
),

-- a class of form 6 has its codes beneath it, and a code its class above it
economic_codes as (
    select
        document_id,
        code,
        left(code, 3) as class_code,
        coalesce(bool_or(amount_yuan != 0), false) as has_amount
    from cells
    where form_no = 6 and code is not null
    group by document_id, code
),

economic_classes_printed as (
    select
        document_id,
        class_code,
        bool_or(code = class_code) as is_printed,
        bool_or(code = class_code and has_amount) as has_amount,
        bool_or(code != class_code) as has_codes
    from economic_codes
    group by document_id, class_code
),

economic_tree_results as (
    select
        document_id,
        'T6-TREE' as identity_id,
        count(*) filter (where (has_codes and not is_printed) or (has_amount and not has_codes)) as printed_count,
        0 as computed_count,
        case when not bool_or(has_codes) then 'form 6 is printed by class alone' end as reason
    from economic_classes_printed
    group by document_id
),

-- codes of classes that the classification does not have: loaded, and named
unknown_code_results as (
    select
        form_rows.document_id,
        'Y-CODE' as identity_id,
        count(distinct form_rows.code) filter (
            where
            (form_rows.form_no = 6 and economic_classes.code is null)
            or (form_rows.form_no != 6 and function_classes.code is null)
        ) as printed_count,
        0 as computed_count,
        cast(null as string) as reason
    from form_rows
    left join {{ ref('function_classes') }} as function_classes on left(form_rows.code, 3) = function_classes.code
    left join {{ ref('economic_classes') }} as economic_classes on left(form_rows.code, 3) = economic_classes.code
    where form_rows.code is not null
    group by form_rows.document_id
),

results as (
    select * from line_number_results
    union all
    select * from empty_results
    union all
    select * from code_set_results
    union all
    select * from name_results
    union all
    select * from code_tree_results
    union all
    select * from economic_tree_results
    union all
    select * from unknown_code_results
)

select
    document_id,
    identity_id,
    cast('' as string) as scope,
    printed_count,
    computed_count,
    0 as bound_count,
    reason
from results
