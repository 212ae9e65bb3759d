"""The raw layer on Spark: the same reader function, one task a bundle of documents."""
