"""great-expectations suites over the built warehouse: the judges that stand before a release."""
