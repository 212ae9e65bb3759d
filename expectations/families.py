"""Suites: one a family of identities, one expectation an identity, each showing the failing rows."""

import csv
from functools import partial
from pathlib import Path
from types import SimpleNamespace

from expectations.checks import Check, no_rows

SEED = Path(__file__).resolve().parents[1] / "seeds" / "identities.csv"
TABLE = "facts.fct_identity_result"


def _rows() -> list[dict[str, str]]:
    with SEED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# what fails and is neither withheld nor excepted: no row, or few
_FAILED = """
select d.source_path, r.identity_id, r.scope, r.printed_yuan, r.computed_yuan,
    r.difference_yuan, r.bound_yuan, array_to_string(r.operands, ' ') as operands
from facts.fct_identity_result r
join audit.documents d on d.document_id = r.document_id
where r.state = 'fail' and r.severity = 'error' and r.exception_comment is null
  and not exists (
    select 1 from audit.quarantine q
    where q.document_id = r.document_id and contains(q.reasons, r.identity_id))
"""


def checks_of(group: str) -> list[Check]:
    """One check an identity of the group: what fails and is neither withheld nor excepted."""
    return [
        no_rows(
            row["identity_id"],
            TABLE,
            f"{row['formula_zh']} · {row['formula_en']}",
            f"select * from {{batch}} where identity_id = '{row['identity_id']}'",
            among=_FAILED,
        )
        for row in _rows()
        if row["identity_group"] == group
    ]


def suites() -> tuple[SimpleNamespace, ...]:
    """A suite for each group of the catalogue, in its order."""
    groups = dict.fromkeys(row["identity_group"] for row in _rows())
    return tuple(
        SimpleNamespace(SUITE=f"family_{group}", checks=partial(checks_of, group))
        for group in groups
    )
