"""How fast the warehouse is, part by part, each beside a named baseline measured in the same run."""
