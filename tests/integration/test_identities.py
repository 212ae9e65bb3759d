"""Every identity three ways: it holds, it fails when an operand is wrong, and it says so when it cannot be judged."""

import csv
from decimal import Decimal

import duckdb
import polars as pl
import pytest

from benchmarks.clones import add_clones, clone_id, load_documents, run_dbt
from tests.conftest import FIXTURES, LONGGANG, ROOT

CHANGE = {
    "clone_id": pl.String,
    "form_no": pl.Int32,
    "side": pl.String,
    "row_no": pl.Int32,
    "column_key": pl.String,
    "printed_text": pl.String,
}


def seed(name):
    with (ROOT / "seeds" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


IDENTITIES = {row["identity_id"]: row for row in seed("identities.csv")}
ARITHMETIC = sorted({row["identity_id"] for row in seed("identity_terms.csv")})
STRUCTURAL = sorted(set(IDENTITIES) - set(ARITHMETIC))

# one operand of a holding instance for each identity: the one whose growth must break it
OPERANDS = """
select o.identity_id, o.scope, c.form_no, c.side, c.row_no, c.column_key, c.amount_yuan
from intermediate.int_identities__operands o
join intermediate.int_form_cells__classified c using (cell_id)
join intermediate.int_identities__judged j
  on j.document_id = o.document_id and j.identity_id = o.identity_id and j.scope = o.scope
join reference.identities i on i.identity_id = o.identity_id
where j.state in ('exact', 'rounding') and c.amount_yuan is not null
  and (o.document_id = ?)
  and (case when i.relation in ('ge', 'ge_or_eq') then o.operand_side = 'computed'
            else o.operand_side = 'printed' end)
  and o.operand_yuan = c.amount_yuan
  and not exists (
    -- not an operand of both sides, and not one whose growth moves the condition
    select 1 from intermediate.int_identities__operands o2
    where o2.document_id = o.document_id and o2.identity_id = o.identity_id
      and o2.scope = o.scope and o2.cell_id = o.cell_id and o2.operand_side != o.operand_side)
qualify row_number() over (partition by o.identity_id order by c.amount_yuan desc, c.cell_id) = 1
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """(identity, kind of clone) -> state of the touched instance, from one set-based run."""
    database = tmp_path_factory.mktemp("triad") / "build.duckdb"
    ids = load_documents(database, [FIXTURES / "complete.txt", LONGGANG])
    run_dbt(database, "seed")
    run_dbt(database, "run", "--select", "+int_identities__judged")
    connection = duckdb.connect(str(database))
    touched = {}
    for document_id in ids:
        rows = connection.execute(OPERANDS, [document_id]).fetchall()
        changes = []
        for identity, scope, form_no, side, row_no, column, amount in rows:
            if identity in touched:
                continue
            wrong = f"{amount / 10000 + Decimal('777.77'):,.2f}"
            for kind, text in (("wrong", wrong), ("unreadable", "#7#")):
                clone = clone_id(f"{identity}/{kind}")
                touched[identity] = (document_id, scope)
                changes.append((clone, form_no, side, row_no, column, text))
        if changes:
            add_clones(connection, document_id, pl.DataFrame(changes, schema=CHANGE, orient="row"))
    structural_clones(connection, ids[1])
    connection.close()
    run_dbt(database, "run", "--select", "+int_identities__judged")
    connection = duckdb.connect(str(database), read_only=True)
    states = {
        (document, identity, scope): state
        for document, identity, scope, state in connection.execute(
            "select document_id, identity_id, scope, state from intermediate.int_identities__judged"
        ).fetchall()
    }
    connection.close()
    return touched, states


def structural_clones(connection, document_id):
    """Copies of a document in which each structural identity fails, or cannot be judged."""
    labels = [f"{i}/{kind}" for i in STRUCTURAL for kind in ("wrong", "unreadable")]
    frame = pl.DataFrame(
        [(clone_id(label), 1, "none", 0, "none", "") for label in labels],
        schema=CHANGE,
        orient="row",
    )
    add_clones(connection, document_id, frame)
    damage = {
        "T1-LINENO/wrong": "update raw.form_rows set line_no = '99' where form_no = 1 and line_no = '5'",
        "T1-LINENO/unreadable": "update raw.form_rows set line_no = null where form_no = 1",
        "T4-LINENO/wrong": "update raw.form_rows set line_no = '4' where form_no = 4 and line_no = '5'",
        "T4-LINENO/unreadable": "update raw.form_rows set line_no = null where form_no = 4",
        "T8-EMPTY/wrong": "update raw.forms set note = null where form_no = 8",
        "T8-EMPTY/unreadable": "update raw.forms set status = 'missing' where form_no in (7, 8, 9)",
        "X23-NAME/wrong": "update raw.form_rows set item_name = '别名' where form_no = 5 and code = '201'",
        "X23-NAME/unreadable": "update raw.forms set status = 'missing' where form_no in (2, 3, 5, 7, 8)",
        "X23-CODESET/wrong": (
            "update raw.form_rows set code = '2010399' where form_no = 3 and code = '2010302'"
        ),
        "X23-CODESET/unreadable": (
            "update raw.forms set status = 'missing' where form_no in (2, 3)"
        ),
    }
    assert set(damage) == set(labels)
    for label, statement in damage.items():
        connection.execute(f"{statement} and document_id = ?", [clone_id(label)])
    # without any carry-over, a code in one form only has no explanation
    connection.execute(
        "update raw.form_cells set printed_text = '0.00' where form_no = 1 and document_id = ? "
        "and row_no in (select row_no from raw.form_rows r where r.form_no = 1 "
        "  and r.document_id = form_cells.document_id and r.side = form_cells.side "
        "  and r.line_key in ('L28', 'L29', 'L59'))",
        [clone_id("X23-CODESET/wrong")],
    )
    connection.execute(
        "delete from raw.form_cells where document_id = ? and form_no in (2, 3, 5, 7, 8)",
        [clone_id("X23-NAME/unreadable")],
    )
    connection.execute(
        "delete from raw.form_rows where document_id = ? and form_no in (2, 3, 5, 7, 8)",
        [clone_id("X23-NAME/unreadable")],
    )


@pytest.mark.parametrize("identity", ARITHMETIC)
def test_arithmetic_identity_holds_fails_and_abstains(results, identity):
    touched, states = results
    document_id, scope = touched[identity]
    assert states[document_id, identity, scope] in ("exact", "rounding")
    assert states[clone_id(f"{identity}/wrong"), identity, scope] == "fail"
    assert states[clone_id(f"{identity}/unreadable"), identity, scope] == "not_evaluable"


@pytest.mark.parametrize("identity", STRUCTURAL)
def test_structural_identity_holds_fails_and_abstains(results, identity):
    touched, states = results
    document_id = touched["T1-INC-SUM"][0]
    assert states[document_id, identity, ""] == "exact"
    assert states[clone_id(f"{identity}/wrong"), identity, ""] == "fail"
    assert states[clone_id(f"{identity}/unreadable"), identity, ""] == "not_evaluable"


def test_every_identity_is_exercised():
    assert set(ARITHMETIC) | set(STRUCTURAL) == set(IDENTITIES)
    assert {i["relation"] for i in IDENTITIES.values()} <= {"eq", "le", "ge", "ge_or_eq"}
    for row in IDENTITIES.values():
        assert row["formula_zh"]
        assert row["formula_en"]
        assert row["severity"] in ("error", "warn", "info")
