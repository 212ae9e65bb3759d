"""One real build through the command line: what an analyst opens afterwards."""

import csv
import json
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipeline.places import Output, sha256
from tests.conftest import FIXTURES, LONGGANG, ROOT, juesuan

LONGGANG_PATH = "440307/深圳市龙岗区政务服务和数据管理局/2024.txt"


@pytest.fixture(scope="module")
def longgang_id(built):
    ((document_id,),) = built.query(
        "select document_id from audit.documents where source_path = ?", LONGGANG_PATH
    )
    return document_id


def test_good_documents_are_published_beside_bad_ones(built):
    assert built.exit_code == 2
    status = {d["source_path"]: (d["status"], d["reason"]) for d in built.summary["documents"]}
    assert status[LONGGANG_PATH] == ("loaded", None)
    assert status["2023.txt"] == ("loaded", None)
    assert status["bad/empty.txt"] == ("refused", "the file is empty")
    assert "no statutory form" in status["bad/letter.txt"][1]
    assert "decoded" in status["bad/bytes.txt"][1]
    assert "a copy of 440307" in status["bad/copy.txt"][1]
    assert len(status) == 9


def test_every_printed_value_of_the_oracle_is_published(built, gold, longgang_id):
    rows = built.query(
        "select form_no, coalesce(side, ''), row_no, coalesce(code, ''), item_name, column_name, "
        "source_line, printed_text, kind, amount_yuan, unit, decimals, table_no, table_row, "
        "table_column from audit.printed_values where document_id = ?",
        longgang_id,
    )
    found = {(r[0], r[1], r[3], r[4], r[6], r[5]): r for r in rows}
    assert len(found) == len(rows) == 808
    lines = LONGGANG.read_text("utf-8").split("\n")
    for table in gold["tables"]:
        for row in table["rows"]:
            for column, value in row["values"].items():
                key = (table["form"], row.get("side", ""), row.get("code", ""))
                cell = found[*key, row["name"], row["text_line"], column]
                note = row.get("cell_notes", {}).get(column)
                if note:
                    # cut in print, and repaired: two independent witnesses prove the amount
                    assert (cell[7], cell[8]) == (note["text_printed"], "truncated")
                    assert cell[9] == Decimal(str(note["gold"])) * 10000
                elif value is None:
                    assert (cell[8], cell[9]) == ("blank", None)
                else:
                    assert cell[9] == Decimal(str(value)) * 10000
                # the place is true: the text stands on that line, in that cell
                assert lines[cell[6] - 1].split("\t")[cell[14] - 1].strip() == cell[7]
                assert cell[10] == "万元"


def test_no_printed_amount_is_lost(built, longgang_id):
    """Number tokens of the nine form tables, found without the reader, against what was loaded."""
    text = LONGGANG.read_text("utf-8").split("\n")
    first, last = (
        text.index("表 1"),
        next(i for i, x in enumerate(text) if x.startswith("第三部分")),
    )
    last = next(i for i in range(first, len(text)) if text[i].startswith("第三部分"))
    token = re.compile(r"^\d[\d,]*\.\s?\d+$")
    printed = [
        Decimal(cell.strip().replace(",", "").replace(" ", ""))
        for line in text[first:last]
        if "\t" in line
        for cell in line.split("\t")
        if token.match(cell.strip())
    ]
    loaded = [
        row[0] / 10000
        for row in built.query(
            "select amount_yuan from audit.printed_values where document_id = ? and kind = 'number' and not is_repaired",
            longgang_id,
        )
    ]
    assert len(printed) == len(loaded)
    assert sum(printed) == sum(loaded)
    assert sorted(printed) == sorted(loaded)


