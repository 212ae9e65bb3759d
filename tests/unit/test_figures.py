"""The SQL that parses printed amounts: the one place where text becomes a number."""

import re
from decimal import Decimal
from pathlib import Path

import duckdb
import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT

MACROS = ("dialect", "clean_figure", "figure_kind", "figure_value", "figure_decimals")


class Adapter:
    """What dbt's adapter of DuckDB answers when a macro asks for its dialect's version."""

    def dispatch(self, name):
        return macro(f"default__{name}")


SOURCE = "\n".join((ROOT / "macros" / f"{name}.sql").read_text("utf-8") for name in MACROS)
RENDERED = jinja2.Template(SOURCE).make_module({"adapter": Adapter()})


def macro(name):
    return getattr(RENDERED, name)


KIND = macro("figure_kind")("clean")
PARSE = f"""
with printed as (select ?::varchar as text),
cleaned as (select {macro("clean_figure")("text")} as clean from printed),
kinds as (select clean, {KIND} as kind from cleaned)
select kind, {macro("figure_value")("clean", "kind")}, {macro("figure_decimals")("clean", "kind")}
from kinds
"""
connection = duckdb.connect()


def parse(text):
    return connection.execute(PARSE, [text]).fetchone()


@pytest.mark.parametrize(
    ("text", "kind", "value", "decimals"),
    [
        ("14,929.43", "number", "14929.43", 2),
        ("42. 27", "number", "42.27", 2),
        ("0. 00", "number", "0", 2),
        ("14,929. 43", "number", "14929.43", 2),
        ("１２，３４５．６７", "number", "12345.67", 2),
        ("-1.00", "number", "-1", 2),
        ("－1.00", "number", "-1", 2),
        ("（1.00）", "number", "-1", 2),
        ("(1,234.5)", "number", "-1234.5", 1),
        ("△1.00", "number", "-1", 2),
        ("▲1.00", "number", "-1", 2),
        ("0", "number", "0", 0),
        (" 7 ", "number", "7", 0),
        ("\u200b1,\ufeff234.56\u200b", "number", "1234.56", 2),
        ("\u200b", "blank", None, None),
        ("", "blank", None, None),
        ("   ", "blank", None, None),
        ("　", "blank", None, None),
        ("—", "dash", None, None),
        ("-", "dash", None, None),
        ("_", "dash", None, None),
        ("无", "dash", None, None),
        ("无余", "noise", None, None),
        ("15.", "truncated", None, None),
        ("1,5.", "unreadable", None, None),
        ("₽.", "noise", None, None),
        ("ł", "noise", None, None),
        ("10 99.24 9.92", "unreadable", None, None),
        ("10 99.24", "unreadable", None, None),
        ("1,23.00", "unreadable", None, None),
        ("12,34", "unreadable", None, None),
        ("1.2.3", "unreadable", None, None),
        ("32348⏐335.67", "unreadable", None, None),
        ("l2.00", "unreadable", None, None),
        ("1e5", "unreadable", None, None),
        ("0.1234567", "unreadable", None, None),
    ],
)
def test_kind_value_and_decimals(text, kind, value, decimals):
    expected = Decimal(value) if value is not None else None
    assert parse(text) == (kind, expected, decimals)


def test_a_null_is_blank():
    assert parse(None) == ("blank", None, None)


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, places=2),
    st.sampled_from(["{:,.2f}", "{:.2f}", "{:,.2f}".replace(".", ".")]),
    st.booleans(),
)
def test_what_is_printed_is_read_back(value, pattern, with_blank):
    text = pattern.format(value)
    if with_blank:
        text = text.replace(".", ". ")
    kind, parsed, decimals = parse(text)
    assert (kind, parsed, decimals) == ("number", value, 2)


@given(st.text(max_size=12))
def test_no_text_raises_and_only_numbers_have_values(text):
    kind, value, decimals = parse(text.replace("\x00", ""))
    assert kind in {"number", "blank", "dash", "noise", "truncated", "unreadable"}
    assert (value is not None) == (kind == "number") == (decimals is not None)


def test_amounts_are_parsed_in_one_place_only():
    casts = [
        path.name
        for path in Path(ROOT, "models").rglob("*.sql")
        if re.search(r"figure_value\(", path.read_text("utf-8"))
    ]
    assert all(name.startswith("stg_") for name in casts)
    for folder in ("intermediate", "facts", "marts"):
        for path in Path(ROOT, "models", folder).rglob("*.sql"):
            assert "clean_figure(" not in path.read_text("utf-8"), path
