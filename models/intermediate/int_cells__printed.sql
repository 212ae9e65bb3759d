{{ stacked(
    [
        'cell_id', 'document_id', 'form_no', 'side', 'row_no', 'column_key', 'line_key', 'code',
        'item_name', 'role', 'column_name', 'column_label', 'nature_code', 'phase_code', 'item_code',
        'project_no', 'kind', 'amount_yuan', 'printed_text', 'row_kind', 'class_code', 'parent_code',
        'fund_code', 'is_fund_only', 'is_leaf', 'half_unit_yuan'
    ],
    [
        ref('int_cells__forms'), ref('int_cells__prose'), ref('int_cells__performance')
    ]
) }}
