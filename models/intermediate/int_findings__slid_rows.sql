-- Figures that stand beside other codes than their own: in three or more rows of a withheld form they are, column by
-- column, those that another form prints for the codes so many rows further down, or up. Of form 6 only that they do.
with withheld as (
    select
        document_id,
        block_no as form_no
    from {{ ref('int_blocks__quarantined') }}
    where block_kind = 'form' and causes = 'identity'
),

-- few documents have a withheld form: no other is looked at
cells as (
    select * from {{ ref('int_cells__repaired') }} as cells
    semi join withheld on cells.document_id = withheld.document_id
),

figures as (
    select
        document_id,
        form_no,
        row_no,
        code,
        min(cell_id) as cell_id,
        max(item_name) as item_name,
        coalesce(max(amount_yuan) filter (where column_key = 'total'), 0) as total_yuan,
        coalesce(max(amount_yuan) filter (where column_key = 'basic'), 0) as basic_yuan,
        coalesce(max(amount_yuan) filter (where column_key = 'project'), 0) as project_yuan
    from cells
    where form_no in (2, 3, 5, 7, 8) and code is not null and row_kind != 'total'
    group by document_id, form_no, row_no, code
),

-- expenditure by code is printed for all funds and by fund; what is spent of a code is mostly received for it
compared_with as (
    select *
    from (
        values
        (2, 3), (3, 5), (5, 3), (7, 3), (8, 3)
    ) as pairs (form_no, other_form_no)
),

slid as (
    select
        figures.*,
        compared_with.other_form_no
    from figures
    inner join withheld on figures.document_id = withheld.document_id and figures.form_no = withheld.form_no
    inner join compared_with on figures.form_no = compared_with.form_no
    where figures.total_yuan != 0
),

-- the codes of the same form whose figures the other form prints
printed_for as (
    select
        slid.document_id,
        slid.form_no,
        slid.row_no,
        slid.code,
        slid.cell_id,
        slid.item_name,
        owners.code as owner_code,
        owners.item_name as owner_name,
        owners.row_no - slid.row_no as rows_down
    from slid
    inner join figures as others
        on
            slid.document_id = others.document_id
            and slid.other_form_no = others.form_no
            and slid.total_yuan = others.total_yuan
    inner join figures as owners
        on
            slid.document_id = owners.document_id
            and slid.form_no = owners.form_no
            and others.code = owners.code
    left join figures as own
        on
            slid.document_id = own.document_id
            and slid.other_form_no = own.form_no
            and slid.code = own.code
    where
        (slid.form_no = 2 or (slid.basic_yuan = others.basic_yuan and slid.project_yuan = others.project_yuan))
        and slid.total_yuan is distinct from own.total_yuan
),

runs as (
    select
        *,
        row_no - row_number() over (partition by document_id, form_no, rows_down order by row_no) as run_no
    from printed_for
),

counted as (
    select
        *,
        count(*) over (partition by document_id, form_no, rows_down, run_no) as row_count
    from runs
),

-- a figure that several codes have is taken for that of the longest run
ranked as (
    select
        *,
        row_number() over (
            partition by document_id, form_no, row_no
            order by row_count desc, abs(rows_down) asc, rows_down asc
        ) as place
    from counted
),

longest as (
    select * from ranked
    where place = 1
),

whole_runs as (
    select
        document_id,
        form_no,
        rows_down,
        cast(count(*) as integer) as row_count,
        min_by(cell_id, row_no) as cell_id,
        min_by(code, row_no) as first_code,
        min_by(item_name, row_no) as first_name,
        max_by(code, row_no) as last_code,
        min_by(owner_code, row_no) as owner_code,
        min_by(owner_name, row_no) as owner_name
    from longest
    group by document_id, form_no, rows_down, run_no
    having count(*) >= 3
),

between_forms as (
    select
        document_id,
        form_no,
        cell_id,
        first_code,
        last_code,
        owner_code,
        row_count,
        cast(rows_down as integer) as rows_down,
        'form ' || form_no || ', ' || first_code || ' to ' || last_code || ' (' || row_count
        || ' rows): the figures are those of the codes ' || abs(rows_down) || ' rows further '
        || case when rows_down > 0 then 'down' else 'up' end || ' (' || first_code || ' ' || first_name
        || ' has those of ' || owner_code || ' ' || owner_name || ')' as message,
        '表' || form_no || ' ' || first_code || ' 至 ' || last_code || '（' || row_count || ' 行）印的是'
        || case when rows_down > 0 then '下' else '上' end || '方第 ' || abs(rows_down) || ' 行科目的数：'
        || first_code || ' ' || first_name || ' 一行是 ' || owner_code || ' ' || owner_name || ' 的数' as message_zh
    from whole_runs
),

-- in form 6 no other form says so; but the total of a section may stand once more, at its last item
items as (
    select
        document_id,
        cell_id,
        code,
        parent_code,
        item_name,
        amount_yuan,
        half_unit_yuan,
        row_number() over (partition by document_id, parent_code order by row_no desc) as place_from_last,
        sum(amount_yuan) over (partition by document_id, parent_code) as items_yuan,
        count(*) over (partition by document_id, parent_code) as item_count,
        min(code) over (partition by document_id, parent_code) as first_code
    from cells
    where form_no = 6 and parent_code is not null and amount_yuan != 0
),

sections as (
    select
        document_id,
        code,
        item_name,
        amount_yuan
    from cells
    where form_no = 6 and parent_code is null and code is not null and amount_yuan > 0
),

within_form_6 as (
    select
        items.document_id,
        6 as form_no,
        items.cell_id,
        items.first_code,
        items.code as last_code,
        items.parent_code as owner_code,
        cast(items.item_count as integer) as row_count,
        cast(null as integer) as rows_down,
        'form 6: the total of ' || sections.code || ' ' || sections.item_name || ' stands at its last item too, '
        || items.code || ' ' || items.item_name || ', and the items before it add up to it: they may stand beside other codes than their own'
            as message,
        '表6 ' || sections.code || ' ' || sections.item_name || ' 的合计又印在其末项 ' || items.code || ' ' || items.item_name
        || ' 一行，而前面各项之和已等于合计：各项可能错行' as message_zh
    from items
    inner join withheld on items.document_id = withheld.document_id and withheld.form_no = 6
    inner join sections on items.document_id = sections.document_id and items.parent_code = sections.code
    where
        items.place_from_last = 1
        and items.item_count > 2
        and items.amount_yuan = sections.amount_yuan
        and abs(items.items_yuan - 2 * sections.amount_yuan) <= items.item_count * items.half_unit_yuan
)

{{ stacked(
    [
        'document_id', 'form_no', 'cell_id', 'first_code', 'last_code', 'owner_code', 'row_count', 'rows_down',
        'message', 'message_zh'
    ],
    [
        'between_forms', 'within_form_6'
    ]
) }}
