"""Says which table is which statutory form and which printed string is which statutory cell."""
