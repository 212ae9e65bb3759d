"""Figures that a sentence lists in turn (分别为…), and what was spent on the groups that it counts."""

import pytest

from tests.unit.test_prose_of_places import GENERAL, THREE
from tests.unit.test_statements import prose

TOTALS = "一、收入支出决算总体情况说明"
PRIOR = "prior_year_actual"


def said(document):
    return [
        (s.measure_key, s.relation, s.base, s.direction, s.printed_text + s.unit_text)
        for s in document.statements
    ]


@pytest.mark.parametrize(
    ("heading", "sentence", "expected"),
    [
        pytest.param(
            TOTALS,
            "2023年度收、支总计分别为41.25万元和41.43万元。与2022年相比，收、支总计分别减少2.67万元、2.70万元，分别下降6.1%、6.2%。",
            [
                ("total_income", "value", None, None, "41.25万元"),
                ("total_expenditure", "value", None, None, "41.43万元"),
                ("total_income", "change", PRIOR, "decrease", "2.67万元"),
                ("total_expenditure", "change", PRIOR, "decrease", "2.70万元"),
                ("total_income", "rate", PRIOR, "decrease", "6.1%"),
                ("total_expenditure", "rate", PRIOR, "decrease", "6.2%"),
            ],
            id="the totals of both sides",
        ),
        pytest.param(
            TOTALS,
            "2023年度收、支总计各是1041.25,1041.43万元。与2022年相比,收、支总计各减少2.67,2.70万元。",
            [
                ("total_income", "value", None, None, "1041.25万元"),
                ("total_expenditure", "value", None, None, "1041.43万元"),
                ("total_income", "change", PRIOR, "decrease", "2.67万元"),
                ("total_expenditure", "change", PRIOR, "decrease", "2.70万元"),
            ],
            id="Sichuan: with the unit of the last",
        ),
        pytest.param(
            GENERAL,
            "一般公共预算财政拨款支出和政府性基金预算财政拨款支出比上年分别减少3万元、4万元。",
            [
                ("expenditure_general_public", "change", PRIOR, "decrease", "3万元"),
                ("expenditure_government_fund", "change", PRIOR, "decrease", "4万元"),
            ],
            id="changes; the first was taken for that of the last",
        ),
        pytest.param(
            THREE,
            "公务用车购置费、公务接待费决算分别为3万元、4万元，分别比上年减少1万元、增加2万元，分别占“三公”经费的30%、40%，"
            "分别完成年初预算的50%、60%。",
            [
                ("three_public_vehicle_purchase", "value", None, None, "3万元"),
                ("three_public_reception", "value", None, None, "4万元"),
                ("three_public_vehicle_purchase", "change", PRIOR, "decrease", "1万元"),
                ("three_public_reception", "change", PRIOR, "increase", "2万元"),
                ("three_public_vehicle_purchase", "share", "three_public_total", None, "30%"),
                ("three_public_reception", "share", "three_public_total", None, "40%"),
                ("three_public_vehicle_purchase", "completion", "initial_budget", None, "50%"),
                ("three_public_reception", "completion", "initial_budget", None, "60%"),
            ],
            id="what is said of a list goes on",
        ),
        pytest.param(
            THREE,
            "公务用车购置费、公务接待费预算分别为5万元、6万元。2022年公务用车购置费、公务接待费分别为7万元、8万元。",
            [
                ("three_public_vehicle_purchase", "base_value", "budget", None, "5万元"),
                ("three_public_reception", "base_value", "budget", None, "6万元"),
                ("three_public_vehicle_purchase", "base_value", PRIOR, None, "7万元"),
                ("three_public_reception", "base_value", PRIOR, None, "8万元"),
            ],
            id="budgets, and the year before",
        ),
        pytest.param(
            "三、支出决算情况说明",
            "基本支出、项目支出分别为30万元、20万元，同比分别增长5%和下降6%；上缴上级支出、经营支出分别同比减少1万元、2万元。",
            [
                ("expenditure_basic", "value", None, None, "30万元"),
                ("expenditure_project", "value", None, None, "20万元"),
                ("expenditure_basic", "rate", PRIOR, "increase", "5%"),
                ("expenditure_project", "rate", PRIOR, "decrease", "6%"),
                ("expenditure_superior_remittance", "change", PRIOR, "decrease", "1万元"),
                ("expenditure_operating", "change", PRIOR, "decrease", "2万元"),
            ],
            id="against the year before, without naming it",
        ),
        pytest.param(
            THREE,
            "2023年度“三公”经费预算数和决算数分别为5万元、4万元，比预算减少1万元。",
            [
                ("three_public_total", "base_value", "budget", None, "5万元"),
                ("three_public_total", "value", None, None, "4万元"),
                ("three_public_total", "change", "budget", "decrease", "1万元"),
            ],
            id="the phases of one measure",
        ),
        pytest.param(
            THREE,
            "国内公务接待24批次，210人次，支出2.05万元，较上年减少0.03万元，减少1.44%。",
            [
                ("domestic_receptions", "value", None, None, "24批次"),
                ("domestic_visitors", "value", None, None, "210人次"),
                ("domestic_reception_cost", "value", None, None, "2.05万元"),
                ("domestic_reception_cost", "change", PRIOR, "decrease", "0.03万元"),
                ("domestic_reception_cost", "rate", PRIOR, "decrease", "1.44%"),
            ],
            id="what was spent on groups",
        ),
        pytest.param(
            THREE,
            "公务接待3批次，支出2万元。因公出国（境）团组1个，2人次，共支出5万元。",
            [
                ("domestic_receptions", "value", None, None, "3批次"),
                ("three_public_reception", "value", None, None, "2万元"),
                ("abroad_groups", "value", None, None, "1个"),
                ("abroad_people", "value", None, None, "2人次"),
                ("three_public_abroad", "value", None, None, "5万元"),
            ],
            id="what was spent on all receptions, and on trips abroad",
        ),
    ],
)
def test_figures_in_turn(parse, heading, sentence, expected):
    assert said(parse(prose(heading, sentence))) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "公务接待费比上年和年初预算分别减少1万元和2万元，分别下降3%、4%。",
        "公务用车购置费、差旅费、公务接待费分别增加1万元、2万元。",
        "一般公共预算财政拨款支出和政府性基金预算财政拨款支出比上年分别减少3万元。",
        "公务用车购置费、公务接待费分别为3万元、4%。",
        "公务用车购置费、公务接待费分别增加（减少）1万元、2万元。",
    ],
)
def test_figures_whose_order_is_not_said_are_of_none(parse, sentence):
    found = parse(prose(THREE, sentence)).statements
    assert found and all(s.measure_key is None for s in found)


def test_of_another_year_is_nothing_compared(parse):
    text = "与2020年相比，收、支总计分别减少2.67万元、2.70万元。"
    assert {(s.measure_key, s.unlinked_reason) for s in parse(prose(TOTALS, text)).statements} == {
        (None, "a change against another year than the one before")
    }