def catalogue():
    with (FIXTURES / "longgang.identities.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("expected", catalogue(), ids=lambda row: row["identity_id"])
def test_families_give_the_states_of_the_catalogue(built, longgang_id, expected):
    found = dict(
        built.query(
            "select state, count(*) from facts.fct_identity_result "
            "where document_id = ? and identity_id = ? group by state",
            longgang_id,
            expected["identity_id"],
        )
    )
    wanted = {k: int(v) for k, v in expected.items() if k != "identity_id" and v != "0"}
    assert found == wanted


def test_bounds_and_differences_of_rounding_residues(built, longgang_id):
    found = {
        (i, s): (p, c, d, b)
        for i, s, p, c, d, b in built.query(
            "select identity_id, scope, printed_yuan, computed_yuan, difference_yuan, bound_yuan "
            "from facts.fct_identity_result where document_id = ? and state = 'rounding'",
            longgang_id,
        )
    }
    wan = Decimal(10000)
    for key, printed, computed, bound in (
        (("T1-INC-TOT", ""), "25938.96", "25938.97", "0.015"),
        (("T1-ROLL", ""), "9.88", "9.89", "0.02"),
        (("T2-H57", "20805.财政拨款收入"), "279.99", "280.00", "0.025"),
        (("T3-H57", "22102.基本支出"), "584.83", "584.84", "0.015"),
        (("T4-ROLL", ""), "9.23", "9.24", "0.02"),
        (("T6-H35", "303"), "53.62", "53.63", "0.025"),
        (("X14-NONFISC", "总计"), "0.64", "0.65", "0.02"),
    ):
        p, c, d, b = found[key]
        assert (p, c, b) == (Decimal(printed) * wan, Decimal(computed) * wan, Decimal(bound) * wan)
        assert d == p - c


def test_a_wrong_digit_with_two_witnesses_is_repaired_on_record(built):
    ((rule, outcome, printed, repaired, witnesses),) = built.query(
        "select rule_id, outcome, printed_text, repaired_text, witnesses from facts.fct_repair r "
        "join audit.documents d using (document_id) "
        "where d.source_path = 'bad/wrong_digit_2023.txt'"
    )
    assert (rule, outcome, printed, repaired) == ("misread_digit", "applied", "103.00", "102.00")
    assert {w.split(" ")[0] for w in witnesses} == {"T3-ROW", "T3-H57"}
    ((text, amount, is_repaired),) = built.query(
        "select printed_text, amount_yuan, is_repaired from audit.printed_values p "
        "join audit.documents d using (document_id) "
        "where d.source_path = 'bad/wrong_digit_2023.txt' and form_no = 3 and code = '2010101' "
        "and column_name = '基本支出'"
    )
    assert (text, amount, is_repaired) == ("103.00", Decimal("1020000.00"), True)


def test_one_witness_proves_nothing_and_withholds_the_form_alone(built):
    path = "bad/lone_witness_2023.txt"
    rows = built.query(
        "select block_kind, block_no, reasons from audit.quarantine where source_path = ?", path
    )
    assert [row[:2] for row in rows] == [("form", 6)]
    assert "T6-H35 (302)" in rows[0][2]
    assert built.query(
        "select count(*) from facts.fct_basic_expenditure join audit.documents using (document_id) "
        "where source_path = ?",
        path,
    ) == [(0,)]
    outcomes = built.query(
        "select distinct outcome from facts.fct_repair join audit.documents using (document_id) "
        "where source_path = ?",
        path,
    )
    assert outcomes == [("proposed",)]
    ((suspects,),) = built.query(
        "select suspects from audit.findings where source_path = ? and identity_id = 'T6-H35'", path
    )
    # the first suspect is the damaged cell, with the interval that would satisfy the sum
    assert "30201 办公费" in suspects[0]
    assert suspects[0].endswith("17.00 → 9.98 … 10.02")
    assert built.query(
        "select count(*) from audit.printed_values join audit.documents using (document_id) "
        "where source_path = ? and is_quarantined",
        path,
    ) == [(18,)]


def test_two_faults_that_meet_are_not_repaired_but_explained(built):
    path = "bad/two_wrong_2023.txt"
    assert built.query(
        "select block_kind, block_no from audit.quarantine where source_path = ?", path
    ) == [("form", 3)]
    assert built.query(
        "select count(*) from facts.fct_repair join audit.documents using (document_id) "
        "where source_path = ? and outcome = 'applied'",
        path,
    ) == [(0,)]
    found = {
        (identity, scope): (explanation, suspects)
        for identity, scope, explanation, suspects in built.query(
            "select identity_id, scope, explanation, suspects from audit.findings "
            "where source_path = ? and finding_kind = 'identity'",
            path,
        )
    }
    _explanation, suspects = found["T3-ROW", "2010101"]
    assert any("2010101" in s and "201.00 → " in s for s in suspects)
    assert found["T3-ROW", "2010102"][1]


# the catalogue of the first document: what was cut, split, fused or garbled, and how it is read
REPAIRS = {
    "A1": ("truncated_cell", "15.", "15.30"),
    "A3": ("seam_digit_repeated", "32348⏐335.67", "3234835.67"),
    "A4": ("zero_split_at_seam", "0.4⏐00", "0.00"),
    "A4b": ("zero_split_at_seam", "0.0⏐10", "0.00"),
    "A5": ("fragment_and_whole", "20649⏐20649830.60", "20649830.60"),
    "A6": ("fused_cell", "10 99.24 9.92", "99.24"),
    "A9": ("seam_digit_repeated", "44030723030⏐00242605023", "440307230300242605023"),
    "A10": ("fused_header", "44030721070⏐440307210701500003602", "440307210701500003602"),
    "A10b": ("truncated_cell", "202", "2024"),
    "A18": ("thousands_point", "701.913", "701913"),
    "A18b": ("thousands_point", "9.300", "9300"),
}


@pytest.mark.parametrize("anomaly", list(REPAIRS))
def test_faults_of_the_catalogue_are_repaired_with_two_witnesses(built, longgang_id, anomaly):
    found = built.query(
        "select outcome, len(witnesses) from facts.fct_repair "
        "where document_id = ? and rule_id = ? and printed_text = ? and repaired_text = ?",
        longgang_id,
        *REPAIRS[anomaly],
    )
    assert found
    assert all(outcome == "applied" and witnesses >= 2 for outcome, witnesses in found)


def test_what_cannot_be_repaired_is_withheld(built, longgang_id):
    """A7 and A8: the garbled indicator rows and the empty total of the first project."""
    assert built.query(
        "select block_kind, block_no, reasons from audit.quarantine where document_id = ?",
        longgang_id,
    ) == [("performance_indicators", 1, "P-W-50 (P1)")]
    rows = built.query(
        "select project_no, executed_yuan, total_score from facts.fct_performance_project "
        "where document_id = ? order by project_no",
        longgang_id,
    )
    assert rows == [
        (1, Decimal("3234835.67"), None),
        (2, Decimal("20649830.60"), Decimal("91.79")),
        (3, Decimal("20000000.00"), Decimal("100")),
    ]


@pytest.mark.parametrize(
    ("identity", "words"),
    [
        pytest.param("N-PERF-WHOLE", "the difference 9.24 equals form 4 L60", id="B1"),
        pytest.param("N-PERF-WHOLE", "the printed value is that of form 4 L64", id="B1 total"),
        pytest.param("N-ORG-COUNT", "printed 2.00, computed 1.00", id="B2"),
        pytest.param("P-SCORE-PROP", "printed 1.89, computed 1.88", id="B3"),
        pytest.param("P-TARGET-LOGIC", "printed 0.00, computed 1.00", id="B4 and B5"),
        pytest.param("P-VS-N", "printed 935.00, computed 1418.00", id="B6"),
        pytest.param(None, "文件库引入AI政策智能问答系统", id="B7"),
        pytest.param(None, "部门预算为汇总预算", id="B8"),
        pytest.param(None, "942.63 万元 stay unexplained", id="B9"),
    ],
)
def test_mistakes_of_the_source_are_findings(built, longgang_id, identity, words):
    found = built.query(
        "select message || ' ' || coalesce(explanation, '') from audit.findings "
        "where document_id = ? and identity_id is not distinct from ?",
        longgang_id,
        identity,
    )
    assert any(words in row[0] for row in found), found


def test_every_cell_knows_its_minimum_detectable_error(built, longgang_id):
    rows = dict(
        built.query(
            "select form_no || coalesce(code, line_key, item_name) || column_name, detectable_error_yuan "
            "from audit.detectability join audit.printed_values using (cell_id) "
            "where printed_values.document_id = ?",
            longgang_id,
        )
    )
    assert len(rows) == 296  # the non-zero cells of the catalogue
    # a leaf of basic expenditure is seen by one sum of thirteen
    assert rows["630201金额"] > rows["32010301基本支出"] == Decimal("100.00")


def test_the_audit_page_stands_alone(built):
    page = (built.output / "audit.html").read_text("utf-8")
    assert "隔离" in page
    assert "Withheld blocks" in page
    assert "T6-H35 (302)" in page
    assert not re.search(r"(?:src|href)=.?https?:|@import|url\(", page)


def test_marts_hold_disclosed_and_implied_years(built, gold):
    ((income,),) = built.query(
        "select amount_yuan from facts.fct_implied_value where fiscal_year = 2023 "
        "and measure_key = 'income_general_public' and base = 'prior_year_actual'"
    )
    assert income == Decimal("309795700.00")
    implied = {
        Decimal(row[0]) / 10000
        for row in built.query(
            "select amount_yuan from facts.fct_implied_value v join dims.dim_document d "
            "using (document_id) where d.source_path = ? and base = 'prior_year_actual'",
            LONGGANG_PATH,
        )
    }
    assert {Decimal(str(p["derived"])) for p in gold["prior_year_derived"]} <= implied
    budget = {
        Decimal(row[0]) / 10000
        for row in built.query(
            "select amount_yuan from facts.fct_implied_value where base = 'initial_budget'"
        )
    }
    wanted = {Decimal(str(p["derived_initial_budget"])) for p in gold["initial_budget_derived"]}
    assert wanted <= budget
    ((total, prior, pct, basis),) = built.query(
        "select actual_yuan, prior_year_yuan, change_pct, prior_basis "
        "from marts.mart_three_public_year_over_year where fiscal_year = 2024 and item_code = 'total'"
    )
    assert (total, prior, pct, basis) == (79800, 280800, Decimal("-71.58"), "implied")
    ((pct, why),) = built.query(
        "select change_pct, comparability from marts.mart_three_public_year_over_year "
        "where fiscal_year = 2024 and item_code = 'abroad'"
    )
    assert (pct, why) == (None, "zero_base")


def test_assets_procurement_and_performance(built, gold, longgang_id):
    assets = dict(
        built.query(
            "select asset_code, asset_count from facts.fct_state_asset where document_id = ?",
            longgang_id,
        )
    )
    assert assets == {
        "vehicles_total": 3,
        "vehicles_post": 0,
        "vehicles_confidential": 0,
        "vehicles_emergency": 1,
        "vehicles_enforcement": 0,
        "vehicles_technical": 0,
        "vehicles_other": 2,
        "equipment_over_1m": 48,
    }
    procurement = {
        item: (amount, share)
        for item, amount, share in built.query(
            "select item_code, amount_yuan, printed_share_pct from facts.fct_procurement "
            "where document_id = ?",
            longgang_id,
        )
    }
    assert procurement["total"] == (Decimal("59605600.00"), None)
    assert procurement["sme"] == (Decimal("16901000.00"), Decimal("28.4"))
    assert procurement["goods_sme"] == (None, Decimal("88.9"))
    assert len(procurement) == 9
    projects = built.query(
        "select project_code, full_year_budget_yuan, printed_rate_pct, execution_score "
        "from facts.fct_performance_project where document_id = ? order by project_no",
        longgang_id,
    )
    for project, want in zip(projects, gold["performance_tables"], strict=True):
        total = want["funds"]["年度资金总额"]
        assert project[1] == Decimal(str(total["full_year"]))
        assert project[3] == Decimal(str(total["score"]))
    ((indicators,),) = built.query(
        "select count(*) from facts.fct_performance_indicator where document_id = ?", longgang_id
    )
    assert indicators == 51 - 20  # those of the first project are withheld


def test_the_file_opens_in_an_older_client(built):
    cli = shutil.which("duckdb", path=str(Path(ROOT, ".venv", "bin"))) or shutil.which("duckdb")
    assert cli is not None, "duckdb-cli is in requirements.lock"
    done = subprocess.run(
        [
            cli,
            "-readonly",
            "-json",
            str(built.output / "juesuan.duckdb"),
            "select version() as v, (select count(*) from audit.printed_values) as n, "
            "(select count(*) from semantic.metric) as m",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    (row,) = json.loads(done.stdout)
    assert row["v"].startswith("v1.5")
    ((count,),) = built.query("select count(*) from audit.printed_values")
    assert row["n"] == count
    assert row["m"] == built.query("select count(*) from semantic.metric")[0][0]


def test_the_release_is_described_and_holds_no_raw_text(built):
    schemas = {row[0] for row in built.query("select schema_name from duckdb_tables()")}
    assert schemas == {"dims", "facts", "marts", "audit"}
    undescribed = built.query(
        "select table_name, column_name from duckdb_columns() where not internal "
        "and schema_name in ('dims', 'facts', 'marts', 'audit') and coalesce(comment, '') = ''"
    )
    assert undescribed == []
    assert built.query("select * from duckdb_indexes()") == []


def test_manifest_and_parquet_agree_with_the_file(built):
    manifest = json.loads((built.output / "manifest.json").read_text("utf-8"))
    names = built.query("select table_schema || '.' || table_name from information_schema.tables")
    assert set(manifest["tables"]) == {name for (name,) in names}
    for name, facts in manifest["tables"].items():
        ((rows,),) = built.query(f"select count(*) from {name}")
        assert facts["rows"] == rows
        assert pl.read_parquet(built.output / "parquet" / name).height == rows
        [part] = facts["parts"]
        assert (part["file"], part["rows"]) == (f"parquet/{name}/0.parquet", rows)
        assert part["sha256"] == sha256(built.output / part["file"])
    assert len(manifest["documents"]) == 9


def test_expenditure_stands_by_fund_and_nature_so_that_sums_over_all_read_little(built):
    rows = built.query(
        "select hash(document_id) % 16, fund_code, nature_code, is_leaf, cell_id from facts.fct_expenditure "
        "order by rowid"
    )
    assert rows == sorted(rows)
    assert rows != sorted(rows, key=lambda row: row[-1])
    assert len({row[1] for row in rows}) > 1


def test_the_audit_is_stored_with_the_release(built):
    rows = built.query(
        "select suite_name, count(*), bool_and(is_success) from audit.gx_results group by 1"
    )
    families = {f"family_{g}" for g in ("form", "cross_form", "structure", "narrative")}
    families |= {"family_performance", "family_years"}
    assert {row[0] for row in rows} == {"identities", "completeness", "contract"} | families
    assert all(row[2] for row in rows)


def test_a_second_build_says_that_nothing_changed(built, tmp_path_factory):
    source = built.output.parent / "source"
    before = (built.output / "juesuan.duckdb").stat().st_mtime_ns
    done = juesuan("build", "--source", source, "--output", built.output)
    assert done.returncode == 2  # the blocks that are withheld still are
    assert "Nothing changed" in done.stdout
    assert (built.output / "juesuan.duckdb").stat().st_mtime_ns == before


def test_a_failed_build_leaves_the_last_release(built, tmp_path):
    output = tmp_path / "warehouse"
    shutil.copytree(built.output, output, symlinks=True)
    before = (output / "juesuan.duckdb").read_bytes()
    source = tmp_path / "source"
    source.mkdir()
    (source / "letter.txt").write_text("关于开会的通知\n", "utf-8")
    done = juesuan("build", "--source", source, "--output", output)
    assert done.returncode == 1
    assert "letter.txt" in done.stderr
    assert "Nothing was published" in done.stderr
    assert (output / "juesuan.duckdb").read_bytes() == before


@pytest.fixture
def audited(built, tmp_path):
    """An output folder in which a build was audited and not yet published."""
    output = tmp_path / "warehouse"
    shutil.copytree(built.output / ".build", output / ".build")
    state = output / ".build" / "state.json"
    state.write_text(state.read_text("utf-8").replace("published", "audited"), "utf-8")
    (output / ".build" / "release").mkdir()
    shutil.copy(built.output / "juesuan.duckdb", output / ".build" / "release" / "juesuan.duckdb")
    return output


def test_strict_publishes_nothing_when_a_block_is_withheld(audited):
    output = audited
    done = juesuan("publish", "--output", output, "--strict")
    assert done.returncode == 1
    assert "--strict" in done.stderr
    assert not (output / "juesuan.duckdb").exists()


def test_a_write_ahead_log_beside_the_release_stops_the_swap(audited):
    output = audited
    (output / "juesuan.duckdb.wal").write_bytes(b"x")
    done = juesuan("publish", "--output", output)
    assert done.returncode == 1
    assert "juesuan.duckdb.wal" in done.stderr


def test_explain_goes_back_to_the_printed_cell(built):
    done = juesuan(
        "explain", "--department", "龙岗", "--year", 2024, "--code", "2010301", "--form", 3,
        "--column", "基本支出", "--output", built.output, "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (cell,) = json.loads(done.stdout)
    assert cell["printed_text"] == "562. 98"
    assert cell["amount_yuan"] == "5629800.00"
    assert cell["source_line"] == 187
    assert {i["identity_id"] for i in cell["identities"]} >= {"T3-ROW", "T3-H57", "X3578-CODE"}
    people = juesuan("explain", "--year", 2024, "--code", "2010301", "--output", built.output)
    assert "562. 98" in people.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["explain", "--code", "999"], 1, "no printed cell fits"),
        (["explain"], 64, "say which figure"),
        (["build", "--nonsense"], 64, "No such option"),
        (["status"], 0, "9 documents: "),
        (["--help"], 0, "Exit codes"),
    ],
)
def test_exit_codes_mean_something(built, arguments, code, words):
    extra = ["--output", built.output] if arguments[0] in ("explain", "status") else []
    done = juesuan(*arguments, *extra)
    assert done.returncode == code
    assert words in done.stdout + done.stderr


def test_no_release_says_what_to_do(tmp_path):
    done = juesuan("status", "--output", tmp_path)
    assert done.returncode == 1
    assert "juesuan build" in done.stderr


def test_statuses_are_readable_with_an_open_reader(built):
    reader = duckdb.connect(str(built.output / "juesuan.duckdb"), read_only=True)
    try:
        assert juesuan("status", "--output", built.output, "--json").returncode == 0
    finally:
        reader.close()


def test_only_documents_with_a_repair_are_judged_again(built):
    connection = duckdb.connect(str(Output(built.output).build_database), read_only=True)

    def rows(query: str) -> list[tuple[object, ...]]:
        return connection.execute(query).fetchall()

    mended = {
        key for (key,) in rows("select distinct document_id from intermediate.int_cells__mended")
    }
    repaired = rows(
        "select distinct document_id from facts.fct_repair "
        "where outcome = 'applied' and repaired_value is not null"
    )
    assert mended == {key for (key,) in repaired} != set()
    for kind in ("operands", "arithmetic"):
        view = f"intermediate.int_identities__{kind}"
        again = {key for (key,) in rows(f"select distinct document_id from {view}_mended")}
        assert again == mended
        everything = {key for (key,) in rows(f"select distinct document_id from {view}_as_printed")}
        assert everything - mended
        for key in everything:
            source = f"{view}_mended" if key in mended else f"{view}_as_printed"
            different = rows(
                f"(from {view} where document_id = '{key}' except all from {source} where document_id = '{key}') "
                f"union all (from {source} where document_id = '{key}' except all from {view} where document_id = '{key}')"
            )
            assert different == [], (kind, key)
    connection.close()
