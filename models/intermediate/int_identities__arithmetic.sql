{{ config(materialized='view') }}
{{ judged_again(
    [
        'document_id', 'identity_id', 'scope', 'printed_yuan', 'computed_yuan', 'difference_yuan',
        'bound_yuan', 'reason', 'relation', 'nonzero_bound_yuan', 'printed_nonzero',
        'computed_nonzero', 'unusable_count', 'is_same_number', 'same_number_bound_yuan', 'state',
        'severity'
    ],
    ref('int_identities__arithmetic_as_printed'),
    ref('int_identities__arithmetic_mended')
) }}
