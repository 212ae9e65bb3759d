"""What a figure of the prose is of hangs on the wording, not on how much it is."""

import re

import pytest

from ingest.prose.figures import figures, worded
from tests.unit.test_statements import prose

SENTENCES = [
    "2023年度收入总计1,500.00万元，比上年增加50.00万元，增长3.45%。其中：财政拨款收入1,400.00万元，占93.3%。",
    "国内公务接待20批次150人次，其中外事接待2批次、9人次；公务用车购置1辆，保有量12辆。",
    "会议费、培训费分别为1.20万元、3.4万元，与上年相比分别减少0.1万元、增加0.25万元。",
    "单价50万元以上通用设备3台，单价100万元（含）以上专用设备1台。完成年初预算的109.2%。",
]


def meanings(document):
    return [
        (s.measure_key, s.relation, s.base, s.direction, s.subject, s.unlinked_reason, s.unit_text)
        for s in document.statements
    ]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("number", ["7", "12,345.67", "0.00", "0"])
def test_other_figures_are_of_the_same(parse, sentence, number):
    found = list(figures(sentence.replace("，", ",").replace("（", "(").replace("）", ")")))
    others = sentence
    for figure in reversed(found):
        others = others[: figure.start] + number + others[figure.start + len(figure.number) :]
    before, after = parse(prose(sentence)), parse(prose(others))
    assert len(found) == len(before.statements) >= 3
    assert meanings(after) == meanings(before)
    assert {s.printed_text for s in after.statements} == {number}
    assert all(s.sentence.count(number) for s in after.statements)


def test_a_wording_keeps_what_is_no_figure():
    text = "2023年5月采购单价100万元以上设备2台,支出1,234.50万元;2022年为-3.00万元。"
    wording, moved = worded(text, list(figures(text)))
    assert wording == "2023年5月采购单价100万元以上设备0台,支出0万元;2022年为0万元。"
    assert [wording[: f.start].endswith(f.gap) and wording[f.start] for f in moved] == ["0"] * 3


def test_the_words_of_a_topic_are_those_that_are_printed(parse):
    said = "2023年度5个村道路养护项目绩效自评情况：项目全年预算数为40万元，执行数为38万元。"
    document = parse(prose(said))
    assert {s.subject for s in document.statements if re.match("[34]", s.printed_text)} == {
        "2023年度5个村道路养护"
    }
