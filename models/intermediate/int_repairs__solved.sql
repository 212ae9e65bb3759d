-- Repairs of form cells that the equations determine: applied with two witnesses, else proposed.
with suspects as (
    select * from {{ ref('int_repairs__suspects') }}
    where form_no between 1 and 9 and is_best
),

compared as (
    select
        *,
        lowest_yuan as repaired_value,
        {{ replaced("coalesce(printed_text, '')", "'[^0-9]'", "''") }} as printed_digits,
        cast(cast(round({{ ratio('abs(lowest_yuan) * 100', 'yuan_factor') }}) as bigint) as string) as repaired_digits,
        cast(cast(round({{ ratio('abs(printed_yuan) * 100', 'yuan_factor') }}) as bigint) as string) as amount_digits
    from suspects
),

-- a repair must look like a fault of extraction, else the source itself may be wrong
classified as (
    select
        *,
        case
            when kind = 'truncated'
                then
                    case
                        when starts_with(repaired_digits, printed_digits) then 'truncated_cell'
                        else 'unlike'
                    end
            -- a word in the place of a figure is no misread figure
            when kind = 'noise' and regexp_matches(printed_text, '[一-龥]') then 'unlike'
            when kind in ('unreadable', 'noise')
                then
                    case
                        when damerau_levenshtein(repaired_digits, printed_digits) <= 2 then 'unreadable_cell'
                        else 'unlike'
                    end
            when kind in ('blank', 'dash') or printed_yuan = 0 then 'lost_cell'
            when -printed_yuan = repaired_value then 'lost_sign'
            when
                trim(trailing '0' from repaired_digits) = trim(trailing '0' from amount_digits)
                then 'shifted_point'
            when
                starts_with(repaired_digits, trim(trailing '0' from printed_digits))
                and length(trim(trailing '0' from printed_digits)) < length(repaired_digits)
                and printed_digits != repaired_digits
                then 'cut_decimals'
            when damerau_levenshtein(repaired_digits, amount_digits) <= 2 then 'misread_digit'
            else 'unlike'
        end as rule_id
    from compared
),

decided as (
    select
        document_id,
        cell_id,
        form_no,
        rule_id,
        printed_text,
        printed_yuan,
        cast(cast({{ ratio('repaired_value', 'yuan_factor') }} as decimal(20, 2)) as string) as repaired_text,
        repaired_value,
        {{ list_of('cast(lowest_yuan as string), cast(highest_yuan as string)') }} as candidates,
        witnesses,
        case
            when not is_determined then 'proposed'
            when not is_only then 'proposed'
            when rule_id = 'unlike' then 'proposed'
            when witness_count < 2 then 'proposed'
            else 'applied'
        end as outcome
    from classified
)

-- a figure that would change its sign is no proposal, but where the sign alone was lost
select
    document_id,
    cell_id,
    form_no,
    rule_id,
    printed_text,
    repaired_text,
    repaired_value,
    candidates,
    witnesses,
    outcome
from decided
where outcome = 'applied' or rule_id = 'lost_sign' or repaired_value >= 0 or printed_yuan < 0
