"""What a person sees of a build: few documents all, of many those that ask for something."""

import io

import duckdb
import pytest

from pipeline import printing
from pipeline.printing import SHOWN, Screen, show_summary
from pipeline.reasons import URGENCY, by_identity, teach


@pytest.fixture
def shown(monkeypatch):
    def show(statuses, problems=0):
        screen = Screen(file=io.StringIO(), width=140)
        monkeypatch.setattr(printing, "out", screen)
        documents = [
            {"source_path": f"{n}.txt", "department": "某局", "fiscal_year": 2023, "status": status,
             "forms_loaded": 9, "forms_not_loaded": 0}
            for n, status in enumerate(statuses)
        ]  # fmt: skip
        problem = {"source_path": "0.txt", "severity": "error", "message": "m", "remedy": "r"}
        place = {"form_no": 3, "table_no": None, "table_row": 7, "source_line": 12}
        summary = {
            "documents": documents,
            **{f"{s}_count": statuses.count(s) for s in printing.STATUSES},
            "identity_states": {"exact": 1234},
            "quarantine": [], "slid_rows": [], "consolidation": [], "repairs": [], "failures": [], "problems": [problem | place] * problems,
        }  # fmt: skip
        show_summary(summary, "warehouse")
        return screen.file.getvalue()

    return show


def test_few_documents_are_listed(shown):
    text = shown(["loaded", "refused"])
    assert "0.txt" in text and "1.txt" in text and "1,234 exact" in text
    assert "more in" not in text


def test_of_many_documents_those_that_were_not_read_whole_are_listed(shown):
    text = shown(["loaded"] * 1000 + ["partial"])
    assert "1,001, 1,000 loaded, 1 partial, 0 refused" in text
    assert "1000.txt" in text and " 0.txt" not in text


def test_what_is_not_shown_is_counted(shown):
    text = shown(["loaded"], problems=SHOWN)
    assert text.count("form 3 row 7 line 12") == SHOWN and "more in" not in text
    assert "… and 3 more in audit.problems" in shown(["loaded"], problems=SHOWN + 3)
    assert "… and 1 more in audit.documents" in shown(["refused"] * (SHOWN + 1))


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        ("the form was read but is malformed", "the form was read but is malformed"),
        ("X45-TOT", "X45-TOT"),
        ("T5-COL (a); T5-COL (b); X45-TOT", "T5-COL (a, b); X45-TOT"),
        ("N-AMT (a); N-AMT (b); N-AMT (c); N-AMT (d); N-AMT (e)", "N-AMT (a, b, c … +2)"),
    ],
)
def test_reasons_stand_by_identity(reasons, said):
    assert by_identity(reasons) == said
    with duckdb.connect() as connection:
        teach(connection)
        assert connection.execute("select by_identity(?)", [reasons]).fetchall() == [(said,)]


def test_slid_rows_come_before_what_fails_because_of_them():
    with duckdb.connect() as connection:
        found = connection.execute(
            "select finding_kind from (values ('template_residue', 'info'), ('identity', 'warn'), "
            "('doubtful_cell', 'error'), ('slid_rows', 'warn')) as f (finding_kind, severity) "
            f"order by {URGENCY}"
        ).fetchall()
    assert found == [("slid_rows",), ("doubtful_cell",), ("identity",), ("template_residue",)]
