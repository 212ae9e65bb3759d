"""What a suite is made of: named expectations, each on one table of the build or the release."""

from dataclasses import dataclass
from typing import Any, ClassVar

import great_expectations.expectations as gxe
from great_expectations.compatibility.pydantic import PrivateAttr
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

MAX_ROWS = 50


class ExpectNoRows(gxe.UnexpectedRowsExpectation):  # type: ignore[misc]  # it has no types
    """UnexpectedRowsExpectation, which asks its query twice, asked once: for the number of rows.

    The first rows themselves are asked for where there are any: see :meth:`with_rows`.
    """

    metric_dependencies: ClassVar[tuple[str, ...]] = ("unexpected_rows_query.row_count",)
    _asked: ExpectationConfiguration | None = PrivateAttr(None)

    @property
    def configuration(self) -> ExpectationConfiguration:
        """What it asks, put together once: great-expectations wants it thirty times."""
        if self._asked is None or self._asked.meta != self.meta:
            self._asked = super().configuration
        return self._asked

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: object = None,
    ) -> dict[str, Any]:
        count = metrics["unexpected_rows_query.row_count"]
        return {"success": count == 0, "result": {"observed_value": count}}

    def with_rows(self) -> gxe.UnexpectedRowsExpectation:
        """The expectation of great-expectations itself, over the first rows.

        It walks the stack for each decimal that it reports: thousands of rows would take it minutes.
        """
        return gxe.UnexpectedRowsExpectation(
            unexpected_rows_query=f"select * from ({self.unexpected_rows_query}) limit {MAX_ROWS}",
            description=self.description,
            meta=self.meta,
        )


@dataclass(frozen=True)
class Check:
    """One expectation with the table it judges; ``table_name`` is schema.table.

    ``among`` is a query of the rows of the table that it is about: they are looked for once, for all
    checks of the same query.
    """

    name: str
    table_name: str
    expectation: gxe.Expectation
    description: str
    among: str | None = None


def no_rows(
    name: str, table_name: str, description: str, query: str, among: str | None = None
) -> Check:
    """A check that a query returns nothing; ``{batch}`` in it is the table, or what ``among`` finds."""
    # great-expectations gives the batch an alias of its own, so that ours needs a derived table
    expectation = ExpectNoRows(
        unexpected_rows_query=query.replace("{batch}", "(select * from {batch})"),
        description=description,
    )
    return Check(name, table_name, expectation, description, among)
