{{ identity_arithmetic(ref('int_identities__operands_mended'), ref('int_cells__mended')) }}
