{{ config(materialized='view') }}
{{ judged_again(ref('int_identities__arithmetic_as_printed'), ref('int_identities__arithmetic_mended')) }}
