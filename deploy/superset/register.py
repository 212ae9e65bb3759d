"""Registers the released file in Superset: a read-only database, datasets, charts and one dashboard.

Usage, in Superset's environment, with SUPERSET_CONFIG_PATH naming superset_config.py beside this file:
  superset db upgrade && superset fab create-admin … && superset init
  python deploy/superset/register.py warehouse/juesuan.duckdb

Everything is found by its name and written again, so it may run after every release.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from superset.app import create_app

DATABASE = "juesuan 决算"
DASHBOARD = "部门决算 · Final accounts"
TOTAL = "sum(amount_yuan)"


def measure(expression: str, label: str) -> dict[str, Any]:
    """An aggregate of a chart, in SQL."""
    return {"expressionType": "SQL", "sqlExpression": expression, "label": label}


def only(column: str, value: object) -> dict[str, Any]:
    """A filter of a chart: the column equals the value."""
    return {
        "expressionType": "SIMPLE",
        "clause": "WHERE",
        "subject": column,
        "operator": "==",
        "comparator": value,
    }


def bars(
    metric: dict[str, Any], by: str, filters: list[dict[str, Any]], **more: Any
) -> dict[str, Any]:
    """A bar chart by fiscal year."""
    return {
        "x_axis": "fiscal_year",
        "xAxisForceCategorical": True,
        "metrics": [metric],
        "groupby": [by],
        "adhoc_filters": filters,
        "row_limit": 10000,
        "show_legend": True,
        "y_axis_format": "SMART_NUMBER",
        **more,
    }


# name: (dataset, kind of chart, its settings); the semantic views hold no totals, so sums are right
CHARTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "收入与支出 · Revenue and expenditure": (
        "semantic.metric",
        "echarts_timeseries_bar",
        bars(
            measure(TOTAL, "yuan"),
            "metric_name",
            [
                {
                    **only("metric_key", ["total_income", "total_expenditure"]),
                    "operator": "IN",
                }
            ],
        ),
    ),
    "支出按功能分类 · Expenditure by function": (
        "semantic.expenditure",
        "echarts_timeseries_bar",
        bars(measure(TOTAL, "yuan"), "class_name", [], stack="Stack"),
    ),
    "“三公”经费 · Three public expenses": (
        "semantic.three_public",
        "echarts_timeseries_bar",
        bars(measure("sum(actual_yuan)", "yuan"), "item_code", [], stack="Stack"),
    ),
    "基本支出按经济分类 · Basic expenditure by economic class": (
        "semantic.basic_expenditure",
        "pie",
        {
            "groupby": ["gfsm_name"],
            "metric": measure(TOTAL, "yuan"),
            "adhoc_filters": [],
            "row_limit": 100,
            "show_legend": True,
            "number_format": "SMART_NUMBER",
        },
    ),
    "部门 · Departments": (
        "semantic.metric",
        "table",
        {
            "query_mode": "aggregate",
            "groupby": ["department_name", "fiscal_year"],
            "metrics": [measure(TOTAL, "yuan")],
            "adhoc_filters": [only("metric_key", "total_expenditure")],
            "row_limit": 1000,
            "order_desc": True,
        },
    ),
    "数据质量 · Data quality": (
        "marts.mart_data_quality",
        "table",
        {
            "query_mode": "raw",
            "all_columns": [
                "department_name",
                "fiscal_year",
                "holding_count",
                "failing_count",
                "repair_count",
                "withheld_count",
            ],
            "adhoc_filters": [],
            "row_limit": 1000,
        },
    ),
}


def layout(charts: list[Any]) -> str:
    """Two charts a row."""
    position: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "GRID_ID": {"type": "GRID", "id": "GRID_ID", "children": [], "parents": ["ROOT_ID"]},
        "HEADER_ID": {"type": "HEADER", "id": "HEADER_ID", "meta": {"text": DASHBOARD}},
    }
    for start in range(0, len(charts), 2):
        row = f"ROW-{start}"
        position["GRID_ID"]["children"].append(row)
        position[row] = {
            "type": "ROW",
            "id": row,
            "children": [],
            "parents": ["ROOT_ID", "GRID_ID"],
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }
        for chart in charts[start : start + 2]:
            place = f"CHART-{chart.id}"
            position[row]["children"].append(place)
            position[place] = {
                "type": "CHART",
                "id": place,
                "children": [],
                "parents": ["ROOT_ID", "GRID_ID", row],
                "meta": {
                    "chartId": chart.id,
                    "width": 6,
                    "height": 50,
                    "sliceName": chart.slice_name,
                },
            }
    return json.dumps(position, ensure_ascii=False)


def register(file: Path) -> str:
    """Write database, datasets, charts and dashboard; returns the path of the dashboard."""
    from superset import db
    from superset.connectors.sqla.models import SqlaTable
    from superset.models.core import Database
    from superset.models.dashboard import Dashboard
    from superset.models.slice import Slice

    def found(model: Any, **key: Any) -> Any:
        """The object of that key, made when there is none."""
        known = db.session.query(model).filter_by(**key).one_or_none()
        if known is None:
            known = model(**key)
            db.session.add(known)
        return known

    database = found(Database, database_name=DATABASE)
    # not resolved: the link leads to the next release too
    database.set_sqlalchemy_uri(f"duckdb:///{file.absolute()}?access_mode=read_only")
    database.expose_in_sqllab = True
    database.allow_dml = False
    db.session.flush()
    datasets = {}
    for name in {dataset for dataset, _, _ in CHARTS.values()}:
        schema, table = name.split(".")
        datasets[name] = found(SqlaTable, table_name=table, schema=schema, database_id=database.id)
        datasets[name].database = database
        db.session.flush()
        datasets[name].fetch_metadata()
    charts = []
    for name, (dataset, kind, settings) in CHARTS.items():
        chart = found(Slice, slice_name=name)
        chart.viz_type = kind
        chart.datasource_type = "table"
        chart.datasource_id = datasets[dataset].id
        chart.datasource_name = dataset
        source = f"{chart.datasource_id}__table"
        chart.params = json.dumps({"datasource": source, "viz_type": kind, **settings})
        charts.append(chart)
    db.session.flush()
    dashboard = found(Dashboard, slug="juesuan")
    dashboard.dashboard_title = DASHBOARD
    dashboard.published = True
    dashboard.slices = charts
    dashboard.position_json = layout(charts)
    db.session.commit()
    return f"/superset/dashboard/{dashboard.slug}/"


def main() -> None:
    """Register the file and say where the dashboard is."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, help="the released file, juesuan.duckdb")
    options = parser.parse_args()
    if not options.file.exists():
        parser.error(f"there is no file {options.file}; run make build")
    with create_app().app_context():
        print(f"dashboard at {register(options.file)}")


if __name__ == "__main__":
    main()
