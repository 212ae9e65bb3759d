-- The cells that could explain each failed identity, most likely first, with the value that would satisfy it.
with suspects as (
    select * from {{ ref('int_repairs__suspects') }}
),

constraints as (
    select * from {{ ref('int_repairs__constraints') }}
    where is_failing or is_unreadable
),

cells as (
    select
        cell_id,
        case form_no when 0 then 'prose ' when 10 then 'project ' || project_no || ' ' else 'form ' || form_no || ' ' end
        || concat_ws(' ', coalesce(line_key, code), item_name, column_name) as label
    from {{ ref('int_cells__printed') }}
),

named as (
    select
        constraints.document_id,
        constraints.identity_id,
        constraints.scope,
        suspects.suspicion_rank,
        cells.label || ': ' || coalesce(suspects.printed_text, '') || ' → '
        || case
            when suspects.is_determined
                then cast(cast({{ ratio('suspects.lowest_yuan', 'coalesce(suspects.yuan_factor, 1)') }} as decimal(18, 2)) as string)
            else
                cast(cast({{ ratio('suspects.lowest_yuan', 'coalesce(suspects.yuan_factor, 1)') }} as decimal(18, 2)) as string)
                || ' … ' || cast(cast({{ ratio('suspects.highest_yuan', 'coalesce(suspects.yuan_factor, 1)') }} as decimal(18, 2)) as string)
        end as words,
        row_number() over (
            partition by constraints.document_id, constraints.identity_id, constraints.scope
            order by suspects.suspicion_rank
        ) as place
    from constraints
    inner join suspects
        on constraints.document_id = suspects.document_id and constraints.cell_id = suspects.cell_id
    inner join cells on constraints.cell_id = cells.cell_id
),

-- where several faults meet, no single correction satisfies all: name the cells in most failed equations
most_failed as (
    select
        document_id,
        cell_id,
        count(*) as failed_count,
        {{ most_frequent('implied_yuan') }} as implied_yuan
    from constraints
    where is_failing
    group by document_id, cell_id
),

units as (
    select
        cell_id,
        printed_text,
        yuan_factor
    from {{ ref('stg_raw__form_cells') }}
),

fallback as (
    select
        constraints.document_id,
        constraints.identity_id,
        constraints.scope,
        cells.label || ': ' || coalesce(units.printed_text, '') || ' → '
        || cast(cast({{ ratio('most_failed.implied_yuan', 'units.yuan_factor') }} as decimal(18, 2)) as string)
        || ' (stands in ' || most_failed.failed_count || ' failed equations)' as words,
        row_number() over (
            partition by constraints.document_id, constraints.identity_id, constraints.scope
            order by most_failed.failed_count desc, constraints.cell_id asc
        ) as place
    from constraints
    inner join most_failed
        on constraints.document_id = most_failed.document_id and constraints.cell_id = most_failed.cell_id
    inner join cells on constraints.cell_id = cells.cell_id
    inner join units on constraints.cell_id = units.cell_id
    anti join named
        on
            constraints.document_id = named.document_id
            and constraints.identity_id = named.identity_id
            and constraints.scope = named.scope
    where constraints.is_failing and most_failed.failed_count > 1
),

everything as (
    select
        document_id,
        identity_id,
        scope,
        words,
        place
    from named
    union all
    select
        document_id,
        identity_id,
        scope,
        words,
        place
    from fallback
)

select
    document_id,
    identity_id,
    scope,
    {{ listed('words', order_by='place') }} as suspects
from everything
where place <= 3
group by document_id, identity_id, scope
