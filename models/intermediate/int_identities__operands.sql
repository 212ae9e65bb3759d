{{ config(materialized='view') }}
{{ judged_again(ref('int_identities__operands_as_printed'), ref('int_identities__operands_mended')) }}
