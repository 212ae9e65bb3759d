"""The marts as CSV and parquet, and as a Fiscal Data Package (datapackage.json beside the CSV files)."""

import json
from pathlib import Path
from typing import Any

import duckdb

from pipeline.exports.marts import Column, Mart, csv_query, marts
from pipeline.places import sha256
from pipeline.summary import quoted

# column -> type of the budget taxonomy of the Fiscal Data Package 1.0rc1
COLUMN_TYPES = {
    "amount_yuan": "value",
    "actual_yuan": "value",
    "fiscal_year": "date:fiscal-year",
    "department_id": "administrative-classification:generic:code",
    "department_name": "administrative-classification:generic:label",
    "function_code": "functional-classification:generic:code",
    "function_name": "functional-classification:generic:label",
    "fund_code": "fin-source:generic:code",
    "source_code": "fin-source:generic:code",
    "source_name": "fin-source:generic:label",
    "nature_code": "expenditure-type:code",
}
TAXONOMY = "https://specs.frictionlessdata.io/taxonomies/fiscal/budgets.json"


def write_csv(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Path]:
    """Every mart as CSV (UTF-8, header, RFC 4180); text that looks like a formula is disarmed."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for mart in marts(connection):
        path = folder / f"{mart.name}.csv"
        _copy(connection, csv_query(mart), path, "format csv, header")
        written.append(path)
    return written


def write_parquet(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Path]:
    """Every mart as parquet: exact decimals, text as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for mart in marts(connection):
        path = folder / f"{mart.name}.parquet"
        query = f"select * from marts.{mart.name} order by all"
        _copy(connection, query, path, "format parquet, compression zstd")
        written.append(path)
    return written


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path, options: str) -> None:
    connection.execute(f"copy ({query}) to {quoted(path)} ({options})")


def write_package(
    connection: duckdb.DuckDBPyConnection, folder: Path, release: dict[str, Any]
) -> list[Path]:
    """The CSV files with a ``datapackage.json`` that says of each column what it is."""
    paths = write_csv(connection, folder)
    described = {mart.name: mart for mart in marts(connection)}
    package = {
        "name": "juesuan",
        "title": "Departmental final accounts of China 部门决算公开",
        "description": "Marts of a juesuan release. Amounts are in yuan. Text that a spreadsheet "
        "would take for a formula begins with an apostrophe.",
        # the profile fiscal-data-package makes validators fetch its schema from the network
        "profile": "tabular-data-package",
        "created": release["created_at"],
        "version": release["release"],
        "countryCode": "CN",
        "columnTypes": [TAXONOMY],
        "resources": [_resource(path, described[path.stem]) for path in paths],
    }
    target = folder / "datapackage.json"
    target.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [*paths, target]


def _resource(path: Path, mart: Mart) -> dict[str, Any]:
    return {
        "name": mart.name,
        "path": path.name,
        "profile": "tabular-data-resource",
        "description": mart.comment,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256(path)}",
        "schema": {"fields": [_field(column) for column in mart.columns], "missingValues": [""]},
    }


def _field(column: Column) -> dict[str, str]:
    kinds = {"VARCHAR": "string", "BOOLEAN": "boolean", "DATE": "date", "DOUBLE": "number"}
    kind = kinds.get(column.data_type)
    if kind is None:
        kind = "number" if column.data_type.startswith("DECIMAL") else "integer"
    field = {"name": column.name, "type": kind, "description": column.comment}
    if column.name in COLUMN_TYPES:
        field["columnType"] = COLUMN_TYPES[column.name]
    return field
