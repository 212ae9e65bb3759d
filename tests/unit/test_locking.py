"""One build at a time into an output folder."""

import subprocess
import sys

import pytest

from pipeline.errors import OutputBusy
from pipeline.locking import locked
from pipeline.places import Output
from tests.conftest import ROOT, juesuan

HOLD = """
import sys, time
from pathlib import Path
from pipeline.locking import locked
from pipeline.places import Output
with locked(Output(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


def test_a_second_build_says_so_and_leaves_with_its_own_code(holder, tmp_path):
    with pytest.raises(OutputBusy) as busy, locked(Output(tmp_path)):
        pass
    assert busy.value.holder == str(holder.pid)
    done = juesuan("build", "--source", ROOT / "disclosures", "--output", tmp_path)
    assert done.returncode == 75
    assert f"process {holder.pid}" in done.stderr.replace("\n", " ")
    assert not (tmp_path / "juesuan.duckdb").exists()


def test_the_lock_goes_with_a_process_that_is_killed(holder, tmp_path):
    holder.kill()
    holder.wait()
    with locked(Output(tmp_path)):
        pass
