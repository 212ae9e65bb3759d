{{ config(materialized='view') }}
{{ judged_again(
    [
        'document_id', 'identity_id', 'scope', 'required_bits', 'found_bit', 'operand_side', 'is_net', 'sign',
        'cell_id', 'code', 'half_unit_yuan', 'operand_yuan', 'operand'
    ],
    ref('int_identities__operands_as_printed'),
    ref('int_identities__operands_mended')
) }}
