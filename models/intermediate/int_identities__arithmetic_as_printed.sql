{{ identity_arithmetic(ref('int_identities__operands_as_printed'), ref('int_cells__printed')) }}
