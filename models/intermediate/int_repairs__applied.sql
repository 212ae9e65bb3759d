-- Every repair, applied or only proposed, of every kind.
{{ stacked(
    [
        'cell_id', 'document_id', 'form_no', 'rule_id', 'outcome', 'printed_text', 'repaired_text',
        'repaired_value', 'candidates', 'witnesses'
    ],
    [
        ref('int_repairs__solved'), ref('int_repairs__pieced'), ref('int_repairs__fused'),
        ref('int_repairs__headers'), ref('int_repairs__thousands')
    ]
) }}
