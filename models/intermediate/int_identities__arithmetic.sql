{{ identity_arithmetic(ref('int_identities__operands'), ref('int_cells__repaired')) }}
