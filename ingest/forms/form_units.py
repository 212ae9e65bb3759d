"""Gives each form the unit of its amounts: what stands above it, or what all others say."""

from collections.abc import Mapping

from ingest.document import Form, RawTable
from ingest.errors import Problem
from ingest.forms.caption import Caption
from ingest.forms.chunk import FormState


def take_units(
    state: FormState, table: RawTable, caption: Caption, headed: tuple[str, ...]
) -> None:
    """Take the unit that a caption or the headers of the table say; of two the form has none that is sure."""
    form = state.form
    if not caption.units and caption.cut.endswith(("万", "千", "百", "亿")):
        state.fail(
            f"the unit is cut off: {caption.cut}",
            "see which unit the page declares and mend the extraction",
            table.table_no,
            0,
            table.source_lines[0],
        )
    for unit in (*caption.units, *headed):
        if form.unit_text and unit != form.unit_text:
            state.fail(
                f"the unit changes within the form from {form.unit_text} to {unit}",
                "see which unit the page declares and mend the extraction",
                table.table_no,
                0,
                table.source_lines[0],
            )
        form.unit_text, form.unit_source = unit, "table"
    if headed or (caption.units and not caption.is_lone_unit):
        state.declares_unit = True


def doubt_lone_units(states: Mapping[int, FormState]) -> None:
    """Withhold the forms whose unit is a word alone (元) where others declare one that ends with it (万元)."""
    units = {state.form.unit_text or "" for state in states.values() if state.declares_unit}
    for state in states.values():
        form, alone = state.form, state.form.unit_text
        longer = sorted(unit for unit in units if alone and unit.endswith(alone))
        if longer and not state.declares_unit and alone not in units:
            state.problems.append(
                Problem(
                    "error",
                    f"{alone} stands alone above the form, and others declare {' and '.join(longer)}",
                    f"see whether the page says 单位：{alone}, and write it so in the extraction",
                    form_no=form.form_no,
                    source_line=form.source_line,
                )
            )


def take_unit_of_others(form: Form, units: list[str]) -> Problem:
    """Give a form that declares no unit the only one that others declare, else withhold it; what is said of it."""
    if len(units) == 1:
        form.unit_text, form.unit_source = units[0], "document"
        found = f"; {units[0]} is taken from the document"
    else:
        found = f", and others declare {' and '.join(units)}" if units else ""
        if form.status == "loaded" and any(any(row.texts) for row in form.rows):
            form.status = "malformed"  # what its figures are worth is not known
    return Problem(
        "warn" if form.unit_text else "error",
        f"form {form.form_no} declares no unit{found}",
        "add the line 单位：万元 (or 元) above the table in the extraction",
        form_no=form.form_no,
        source_line=form.source_line,
    )
