"""Why a block is withheld, short enough to be read at a glance."""

_SCOPES = 3  # of one identity


def by_identity(reasons: str) -> str:
    """Reasons with the scopes of each identity together, and no more of them than can be read at a glance."""
    scopes: dict[str, list[str]] = {}
    for reason in reasons.split("; "):
        identity, _, scope = reason.partition(" (")
        scopes.setdefault(identity, []).append(scope.removesuffix(")"))
    said = []
    for identity, found in scopes.items():
        more = f" and {len(found) - _SCOPES} more" if len(found) > _SCOPES else ""
        names = ", ".join(filter(None, found[:_SCOPES]))
        said.append(f"{identity} ({names}{more})" if names else identity)
    return "; ".join(said)
