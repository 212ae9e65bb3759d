{{ config(materialized='view') }}
{{ judged_again(
    [
        'document_id', 'identity_id', 'term_no', 'operand_side', 'when_absent', 'is_net', 'sign', 'cell_id',
        'form_no', 'code', 'half_unit_yuan', 'scope', 'operand_yuan', 'operand'
    ],
    ref('int_identities__operands_as_printed'),
    ref('int_identities__operands_mended')
) }}
