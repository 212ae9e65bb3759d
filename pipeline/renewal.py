"""What a night has to build again: the documents that changed, and those whose figures stand beside theirs.

The build database keeps, in the schema ``built``, what its models were built from: the raw rows of the
documents, the register, the code, the day. A build that finds them renews what differs; one that does
not builds everything. The macros of ``macros/renewal.sql`` do the work.

The schema ``unreleased`` keeps which documents and departments were renewed since which release: what is
not among them is in the build as it is in that release.
"""

from dataclasses import dataclass

import duckdb

from ingest.raw_schema import RAW, REGISTERS
from pipeline.places import Output, bounded, code_fingerprint

SCHEMAS = ("renewal", "renewed", "renewed_raw")  # which documents, their rows, their raw rows
SHARE = 0.5  # more documents to renew than this: everything is built anew

_CHANGED = """
create temp table changed as
select distinct document_id, division_code, department from (
    (from raw.documents except from built.documents)
    union all
    (from built.documents except from raw.documents)
)
"""
# a department is all its documents, under each name that the register gives it
_RENEWED = """
create table renewal.documents as
with recursive sides as (
    select document_id, division_code, department from raw.documents
    union
    select document_id, division_code, department from built.documents
), names(division_code, department) as (
    select division_code, department from changed where department is not null
    union
    select n.division_code, unnest([e.from_department, e.to_department])
    from names as n inner join raw.department_events as e
        on n.department in (e.from_department, e.to_department)
        and (e.division_code is null or e.division_code = n.division_code)
    where e.kind = 'rename'
)
select document_id from changed
union
select b.document_id from sides as b inner join names as n
    on b.department = n.department and b.division_code is not distinct from n.division_code
"""


@dataclass(frozen=True)
class Changes:
    """Ids of the documents and departments that were built again since a release."""

    documents: list[str]
    departments: list[str]


@dataclass(frozen=True)
class Renewal:
    """How many of how many documents are built again; ``whole`` when it is all from nothing."""

    documents: int
    renewed: int
    whole: bool


def prepare(output: Output, as_of: str | None) -> Renewal:
    """Make the build database ready for dbt, for everything or for what changed.

    From here until :func:`remember` the database says that it holds no finished build: what is
    interrupted in between is built from nothing the next time.
    """
    connection = duckdb.connect(str(output.build_database), config=bounded(output))
    try:
        count = _count(connection, "raw.documents")
        connection.begin()
        renewed = _select(connection, as_of) if _is_built(connection) else None
        if renewed is None or renewed > count * SHARE:
            connection.rollback()
            # what says that the build is finished goes first
            for schema in sorted(_schemas(connection) - {"raw"}, key=lambda name: name != "built"):
                connection.execute(f'drop schema "{schema}" cascade')
            return Renewal(count, count, whole=True)
        connection.execute("drop schema built cascade")
        connection.commit()
        return Renewal(count, renewed, whole=False)
    finally:
        connection.close()


def _select(connection: duckdb.DuckDBPyConnection, as_of: str | None) -> int | None:
    """The documents to renew, their departments and their raw rows; None when all need it."""
    [same] = connection.execute(
        "select exists (from built.base where code = ? and as_of is not distinct from ?)",
        [code_fingerprint(), as_of],
    ).fetchall()
    if not same[0] or any(_differ(connection, name) for name in REGISTERS):
        return None
    for schema in SCHEMAS:
        connection.execute(f"drop schema if exists {schema} cascade")
        connection.execute(f"create schema {schema}")
    connection.execute(_CHANGED)
    connection.execute(_RENEWED)
    connection.execute(
        "create table renewal.departments as select distinct department_id "
        "from staging.stg_raw__documents semi join renewal.documents using (document_id)"
    )
    for name in RAW:
        connection.execute(
            f"create table renewed_raw.{name} as "
            f"from raw.{name} semi join renewal.documents using (document_id)"
        )
    for name in REGISTERS:
        connection.execute(f"create view renewed_raw.{name} as from raw.{name}")
    return _count(connection, "renewal.documents")


def remember(output: Output, as_of: str | None) -> None:
    """Note what the models were built from, now that dbt has ended well."""
    connection = duckdb.connect(str(output.build_database), config=bounded(output))
    try:
        connection.begin()
        _add_to_unreleased(connection)
        for schema in ("built", *SCHEMAS):
            connection.execute(f"drop schema if exists {schema} cascade")
        connection.execute("create schema built")
        connection.execute(
            "create table built.base as select ?::varchar as code, ?::varchar as as_of",
            [code_fingerprint(), as_of],
        )
        for name in ("documents", *REGISTERS):
            connection.execute(f"create table built.{name} as from raw.{name}")
        connection.commit()
    finally:
        connection.close()


def _add_to_unreleased(connection: duckdb.DuckDBPyConnection) -> None:
    schemas = _schemas(connection)
    if "unreleased" not in schemas:
        connection.execute("create schema unreleased")
        connection.execute("create table unreleased.base (release_id varchar)")
        connection.execute("create table unreleased.documents (document_id varchar)")
        connection.execute("create table unreleased.departments (department_id varchar)")
    if "renewal" in schemas:
        connection.execute("insert into unreleased.documents from renewal.documents")
        connection.execute(
            "insert into unreleased.departments from renewal.departments union "
            "select department_id from staging.stg_raw__documents "
            "semi join renewal.documents using (document_id)"
        )


def note_release(output: Output, release_id: str) -> None:
    """Note that a release was made from the build as it is now."""
    connection = duckdb.connect(str(output.build_database), config=bounded(output))
    try:
        connection.begin()
        for table in ("base", "documents", "departments"):
            connection.execute(f"delete from unreleased.{table}")
        connection.execute("insert into unreleased.base values (?)", [release_id])
        connection.commit()
    finally:
        connection.close()


def changes_since(output: Output, release_id: str) -> Changes | None:
    """What was built again since that release; None where the build does not go back to it."""
    connection = duckdb.connect(str(output.build_database), read_only=True)
    try:
        if connection.execute("from unreleased.base").fetchall() != [(release_id,)]:
            return None
        documents, departments = (
            [
                name
                for (name,) in connection.execute(
                    f"select distinct {key} from unreleased.{table} where {key} is not null order by all"
                ).fetchall()
            ]
            for key, table in (("document_id", "documents"), ("department_id", "departments"))
        )
        return Changes(documents, departments)
    finally:
        connection.close()


def _is_built(connection: duckdb.DuckDBPyConnection) -> bool:
    return "built" in _schemas(connection)


def _differ(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    [found] = connection.execute(
        f"select exists ((from raw.{name} except all from built.{name}) "
        f"union all (from built.{name} except all from raw.{name}))"
    ).fetchall()
    return bool(found[0])


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    [found] = connection.execute(f"select count(*) from {table}").fetchall()
    return int(found[0])


def _schemas(connection: duckdb.DuckDBPyConnection) -> set[str]:
    return {
        name
        for (name,) in connection.execute(
            "select schema_name from duckdb_schemas() "
            "where database_name = current_database() and not internal"
        ).fetchall()
    }
