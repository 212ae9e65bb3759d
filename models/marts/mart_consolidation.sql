-- U-CONSOL: what a department spends of an appropriation is what its units spend of it, code by code. Judged where each
-- unit that it names is loaded, its own level (本级) among them; appropriations alone, because no unit passes them on to
-- another, while 上级补助 and 附属单位上缴 may come from within the department or not.
with units as (
    select * from {{ ref('dim_unit') }}
),

-- 纳入决算编报范围的单位共3个
stated as (
    select
        document_id,
        max(figure_value) as stated_count
    from {{ ref('stg_raw__statements') }}
    where measure_key = 'unit_count' and relation = 'value'
    group by document_id
),

complete as (
    select
        units.document_id,
        units.department_id,
        units.fiscal_year,
        count(*) as unit_count,
        max(stated.stated_count) as stated_count
    from units
    left join stated on units.document_id = stated.document_id
    group by units.document_id, units.department_id, units.fiscal_year
    having count(*) > 1 and count(*) = count(units.unit_document_id) and bool_or(units.is_own_level)
),

members as (
    select
        document_id as whole_id,
        document_id,
        false as is_unit
    from complete
    union all
    select
        complete.document_id as whole_id,
        units.unit_document_id as document_id,
        true as is_unit
    from complete
    inner join units on complete.document_id = units.document_id
),

fund_forms as (
    select *
    from (
        values ('general_public', 5), ('government_fund', 7), ('state_capital', 8)
    ) as forms (fund_code, form_no)
),

-- a form that is missing, withheld or in doubt is no zero
readable as (
    select
        forms.document_id,
        forms.form_no
    from {{ ref('stg_raw__forms') }} as forms
    anti join {{ ref('int_blocks__quarantined') }} as quarantined
        on
            forms.document_id = quarantined.document_id
            and forms.form_no = quarantined.block_no
            and quarantined.block_kind = 'form'
    anti join {{ ref('int_cells__doubtful') }} as doubtful
        on forms.document_id = doubtful.document_id and forms.form_no = doubtful.form_no
    where forms.status = 'loaded'
),

unread as (
    select
        members.whole_id,
        fund_forms.fund_code,
        count(*) as unread_count
    from members
    cross join fund_forms
    anti join readable on members.document_id = readable.document_id and fund_forms.form_no = readable.form_no
    group by members.whole_id, fund_forms.fund_code
),

cells as (
    select
        members.whole_id,
        members.is_unit,
        facts.fund_code,
        facts.function_code,
        facts.amount_yuan,
        facts.half_unit_yuan
    from members
    inner join {{ ref('fct_expenditure') }} as facts on members.document_id = facts.document_id
    where facts.nature_code = 'total' and facts.fund_code in ('general_public', 'government_fund', 'state_capital')
),

summed as (
    select
        whole_id,
        fund_code,
        function_code,
        coalesce(sum(amount_yuan) filter (where not is_unit), 0) as amount_yuan,
        coalesce(sum(amount_yuan) filter (where is_unit), 0) as units_yuan,
        -- what is not printed is not rounded
        coalesce(sum(half_unit_yuan) filter (where amount_yuan is not null), 0) as bound_yuan
    from cells
    group by whole_id, fund_code, function_code
),

judged as (
    select
        complete.department_id,
        complete.fiscal_year,
        summed.fund_code,
        summed.function_code,
        cast(summed.amount_yuan as decimal(20, 2)) as amount_yuan,
        cast(summed.units_yuan as decimal(20, 2)) as units_yuan,
        cast(summed.amount_yuan - summed.units_yuan as decimal(20, 2)) as difference_yuan,
        cast(summed.bound_yuan as decimal(20, 4)) as bound_yuan,
        cast(complete.unit_count as integer) as unit_count,
        case
            when complete.stated_count != complete.unit_count
                then
                    'the document counts ' || cast(complete.stated_count as integer) || ' units and names '
                    || complete.unit_count
            when unread.unread_count > 0 then 'a form is missing or withheld'
        end as reason,
        complete.document_id
    from summed
    inner join complete on summed.whole_id = complete.document_id
    left join unread on summed.whole_id = unread.whole_id and summed.fund_code = unread.fund_code
)

select
    judged.department_id,
    judged.fiscal_year,
    judged.fund_code,
    judged.function_code,
    departments.department_name,
    judged.amount_yuan,
    judged.units_yuan,
    judged.difference_yuan,
    judged.bound_yuan,
    judged.unit_count,
    {{ state_of('judged.difference_yuan', 'judged.bound_yuan', 'judged.reason') }} as state,
    judged.reason,
    judged.document_id
from judged
inner join {{ ref('dim_department') }} as departments on judged.department_id = departments.department_id
