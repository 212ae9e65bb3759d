"""How the command line shows results: tables for people, JSON for machines."""

import json
import sys
import unicodedata
from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.table import Table

from pipeline.dictionary import form_words
from pipeline.reasons import by_identity

# a pipe has no width of its own: give tables room
_WIDTH = None if sys.stdout.isatty() else 140
SHOWN = 50  # rows of one table on the terminal; all of them stand in the file
STATUSES = ("loaded", "partial", "refused")
_IN_TABLE = (("table", "table_no"), ("row", "table_row"))
_ON_PAGE = (("page", "page"), ("line", "source_line"), ("", "place"))


def clean(text: str) -> str:
    """Text of a document as a terminal may see it: no control, format or direction characters."""
    return "".join(
        char if char in "\n\t" or unicodedata.category(char)[0] != "C" else "\ufffd"
        for char in text
    )


class Screen(Console):
    """A console for which text of documents is text: no markup, nothing that steers a terminal."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Print, with every string cleaned."""
        super().print(*(clean(o) if isinstance(o, str) else o for o in objects), **options)


class Grid(Table):
    """A table of cleaned text."""

    def add_row(self, *cells: Any, **options: Any) -> None:
        """Add a row, with every string cleaned."""
        super().add_row(*(clean(c) if isinstance(c, str) else c for c in cells), **options)


out = Screen(width=_WIDTH, markup=False, emoji=False)
err = Screen(stderr=True, markup=False, emoji=False)


def show_json(content: Any) -> None:
    """One JSON document on standard output."""
    print(json.dumps(content, ensure_ascii=False, indent=1, default=str))


