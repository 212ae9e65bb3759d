-- A term that names what the statutory lists lack can never be evaluated, nor one that needs more than its bits say.
with terms as (
    select * from {{ ref('identity_terms') }}
),

term_lines as (
    select
        identity_id,
        form_no,
        unnest(string_split(line_keys, ';')) as line_key
    from terms
    where line_keys is not null and form_no between 1 and 9
),

term_measures as (
    select
        identity_id,
        unnest(string_split(line_keys, ';')) as measure_key
    from terms
    where form_no = 0 and line_keys != '*'
),

term_columns as (
    select
        identity_id,
        form_no,
        unnest(string_split(column_keys, ';')) as column_key
    from terms
    where column_keys is not null and column_keys not like '%*' and form_no between 1 and 9
)

select
    term_lines.identity_id,
    'line' as what,
    term_lines.line_key as unknown
from term_lines
left join {{ ref('statutory_lines') }} as lines
    on term_lines.form_no = lines.form_no and term_lines.line_key = lines.line_key
where lines.line_key is null
union all
select
    term_columns.identity_id,
    'column' as what,
    term_columns.column_key as unknown
from term_columns
left join {{ ref('statutory_columns') }} as columns
    on term_columns.form_no = columns.form_no and term_columns.column_key = columns.column_key
where columns.column_key is null
union all
select
    terms.identity_id,
    'identity' as what,
    terms.identity_id as unknown
from terms
left join {{ ref('identities') }} as identities on terms.identity_id = identities.identity_id
where identities.identity_id is null
union all
select
    term_measures.identity_id,
    'measure' as what,
    term_measures.measure_key as unknown
from term_measures
left join {{ ref('measures') }} as measures on term_measures.measure_key = measures.measure_key
where measures.measure_key is null
union all
-- what a scope needs is one number, exact up to 2^53
select
    identity_id,
    'operands that it needs' as what,
    cast(max(first_bit + required_operands) as varchar) as unknown
from {{ ref('int_identities__terms') }}
group by identity_id
having max(first_bit + required_operands) > 53
