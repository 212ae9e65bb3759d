-- Project codes split or fused over cells, and cut years, of project tables.
with projects as (
    select * from {{ ref('stg_raw__performance_projects') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

code_pieces as (
    select
        document_id,
        project_no,
        printed_project_code,
        split_part(printed_project_code, '⏐', 1) as head,
        split_part(printed_project_code, '⏐', 2) as tail
    from projects
    where printed_project_code like '%⏐%'
),

code_readings as (
    select
        document_id,
        project_no,
        'fused_header' as rule_id,
        tail as candidate,
        true as is_whole
    from code_pieces
    where starts_with(tail, head)
    union all
    select
        document_id,
        project_no,
        'split_code' as rule_id,
        head || tail as candidate,
        false as is_whole
    from code_pieces
    union all
    select
        document_id,
        project_no,
        'seam_digit_repeated' as rule_id,
        left(head, length(head) - 1) || tail as candidate,
        false as is_whole
    from code_pieces
    where right(head, 1) = left(tail, 1)
),

-- codes of one place begin with its division: the folder says it, or the other codes agree on it
prefixes as (
    select
        code_readings.document_id,
        coalesce(max(documents.division_code), {{ most_frequent('left(code_readings.candidate, 6)') }}) as division_code
    from code_readings
    inner join documents on code_readings.document_id = documents.document_id
    group by code_readings.document_id
),

code_verdicts as (
    select
        code_readings.document_id,
        code_readings.project_no,
        max(code_readings.rule_id) filter (where length(code_readings.candidate) = 21) as rule_id,
        max(code_readings.candidate) filter (where length(code_readings.candidate) = 21) as repaired_text,
        {{ listed('code_readings.candidate', order_by='code_readings.candidate') }} as candidates,
        count(distinct code_readings.candidate) filter (where length(code_readings.candidate) = 21) as fitting,
        bool_or(
            length(code_readings.candidate) = 21
            and (starts_with(code_readings.candidate, prefixes.division_code) or code_readings.is_whole)
        ) as fits_prefix
    from code_readings
    inner join prefixes on code_readings.document_id = prefixes.document_id
    group by code_readings.document_id, code_readings.project_no
),

codes as (
    select
        projects.document_id,
        projects.project_no,
        'project_code' as column_key,
        code_verdicts.rule_id,
        case when code_verdicts.fitting = 1 and code_verdicts.fits_prefix then 'applied' else 'proposed' end as outcome,
        projects.printed_project_code as printed_text,
        code_verdicts.repaired_text,
        code_verdicts.candidates,
        {% call present() %}
                'P-CODE-LEN: 21 digits',
                case when code_verdicts.fits_prefix then 'it begins with the division, or the fragment begins it' end
        {% endcall %} as witnesses
    from code_verdicts
    inner join projects
        on code_verdicts.document_id = projects.document_id and code_verdicts.project_no = projects.project_no
    where code_verdicts.fitting >= 1
),

years as (
    select
        projects.document_id,
        projects.project_no,
        'fiscal_year' as column_key,
        'truncated_cell' as rule_id,
        'applied' as outcome,
        projects.printed_fiscal_year as printed_text,
        cast(documents.fiscal_year as string) as repaired_text,
        {{ list_of('cast(documents.fiscal_year as string)') }} as candidates,
        {{ list_of("'the fiscal year of the document', 'it begins with the printed digits'") }} as witnesses
    from projects
    inner join documents on projects.document_id = documents.document_id
    where
        length(projects.printed_fiscal_year) between 2 and 3
        and starts_with(cast(documents.fiscal_year as string), projects.printed_fiscal_year)
),

repairs as (
    select * from codes
    union all
    select * from years
)

select
    concat_ws('/', document_id, 'P' || project_no, 'header', column_key) as cell_id,
    document_id,
    10 as form_no,
    project_no,
    column_key,
    rule_id,
    outcome,
    printed_text,
    repaired_text,
    cast(null as decimal(20, 2)) as repaired_value,
    candidates,
    witnesses
from repairs
