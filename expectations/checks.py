"""What a suite is made of: named expectations, each on one table of the build or the release."""

from dataclasses import dataclass

import great_expectations.expectations as gxe


@dataclass(frozen=True)
class Check:
    """One expectation with the table it judges; ``table_name`` is schema.table."""

    name: str
    table_name: str
    expectation: gxe.Expectation
    description: str


def no_rows(name: str, table_name: str, description: str, query: str) -> Check:
    """A check that a query returns nothing; ``{batch}`` in it is the table."""
    # great-expectations gives the batch an alias of its own, so that ours needs a derived table
    expectation = gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=query.replace("{batch}", "(select * from {batch})"),
        description=description,
    )
    return Check(name, table_name, expectation, description)
