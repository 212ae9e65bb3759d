"""The measure of the identities, held to its targets on the documents of the repository."""

from benchmarks.mutation import measure
from tests.conftest import LONGGANG


def test_mutation_meets_its_targets():
    # a third of the rows: ``make mutation`` damages all
    found = measure([LONGGANG], every=3)
    assert found["false_alarms"] == 0
    classes = {row["damage"]: row for row in found["classes"]}
    assert len(classes) == 13
    total = {
        key: sum(row[key] for row in classes.values())
        for key in classes["+0.01"]
        if key != "damage"
    }
    assert total["repaired_wrong"] == 0
    assert total["large"] > 600
    assert total["large_detected"] == total["large"]
    assert classes["one digit changed"]["detected"] >= 0.99 * classes["one digit changed"]["copies"]
    assert classes["+0.01"]["detected"] >= 0.91 * classes["+0.01"]["copies"]
    assert total["localised"] >= 0.95 * total["detected_single"]
    assert total["repaired_right"] >= 0.85 * total["determined"]
