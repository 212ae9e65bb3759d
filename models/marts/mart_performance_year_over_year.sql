-- A whole department is evaluated beside its projects: what it spends holds theirs, so it is never added to them.
{% set of_projects = "filter (where evaluated = 'project')" %}
{% set of_departments = "filter (where evaluated = 'department')" %}
with projects as (
    select * from {{ ref('fct_performance_project') }}
    where is_current
),

departments as (
    select * from {{ ref('dim_department') }}
),

by_department as (
    select
        department_id,
        fiscal_year,
        document_id,
        cast(count(*) {{ of_projects }} as integer) as project_count,
        cast(count(total_score) {{ of_projects }} as integer) as scored_project_count,
        case
            when count(total_score) {{ of_projects }} > 0
                then {{ quotient('sum(total_score) ' ~ of_projects, 'count(total_score) ' ~ of_projects, 'decimal(9, 2)') }}
        end as mean_score,
        cast(count(executed_yuan) {{ of_projects }} as integer) as executed_project_count,
        sum(full_year_budget_yuan) filter (where evaluated = 'project' and executed_yuan is not null) as full_year_budget_yuan,
        sum(executed_yuan) filter (where evaluated = 'project' and full_year_budget_yuan is not null) as executed_yuan,
        -- one of several may be that of a unit
        case when count(*) {{ of_departments }} = 1 then max(total_score) {{ of_departments }} end as whole_department_score
    from projects
    group by department_id, fiscal_year, document_id
),

reorganised as (
    select * from {{ ref('int_years__reorganised') }}
),

compared as (
    select
        by_department.department_id,
        by_department.fiscal_year,
        departments.department_name,
        by_department.project_count,
        by_department.scored_project_count,
        by_department.mean_score,
        by_department.executed_project_count,
        by_department.full_year_budget_yuan,
        by_department.executed_yuan,
        {{ percent_of('by_department.executed_yuan', 'by_department.full_year_budget_yuan') }} as execution_pct,
        before.mean_score as prior_mean_score,
        by_department.mean_score - before.mean_score as mean_score_change,
        by_department.whole_department_score,
        before.whole_department_score as prior_whole_department_score,
        by_department.whole_department_score - before.whole_department_score as whole_department_score_change,
        before.executed_yuan as prior_year_yuan,
        {{ growth_pct('by_department.executed_yuan', 'before.executed_yuan', 'reorganised.reorganised_by') }} as change_pct,
        case when before.executed_yuan is not null then 'disclosed' end as prior_basis,
        {{
            comparability(
                'by_department.executed_yuan', 'before.executed_yuan', "'disclosed'", 'reorganised.reorganised_by'
            )
        }} as comparability,
        reorganised.reorganised_by as comparability_reason,
        by_department.document_id
    from by_department
    inner join departments on by_department.department_id = departments.department_id
    left join by_department as before
        on
            by_department.department_id = before.department_id
            and by_department.fiscal_year = before.fiscal_year + 1
    left join reorganised
        on
            by_department.department_id = reorganised.department_id
            and by_department.fiscal_year = reorganised.fiscal_year
)

select * from compared
