"""What has to be built: at first everything, later the documents that changed and those of their families.

The build database keeps, in the schema ``built``, what its models were built from: the raw rows of the
documents, the register, the code, the day. A build that finds them renews what differs; one that does
not builds everything, in rounds of some thousand documents, so that memory does not grow with their
number. The macros of ``macros/renewal.sql`` do the work.

The schema ``unreleased`` keeps which documents and departments were renewed since which release: what is
not among them is in the build as it is in that release.
"""

from dataclasses import dataclass

import duckdb

from ingest.raw_schema import RAW, REGISTERS
from pipeline.places import Output, bounded, code_fingerprint, frugal

SCHEMAS = ("renewal", "renewed", "renewed_raw")  # which documents, their rows, their raw rows
ROUND = 5000  # documents that dbt builds at once
SHARE = 0.5  # more documents to renew than this: everything is built anew

# what is computed together: the documents of a department, under each name that the register gives it, and those
# of the units that it names as its own
_FAMILIES = """
with recursive renames as (
    select division_code, from_department as one, to_department as other
    from raw.department_events where kind = 'rename'
), held as (
    select d.division_code, d.department as one, u.unit_name as other
    from {documents} as d inner join {units} as u on d.document_id = u.document_id
    union all
    select d.division_code, d.department, o.department
    from {documents} as d inner join {documents} as o on d.department || '（本级）' = o.department
        and d.division_code is not distinct from o.division_code
), related as (
    select distinct division_code, unnest([one, other]) as one, unnest([other, one]) as other
    from (from renames union all from held)
), reached(division_code, department, other) as (
    select distinct division_code, department, department from {documents} where department is not null
    union
    select r.division_code, r.department, e.other
    from reached as r inner join related as e
        on r.other = e.one and (e.division_code is null or e.division_code = r.division_code)
), families as (
    select division_code, department, min(other) as family from reached group by all
)
select d.document_id, coalesce(concat_ws('|', f.division_code, f.family), d.document_id) as family
from {documents} as d left join families as f
    on d.department = f.department and d.division_code is not distinct from f.division_code
"""
_CHANGED = """
create table renewal.documents as
with documents as (
    select document_id, division_code, department from raw.documents
    union
    select document_id, division_code, department from built.documents
), units as (
    select document_id, unit_name from raw.units
    union
    select document_id, unit_name from built.units
), families as ({families}), changed as (
    (from raw.documents except from built.documents)
    union all
    (from built.documents except from raw.documents)
)
select distinct document_id from families
where family in (select family from families semi join changed using (document_id))
"""
_ROUNDS = """
create table renewal.rounds as
with families as ({families}), counted as (
    select family, sum(count(*)) over (order by family) - count(*) as before from families group by family
)
select document_id, cast(before // {size} as integer) as round_no
from families inner join counted using (family)
"""


@dataclass(frozen=True)
class Changes:
    """Ids of the documents and departments that were built again since a release."""

    documents: list[str]
    departments: list[str]

    def of(self, key: str) -> list[str]:
        """Those that the column ``key`` of a table holds."""
        return {"document_id": self.documents, "department_id": self.departments}[key]


@dataclass(frozen=True)
class Renewal:
    """How many of how many documents are built again, and in how many rounds.

    ``whole`` when it is all from nothing.
    """

    documents: int
    renewed: int
    rounds: int
    whole: bool


def rows_among(table: str, key: str, keys: str) -> str:
    """SQL: the rows of a table whose ``key`` is among ``keys`` (a query of one column named so).

    By number of row: DuckDB then reads the key of every row, and the rest of these rows alone.
    """
    return f"from {table} where rowid in (select rowid from {table} where {key} in ({keys}))"


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
        if renewed is not None and renewed <= min(count * SHARE, ROUND):
            connection.execute("drop schema built cascade")
            connection.commit()
            return Renewal(count, renewed, 1, whole=False)
        connection.rollback()
        # what says that the build is finished goes first
        for schema in sorted(_schemas(connection) - {"raw"}, key=lambda name: name != "built"):
            connection.execute(f'drop schema "{schema}" cascade')
        if count <= ROUND:
            return Renewal(count, count, 1, whole=True)
        connection.execute("create schema renewal")
        families = _FAMILIES.format(documents="raw.documents", units="raw.units")
        connection.execute(_ROUNDS.format(families=families, size=ROUND))
        return Renewal(
            count, count, _count(connection, "renewal.rounds", "max(round_no) + 1"), True
        )
    finally:
        connection.close()


def take_round(output: Output, number: int) -> None:
    """Make the documents of a round those that the models are computed over."""
    connection = duckdb.connect(str(output.build_database), config=bounded(output))
    try:
        connection.begin()
        connection.execute(
            "create or replace table renewal.documents as "
            f"select document_id from renewal.rounds where round_no = {number:d}"
        )
        connection.execute("create or replace table renewal.departments (department_id varchar)")
        _take_raw(connection)
        connection.commit()
    finally:
        connection.close()


def _select(connection: duckdb.DuckDBPyConnection, as_of: str | None) -> int | None:
    """How many documents to renew, with their departments and raw rows at hand; None: all need it."""
    [same] = connection.execute(
        "select exists (from built.base where code = ? and as_of is not distinct from ?)",
        [code_fingerprint(), as_of],
    ).fetchall()
    if not same[0] or any(_differ(connection, name) for name in REGISTERS):
        return None
    connection.execute("drop schema if exists renewal cascade")
    connection.execute("create schema renewal")
    families = _FAMILIES.format(documents="documents", units="units")
    connection.execute(_CHANGED.format(families=families))
    connection.execute(
        "create table renewal.departments as select distinct department_id "
        "from staging.stg_raw__documents semi join renewal.documents using (document_id)"
    )
    _take_raw(connection)
    return _count(connection, "renewal.documents")


def _take_raw(connection: duckdb.DuckDBPyConnection) -> None:
    for schema in ("renewed", "renewed_raw"):
        connection.execute(f"drop schema if exists {schema} cascade")
        connection.execute(f"create schema {schema}")
    for name in RAW:
        connection.execute(
            f"create table renewed_raw.{name} as "
            + rows_among(f"raw.{name}", "document_id", "select document_id from renewal.documents")
        )
    for name in REGISTERS:
        connection.execute(f"create view renewed_raw.{name} as from raw.{name}")


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
        for name in ("documents", "units", *REGISTERS):
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
    elif "renewal" in schemas:
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
    connection = duckdb.connect(str(output.build_database), read_only=True, config=frugal())
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


def _count(connection: duckdb.DuckDBPyConnection, table: str, what: str = "count(*)") -> int:
    [found] = connection.execute(f"select {what} from {table}").fetchall()
    return int(found[0])


def _schemas(connection: duckdb.DuckDBPyConnection) -> set[str]:
    return {
        name
        for (name,) in connection.execute(
            "select schema_name from duckdb_schemas() "
            "where database_name = current_database() and not internal"
        ).fetchall()
    }
