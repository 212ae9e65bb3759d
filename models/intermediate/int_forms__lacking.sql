-- Forms that a document lacks: what they would print is not known. One that is said to be empty prints nothing, unless
-- form 4 has spending of its fund.
with forms as (
    select * from {{ ref('stg_raw__forms') }}
),

spent_of_funds as (
    select
        document_id,
        case column_key when 'government_fund' then 7 else 8 end as form_no,
        max(abs(amount_yuan)) as amount_yuan
    from {{ ref('int_cells__printed') }}
    where form_no = 4 and line_key = 'L59' and column_key in ('government_fund', 'state_capital')
    group by document_id, column_key
)

select
    forms.document_id,
    forms.form_no
from forms
left join spent_of_funds on forms.document_id = spent_of_funds.document_id and forms.form_no = spent_of_funds.form_no
where
    forms.status != 'loaded'
    and (forms.status != 'empty' or forms.form_no not in (7, 8, 9) or spent_of_funds.amount_yuan != 0)
