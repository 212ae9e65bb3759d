"""Columns without rules whose figures reach below no header: to which of the headers beside them they belong."""

import pytest

from ingest.readers.columns import columns_of, placed
from ingest.readers.heads import head_rows
from tests.unit.test_aligned_text import spans

# headers begin where their columns do, figures end where they end; there is nothing in the column of 基本
BEGINS = {"年初": 100, "经营": 160, "小计": 220, "基本": 280, "项目": 340}
HEADS = [spans(*BEGINS.items())]


def in_columns(heads, *lines):
    columns = columns_of(list(lines), heads)
    [names] = head_rows(heads, columns)
    return [dict(zip(names, placed(line, columns), strict=True)) for line in lines]


@pytest.mark.parametrize("first", ["年初", "项目"])
def test_the_other_columns_tell_on_which_side_of_their_headers_figures_stand(first):
    """The figures of 经营 stand beside 小计, but those of 年初, or of 项目, right of their own header."""
    told = spans(("1.0", BEGINS[first] + 15))
    body = spans(("2.0", 188), ("3.0", 248))
    [_, found] = in_columns(HEADS, told, body)
    assert {name: text for name, text in found.items() if text} == {"经营": "2.0", "小计": "3.0"}


def test_no_columns_where_a_figure_may_be_of_either_header():
    assert columns_of([spans(("2.0", 188), ("3.0", 248))], HEADS) == []


def test_a_column_beside_one_header_alone_is_its_own():
    heads = [spans(("经营", 160), ("项目", 340))]
    body = spans(("2.0", 188), ("3.0", 340))
    assert in_columns(heads, body) == [{"经营": "2.0", "项目": "3.0"}]
