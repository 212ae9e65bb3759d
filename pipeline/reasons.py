"""Why a block is withheld, short enough to be read at a glance, and what of many findings is to be read first."""

import duckdb

# of audit.findings as f: rows that hold the figures of others explain what fails because of them
URGENCY = (
    "case when f.finding_kind = 'slid_rows' then 0 when f.severity = 'error' then 1 "
    "when f.severity = 'warn' then 2 else 3 end"
)
_SCOPES = 3  # of one identity


def by_identity(reasons: str) -> str:
    """Reasons with the scopes of each identity together, and no more of them than can be read at a glance."""
    scopes: dict[str, list[str]] = {}
    for reason in reasons.split("; "):
        identity, _, scope = reason.partition(" (")
        scopes.setdefault(identity, []).append(scope.removesuffix(")"))
    said = []
    for identity, found in scopes.items():
        more = f" … +{len(found) - _SCOPES}" if len(found) > _SCOPES else ""
        names = ", ".join(filter(None, found[:_SCOPES]))
        said.append(f"{identity} ({names}{more})" if names else identity)
    return "; ".join(said)


def teach(connection: duckdb.DuckDBPyConnection) -> None:
    """Let the SQL of a connection call :func:`by_identity`."""
    connection.create_function("by_identity", by_identity, ["varchar"], "varchar")
