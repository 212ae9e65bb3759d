"""A build talks to nobody, and text of documents stays text wherever it goes."""

import json
import os
import subprocess
import sys

from pipeline.dbt import QUIET
from pipeline.printing import clean
from tests.conftest import ROOT


def network(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_build_makes_no_outgoing_connection(built):
    """Every Python process of the build (dbt, great-expectations, readers) was watched."""
    events = network(built.output.parent / "network.jsonl")
    watching = {event["pid"] for event in events if event["event"] == "watching"}
    assert len(watching) >= 4  # the command, the readers' server, dbt, great-expectations
    programs = " ".join(" ".join(event["program"]) for event in events)
    assert "dbt" in programs or "-m" in programs
    assert [event for event in events if event["event"] != "watching"] == []


def test_the_watch_sees_a_connection(tmp_path):
    """The hook of the test above can fail: it notes a connection and a look-up."""
    log = tmp_path / "network.jsonl"
    script = (
        "import socket\n"
        "try: socket.create_connection(('127.0.0.1', 9), 0.2)\n"
        "except OSError: pass\n"
        "try: socket.getaddrinfo('localhost', 80)\n"
        "except OSError: pass\n"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "tests" / "hooks"),
        "JUESUAN_NETWORK_LOG": str(log),
    }
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    assert {event["event"] for event in network(log)} >= {
        "watching",
        "socket.connect",
        "socket.getaddrinfo",
    }


def test_telemetry_is_off_everywhere():
    assert QUIET["DBT_SEND_ANONYMOUS_USAGE_STATS"] == "false"
    assert QUIET["GX_ANALYTICS_ENABLED"] == "false"
    assert "send_anonymous_usage_stats: false" in (ROOT / "dbt_project.yml").read_text("utf-8")


def test_a_terminal_gets_no_control_characters():
    assert clean("a\x1b[31mb\x07c\u202ed\u3000e\tf\n") == "a\ufffd[31mb\ufffdc\ufffdd\u3000e\tf\n"
