"""Rows of many departments or documents as one JSON text each, batch by batch, in SQL."""

from collections.abc import Iterator

import duckdb

BATCH = 200  # keys a query: bounds the memory, whatever the number of documents


def array(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    """The rows of a query as a JSON array of objects, sorted by their columns from the left."""
    found = connection.execute(
        "select coalesce(to_json(list(packed order by packed)), '[]') "
        f"from (select struct_pack(*columns(*)) as packed from ({query}))"
    ).fetchall()
    return str(found[0][0])


def by_key(
    connection: duckdb.DuckDBPyConnection, key: str, keys: list[str], queries: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """For each of ``keys`` a JSON object with one array for each query, as of `array`.

    A query selects the column ``key`` and what the page shows; amounts as text, because a browser
    would round them.
    """
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        parts: dict[str, list[str]] = {name: [] for name in batch}
        for name, query in queries.items():
            found = connection.execute(
                f"select {key}, to_json(list(packed order by packed)) from ("
                f"select {key}, struct_pack(*columns(* exclude ({key}))) as packed from ({query}) "
                f"where {key} in (select unnest(?))) group by {key}",
                [batch],
            ).fetchall()
            rows = dict(found)
            for place in batch:
                parts[place].append(f'"{name}":{rows.get(place, "[]")}')
        for place in batch:
            yield place, "{" + ",".join(parts[place]) + "}"
