"""The unit tests of the marts (zero base, missing year, sign, implied prior) and the integrity of the models, run by dbt."""

import os
import shutil
import subprocess
import sys

import duckdb
import pytest

from benchmarks.clones import run_dbt
from pipeline.transforming import failures
from tests.conftest import ROOT


def test_dbt_unit_tests_pass(built):
    try:
        run_dbt(built.output / ".build" / "build.duckdb", "test", "--select", "test_type:unit")
    except subprocess.CalledProcessError as error:
        raise AssertionError(error.stdout) from error


def test_dbt_by_hand_finds_the_last_build(built, tmp_path):
    """As in the folder of the project, where the warehouse stands: no path has to be given."""
    command = ["dbt.cli.main", "test", "--select", "integrity_fct_income"]
    places = ["--project-dir", str(ROOT), "--profiles-dir", str(ROOT)]
    places += ["--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path / "logs")]
    done = subprocess.run(
        [sys.executable, "-m", *command, *places],
        cwd=built.output.parent,
        env={key: value for key, value in os.environ.items() if key != "JUESUAN_DATABASE"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.output.name == "warehouse"
    assert "PASS integrity_fct_income" in done.stdout, done.stdout
    assert done.returncode == 0


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """One path for all: dbt keeps what it has parsed for it."""
    return tmp_path_factory.mktemp("models")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param("select * from facts.fct_income limit 0", None, id="nothing"),
        pytest.param(
            "select * from facts.fct_income limit 1",
            "integrity_fct_income: rule key (cell_id), found {cell_id}, broken_rows 2",
            id="a row twice",
        ),
        pytest.param(
            "select * replace ('c' as cell_id, 'none' as department_id) from facts.fct_income limit 1",
            "integrity_fct_income: rule department_id in dim_department, found none, broken_rows 1",
            id="a department that is none",
        ),
    ],
)
def test_what_breaks_the_integrity_of_a_model_is_named(built, place, change, said):
    database = place / "build.duckdb"
    shutil.copy(built.output / ".build" / "build.duckdb", database)
    with duckdb.connect(str(database)) as connection:
        (cell_id,) = connection.execute("select cell_id from facts.fct_income limit 1").fetchone()
        connection.execute(f"insert into facts.fct_income by name {change}")
    judge = ("test", "--select", "integrity_fct_income")
    results = place / "target" / "run_results.json"
    if said is None:
        run_dbt(database, *judge)
        assert failures(results, database) == []
        return
    with pytest.raises(subprocess.CalledProcessError):
        run_dbt(database, *judge)
    (found,) = failures(results, database)
    assert found.startswith(said.format(cell_id=cell_id))
