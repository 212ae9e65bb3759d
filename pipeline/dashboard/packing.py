"""Rows of many departments or documents as one JSON text each, batch by batch, in SQL.

A list of rows is written by columns, {"year": [2023, 2024], "amount": ["1.00", "2.00"]}: that is half as
long as objects, and the page puts it together again (page/data.js).
"""

from collections.abc import Iterator

import duckdb

BATCH = 200  # keys a query: bounds the memory, whatever the number of documents


def rows_of(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    """The rows of a query as JSON, sorted by their columns from the left."""
    columns = _by_columns(connection, query)
    found = connection.execute(
        f"select to_json({columns}) from (select list_sort(list(packed)) as packed "
        f"from (select struct_pack(*columns(*)) as packed from ({query})))"
    ).fetchall()
    return str(found[0][0])


def by_key(
    connection: duckdb.DuckDBPyConnection,
    key: str,
    table: str,
    queries: dict[str, str],
    kept: set[str],
) -> Iterator[tuple[str, str]]:
    """For each ``key`` of ``table`` that is not ``kept`` a JSON object with the rows of every query, as of `rows_of`.

    A query selects the column ``key`` and what the page shows; amounts as text, because a browser
    would round them.
    """
    found = connection.execute(f"select {key} from {table} order by all").fetchall()
    keys = [name for (name,) in found if name not in kept]
    shapes = {name: _by_columns(connection, query, key) for name, query in queries.items()}
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        parts: dict[str, list[str]] = {name: [] for name in batch}
        for name, query in queries.items():
            found = connection.execute(
                f"select {key}, to_json({shapes[name]}) from ("
                f"select {key}, list_sort(list(packed)) as packed from ("
                f"select {key}, struct_pack(*columns(* exclude ({key}))) as packed from ({query}) "
                f"where {key} in (select unnest(?))) group by {key})",
                [batch],
            ).fetchall()
            rows = dict(found)
            for place in batch:
                parts[place].append(f'"{name}":{rows.get(place, "{}")}')
        for place in batch:
            yield place, "{" + ",".join(parts[place]) + "}"


def _by_columns(connection: duckdb.DuckDBPyConnection, query: str, key: str = "") -> str:
    """An expression that turns the list of structs ``packed`` into a struct of lists."""
    names = [row[0] for row in connection.execute(f"describe {query}").fetchall() if row[0] != key]
    lists = [f"{name} := list_transform(packed, lambda each: each.{name})" for name in names]
    return f"struct_pack({', '.join(lists)})"
