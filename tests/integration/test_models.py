"""The unit tests of the marts (zero base, missing year, sign, implied prior), run by dbt."""

import subprocess

from benchmarks.clones import run_dbt


def test_dbt_unit_tests_pass(built):
    try:
        run_dbt(built.output / ".build" / "build.duckdb", "test", "--select", "test_type:unit")
    except subprocess.CalledProcessError as error:
        raise AssertionError(error.stdout) from error
