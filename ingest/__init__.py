"""Reads final-accounts disclosures: documents in, printed strings with their provenance out."""
