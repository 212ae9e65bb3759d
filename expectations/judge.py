"""Runs every suite natively in SQL and writes one record an expectation as JSON.

Usage: echo go | python -m expectations.judge BUILD.duckdb RELEASE.duckdb RESULTS.json

Importing great-expectations takes seconds: a build starts this while dbt works, and it waits for a line
on its input before it looks at anything. Without one (who started it has ended) it ends as well.

An exception inside an expectation is an error of the build, not of the data: it is raised.
"""

import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple

import great_expectations as gx
import great_expectations.expectations as gxe
from great_expectations.core.batch_definition import BatchDefinition
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.validator.v1_validator import Validator

from expectations import completeness, contract, families, identities
from expectations.checks import MAX_ROWS, Check, ExpectNoRows
from expectations.dialect import register, url

Suite = ModuleType | SimpleNamespace
ON_BUILD: tuple[Suite, ...] = (identities, completeness, *families.suites())
ON_RELEASE: tuple[Suite, ...] = (contract,)


class Member(NamedTuple):
    """An expectation and the suite that it belongs to."""

    suite: str
    check: Check

    @property
    def name(self) -> str:
        """Its name among all suites."""
        return f"{self.suite}.{self.check.name}"


class ExpectationRaised(Exception):
    """An expectation could not be evaluated; carries its name and the message."""

    def __init__(self, suite: str, name: str, message: str) -> None:
        super().__init__(f"{suite}.{name}: {message}")
        self.suite = suite
        self.name = name


def judge(database: Path, suites: tuple[Suite, ...]) -> list[dict[str, object]]:
    """Evaluate the suites against a DuckDB file; raises ExpectationRaised.

    Great-expectations is asked once a table, or once for the rows of it that checks are about, whatever the
    suite: each time costs it tens of milliseconds. Nothing is stored in its context: storing costs as much.
    """
    register()
    tables = SQLDatasource(name="tables", connection_string=url(database))
    # this one makes a temporary table of every batch
    found = SQLDatasource(name="found", connection_string=url(database), create_temp_table=True)
    by_batch: dict[tuple[str, str | None], list[Member]] = {}
    for module in suites:
        for check in module.checks():
            key = (check.table_name, check.among)
            by_batch.setdefault(key, []).append(Member(module.SUITE, check))
    batches = [
        (_whole(tables, table_name) if among is None else _found_rows(found, among), members)
        for (table_name, among), members in by_batch.items()
    ]
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    context.data_sources.add_sql(tables)
    context.data_sources.add_sql(found)
    records = []
    for batch, members in batches:
        records += _run(batch, members)
    for source in (tables, found):
        source.get_engine().dispose()
    return records


def _whole(source: SQLDatasource, table_name: str) -> BatchDefinition[Any]:
    schema, table = table_name.split(".")
    asset = source.add_table_asset(table_name, table_name=table, schema_name=schema)
    return asset.add_batch_definition_whole_table("all")


def _found_rows(source: SQLDatasource, among: str) -> BatchDefinition[Any]:
    asset = source.add_query_asset(f"rows {len(source.assets) + 1}", query=among)
    return asset.add_batch_definition_whole_table("all")


def _run(batch: BatchDefinition[Any], members: list[Member]) -> list[dict[str, object]]:
    about = batch.data_asset.name
    validator = Validator(batch, result_format={"result_format": "COMPLETE"})
    by_name = {member.name: member for member in members}
    for member in members:
        member.check.expectation.meta = {"name": member.name}
    asked = [member.check.expectation for member in members]
    found = _validate(validator, asked)
    if found.keys() != by_name.keys():
        raise ExpectationRaised("audit", about, "not every expectation gave a result")
    unmet = [by_name[name].check.expectation for name, each in found.items() if not each.success]
    with_rows = [each.with_rows() for each in unmet if isinstance(each, ExpectNoRows)]
    rows = _validate(validator, with_rows) if with_rows else {}
    return [_record(by_name[name], result, rows.get(name)) for name, result in found.items()]


def _validate(
    validator: Validator, expectations: list[gxe.Expectation]
) -> dict[str, ExpectationValidationResult]:
    """The results by the names of their expectations."""
    suite = gx.ExpectationSuite(name="asked", expectations=expectations)
    results = validator.validate_expectation_suite(suite).results
    return {_name(result): result for result in results}


def _name(result: ExpectationValidationResult) -> str:
    config = result.expectation_config
    assert config is not None and config.meta is not None
    return str(config.meta["name"])


def _record(
    member: Member,
    result: ExpectationValidationResult,
    with_rows: ExpectationValidationResult | None,
) -> dict[str, object]:
    """What is stored of an expectation; ``with_rows`` is the result that has its first rows, if it is not met."""
    found = _details(member, result)
    shown = _details(member, with_rows) if with_rows else found
    rows = (shown.get("details") or {}).get("unexpected_rows") or shown.get("unexpected_list") or []
    count = len(rows)
    if isinstance(found.get("observed_value"), int):
        count = max(count, int(found["observed_value"]))
    return {
        "suite_name": member.suite,
        "expectation_name": member.check.name,
        "table_name": member.check.table_name,
        "is_success": bool(result.success),
        "description": member.check.description,
        "observed_text": str(found.get("observed_value", "")),
        "unexpected_count": 0 if result.success else count,
        "unexpected_rows": json.dumps(rows[:MAX_ROWS], ensure_ascii=False, default=str),
    }


def _details(member: Member, result: ExpectationValidationResult) -> dict[str, Any]:
    """The result as a dictionary; raises ExpectationRaised where there is none."""
    raised = result.exception_info or {}
    details = [raised] if "raised_exception" in raised else list(raised.values())
    for detail in details:
        if isinstance(detail, dict) and detail.get("raised_exception"):
            message = str(detail.get("exception_message"))
            raise ExpectationRaised(member.suite, member.check.name, message)
    return dict(result.result or {})


def main() -> None:
    """Judge the build and the staged release."""
    build, release, results = (Path(argument) for argument in sys.argv[1:4])
    if not sys.stdin.readline():
        return
    records = judge(build, ON_BUILD) + judge(release, ON_RELEASE)
    results.write_text(json.dumps(records, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
