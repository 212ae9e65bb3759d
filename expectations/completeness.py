"""Suite: everything that was read is loaded, and everything that was not is named."""

import great_expectations.expectations as gxe

from expectations.checks import Check, no_rows

SUITE = "completeness"
FACT_OF_FORM = {
    "facts.fct_income": "p.form_no = 2 and p.code is not null",
    "facts.fct_balance": "p.form_no in (1, 4)",
    "facts.fct_basic_expenditure": "p.form_no = 6 and p.code is not null",
    "facts.fct_three_public": "p.form_no = 9",
}


def checks() -> list[Check]:
    """The expectations that compare each layer with the one before it."""
    found = [
        no_rows(
            "every_document_has_its_row",
            "raw.documents",
            "each file of the corpus has a row in audit.documents",
            """
            select d.document_id from {batch} d anti join audit.documents a using (document_id)
            """,
        ),
        no_rows(
            "what_was_not_read_has_a_reason",
            "audit.documents",
            "a refused or partly read document says why",
            "select * from {batch} where status != 'loaded' and coalesce(reason, '') = ''",
        ),
        no_rows(
            "all_forms_are_accounted_for",
            "audit.documents",
            "each readable document has a row for each of the nine forms, found or missing",
            """
            select d.document_id from {batch} d
            left join audit.forms f on f.document_id = d.document_id
            where d.status != 'refused' group by d.document_id having count(f.form_no) != 9
            """,
        ),
        no_rows(
            "loaded_forms_have_rows",
            "audit.forms",
            "a form that counts as loaded has at least one labelled row, or a problem says it has none",
            """
            select f.* from {batch} f
            where f.status = 'loaded' and f.labelled_rows = 0 and not exists (
                select 1 from raw.problems p
                where p.document_id = f.document_id and p.form_no = f.form_no)
            """,
        ),
        no_rows(
            "no_cell_is_lost",
            "raw.form_rows",
            "each printed cell of a form has exactly one row in audit.printed_values",
            """
            select r.document_id, r.form_no, count(*) as cells,
                (select count(*) from audit.printed_values p
                 where p.document_id = r.document_id and p.form_no = r.form_no) as published
            from {batch} r join raw.form_columns c using (document_id, block_no)
            where r.is_labelled
            group by r.document_id, r.form_no having cells != published
            """,
        ),
        no_rows(
            "figures_of_form_tables_are_loaded",
            "raw.table_rows",
            "a money amount inside a table of a loaded form is a cell of that form, or named as left out",
            r"""
            select a.* from (
                select r.document_id, r.table_no, r.table_row, unnest(r.cells) as printed_text,
                    unnest(range(1, len(r.cells) + 1)) as table_column
                from {batch} r
                join raw.tables t on t.document_id = r.document_id and t.table_no = r.table_no
                join raw.forms f on f.document_id = t.document_id and f.form_no = t.form_no
                where t.kind = 'form' and f.status = 'loaded'
            ) a
            anti join audit.printed_values p using (document_id, table_no, table_row, table_column)
            anti join (from raw.problems where severity = 'info') l
                using (document_id, table_no, table_row, table_column)
            where regexp_full_match(a.printed_text, '[-0-9,]*\d[.]\s*\d+')
            """,
        ),
        Check(
            "kinds_are_known",
            "audit.printed_values",
            gxe.ExpectColumnValuesToBeInSet(
                column="kind",
                value_set=["number", "blank", "dash", "noise", "truncated", "unreadable"],
            ),
            "every printed cell was parsed to one of six kinds",
        ),
        no_rows(
            "numbers_have_amounts",
            "audit.printed_values",
            "a cell of kind number has an amount in yuan unless its form has no unit; others only if repaired",
            """
            select * from {batch}
            where (kind = 'number' and amount_yuan is null and unit is not null)
               or (kind != 'number' and amount_yuan is not null and not is_repaired)
            """,
        ),
    ]
    for fact, condition in FACT_OF_FORM.items():
        found.append(
            no_rows(
                f"{fact.split('.')[1]}_is_complete",
                "audit.printed_values",
                f"each publishable cell of its form stands in {fact}",
                f"""
                select c.cell_id from (
                    select p.cell_id from {{batch}} p
                    join audit.forms f on f.document_id = p.document_id and f.form_no = p.form_no
                    join dims.dim_document d on d.document_id = p.document_id
                    where {condition} and f.status = 'loaded' and not p.is_quarantined
                ) c
                anti join {fact} x using (cell_id)
                """,
            )
        )
    return found
