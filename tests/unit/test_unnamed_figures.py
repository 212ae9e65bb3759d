"""Figures of the prose whose clause does not name what they are of, and what is named before them."""

import pytest

from tests.unit.test_prose_of_places import GENERAL, THREE, linked
from tests.unit.test_statements import prose

FUND = "八、政府性基金预算财政拨款支出决算情况说明"


@pytest.mark.parametrize(
    ("heading", "sentence", "expected"),
    [
        pytest.param(
            GENERAL,
            "一般公共预算财政拨款支出180万元，其中：基本支出130万元，占72.22%；项目支出50万元，占27.78%。较上年减少20万元，下降10%。",
            [
                ("expenditure_general_public", "180"),
                ("general_public_basic", "130"),
                ("general_public_basic", "72.22", None),
                ("general_public_project", "50"),
                ("general_public_project", "27.78", None),
                ("expenditure_general_public", "20", "prior_year_actual"),
                ("expenditure_general_public", "10", "prior_year_actual"),
            ],
            id="a comparison behind the parts is of their whole",
        ),
        pytest.param(
            GENERAL,
            "一般公共预算财政拨款支出180万元（其中：基本支出130万元）。基本支出比上年减少5万元。比上年多。",
            [
                ("expenditure_general_public", "180"),
                ("general_public_basic", "130"),
                ("general_public_basic", "5", "prior_year_actual"),
            ],
            id="one that names its own is of that",
        ),
        pytest.param(
            THREE,
            "公务接待费1万元，国内公务接待8批次，80人次。比上年减少0.2万元，下降16.67%。",
            [
                ("three_public_reception", "1"),
                ("domestic_receptions", "8"),
                ("domestic_visitors", "80"),
                ("three_public_reception", "0.2", "prior_year_actual"),
                ("three_public_reception", "16.67", "prior_year_actual"),
            ],
            id="a change of money behind people is of the only money before them",
        ),
        pytest.param(
            THREE,
            "公务用车购置费0万元，公务用车运行维护费4万元，公务用车保有量2辆。比上年减少0.7万元，下降14.89%。",
            [
                ("three_public_vehicle_purchase", "0"),
                ("three_public_vehicle_running", "4"),
                ("vehicles_held", "2"),
                (None, "0.7", "prior_year_actual"),
                (None, "14.89", "prior_year_actual"),
            ],
            id="of two amounts either may be meant",
        ),
        pytest.param(
            THREE,
            "公务用车购置支出0万元（含购置税等附加费用），完成预算的0%，主要用于经批准购置的0辆公务用车。",
            [
                ("three_public_vehicle_purchase", "0"),
                ("three_public_vehicle_purchase", "0", "budget"),
                ("vehicles_purchased", "0"),
            ],
            id="Zhejiang: an amount with a remark behind it",
        ),
        pytest.param(
            "一、收入支出决算总体情况说明",
            "收、支总计232.7万元（含结转和结余），与上年相比增加12.7万元。",
            [("grand_total", "232.7"), ("grand_total", "12.7", "prior_year_actual")],
            id="万元 behind which a remark begins is an amount",
        ),
        pytest.param(
            THREE,
            "国内公务接待支出0.8万元，主要用于考察，接待80人次。",
            [("domestic_reception_cost", "0.8"), ("domestic_visitors", "80")],
            id="people that money was spent on",
        ),
        pytest.param(
            THREE,
            "公务接待费决算1万元，占财政拨款“三公”经费总支出决算的18.52%。公务接待费占总支出的18.52%。",
            [
                ("three_public_reception", "1"),
                ("three_public_reception", "18.52", "three_public_total"),
                (None, "18.52", None),
            ],
            id="Yunnan: a share of the three by their name",
        ),
        pytest.param(
            GENERAL,
            "1.行政运行（2010101）年初预算110万元，支出决算120万元，完成年初预算的109.09%。",
            [
                ("function_item", "110", "initial_budget"),
                ("function_item", "120"),
                ("function_item", "109.09", "initial_budget"),
            ],
            id="Guangxi: an item with its code behind it",
        ),
        pytest.param(
            GENERAL,
            "（1）人大事务（款）行政运行（项）。年初预算110万元，支出决算120万元。",
            [("function_item", "110", "initial_budget"), ("function_item", "120")],
            id="Inner Mongolia: an item below the heading of its class",
        ),
        pytest.param(
            f"{GENERAL}\n\n（二）一般公共预算财政拨款支出决算结构情况",
            "一般公共预算财政拨款支出180万元，主要用于以下方面：1.一般公共服务支出150万元，占83.33%。2.住房保障支出30万元，占16.67%。",
            [
                ("expenditure_general_public", "180"),
                *[("function_class", "150"), ("function_class", "83.33", None)],
                *[("function_class", "30"), ("function_class", "16.67", None)],
            ],
            id="Hubei: the first class of a numbered list",
        ),
        pytest.param(
            "（二）一般公共预算财政拨款支出情况",
            "一般公共预算财政拨款支出180万元，按支出功能分类科目分，包括：一般公共服务支出150万元，占83.33%。",
            [
                ("expenditure_general_public", "180"),
                *[("function_class", "150"), ("function_class", "83.33", None)],
            ],
            id="Liaoning: classes by the classification",
        ),
        pytest.param(
            FUND,
            "政府性基金预算财政拨款支出40万元，主要用于以下方面：城乡社区支出（类）40万元，占100%。",
            [
                ("expenditure_government_fund", "40"),
                ("function_class_government_fund", "40"),
                ("function_class_government_fund", "100", None),
            ],
            id="a class of a fund is a share of its expenditure",
        ),
        pytest.param(
            GENERAL,
            "1.一般公共服务支出（类）人大事务（款）行政运行（2010101）年初预算110万元，支出决算120万元。",
            [("function_item", "110", "initial_budget"), ("function_item", "120")],
            id="Shaanxi: an item with its code behind its class and group",
        ),
        pytest.param(
            THREE,
            "2023年度公务用车运行维护预算4.5万元，支出决算4.2万元。国内公务接待8个批次，来宾80人次。",
            [
                ("three_public_vehicle_running", "4.5", "budget"),
                ("three_public_vehicle_running", "4.2"),
                ("domestic_receptions", "8"),
                ("domestic_visitors", "80"),
            ],
            id="Shaanxi: running costs and guests by short names",
        ),
        pytest.param(
            THREE,
            "公务用车运行维护费决算4.2万元，较2022年减少0.5万元，主要原因是节约0.1万元，年末公务用车保有2辆。",
            [
                ("three_public_vehicle_running", "4.2"),
                ("three_public_vehicle_running", "0.5", "prior_year_actual"),
                (None, "0.1"),
                ("vehicles_held", "2"),
            ],
            id="Jiangxi: what there is at the end of the year is no part of a cause",
        ),
        pytest.param(
            "（四）预算绩效情况说明",
            "组织全面开展绩效自评。其中，一般公共预算项目6个，涉及预算资金50万元，占一般公共预算项目支出总额的100%。",
            [
                ("performance_projects", "6"),
                ("performance_covered", "50"),
                ("performance_covered", "100", "general_public_project"),
            ],
            id="Shandong: projects of a fund that were evaluated",
        ),
        pytest.param(
            "八、政府性基金预算财政拨款收入支出情况说明",
            "政府性基金预算支出年初预算0万元，支出决算40万元，其中：基本支出0万元，项目支出40万元。",
            [
                ("expenditure_government_fund", "0", "initial_budget"),
                ("expenditure_government_fund", "40"),
                ("government_fund_basic", "0"),
                ("government_fund_project", "40"),
            ],
            id="Shaanxi: the budget of a fund",
        ),
        pytest.param(
            THREE,
            "公务接待费支出年初预算为1万元，决算为1万元，具体是国内接待费支出决算0.8万元，国（境）外接待费支出决算0.2万元，完成年初预算的100%。",
            [
                ("three_public_reception", "1", "initial_budget"),
                ("three_public_reception", "1"),
                ("domestic_reception_cost", "0.8"),
                ("overseas_reception_cost", "0.2"),
                ("three_public_reception", "100", "initial_budget"),
            ],
            id="Yunnan: parts of the receptions have no budget of their own",
        ),
        pytest.param(
            "三、公务用车购置及运行维护费",
            "更新购置公务用车0辆，车辆购置支出0万元。单位共有公务用车8辆。车辆运行维护费支出13.01万元。",
            [
                ("vehicles_purchased", "0"),
                ("three_public_vehicle_purchase", "0"),
                ("vehicles_held", "8"),
                ("three_public_vehicle_running", "13.01"),
            ],
            id="Sichuan: vehicles by their plain name below the heading of their costs",
        ),
        pytest.param(
            "五、国有资本经营预算支出决算情况",
            "国有资本经营预算支出5万元。",
            [("expenditure_state_capital", "5")],
            id="Guangxi: the expenditure of a fund below its heading",
        ),
    ],
)
def test_what_a_figure_is_of(parse, heading, sentence, expected):
    assert linked(parse(prose(heading, sentence))) == expected
