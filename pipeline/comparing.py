"""Two releases side by side: what appeared, vanished and changed, and whether the inputs explain it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.places import Settings
from pipeline.summary import quoted, rows

# measure -> fact table, what names a figure within a document, and the figure
FIGURES: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    (
        "balance",
        "fct_balance",
        ("form_no", "side", "line_key", "class_code", "fund_code", "column_key"),
        "amount_yuan",
    ),
    ("income", "fct_income", ("function_code", "source_code"), "amount_yuan"),
    (
        "expenditure",
        "fct_expenditure",
        ("function_code", "fund_code", "nature_code"),
        "amount_yuan",
    ),
    ("basic expenditure", "fct_basic_expenditure", ("economic_code",), "amount_yuan"),
    ("fund flow", "fct_fund_flow", ("function_code", "fund_code", "flow_code"), "amount_yuan"),
    ("three public", "fct_three_public", ("phase_code", "item_code"), "amount_yuan"),
    ("procurement", "fct_procurement", ("item_code",), "amount_yuan"),
    ("state assets", "fct_state_asset", ("asset_code",), "asset_count"),
    ("project initial budget", "fct_performance_project", ("project_no",), "initial_budget_yuan"),
    (
        "project full-year budget",
        "fct_performance_project",
        ("project_no",),
        "full_year_budget_yuan",
    ),
    ("project execution", "fct_performance_project", ("project_no",), "executed_yuan"),
    ("project score", "fct_performance_project", ("project_no",), "total_score"),
    ("indicator score", "fct_performance_indicator", ("project_no", "indicator_no"), "score"),
)
GONE_SHARE = 0.1  # more department-years gone than this, and a person looks first

_SIDE = """
create temp table {side}_figures as
select f.*, row_number() over (
    partition by document_id, measure, item order by figure
) as occurrence
from ({union}) as f;
create temp table {side}_documents as
select document_id, source_path, coalesce(department_id, '') as department_id,
       coalesce(fiscal_year, 0) as fiscal_year
from {side}.dims.dim_document
where is_current
"""
_FIGURE = """
select f.document_id, coalesce(f.department_id, '') as department_id,
       coalesce(p.department_name, '?') as department, coalesce(f.fiscal_year, 0) as fiscal_year,
       '{measure}' as measure, concat_ws(' ', {items}) as item, cast({figure} as decimal(38, 4)) as figure
from {side}.facts.{table} as f
left join {side}.dims.dim_department as p using (department_id)
where f.is_current and {figure} is not null{among}
"""
_AMONG = " and f.document_id in (from among)"
_COMPARED = """
create temp table compared as
select coalesce(n.department_id, o.department_id) as department_id,
       coalesce(n.department, o.department) as department,
       coalesce(n.fiscal_year, o.fiscal_year) as fiscal_year,
       coalesce(n.measure, o.measure) as measure,
       coalesce(n.item, o.item) as item,
       o.figure as old_figure, n.figure as new_figure,
       case when o.figure is null then 'appeared' when n.figure is null then 'vanished'
            else 'changed' end as what
from old_figures as o
full outer join new_figures as n
    on o.department_id = n.department_id and o.fiscal_year = n.fiscal_year
    and o.measure = n.measure and o.item = n.item and o.occurrence = n.occurrence
where o.figure is distinct from n.figure
"""
_BY_MEASURE = """
select department, fiscal_year, measure,
       count(*) filter (what = 'appeared') as appeared,
       count(*) filter (what = 'vanished') as vanished,
       count(*) filter (what = 'changed') as changed,
       max(abs(new_figure - old_figure)) as largest_change
from compared group by department_id, department, fiscal_year, measure
order by department, department_id, fiscal_year, measure
"""
_UNEXPLAINED = """
select o.department, o.fiscal_year, o.measure, o.item, o.figure as old_figure, n.figure as new_figure
from old_figures as o
inner join old_documents as od using (document_id)
inner join new_documents as nd using (document_id)
left join new_figures as n using (document_id, measure, item, occurrence)
where o.figure is distinct from n.figure
order by all
"""


@dataclass
class Comparison:
    """An open comparison of two released or staged files."""

    connection: duckdb.DuckDBPyConnection

    def by_measure(self) -> list[dict[str, Any]]:
        """Counts of figures that appeared, vanished and changed, by department, year and measure."""
        return rows(self.connection, _BY_MEASURE)

    def figures(self, limit: int | None = None) -> list[dict[str, Any]]:
        """The figures themselves."""
        cut = "" if limit is None else f" limit {limit}"
        return rows(
            self.connection, f"select * exclude (department_id) from compared order by all{cut}"
        )

    def unexplained(self) -> list[dict[str, Any]]:
        """Figures of documents that lie unchanged in both, but are other than before or gone."""
        return rows(self.connection, _UNEXPLAINED)

    def documents(self) -> dict[str, list[str]]:
        """Paths of the current documents that are new, and that are gone."""
        query = (
            "select source_path from {a}_documents anti join {b}_documents using (document_id) "
            "order by all"
        )
        return {
            "new": [
                r["source_path"] for r in rows(self.connection, query.format(a="new", b="old"))
            ],
            "gone": [
                r["source_path"] for r in rows(self.connection, query.format(a="old", b="new"))
            ],
        }

    def years_gone(self) -> tuple[int, int]:
        """How many department-years are gone, and how many there were.

        A document that is still there under another name of its department is not gone.
        """
        found = self.connection.execute(
            "select count(distinct (department_id, fiscal_year)) filter (document_id not in "
            "(select document_id from new_documents) and (department_id, fiscal_year) not in "
            "(select (department_id, fiscal_year) from new_documents)), "
            "count(distinct (department_id, fiscal_year)) from old_documents"
        ).fetchall()
        return found[0][0], found[0][1]

    def reasons_to_hold(self) -> list[str]:
        """Why a person should look before the new file is published; empty when the inputs explain it."""
        reasons = []
        moved = self.unexplained()
        if moved:
            first = moved[0]
            reasons.append(
                f"{len(moved)} figures of documents that did not change are other than before or "
                f"gone, the first: {first['department']} {first['fiscal_year']} {first['measure']} "
                f"{first['item']}: {first['old_figure']} → "
                f"{'gone' if first['new_figure'] is None else first['new_figure']}"
            )
        gone, before = self.years_gone()
        if gone > before * GONE_SHARE:
            reasons.append(f"{gone} of {before} department-years are gone")
        return reasons


def compare(
    old: Path, new: Path, settings: Settings | None = None, among: list[str] | None = None
) -> Comparison:
    """Compare two files figure by figure; raises duckdb.Error when one lacks a table of the contract.

    ``among`` are the ids of the documents whose figures may differ, where the new file is known to be the
    old one with the rows of these in place of theirs. Documents and years are compared in full.
    """
    connection = duckdb.connect(config=settings or {})
    connection.execute("create temp table among as select unnest(?) as document_id", [among or []])
    for side, path in (("old", old), ("new", new)):
        connection.execute(f"attach {quoted(path)} as {side} (read_only)")
        union = " union all ".join(
            _FIGURE.format(
                side=side,
                measure=measure,
                table=table,
                figure=figure,
                items=", ".join(key),
                among="" if among is None else _AMONG,
            )
            for measure, table, key, figure in FIGURES
        )
        for statement in _SIDE.format(side=side, union=union).split(";"):
            connection.execute(statement)
    connection.execute(_COMPARED)
    return Comparison(connection)
