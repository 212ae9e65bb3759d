"""Suite: the file to be released keeps its contract with those who query it."""

import great_expectations.expectations as gxe

from expectations.checks import Check, no_rows

SUITE = "contract"


def checks() -> list[Check]:
    """The expectations on the staged release file."""
    return [
        no_rows(
            "no_raw_text_is_released",
            "audit.documents",
            "only the schemas dims, facts, marts, audit and semantic are released",
            """
            select * from information_schema.tables
            where table_schema not in ('dims', 'facts', 'marts', 'audit', 'semantic')
              and (select count(*) from {batch}) >= 0
            """,
        ),
        no_rows(
            "money_is_decimal",
            "audit.documents",
            "no column of money is a float",
            """
            select table_schema, table_name, column_name, data_type from information_schema.columns
            where column_name like '%\\_yuan' escape '\\' and data_type not like 'DECIMAL%'
              and (select count(*) from {batch}) >= 0
            """,
        ),
        no_rows(
            "every_column_is_described",
            "audit.documents",
            "every released column carries a comment",
            """
            select schema_name, table_name, column_name from duckdb_columns()
            where not internal and schema_name in ('dims', 'facts', 'marts', 'audit')
              and coalesce(comment, '') = ''
              and (select count(*) from {batch}) >= 0
            """,
        ),
        Check(
            "documents_are_released",
            "audit.documents",
            gxe.ExpectTableRowCountToBeBetween(min_value=1),
            "the release holds at least one document",
        ),
        Check(
            "document_ids_are_unique",
            "audit.documents",
            gxe.ExpectColumnValuesToBeUnique(column="document_id"),
            "one row a document",
        ),
        Check(
            "cells_have_documents",
            "audit.printed_values",
            gxe.ExpectColumnValuesToNotBeNull(column="document_id"),
            "every printed cell names its document",
        ),
    ]
