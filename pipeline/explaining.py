"""Takes a published figure back to the printed cell and to every identity that touches it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.errors import NothingFound
from pipeline.summary import rows

CELL_COLUMNS = (
    "p.cell_id, p.document_id, d.source_path, d.department, d.fiscal_year, p.form_no, p.side, "
    "p.code, p.line_key, p.item_name, p.column_name, p.printed_text, p.kind, p.amount_yuan, p.unit, "
    "p.decimals, p.page, p.place, p.source_line, p.table_no, p.table_row, p.table_column, p.is_quarantined"
)
# how the operands of an identity name a cell of audit.printed_values: T3[2010301.项目支出]=
OPERAND_LABEL = (
    "'T' || form_no || '[' || coalesce(nullif(code, ''), nullif(line_key, ''), item_name) "
    "|| '.' || column_name || ']='"
)


@dataclass(frozen=True)
class Question:
    """Which figures to explain; every part narrows the search."""

    department: str | None = None
    year: int | None = None
    code: str | None = None
    form: int | None = None
    column: str | None = None
    item: str | None = None


def explain(database: Path, question: Question) -> list[dict[str, Any]]:
    """The printed cells the question names, each with its repairs and identities.

    Raises NothingFound with the departments and years that the file holds.
    """
    connection = duckdb.connect(str(database), read_only=True)
    try:
        where = ["true"]
        values: list[object] = []
        for clause, value in (
            ("contains(d.department, ?)", question.department),
            ("d.fiscal_year = ?", question.year),
            ("(p.code = ? or p.line_key = ?)", question.code),
            ("p.form_no = ?", question.form),
            ("contains(p.column_name, ?)", question.column),
            ("contains(p.item_name, ?)", question.item),
        ):
            if value is not None:
                where.append(clause)
                values += [value] * clause.count("?")
        found = connection.execute(
            f"select {CELL_COLUMNS}, {OPERAND_LABEL} as operand_label from audit.printed_values p "
            "join audit.documents d using (document_id) "
            f"where {' and '.join(where)} "
            "order by d.source_path, p.form_no, p.row_no, p.table_column",
            values,
        )
        names = [column[0] for column in found.description or []]
        cells = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        if not cells:
            known = rows(
                connection,
                "select distinct department, fiscal_year from audit.documents "
                "where status != 'refused' order by all limit 10",
            )
            held = ", ".join(f"{k['department']} {k['fiscal_year']}" for k in known)
            raise NothingFound(f"no printed cell fits; the file holds: {held}")
        for cell in cells:
            cell["identities"] = _identities(connection, cell)
            cell["repairs"] = _repairs(connection, cell)
    finally:
        connection.close()
    return cells


def _identities(
    connection: duckdb.DuckDBPyConnection, cell: dict[str, Any]
) -> list[dict[str, Any]]:
    found = connection.execute(
        "select r.identity_id, r.scope, r.state, r.severity, r.printed_yuan, r.computed_yuan, "
        "r.difference_yuan, r.bound_yuan, r.reason, i.formula_zh, i.formula_en, "
        "array_to_string(r.operands, ' ') as operands "
        "from facts.fct_identity_result r join dims.dim_identity i using (identity_id) "
        "where r.document_id = ? and contains(array_to_string(r.operands, ' '), ?) order by all",
        [cell["document_id"], cell["operand_label"]],
    )
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _repairs(connection: duckdb.DuckDBPyConnection, cell: dict[str, Any]) -> list[dict[str, Any]]:
    found = connection.execute(
        "select * from facts.fct_repair where cell_id = ?", [cell["cell_id"]]
    )
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
