"""Damaged synthetic documents: nothing wrong reaches facts, nothing is lost without a word."""

import duckdb
import pytest

from benchmarks import extraction_faults
from benchmarks.clones import build_models, load_documents
from tests.unit.test_putuo import PDF


@pytest.fixture(scope="module")
def outcomes():
    return extraction_faults.measure(600)


def test_no_wrong_amount_reaches_facts_and_nothing_is_lost_in_silence(outcomes):
    totals = {o: sum(k[o] for k in outcomes.values()) for o in extraction_faults.OUTCOMES}
    assert sum(totals.values()) == 600
    assert totals["wrong"] == 0
    assert totals["silent"] == 0
    # each kind of fault was made, and each outcome was seen
    assert set(outcomes) == set(extraction_faults.FAULTS)
    assert min(totals[o] for o in ("right", "repaired", "withheld", "reported")) > 0


def test_the_measure_notices_a_truth_that_facts_do_not_tell(monkeypatch):
    """With another truth the same facts are wrong: the comparison can fail."""
    real = extraction_faults.rounded
    monkeypatch.setattr(
        extraction_faults, "rounded", lambda yuan, unit: real(yuan, unit) + (1 if yuan else 0)
    )
    found = extraction_faults.measure(8, damaged=False)
    assert found["none"]["wrong"] == 8


def test_undamaged_documents_come_out_right():
    found = extraction_faults.measure(64, damaged=False)
    assert found["none"] == {**dict.fromkeys(extraction_faults.OUTCOMES, 0), "right": 64}


@pytest.mark.skipif(not PDF.exists(), reason="the document lies beside the repository")
def test_the_mistakes_of_the_second_document_are_findings(tmp_path):
    database = tmp_path / "build.duckdb"
    load_documents(database, [PDF])
    build_models(database)
    connection = duckdb.connect(str(database), read_only=True)
    findings = connection.execute(
        "select finding_kind, identity_id, message from audit.findings"
    ).fetchall()
    states = dict(
        connection.execute(
            "select state, count(*) from intermediate.int_identities__judged group by all"
        ).fetchall()
    )
    rounding = connection.execute(
        "select identity_id, scope from intermediate.int_identities__judged where state = 'rounding'"
    ).fetchall()
    blocked = connection.execute("select * from audit.quarantine").fetchall()
    connection.close()
    kinds = {kind for kind, _, _ in findings}
    assert {"rate_on_zero_base", "template_residue", "identity"} <= kinds
    assert {identity for _, identity, _ in findings if identity} == {"N-STRUCT", "N-ZERO-BASE"}
    # the oracle's rounding residues: 302, and personnel and running cost against the basic total
    assert ("T6-H35", "302") in rounding
    assert any(identity == "X56-BASIC" for identity, _ in rounding)
    assert states["exact"] > 500
    assert blocked == []
