"""Nothing undescribed, nothing in code that belongs to one document, no module too long."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from pipeline import catalogue
from tests.conftest import LONGGANG, ROOT, juesuan

PYTHON = [p for d in ("ingest", "pipeline", "expectations") for p in Path(ROOT, d).rglob("*.py")]
MODELS = sorted(Path(ROOT, "models").rglob("*.sql"))
MACROS = sorted(Path(ROOT, "macros").glob("*.sql"))


def described(folder, kind):
    found = {}
    for path in Path(ROOT, folder).rglob("*.yml"):
        for entry in yaml.safe_load(path.read_text("utf-8")).get(kind, []):
            found[entry["name"]] = entry
    return found


def test_every_model_and_column_is_described():
    models = described("models", "models")
    assert set(models) == {path.stem for path in MODELS}
    blocks = set(
        re.findall(r"{% docs (\w+) %}", Path(ROOT, "models/_columns.md").read_text("utf-8"))
    )
    for name, model in models.items():
        assert model["description"].startswith("One row per"), name
        assert re.search(r"[\u4e00-\u9fff]", model["description"]), name
        assert model["columns"], name
        for column in model["columns"]:
            (block,) = re.findall(r"doc\('(\w+)'\)", column["description"])
            assert block in blocks


def test_all_say_one_version():
    package = tomllib.loads(Path(ROOT, "pyproject.toml").read_text("utf-8"))["project"]["version"]
    models = yaml.safe_load(Path(ROOT, "dbt_project.yml").read_text("utf-8"))["version"]
    [newest] = re.findall(r"\A# Changes\n\n## (\S+)", Path(ROOT, "CHANGELOG.md").read_text("utf-8"))
    assert package == models == newest


def test_every_seed_is_described():
    seeds = described("seeds", "seeds")
    assert set(seeds) == {path.stem for path in Path(ROOT, "seeds").glob("*.csv")}


def test_every_macro_and_its_arguments_are_described():
    """A version of one dialect (default__, spark__) is described by the macro that dispatches to it."""
    described_ones = described("macros", "macros")
    defined = {}
    for path in MACROS:
        for name, given in re.findall(r"{% macro (\w+)\((.*?)\) -?%}", path.read_text("utf-8")):
            bare = re.sub(r"'[^']*'", "", given)
            defined[name] = [a.strip().split("=")[0] for a in bare.split(",") if a.strip()]
    versions = {name for name in defined if name.partition("__")[2] in defined}
    assert set(described_ones) == set(defined) - versions
    for name, macro in described_ones.items():
        assert [a["name"] for a in macro.get("arguments", [])] == defined[name], name
        assert macro["description"]


def test_every_key_mart_has_unit_tests():
    tested = {
        test["model"]
        for path in Path(ROOT, "models").rglob("*.yml")
        for test in yaml.safe_load(path.read_text("utf-8")).get("unit_tests", [])
    }
    assert {p.stem for p in MODELS if p.parent.name == "marts"} <= tested


@pytest.mark.parametrize("path", PYTHON, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_say_why_they_exist_and_stay_short(path):
    text = path.read_text("utf-8")
    assert text.startswith('"""')
    assert len(text.splitlines()) <= 300


def test_nothing_of_one_document_stands_in_code():
    """Its amounts, its names and its codes of projects stand in documents and fixtures only."""
    amounts = set(re.findall(r"\d{1,3},\d{3}\.\d\d", LONGGANG.read_text("utf-8")))
    words = {"龙岗", "普陀", "政务服务和数据管理局", "4403"}
    sources = [*PYTHON, *MODELS, *MACROS]
    sources += [*Path(ROOT, "seeds").glob("*.csv"), *Path(ROOT, "ingest/layouts").glob("*.csv")]
    for path in sources:
        text = path.read_text("utf-8")
        for token in amounts | words:
            assert token not in text, (path, token)


def test_the_lock_file_is_hashed_and_names_no_host():
    text = Path(ROOT, "requirements.lock").read_text("utf-8")
    pinned = re.findall(r"^[a-z0-9][^\s=]*==\S+", text, re.MULTILINE)
    assert len(pinned) > 50
    assert text.count("--hash=sha256:") >= len(pinned)
    assert not re.search(r"https?://|--index-url|--extra-index-url|--find-links", text)


@pytest.fixture(scope="module")
def overview():
    """The help of the command without a subcommand."""
    return juesuan("--help").stdout


@pytest.mark.parametrize(
    "command",
    [
        "build",
        "ingest",
        "audit",
        "publish",
        "status",
        "diff",
        "rollback",
        "export",
        "describe",
        "explain",
        "inspect",
        "sql",
    ],
)
def test_every_command_has_help_with_examples_and_is_documented(command, overview):
    shown = juesuan(command, "--help").stdout
    assert "Examples:" in shown
    assert f"juesuan {command}" in shown
    assert "--json" in shown or command == "sql"  # an editor prints nothing
    assert f"juesuan {command}" in Path(ROOT, "docs/commands.md").read_text("utf-8")
    assert re.search(rf"^\W*{command}\s", overview, re.MULTILINE)


def test_the_identity_page_is_that_of_the_seeds():
    assert Path(ROOT, "docs/identities.md").read_text("utf-8") == catalogue.page()
