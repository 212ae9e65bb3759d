"""Which year a figure of the prose is of, and what a figure without a name is of."""

import pytest

from ingest.prose.years import is_year_alone, year_said
from tests.unit.test_statements import figures, prose

OPERATING = "operating_cost"


def value(key, text):
    return (key, "value", None, None, text)


def base(key, text, of="prior_year_actual"):
    return (key, "base_value", of, None, text)


def change(key, text, direction, of="prior_year_actual"):
    return (key, "change", of, direction, text)


def rate(key, text, direction, of="prior_year_actual"):
    return (key, "rate", of, direction, text)


LESS = (change(OPERATING, "1.20", "decrease"), rate(OPERATING, "3.2", "decrease"))


@pytest.mark.parametrize(
    "before",
    [
        "2022年度机关运行经费支出37.70万元，减少1.20万元，下降3.2%。",
        "2022年机关运行经费支出37.70万元，同比减少1.20万元，下降3.2%。",
        "上年支出37.70万元，减少1.20万元，下降3.2%。",
        "上年度机关运行经费37.70万元，减少1.20万元，下降3.2%。",
        "比2022年度的37.70万元减少1.20万元，下降3.2%。",
        "比上年决算数37.70万元减少1.20万元，下降3.2%。",
        "较去年同期37.70万元减少1.20万元，下降3.2%。",
        "（2022年为37.70万元），减少1.20万元，下降3.2%。",
        "2022年，机关运行经费支出37.70万元，减少1.20万元，下降3.2%。",
    ],
)
def test_a_figure_of_the_year_before_is_what_this_one_is_compared_with(parse, before):
    document = parse(prose(f"2023年度机关运行经费支出36.50万元，{before}"))
    assert figures(document) == [value(OPERATING, "36.50"), base(OPERATING, "37.70"), *LESS]


def test_the_year_before_may_come_first(parse):
    document = parse(
        prose("2022年“三公”经费支出8.00万元，2023年“三公”经费支出5.00万元，减少3.00万元。")
    )
    assert figures(document)[:2] == [
        base("three_public_total", "8.00"),
        value("three_public_total", "5.00"),
    ]


def test_a_year_holds_for_what_is_listed_behind_it(parse):
    document = parse(
        prose(
            "2022年度收入总计90万元，支出总计80万元；2023年度收入总计100万元，支出总计95万元。"
            "政府采购支出总额12万元。"
        )
    )
    assert figures(document) == [
        base("total_income", "90"),
        base("total_expenditure", "80"),
        value("total_income", "100"),
        value("total_expenditure", "95"),
        value("procurement_total", "12"),
    ]


def test_a_year_that_was_left_in_by_mistake_is_that_of_the_accounts(parse):
    document = parse(prose("2022年度政府采购支出总额12万元。"))
    assert figures(document) == [value("procurement_total", "12")]


@pytest.mark.parametrize(
    "sentence",
    [
        "机关运行经费支出36.50万元，2022年度支出37.70万元。",
        "机关运行经费支出36.50万元，2022年度机关运行经费支出37.70万元。",
        "机关运行经费支出36.50万元。2022年度机关运行经费支出37.70万元。",
    ],
)
def test_the_year_before_is_sure_where_the_measure_was_said(parse, sentence):
    assert figures(parse(prose(sentence))) == [value(OPERATING, "36.50"), base(OPERATING, "37.70")]


def test_a_measure_may_be_said_again_in_other_words(parse):
    sentence = "“三公”经费支出5万元，2022年度“三公”经费财政拨款支出6万元。"
    key = "three_public_total"
    assert figures(parse(prose(sentence))) == [value(key, "5"), base(key, "6")]


def test_a_figure_of_an_earlier_year_is_none_of_these_accounts(parse):
    document = parse(prose("2023年度政府采购支出总额12万元，2019年度政府采购支出总额9万元。"))
    assert figures(document)[1] == (None, "value", None, None, "9")
    assert "another year" in document.statements[1].unlinked_reason


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        ("2023年度收入总计中，上年结转和结余5万元。", "opening_balance"),
        ("截至2022年12月31日，2023年度公务用车保有量3辆。", "vehicles_held"),
        ("2023年度当年政府采购支出总额5万元。", "procurement_total"),
        ("与上年相比，2023年度政府采购支出总额5万元。", "procurement_total"),
    ],
)
def test_what_is_no_year_of_a_figure(parse, sentence, key):
    (found,) = figures(parse(prose(sentence)))
    assert found[:2] == (key, "value")


def test_an_item_says_before_its_sentences_what_they_are_of(parse):
    document = parse(
        prose(
            "四、“三公”经费支出决算情况说明",
            "1.因公出国（境）费用。2023年决算数0万元，与2023年度年初预算数0万元持平。",
            "2.公务接待费。2023年决算数5.00万元，比2023年度年初预算10.00万元减少5.00万元。公务接待20批次。",
            "3.公务用车购置及运行维护费。2023年决算数15.00万元，比年初预算20.00万元减少5.00万元。"
            "其中，公务用车购置费2023年决算数1万元；公务用车运行维护费2023年决算数14.00万元，"
            "比2023年度年初预算19.00万元减少5.00万元。2023年公务用车加油5.00万元。",
        )
    )
    less = (change("three_public_reception", "5.00", "decrease", "initial_budget"),)
    assert figures(document) == [
        value("three_public_abroad", "0"),
        base("three_public_abroad", "0", "initial_budget"),
        value("three_public_reception", "5.00"),
        base("three_public_reception", "10.00", "initial_budget"),
        *less,
        value("domestic_receptions", "20"),
        value("three_public_vehicle", "15.00"),
        base("three_public_vehicle", "20.00", "initial_budget"),
        change("three_public_vehicle", "5.00", "decrease", "initial_budget"),
        value("three_public_vehicle_purchase", "1"),
        value("three_public_vehicle_running", "14.00"),
        base("three_public_vehicle_running", "19.00", "initial_budget"),
        change("three_public_vehicle_running", "5.00", "decrease", "initial_budget"),
        (None, "value", None, None, "5.00"),
    ]


def test_an_item_that_names_no_measure_says_nothing(parse):
    document = parse(prose("1.其他工作情况。2023年决算数5.00万元。"))
    assert figures(document) == [(None, "value", None, None, "5.00")]


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("2023年度收入总计", "this"),
        ("2022年度收入总计", "prior"),
        ("2021年收入总计", "other"),
        ("本年收入", "this"),
        ("上年结转和结余", None),
        ("2022年末结转", None),
        ("2022年12月车辆", None),
        ("比上年", "prior"),
        ("2022年度,收入总计", "prior"),
        ("2022年改革后,收入总计", None),
    ],
)
def test_the_year_in_the_words_before_a_figure(clause, said):
    assert year_said(clause, 2023, is_sure=True) == said


@pytest.mark.parametrize(
    ("fiscal_year", "is_sure", "said"),
    [(None, False, "this"), (None, True, "other"), (2023, False, None)],
)
def test_a_year_that_may_be_a_mistake(fiscal_year, is_sure, said):
    assert year_said("2022年度收入总计", fiscal_year, is_sure=is_sure) == said


@pytest.mark.parametrize("clause", ["上年决算数", ",比2022年度的", "(2022年为", "上年支出"])
def test_words_that_say_the_year_alone(clause):
    assert is_year_alone(clause)


@pytest.mark.parametrize("clause", ["上年收入", "2022年公务接待费", "决算数", "比上年多"])
def test_words_that_say_more_than_the_year(clause):
    assert not is_year_alone(clause)
