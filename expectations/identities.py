"""Suite: nothing that contradicts an accounting identity, unexplained, stands in facts."""

import great_expectations.expectations as gxe

from expectations.checks import Check, no_rows

SUITE = "identities"


def checks() -> list[Check]:
    """The expectations on facts.fct_identity_result and on the facts themselves."""
    results = "facts.fct_identity_result"
    return [
        Check(
            "states_are_the_five",
            results,
            gxe.ExpectColumnValuesToBeInSet(
                column="state",
                value_set=["exact", "rounding", "fail", "degenerate", "not_evaluable"],
            ),
            "every result has one of the five states",
        ),
        no_rows(
            "every_identity_is_evaluated_for_every_document",
            "audit.documents",
            "each readable document has at least one result for each identity of the catalogue",
            """
            select a.* from (
                select d.document_id, i.identity_id
                from {batch} d cross join reference.identities i where d.status != 'refused'
            ) a
            anti join facts.fct_identity_result r using (document_id, identity_id)
            """,
        ),
        no_rows(
            "bounds_are_derived",
            results,
            "a rounding state lies inside its bound and an exact one has no difference to speak of",
            """
            select * from {batch}
            where (state = 'rounding' and abs(difference_yuan) > bound_yuan) or bound_yuan < 0
            """,
        ),
        no_rows(
            "quarantined_forms_are_not_in_facts",
            "audit.quarantine",
            "no cell of a quarantined form stands in a fact table",
            """
            select q.document_id, q.block_no from {batch} q
            join audit.printed_values p
              on p.document_id = q.document_id and p.form_no = q.block_no
            where q.block_kind = 'form' and p.cell_id in (
              select cell_id from facts.fct_expenditure union all
              select cell_id from facts.fct_income union all
              select cell_id from facts.fct_balance union all
              select cell_id from facts.fct_basic_expenditure union all
              select cell_id from facts.fct_fund_flow union all
              select cell_id from facts.fct_three_public)
            """,
        ),
    ]
