"""What deploy/ offers works: the units are valid, the Dagster assets run for real."""

import configparser
import importlib.util
import os
import re
import shutil
import subprocess

import pytest
import yaml

from pipeline import building
from tests.conftest import LONGGANG, ROOT

os.environ["DAGSTER_DISABLE_TELEMETRY"] = "true"
DEPLOY = ROOT / "deploy"


@pytest.fixture(scope="module")
def definitions():
    spec = importlib.util.spec_from_file_location(
        "definitions", DEPLOY / "dagster" / "definitions.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_dagster_assets_build_a_release(definitions, tmp_path):
    import dagster as dg

    source = tmp_path / "source"
    source.mkdir()
    shutil.copy(LONGGANG, source)
    dg.Definitions.validate_loadable(definitions.defs)
    folders = definitions.Folders(source=str(source), output=str(tmp_path / "warehouse"))
    done = dg.materialize(
        [definitions.documents, definitions.audited_build, definitions.release],
        resources={"folders": folders},
        instance=dg.DagsterInstance.ephemeral(),
    )
    assert done.success
    (event,) = done.asset_materializations_for_node("release")
    assert event.metadata["release"].value == (tmp_path / "warehouse/current").readlink().name
    manifest = building.released(folders.place)
    assert manifest["summary"]["document_count"] == 1


def test_dagster_runs_the_steps_every_night(definitions):
    (schedule,) = definitions.defs.get_repository_def().schedule_defs
    assert schedule.cron_schedule == "0 2 * * *"
    assert definitions.defs.resolve_job_def("nightly")


def test_units_run_a_command_that_exists():
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(DEPLOY / "systemd" / "juesuan.service")
    command = unit["Service"]["ExecStart"].split()
    assert command[0].endswith(".venv/bin/juesuan")
    help_text = subprocess.run(
        [ROOT / ".venv/bin/juesuan", command[1], "--help"],
        capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "200"},
    ).stdout  # fmt: skip
    options = {word for word in command if word.startswith("--")}
    crontab = (DEPLOY / "crontab").read_text("utf-8")
    workflow = (DEPLOY / "github" / "nightly.yml").read_text("utf-8")
    options |= set(re.findall(r"juesuan build[^|>]*?(--\w+)", crontab + workflow))
    assert options
    assert all(option in help_text for option in options), options
    # published with blocks withheld, and another build at work, are no failures of the night
    assert unit["Service"]["SuccessExitStatus"].split() == [
        str(building.WITHHELD),
        str(building.BUSY),
    ]
    assert "0|2|75" in crontab


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_takes_the_units(tmp_path):
    for name in ("juesuan.service", "juesuan.timer"):
        text = (DEPLOY / "systemd" / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("/srv/juesuan", str(ROOT)), "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / "juesuan.service", tmp_path / "juesuan.timer"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_workflow_is_yaml_with_its_steps():
    workflow = yaml.safe_load((DEPLOY / "github" / "nightly.yml").read_text("utf-8"))
    steps = workflow["jobs"]["build"]["steps"]
    assert any("juesuan build" in step.get("run", "") for step in steps)
    assert workflow["concurrency"]["group"]
