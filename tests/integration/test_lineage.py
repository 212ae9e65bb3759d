"""The pages of the models: the amounts of the facts lead back, column by column, to printed text."""

import base64
import json
import re
import shutil

import pytest

from pipeline.errors import NoRelease
from pipeline.lineage import write_lineage
from pipeline.places import Output


@pytest.fixture(scope="module")
def written(built, tmp_path_factory):
    """Lineage of a copy: dbt may write into the build it documents."""
    output = Output(tmp_path_factory.mktemp("lineage"))
    output.work.mkdir()
    shutil.copyfile(Output(built.output).build_database, output.build_database)
    return output, write_lineage(output)


def packed(page: str) -> str:
    """What a page carries as base64."""
    found = re.findall(r"[A-Za-z0-9+/]{1000,}=*", page)
    return "".join(base64.b64decode(text + "==").decode("utf-8", "replace") for text in found)


def test_each_page_is_one_file(written):
    _, pages = written
    assert [page.name for page in pages] == ["models.html", "columns.html"]
    for page in pages:
        text = page.read_text("utf-8")
        assert "mart_expenditure_year_over_year" in text + packed(text)
        assert re.findall(r"<(?:script|link)[^>]+(?:src|href)=.https?:", text) == []


def test_amounts_come_from_printed_text(written):
    made = json.loads((written[0].work / "docs/colibri/colibri-manifest.json").read_text("utf-8"))
    parents = made["lineage"]["parents"]

    def ends(node: str, column: str) -> set[str]:
        above = parents.get(node, {}).get(column, [])
        if not above:
            return {f"{node.rsplit('.', 1)[1]}.{column}"}
        return set().union(*(ends(parent["dbt_node"], parent["column"]) for parent in above))

    # the tool follows no column through a union of models: there the next page is the part's own
    for table in ("fct_expenditure", "fct_income", "fct_balance", "fct_three_public"):
        found = ends(f"model.juesuan.{table}", "amount_yuan")
        assert found == {"int_cells__printed.amount_yuan", "int_repairs__applied.repaired_value"}
    assert "table_rows.cells" in ends("model.juesuan.int_cells__forms", "amount_yuan")


def test_without_a_build_it_says_so(tmp_path):
    with pytest.raises(NoRelease, match="juesuan build"):
        write_lineage(Output(tmp_path))
