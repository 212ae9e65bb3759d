"""Synthetic disclosures: a true ledger, printed in many layouts and formats, damaged on request."""
