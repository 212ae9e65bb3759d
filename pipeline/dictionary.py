"""The data dictionary of a release: every table and column in Chinese and English, from the dbt YAML."""

import json
import re
from pathlib import Path
from typing import Any

import duckdb

from pipeline.places import frugal

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
FORM_NAMES = {0: ("the prose", "文字说明"), 10: ("project self-evaluations", "项目支出绩效自评表")}
UNITS = {
    "yuan": "元",
    "percent": "%",
    "percentage points": "百分点",
    "points": "分",
    "count": "个",
    "bytes": "字节",
}


def languages(text: str) -> tuple[str, str]:
    """The English and the Chinese half of a description: the last full stop with a blank parts them."""
    english, _, chinese = " ".join(text.split()).rpartition(". ")
    return (f"{english}.", chinese) if english and _CHINESE.search(chinese) else (text, text)


# of each form the cells that print an amount other than zero, and how many of them some identity touches
_AMOUNTS = """
select form_no, count(*), count(*) filter (identity_count > 0)
from audit.printed_values left join audit.detectability using (cell_id)
where amount_yuan != 0 group by form_no
"""


def dictionary(manifest: Path, database: Path) -> list[dict[str, Any]]:
    """Every released table in order of schema and name, as plain data.

    Per table: schema, name, description (en, zh), key columns (its grain), source forms, the
    identities that judge them, rows, and, where rows are cells, the share of the non-zero cells of
    these forms that some identity touches; per column: name, type, description (en, zh), unit.
    """
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"]
    models = {(n["schema"], n["name"]): n for n in nodes.values() if n["resource_type"] == "model"}
    keys = _keys(nodes)
    connection = duckdb.connect(str(database), read_only=True, config=frugal())
    try:
        identities = connection.execute(
            "select identity_id, form_nos from dims.dim_identity order by 1"
        ).fetchall()
        tables = connection.execute(
            "select schema_name, table_name, coalesce(comment, '') from duckdb_tables() "
            "union all select schema_name, view_name, coalesce(comment, '') from duckdb_views() "
            "where not internal "
            "order by list_position(['semantic', 'marts', 'facts', 'dims', 'audit'], schema_name), 2"
        ).fetchall()
        amounts = {
            form_no: (cells, covered)
            for form_no, cells, covered in connection.execute(_AMOUNTS).fetchall()
        }
        return [
            _table(
                connection,
                *(row, models.get((row[0], row[1])), keys.get(row[1], []), identities, amounts),
            )
            for row in tables
        ]
    finally:
        connection.close()


def _keys(nodes: dict[str, Any]) -> dict[str, list[str]]:
    """The columns of each model's ``integrity`` test."""
    found = {}
    for node in nodes.values():
        test = node.get("test_metadata") or {}
        if node["resource_type"] == "test" and test.get("name") == "integrity":
            model = node["attached_node"].rsplit(".", 1)[1]
            found[model] = list(test["kwargs"].get("key", []))
    return found


def _table(
    connection: duckdb.DuckDBPyConnection,
    row: tuple[str, str, str],
    model: dict[str, Any] | None,
    key: list[str],
    identities: list[tuple[str, str]],
    amounts: dict[int, tuple[int, int]],
) -> dict[str, Any]:
    schema, name, comment = row
    ((rows,),) = connection.execute(f"select count(*) from {schema}.{name}").fetchall()
    forms = (model or {}).get("config", {}).get("meta", {}).get("forms", [])
    english, chinese = languages(comment)
    columns = connection.execute(
        "select column_name, data_type, coalesce(comment, '') from duckdb_columns() "
        "where schema_name = ? and table_name = ? order by column_index",
        [schema, name],
    ).fetchall()
    described = (model or {}).get("columns", {})
    judged = [i for i, numbers in identities if _numbers(numbers) & set(forms)]
    return {
        "schema": schema,
        "name": name,
        "en": english,
        "zh": chinese,
        "rows": rows,
        "key": key,
        "forms": forms,
        "identities": judged,
        "covered_pct": _covered(forms, amounts) if "cell_id" in {c[0] for c in columns} else None,
        "columns": [_column(c, described.get(c[0], {})) for c in columns],
    }


def _numbers(form_nos: str) -> set[int]:
    return {int(number) for number in form_nos.split(";") if number}


def _covered(forms: list[int], amounts: dict[int, tuple[int, int]]) -> float | None:
    """Share of the cells of the forms that print an amount other than zero which some identity touches, in percent."""
    cells, covered = (sum(amounts.get(form, (0, 0))[i] for form in forms) for i in (0, 1))
    return round(100 * covered / cells, 1) if cells else None


def _column(column: tuple[str, str, str], described: dict[str, Any]) -> dict[str, Any]:
    name, data_type, comment = column
    english, chinese = languages(comment)
    unit = described.get("config", {}).get("meta", {}).get("unit")
    return {
        "name": name,
        "type": data_type,
        "unit": unit,
        "unit_zh": UNITS.get(unit or ""),
        "en": english,
        "zh": chinese,
    }


def form_words(number: int) -> tuple[str, str]:
    """A source form in words, English and Chinese."""
    return FORM_NAMES.get(number, (f"form {number}", f"表{number}"))
