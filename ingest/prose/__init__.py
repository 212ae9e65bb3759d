"""Turns the explanatory part into statements: which measure, which figure, against which base."""
