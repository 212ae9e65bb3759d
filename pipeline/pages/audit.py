"""The audit as one HTML page: no server, no CDN, Chinese and English."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipeline.pages import fill
from pipeline.places import frugal
from pipeline.reasons import URGENCY, teach
from pipeline.summary import rows

MAX_ROWS = 2000  # of each table; the rest stands in the file
STATE_NAMES = {
    "exact": "精确",
    "rounding": "舍入之内",
    "fail": "不平",
    "degenerate": "退化",
    "not_evaluable": "无法判断",
}


def render(database: Path) -> str:
    """The page of a released or staged file; all text of documents is escaped."""
    connection = duckdb.connect(str(database), read_only=True, config=frugal())
    teach(connection)
    try:
        content = {
            "documents": rows(
                connection,
                "select source_path, department, fiscal_year, status, forms_loaded, reason, remedy "
                f"from audit.documents order by source_path limit {MAX_ROWS}",
            ),
            "quarantine": rows(
                connection,
                "select * replace (by_identity(reasons) as reasons) from audit.quarantine "
                f"order by source_path, block_no limit {MAX_ROWS}",
            ),
            "findings": rows(
                connection,
                "select f.*, i.formula_zh, i.formula_en from audit.findings f "
                "left join dims.dim_identity i using (identity_id) "
                f"order by {URGENCY}, f.source_path, f.finding_no limit {MAX_ROWS}",
            ),
            "repairs": rows(
                connection, f"from facts.fct_repair order by outcome, cell_id limit {MAX_ROWS}"
            ),
            "states": rows(
                connection,
                "select state, count(*) as results from facts.fct_identity_result "
                "group by state order by results desc",
            ),
            "identities": rows(
                connection,
                "select identity_id, formula_zh, formula_en, "
                + ", ".join(
                    f"count(r.state) filter (where r.state = '{s}') as {s}" for s in STATE_NAMES
                )
                + " from dims.dim_identity left join facts.fct_identity_result r using (identity_id) "
                "group by all order by identity_id",
            ),
            "suites": rows(
                connection,
                "select suite_name, count(*) filter (where is_success) as met, "
                "count(*) filter (where not is_success) as unmet from audit.gx_results "
                "group by suite_name order by suite_name",
            ),
        }
    finally:
        connection.close()
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    return fill("audit.html", **content, state_names=STATE_NAMES, made_at=made_at)