def grid(title: str, *columns: str) -> Grid:
    """An empty table with a title and headers."""
    table = Grid(title=title, title_justify="left", header_style="bold", expand=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _listed(
    table: Grid,
    found: list[dict[str, Any]],
    where: str,
    cells: Callable[[dict[str, Any]], tuple[object, ...]],
) -> None:
    """Print the first of what was found as a table, and say where the others stand."""
    for each in found[:SHOWN]:
        table.add_row(*map(_text, cells(each)))
    if found:
        out.print(table)
    if len(found) > SHOWN:
        out.print(f"… and {len(found) - SHOWN:,} more in {where}")


def show_summary(summary: dict[str, Any], where: str) -> None:
    """What a build read, judged, withheld and could not read; of many documents those not read whole."""
    documents = summary["documents"]
    if len(documents) > SHOWN:
        counts = ", ".join(f"{summary[f'{s}_count']:,} {s}" for s in STATUSES)
        out.print(f"Documents 文档: {len(documents):,}, {counts}")
        documents = [d for d in documents if d["status"] != "loaded"]
    names = ("path", "department", "year", "status", "forms loaded", "not loaded")
    keys = ("source_path", "department", "fiscal_year", "status", "forms_loaded")
    _listed(
        *(grid("Documents 文档", *names), documents, "audit.documents"),
        lambda d: (*(d[key] for key in keys), d["forms_not_loaded"]),
    )
    states = ", ".join(f"{n:,} {state}" for state, n in summary["identity_states"].items())
    out.print(f"Identities 勾稽关系: {states or 'none evaluated'}")
    show_problems(summary)
    out.print(f"Published to {where}", soft_wrap=True)


def show_problems(summary: dict[str, Any]) -> None:
    """Quarantined blocks, failed identities and reading problems, each with what to do."""
    _listed(
        grid("Withheld 隔离", "document", "block", "why"),
        summary["quarantine"],
        "audit.quarantine",
        lambda q: (
            q["source_path"],
            f"{q['block_kind']} {q['block_no']} {q['block_name']}",
            by_identity(q["reasons"]),
        ),
    )
    _listed(
        grid("Figures beside other codes 错行", "document", "what"),
        summary["slid_rows"],
        "audit.findings",
        lambda s: (s["source_path"], s["message"]),
    )
    _listed(
        grid(
            "Units add up to another amount 单位合计不符", "document", "fund", "code", "difference"
        ),
        summary["consolidation"],
        "marts.mart_consolidation",
        lambda c: (
            *(c[key] for key in ("source_path", "fund_code", "function_code")),
            f"{c['amount_yuan']:,} − {c['units_yuan']:,} of {c['unit_count']} units = {c['difference_yuan']:,}",
        ),
    )
    repaired = ("document", "cell", "rule", "printed", "read as", "witnesses")
    _listed(
        grid("Repaired with proof 修复", *repaired),
        [r for r in summary["repairs"] if r["outcome"] == "applied"],
        "facts.fct_repair",
        lambda r: (
            r["source_path"],
            r["cell_id"].split("/", 1)[1],
            *(r[key] for key in ("rule_id", "printed_text", "repaired_text")),
            "; ".join(r["witnesses"]),
        ),
    )
    _listed(
        grid("Failed identities 不平", "document", "identity", "difference", "what it may be"),
        [f for f in summary["failures"] if f["severity"] in ("error", "warn")],
        "audit.findings",
        _failure,
    )
    _listed(
        grid("Reading problems 读取问题", "document", "where", "what", "what to do"),
        summary["problems"],
        "audit.problems",
        lambda p: (
            p["source_path"],
            _place(p, ("form", "form_no"), *_IN_TABLE, ("line", "source_line")),
            *(f"{p['severity']}: {p['message']}", p["remedy"]),
        ),
    )


def _failure(found: dict[str, Any]) -> tuple[object, ...]:
    maybe = [found["explanation"] or "", *(found["suspects"] or [])[:2]]
    return (
        found["source_path"],
        f"{found['identity_id']} ({found['severity']}) {found['scope']}",
        f"{found['printed_yuan']:,} − {found['computed_yuan']:,} = {found['difference_yuan']:,}",
        "\n".join(text for text in maybe if text),
    )


def _place(found: dict[str, Any], *names: tuple[str, str]) -> str:
    """Where something stands: each name with the value of its key, if there is one."""
    return " ".join(f"{name} {found[key]}".strip() for name, key in names if found[key] is not None)


def show_cell(cell: dict[str, Any]) -> None:
    """One printed cell: where it stands, how it was parsed, what was repaired, what it must satisfy."""
    before = (("page", "page"), ("at", "place"), ("line", "source_line"))
    place = _place(cell, *before, *_IN_TABLE, ("column", "table_column"))
    label = " ".join(_text(cell[k]) for k in ("side", "code", "line_key", "item_name") if cell[k])
    out.print(f"\nForm {cell['form_no']} {label} · {cell['column_name']}")
    out.print(
        f"  printed   {cell['printed_text']!r} at {cell['source_path']} {place}", soft_wrap=True
    )
    amount = "no amount" if cell["amount_yuan"] is None else f"{cell['amount_yuan']:,} yuan"
    out.print(
        f"  parsed    {cell['kind']}, {cell['decimals']} decimals, unit {cell['unit']} → {amount}"
    )
    out.print(f"  repairs   {len(cell['repairs']) or 'none'}")
    for repair in cell["repairs"]:
        out.print(
            f"            {repair['rule_id']} ({repair['outcome']}): {repair['printed_text']!r} read as "
            f"{repair['repaired_text']}, proven by {'; '.join(repair['witnesses'])}"
        )
    if cell["is_quarantined"]:
        out.print("  withheld: its form is in quarantine, see audit.quarantine")
    table = grid("", "identity", "scope", "state", "printed", "computed", "bound", "formula")
    for i in cell["identities"]:
        table.add_row(
            i["identity_id"],
            i["scope"],
            i["state"],
            *(_text(i[k]) for k in ("printed_yuan", "computed_yuan", "bound_yuan")),
            i["formula_zh"],
        )
    out.print(table)


def show_inspection(found: dict[str, Any]) -> None:
    """How a document is understood: what it is, its forms, and each table with its header map."""
    read = ", ".join(
        f"{found[key]} {name}"
        for name, key in (("pages", "pages"), ("paragraphs", "paragraphs"))
        if found[key]
    )
    out.print(
        f"{found['source_path']}: {found['reader'] or 'not read'}"
        f" {found['encoding'] or ''} {read}, {len(found['tables'])} tables",
        soft_wrap=True,
    )
    if found["status"] == "refused":
        out.print(f"refused: {found['reason']}\nwhat to do: {found['remedy']}")
    else:
        out.print(
            f"{found['department'] or 'no department'} (from {found['department_source']}) · "
            f"{found['fiscal_year'] or 'no year'} (from {found['fiscal_year_source']}) · "
            f"{found['status']} · {found['projects']} projects · {found['statements_linked']} of "
            f"{found['statements']} figures of the prose linked",
            soft_wrap=True,
        )
        if found["units"]:
            out.print(f"with the accounts of 所属单位: {'、'.join(found['units'])}", soft_wrap=True)
        names = ("form", "status", "title", "unit", "rows", "figures", "mapped by", "score")
        table = grid("Forms 法定表", *names)
        keys = ("form_no", "status", "title", "unit", "labelled_rows", "figures", "mapping_method")
        for form in found["forms"]:
            score = form["mapping_score"]
            score_text = "" if score is None else f"{score:.2f}"
            table.add_row(*(_text(form[key]) for key in keys), score_text)
        out.print(table)
        _listed(
            grid("Figures of the prose without a measure 未关联", "figures", "why", "the first"),
            *(found["unlinked"], "--json"),
            lambda u: (
                u["figures"],
                u["reason"],
                f"{u['printed_text']} {_place(u, *_ON_PAGE[:2])}",
            ),
        )
    for one in found["tables"]:
        what = f"form {one['form_no']} {one['form_status']}" if one["form_no"] else one["kind"]
        if one["project_no"]:
            what += f" project {one['project_no']}"
        out.print(
            f"\ntable {one['table_no']} ({_place(one, *_ON_PAGE)}) {what} · "
            f"{one['rows']} × {one['columns']}, {one['rows_read']} rows read",
            soft_wrap=True,
        )
        if one["header_map"]:
            out.print(f"  columns  {one['header_map']}", soft_wrap=True)
        for row in one["first_rows"]:
            out.print(f"  | {' | '.join(row)} |", soft_wrap=True)
        _show_doubts(one["problems"])
    _show_doubts(found["problems"])


def _show_doubts(problems: list[dict[str, Any]]) -> None:
    for p in problems:
        row = f" row {p['table_row']}" if p["table_row"] else ""
        out.print(f"  {p['severity']}{row}: {p['message']} → {p['remedy']}", soft_wrap=True)


def show_tables(tables: list[dict[str, Any]]) -> None:
    """Every table of the release in one line."""
    table = grid("Tables 表", "table", "rows", "one row is", "每行")
    for t in tables:
        table.add_row(f"{t['schema']}.{t['name']}", f"{t['rows']:,}", t["en"], t["zh"])
    out.print(table)


def show_table(t: dict[str, Any]) -> None:
    """One table: what a row is, where it comes from, and every column."""
    out.print(f"{t['schema']}.{t['name']} · {t['rows']:,} rows\n{t['en']}\n{t['zh']}")
    if t["key"]:
        out.print(f"grain 粒度: {', '.join(t['key'])}")
    if t["forms"]:
        forms = ", ".join(form_words(number)[0] for number in t["forms"])
        out.print(f"source 来源: {forms}; {len(t['identities'])} identities judge them 项勾稽关系")
    if t["covered_pct"] is not None:
        out.print(
            f"non-zero cells of these forms that an identity touches 来源表中受勾稽约束的非零单元格: {t['covered_pct']}%"
        )
    table = grid("Columns 列", "column", "type", "unit", "meaning", "含义")
    for c in t["columns"]:
        table.add_row(c["name"], c["type"], c["unit"] or "", c["en"], c["zh"])
    out.print(table)
