"""The marts in other formats: every value as in the release, and text that stays text."""

import csv
import json
import shutil
import zipfile
from decimal import Decimal

import duckdb
import polars as pl
import pytest
from frictionless import Package, system
from python_calamine import CalamineWorkbook

from pipeline.exports.marts import marts, open_release
from pipeline.exports.package import write_csv, write_package, write_parquet
from pipeline.exports.workbook import file_name, write_workbooks
from tests.conftest import ROOT, juesuan

HOSTILE = '=cmd|"/C calc"!A1;\'--{{ 7*7 }}'
MART = "mart_expenditure_year_over_year"


@pytest.fixture
def hostile(built, tmp_path):
    """A released file in which a department has a name that attacks."""
    path = tmp_path / "hostile.duckdb"
    shutil.copy(built.output / "juesuan.duckdb", path)
    path.chmod(0o644)
    writer = duckdb.connect(str(path))
    one = writer.execute("select min(department_id) from dims.dim_department").fetchall()[0][0]
    for table in ["dims.dim_department", *(f"marts.{m.name}" for m in marts(writer))]:
        columns = {r[0] for r in writer.execute(f"describe {table}").fetchall()}
        if "department_name" in columns:
            writer.execute(
                f"update {table} set department_name = ? where department_id = ?", [HOSTILE, one]
            )
    writer.close()
    connection = open_release(path)
    yield connection
    connection.close()


def test_a_workbook_holds_every_row_of_its_department(built, tmp_path):
    done = juesuan(
        "export", "xlsx", "--to", tmp_path, "--department", "政务服务", "--output", built.output,
        "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (path,) = json.loads(done.stdout)["files"]
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names[0] == "about 说明"
    rows = book.get_sheet_by_name("expenditure_year_over_year").to_python()
    expected = built.query(
        f"select function_code, nature_code, amount_yuan from marts.{MART} "
        "where department_name like '%政务服务%' order by all"
    )
    head = rows[0]
    place = [head.index(name) for name in ("function_code", "nature_code", "amount_yuan")]
    found = sorted(
        (row[place[0]], row[place[1]], Decimal(str(row[place[2]])).quantize(Decimal("0.01")))
        for row in rows[1:]
    )
    assert found == expected
    assert all(isinstance(row[place[0]], str) for row in rows[1:])  # codes are not numbers
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet2.xml").decode()
        assert 'state="frozen"' in sheet and "<autoFilter" in sheet
        assert "Amount in yuan" in parts.read("xl/comments1.xml").decode()


def test_an_attack_in_a_name_is_text_in_a_workbook(hostile, tmp_path):
    paths = write_workbooks(hostile, tmp_path, "test", "=cmd")
    assert len(paths) == 1 and paths[0].parent == tmp_path
    with zipfile.ZipFile(paths[0]) as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name), name
    sheets = CalamineWorkbook.from_path(str(paths[0]))
    rows = sheets.get_sheet_by_name("expenditure_year_over_year").to_python()
    assert rows[1][rows[0].index("department_name")] == HOSTILE


def test_an_attack_in_a_name_is_disarmed_in_csv_and_whole_in_parquet(hostile, tmp_path):
    write_csv(hostile, tmp_path)
    with (tmp_path / f"{MART}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {row["department_name"] for row in rows}
    assert "'" + HOSTILE in names and HOSTILE not in names
    assert not any(value.startswith(("=", "+", "@")) for row in rows for value in row.values())
    # a negative number is a number
    below = hostile.execute(f"select count(*) from marts.{MART} where change_yuan < 0").fetchall()
    assert sum(row["change_yuan"].startswith("-") for row in rows) == below[0][0]
    write_parquet(hostile, tmp_path)
    frame = pl.read_parquet(tmp_path / f"{MART}.parquet")
    assert HOSTILE in frame["department_name"].to_list()
    assert frame.schema["amount_yuan"] == pl.Decimal(20, 2)


def test_csv_holds_every_value(built, tmp_path):
    connection = open_release(built.output / "juesuan.duckdb")
    for path in write_csv(connection, tmp_path):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        expected = connection.execute(f"select * from marts.{path.stem} order by all")
        names = [column[0] for column in expected.description]
        assert rows[0] == names
        values = [
            ["" if v is None else str(v).lower() if isinstance(v, bool) else str(v) for v in row]
            for row in expected.fetchall()
        ]
        assert rows[1:] == values, path.name
    connection.close()


def test_the_package_is_valid(built, tmp_path):
    connection = open_release(built.output / "juesuan.duckdb")
    manifest = json.loads((built.output / "manifest.json").read_text("utf-8"))
    *_, descriptor = write_package(connection, tmp_path, manifest)
    connection.close()
    with system.use_context(trusted=True):
        report = Package(str(descriptor)).validate()
    assert report.valid, report.flatten(["message"])
    assert len(report.tasks) == len(list((ROOT / "models" / "marts").glob("mart_*.sql")))
    package = json.loads(descriptor.read_text("utf-8"))
    types = {
        field["columnType"]
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
        if "columnType" in field
    }
    assert {"value", "date:fiscal-year", "functional-classification:generic:code"} <= types
    # a wrong value makes it invalid
    table = tmp_path / f"{MART}.csv"
    table.write_text(table.read_text("utf-8").replace(",2024,", ",two,", 1), "utf-8")
    with system.use_context(trusted=True):
        assert not Package(str(descriptor)).validate().valid


def test_names_become_file_names():
    assert file_name("440307", "../../etc/passwd") == "440307_.._.._etc_passwd"
    assert file_name("", 'a:b*c?"<x>|\n') == "a_b_c__" + "_x___"


def test_a_department_that_is_not_there(built, tmp_path):
    done = juesuan(
        "export", "xlsx", "--to", tmp_path, "--department", "没有", "--output", built.output
    )
    assert done.returncode == 1
    assert "no department is called" in done.stderr
