{{ config(tags='corpus') }}
-- Where a department stands among those of its year: ratios, so that large and small ones compare.
with facts as (
    select * from {{ ref('fct_expenditure') }}
    where is_current and fund_code = 'all' and is_leaf
),

three_public as (
    select * from {{ ref('fct_three_public') }}
    where is_current and phase_code = 'actual' and item_code = 'total'
),

basic as (
    select * from {{ ref('fct_basic_expenditure') }}
    where is_current
),

economic as (
    select * from {{ ref('dim_economic') }}
),

departments as (
    select * from {{ ref('dim_department') }}
),

spending as (
    select
        department_id,
        fiscal_year,
        document_id,
        sum(amount_yuan) filter (where nature_code = 'total') as total_yuan,
        sum(amount_yuan) filter (where nature_code = 'project') as project_yuan
    from facts
    group by department_id, fiscal_year, document_id
),

personnel as (
    select
        basic.document_id,
        sum(basic.amount_yuan) filter (where economic.basic_expenditure_side = '人员经费') as personnel_yuan,
        sum(basic.amount_yuan) as basic_yuan
    from basic
    inner join economic on basic.economic_code = economic.economic_code
    where economic.level_no = 1
    group by basic.document_id
),

ratios as (
    select
        spending.department_id,
        spending.fiscal_year,
        spending.document_id,
        'project_share' as ratio_code,
        spending.project_yuan as part_yuan,
        spending.total_yuan as whole_yuan
    from spending
    union all
    select
        spending.department_id,
        spending.fiscal_year,
        spending.document_id,
        'three_public_share' as ratio_code,
        three_public.amount_yuan as part_yuan,
        spending.total_yuan as whole_yuan
    from spending
    inner join three_public on spending.document_id = three_public.document_id
    union all
    select
        spending.department_id,
        spending.fiscal_year,
        spending.document_id,
        'personnel_share_of_basic' as ratio_code,
        personnel.personnel_yuan as part_yuan,
        personnel.basic_yuan as whole_yuan
    from spending
    inner join personnel on spending.document_id = personnel.document_id
),

valued as (
    select
        *,
        {{ quotient('part_yuan * 100', 'whole_yuan') }} as ratio_pct
    from ratios
    where whole_yuan != 0 and part_yuan is not null
),

placed as (
    select
        *,
        count(*) over peers as peer_count,
        rank() over (partition by fiscal_year, ratio_code order by ratio_pct desc) as rank_from_highest,
        row_number() over (partition by fiscal_year, ratio_code order by ratio_pct asc, department_id asc) as place
    from valued
    window peers as (partition by fiscal_year, ratio_code)
),

-- the one in the middle, or the two
middles as (
    select
        fiscal_year,
        ratio_code,
        sum(ratio_pct) as middle_sum,
        count(*) as middle_count
    from placed
    where 2 * place between peer_count and peer_count + 2
    group by fiscal_year, ratio_code
)

select
    placed.department_id,
    placed.fiscal_year,
    placed.ratio_code,
    departments.department_name,
    placed.part_yuan,
    placed.whole_yuan,
    placed.ratio_pct,
    {{ quotient('middles.middle_sum', 'middles.middle_count') }} as peer_median_pct,
    cast(placed.peer_count as integer) as peer_count,
    cast(placed.rank_from_highest as integer) as rank_from_highest,
    placed.document_id
from placed
inner join middles on placed.fiscal_year = middles.fiscal_year and placed.ratio_code = middles.ratio_code
inner join departments on placed.department_id = departments.department_id
