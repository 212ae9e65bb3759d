{{ identity_operands(ref('int_cells__mended')) }}
