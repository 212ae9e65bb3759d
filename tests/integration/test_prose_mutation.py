"""The checks of the prose, held to their targets on the documents of the repository and the small fixture."""

from benchmarks.prose_mutation import measure
from tests.conftest import FIXTURES, LONGGANG


def test_a_changed_digit_of_the_prose_is_noticed():
    found = measure([LONGGANG, FIXTURES / "complete.txt"])
    # one amount of the first document fails as it is printed: that it still does is no notice
    rest = [row for row in found if row["printed_text"] != "14,938.32"]
    unnoticed = {(row["measure_key"], row["printed_text"]) for row in rest if not row["is_noticed"]}
    assert len(rest) > 150
    # nothing else in the documents says what these must be
    assert unnoticed == {
        ("performance_target_amount", "90"),
        ("three_public_total", "10"),  # 下降（增长）10%: neither is known to be meant
        ("domestic_reception_cost", "0.8"),
        ("foreign_reception_cost", "0.2"),
    }
