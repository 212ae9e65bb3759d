"""What gives a template away, asked as the warehouse asks it."""

import csv

import duckdb
import pytest

from tests.conftest import ROOT

LEFT = {
    "a year lacks a digit": [
        "样例局202年度部门决算情况说明",
        "第三部分20年度单位决算",
        "202年部门决算",
    ],
    "a gap of the template was left open": ["支出XX万元", "20XX年度", "占比××%", "xx单位"],
    "a change and none are both said": [
        "公务接待费支出决算减少为0.00万元，与2022年持平",
        "增加0万元,较上年决算数持平",
    ],
    "a hint of the template was left in": [
        "（注：请单位根据实际注明页码）",
        "二、部门决算单位构成（仅有一个单位的部门，本部分内容为“机构设置”）",
        "九、国有资本经营预算（没有数据的应公开空表并说明）",
        "仍保留该表格式",
    ],
    "both template words were left in": ["比上年下降（增长）3%"],
}
FINE = [
    "样例局2023年度部门决算",
    "历时202年",
    "服务20年",
    "XX大街",
    "因公出国（境）费0.00万元，与2022年持平",
    "减少0.50万元，与年初预算持平",
    "请根据实际情况填写申请表",
    "本表为空表",
]


def _found(text):
    with (ROOT / "seeds" / "template_residues.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["needle"] in text]
    with duckdb.connect() as connection:
        return {
            row["message"]
            for row in rows
            if connection.execute("select regexp_matches(?, ?)", [text, row["pattern"]]).fetchall()
            == [(True,)]
        }


@pytest.mark.parametrize(
    ("message", "text"), [(m, text) for m, all_ in LEFT.items() for text in all_]
)
def test_what_was_left_in_is_found(message, text):
    assert _found(text) == {message}


@pytest.mark.parametrize("text", FINE)
def test_what_is_meant_is_not(text):
    assert _found(text) == set()
