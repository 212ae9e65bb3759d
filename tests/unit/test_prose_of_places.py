"""Sentences as the templates of different places word them: what each figure is linked to."""

import pytest

from tests.unit.test_statements import prose

THREE = "七、“三公”经费支出决算情况说明"
GENERAL = "五、一般公共预算财政拨款支出决算情况说明"


def linked(document):
    return [
        (s.measure_key, s.printed_text) + ((s.base,) if s.relation != "value" else ())
        for s in document.statements
    ]


@pytest.mark.parametrize(
    ("heading", "sentence", "expected"),
    [
        pytest.param(
            THREE,
            "全年使用财政拨款安排出国（境）团组5个，参加其他单位出国（境）团组2个；全年因公出国（境）累计20人次。",
            [("abroad_groups", "5"), (None, "2"), ("abroad_people", "20")],
            id="central: groups of others are not those of the department",
        ),
        pytest.param(
            THREE,
            "因公出国（境）团组29个，总计143人次；公务接待共75批次，接待人数107人次。",
            [
                ("abroad_groups", "29"),
                ("abroad_people", "143"),
                ("domestic_receptions", "75"),
                ("domestic_visitors", "107"),
            ],
            id="central: people in total",
        ),
        pytest.param(
            "一、收入支出决算总体情况说明",
            "总收入、总支出80.00万元，与上年相比，减少5.00万元。收入总计和支出总计均为80.00万元。总收入、总支出分别为10万元、11万元。",
            [
                ("grand_total", "80.00"),
                ("grand_total", "5.00", "prior_year_actual"),
                ("grand_total", "80.00"),
                ("total_income", "10"),
                ("total_expenditure", "11"),
            ],
            id="one figure for both totals, and one for each",
        ),
        pytest.param(
            THREE,
            "截至2023年12月底，单位共有公务用车8辆。车辆购置支出0万元，车辆运行维护费支出13.01万元。",
            [
                ("vehicles_held", "8"),
                ("three_public_vehicle_purchase", "0"),
                ("three_public_vehicle_running", "13.01"),
            ],
            id="Sichuan: vehicles by their plain name among the three",
        ),
        pytest.param(
            THREE,
            "2023年公务接待24批次，210人次，餐费2.05万元，较上年减少0.03万元，减少1.44%。公务接待30批次，比上年增加20%。",
            [
                ("domestic_receptions", "24"),
                ("domestic_visitors", "210"),
                (None, "2.05"),
                (None, "0.03", "prior_year_actual"),
                (None, "1.44", "prior_year_actual"),
                ("domestic_receptions", "30"),
                ("domestic_receptions", "20", "prior_year_actual"),
            ],
            id="a rate behind an amount that no measure names is not of the count before it",
        ),
        pytest.param(
            THREE,
            "因公出国（境）费支出0.2万元。全年因公出国（境）团组1个，累计2人次。决算数较上年增加0.1万元，增长100%。",
            [
                ("three_public_abroad", "0.2"),
                ("abroad_groups", "1"),
                ("abroad_people", "2"),
                ("three_public_abroad", "0.1", "prior_year_actual"),
                ("three_public_abroad", "100", "prior_year_actual"),
            ],
            id="a rate behind a change of money is not of the people before it",
        ),
        pytest.param(
            "一、收入支出决算总体情况说明",
            "此外，使用非财政拨款结余和专用结余1.00万元。",
            [("surplus_used", "1.00")],
            id="Chongqing: both surpluses used",
        ),
        pytest.param(
            "四、财政拨款收入支出决算总体情况说明",
            "一般公共预算财政拨款本年收入100万元，本年支出90万元；政府性基金预算财政拨款本年收入10万元，本年支出8万元。"
            "其他收入2万元，本年支出98万元。上级补助收入3万元，当年支出1万元。",
            [
                ("income_general_public", "100"),
                ("expenditure_general_public", "90"),
                ("income_government_fund", "10"),
                ("expenditure_government_fund", "8"),
                ("income_other", "2"),
                ("expenditure_fiscal", "98"),
                ("income_superior_subsidy", "3"),
                (None, "1"),
            ],
            id="what is spent is of the fund of the income before it, and never that income",
        ),
        pytest.param(
            "十二、政府采购支出情况说明",
            "政府采购支出总额6万元，其中货物1万元、工程2万元、服务3万元。货物类采购1万元。授予小微企业2万元。"
            "政府采购支出总额6万元，其中政府购买服务4万元。",
            [
                ("procurement_total", "6"),
                ("procurement_goods", "1"),
                ("procurement_works", "2"),
                ("procurement_services", "3"),
                ("procurement_goods", "1"),
                ("procurement_micro", "2"),
                ("procurement_total", "6"),
                (None, "4"),
            ],
            id="goods, works and services by their plain names",
        ),
        pytest.param(
            "一、收入支出决算总体情况说明",
            "2023年度收入合计90万元，其中：财政拨款收入55万元。此外，使用非财政拨款结余1万元，年初结转和结余36万元。"
            "其中：财政拨款收入55万元，此外，使用非财政拨款结余1万元，年初结转和结余36万元，财政拨款上年结转和结余7万元。"
            "2023年度年末一般公共预算财政拨款结转和结余2万元，与上年决算数相比减少3万元，下降60%。",
            [
                ("income_total", "90"),
                ("income_fiscal", "55"),
                ("surplus_used", "1"),
                ("opening_balance", "36"),
                ("income_fiscal", "55"),
                ("surplus_used", "1"),
                ("opening_balance", "36"),
                (None, "7"),
                ("general_public_closing", "2"),
                ("general_public_closing", "3", "prior_year_actual"),
                ("general_public_closing", "60", "prior_year_actual"),
            ],
            id="Chongqing: the balance beside the surplus used is that of the department",
        ),
        pytest.param(
            "四、财政拨款收入支出决算总体情况说明/（三）财政拨款支出决算结构情况",
            "2023年度财政拨款支出225万元，主要用于以下方面：一般公共服务（类）支出150万元，占66.67%，主要用于机关运行；"
            "住房保障（类）支出75万元，占33.33%，主要用于公积金。",
            [
                ("expenditure_fiscal", "225"),
                ("function_class_fiscal", "150"),
                ("function_class_fiscal", "66.67", None),
                ("function_class_fiscal", "75"),
                ("function_class_fiscal", "33.33", None),
            ],
            id="Hebei: classes are parts of what the sentence begins with",
        ),
        pytest.param(
            THREE,
            "公车运行维护费支出4.2万元，较预算减少0.3万元。发生“公务用车购置”经费支出0万元。",
            [
                ("three_public_vehicle_running", "4.2"),
                ("three_public_vehicle_running", "0.3", "budget"),
                ("three_public_vehicle_purchase", "0"),
            ],
            id="Hebei: vehicles by their short name",
        ),
        pytest.param(
            "二、一般公共预算财政拨款支出决算情况说明",
            "2023年度一般公共预算财政拨款支出180万元，具体情况如下（按项级科目分类统计）：\n\n"
            "（一）2010101行政运行120万元，较上年决算数增加10万元，增长9.09%。主要原因是增加。",
            [
                ("expenditure_general_public", "180"),
                ("function_item", "120"),
                ("function_item", "10", "prior_year_actual"),
                ("function_item", "9.09", "prior_year_actual"),
            ],
            id="Fujian: an item by its code",
        ),
        pytest.param(
            "一、收入支出决算总体情况说明",
            "（一）2023年收入227万元，比2022年决算数增加27万元，增长13.5%，具体情况如下：\n\n1.财政拨款收入224万元。",
            [
                ("income_total", "227"),
                ("income_total", "27", "prior_year_actual"),
                ("income_total", "13.5", "prior_year_actual"),
                ("income_fiscal", "224"),
            ],
            id="Fujian: income of the year by its plain name",
        ),
        pytest.param(
            "三、政府性基金支出决算情况说明",
            "2023年度政府性基金支出40万元，比上年决算数增加10万元，增长33.33%。",
            [
                ("expenditure_government_fund", "40"),
                ("expenditure_government_fund", "10", "prior_year_actual"),
                ("expenditure_government_fund", "33.33", "prior_year_actual"),
            ],
            id="Fujian: a fund without 预算 in its name",
        ),
        pytest.param(
            "五、一般公共预算财政拨款支出决算情况说明\n\n（三）财政拨款支出决算具体情况",
            "2023年度财政拨款支出年初预算数为171.5万元，支出决算数为180万元，完成年初预算的104.96%，其中：\n\n"
            "1、一般公共服务（类）人大事务（款）行政运行（项）。\n\n"
            "年初预算为110万元，支出决算为120万元，完成年初预算的109.09%，决算数大于预算数。",
            [
                ("expenditure_general_public", "171.5", "initial_budget"),
                ("expenditure_general_public", "180"),
                ("expenditure_general_public", "104.96", "initial_budget"),
                ("function_item", "110", "initial_budget"),
                ("function_item", "120"),
                ("function_item", "109.09", "initial_budget"),
            ],
            id="Hunan: an item on a line of its own, 财政拨款支出 below the heading of one budget",
        ),
        pytest.param(
            THREE,
            "因公出国（境）费支出决算为0.2万元，完成预算的40%，决算数小于预算数的主要原因是减少，与上年相比增加0.1万元，增长100%，"
            "增长的主要原因是比上年多派2人。公务用车购置费及运行维护费支出决算为4.2万元，主要原因是费用比上年增加3万元。",
            [
                ("three_public_abroad", "0.2"),
                ("three_public_abroad", "40", "budget"),
                ("three_public_abroad", "0.1", "prior_year_actual"),
                ("three_public_abroad", "100", "prior_year_actual"),
                (None, "2"),
                ("three_public_vehicle", "4.2"),
                (None, "3"),
            ],
            id="Hunan: what is compared behind a cause is no part of it",
        ),
        pytest.param(
            "七、政府性基金预算财政拨款收入支出决算情况说明",
            "2023年度政府性基金预算财政拨款收入总计42万元，其中：年初结转和结余1万元，本年收入41万元。"
            "政府性基金预算财政拨款收入支出总体与上年相比，增加2万元，增长5%。",
            [
                ("government_fund_total", "42"),
                ("government_fund_opening", "1"),
                ("income_government_fund", "41"),
                ("government_fund_total", "2", "prior_year_actual"),
                ("government_fund_total", "5", "prior_year_actual"),
            ],
            id="Xinjiang: the total of a fund is not its income of the year",
        ),
        pytest.param(
            THREE,
            "与全年预算相比，“三公”经费支出全年预算数6万元，决算数5.4万元，预决算差异率-10.00%，主要原因是：节约。"
            "其中：公务接待费支出全年预算数1万元，决算数1万元，预决算差异率0%。",
            [
                ("three_public_total", "6", "full_year_budget"),
                ("three_public_total", "5.4"),
                ("three_public_total", "-10.00", "full_year_budget"),
                ("three_public_reception", "1", "full_year_budget"),
                ("three_public_reception", "1"),
                ("three_public_reception", "0", "full_year_budget"),
            ],
            id="Xinjiang: the difference from the budget in percent",
        ),
        pytest.param(
            "三、一般公共预算财政拨款支出决算情况说明",
            "2023年度一般公共预算财政拨款支出180万元，主要用于以下方面（按大类）：一般公共服务支出150万元，"
            "占本年财政拨款支出83.33%；住房保障支出30万元，占本年财政拨款支出16.67%。",
            [
                ("expenditure_general_public", "180"),
                ("function_class", "150"),
                ("function_class", "83.33", "expenditure_general_public"),
                ("function_class", "30"),
                ("function_class", "16.67", "expenditure_general_public"),
            ],
            id="Beijing: classes by their names, behind what the money was used for",
        ),
        pytest.param(
            "三、一般公共预算财政拨款支出决算情况说明",
            "1、“一般公共服务支出”（类）2023年度决算150万元，比2023年年初预算增加10万元，增长7.14%。其中："
            "“人大事务”（款）2023年度决算149万元，比2023年年初预算增加9万元，增长6.43%。",
            [
                ("function_class", "150"),
                ("function_class", "10", "initial_budget"),
                ("function_class", "7.14", "initial_budget"),
                ("function_group", "149"),
                ("function_group", "9", "initial_budget"),
                ("function_group", "6.43", "initial_budget"),
            ],
            id="Beijing: a class and its group, in quotation marks",
        ),
        pytest.param(
            "六、财政拨款基本支出决算情况说明",
            "2023年使用一般公共预算财政拨款安排基本支出130万元，使用政府性基金预算财政拨款安排的基本支出1万元。",
            [("general_public_basic", "130"), ("government_fund_basic", "1")],
            id="Beijing: basic expenditure of the fund that pays for it",
        ),
        pytest.param(
            THREE,
            "因公出国（境）费用0.2万元，人均因公出国（境）费用0.1万元。公务用车运行维护费4万元，车均运行维护费2万元。",
            [
                ("three_public_abroad", "0.2"),
                (None, "0.1"),
                ("three_public_vehicle_running", "4"),
                (None, "2"),
            ],
            id="Beijing: means are not what was spent",
        ),
        pytest.param(
            "二、机关运行经费支出情况",
            "2023年本部门行政单位和参照公务员法管理的事业单位机关运行经费支出合计15万元，比上年减少1.5万元。",
            [("operating_cost", "15"), ("operating_cost", "1.5", "prior_year_actual")],
            id="Beijing: the sum of operating cost is not that of expenditure",
        ),
        pytest.param(
            "八、其他需要说明的事项/（一）财政拨款会议费和培训费情况说明",
            "公用经费主要包括办公费、会议费、培训费等。本年度会议费支出1万元，较上年决算数减少0.5万元，下降33.33%。"
            "培训费支出2万元，完成预算的80%。",
            [
                ("meeting_cost", "1"),
                ("meeting_cost", "0.5", "prior_year_actual"),
                ("meeting_cost", "33.33", "prior_year_actual"),
                ("training_cost", "2"),
                ("training_cost", "80", "budget"),
            ],
            id="Chongqing, Shaanxi: meetings and training",
        ),
        pytest.param(
            "三、一般公共预算财政拨款收入支出决算总体情况说明",
            "（2）社会保障与就业支出18万元，占10%，较年初预算数减少0.5万元。",
            [
                ("function_class", "18"),
                ("function_class", "10", None),
                ("function_class", "0.5", "initial_budget"),
            ],
            id="Chongqing: 与 in the name of a class for 和",
        ),
        pytest.param(
            "一、收入支出决算总体情况说明",
            "2023年度收入总计100万元，其中：财政拨款收入55万元，事业收入3万元，年初结转和结余36万元。"
            "财政拨款收入55万元，年初结转和结余36万元。财政拨款收入总计60万元，年初结转和结余5万元。",
            [
                ("total_income", "100"),
                ("income_fiscal", "55"),
                ("income_institutional", "3"),
                ("opening_balance", "36"),
                ("income_fiscal", "55"),
                (None, "36"),
                ("fiscal_grand_total", "60"),
                ("fiscal_opening", "5"),
            ],
            id="a balance is of the whole that the sentence begins with, not of the income before it",
        ),
        pytest.param(
            "三、支出决算情况说明",
            "样例局2023年项目支出44万元，其中：行政事业类项目支出40万元，基本建设类项目支出4万元。养护项目支出20万元。养护项目支出、改造项目支出分别为8万元、9万元。"
            "本年支出包括基本支出50万元和项目支出44万元。国有资本经营收入6万元。教育事业收入5万元。同级财政拨款收入8万元。",
            [
                ("expenditure_project", "44"),
                (None, "40"),
                (None, "4"),
                (None, "20"),
                (None, "8"),
                (None, "9"),
                ("expenditure_basic", "50"),
                ("expenditure_project", "44"),
                ("income_state_capital", "6"),
                (None, "5"),
                ("income_fiscal", "8"),
            ],
            id="a part that bears the name of the whole behind another word",
        ),
        pytest.param(
            THREE,
            "公务接待费支出5万元，完成预算的90%，比上年提高2个百分点。公务接待费5万元，比上年减少9人。"
            "公务接待费5万元，比上年减少3批次。",
            [
                ("three_public_reception", "5"),
                ("three_public_reception", "90", "budget"),
                (None, "2"),
                ("three_public_reception", "5"),
                ("domestic_visitors", "9", "prior_year_actual"),
                ("three_public_reception", "5"),
                ("domestic_receptions", "3", "prior_year_actual"),
            ],
            id="percentage points are no receptions, nor are people",
        ),
        pytest.param(
            "十、机关运行经费支出情况说明",
            "机关运行经费支出50万元，在职人员19人，比上年减少1人，下降5%。机关运行经费支出50万元，保障在职人员19人，"
            "比上年增加2万元，增长4%，完成预算的90%。含下属单位3个。",
            [
                ("operating_cost", "50"),
                (None, "19"),
                (None, "1", "prior_year_actual"),
                (None, "5", "prior_year_actual"),
                ("operating_cost", "50"),
                (None, "19"),
                ("operating_cost", "2", "prior_year_actual"),
                ("operating_cost", "4", "prior_year_actual"),
                ("operating_cost", "90", "budget"),
                (None, "3"),
            ],
            id="a rate behind a count that no measure names is not of the money before it",
        ),
        pytest.param(
            "十一、国有资产占用情况说明",
            "单位共有公务用车8辆。车辆购置费3万元。",
            [(None, "8"), (None, "3")],
            id="vehicles by their plain name elsewhere",
        ),
        pytest.param(
            "一、收入支出决算总体情况说明",
            "2023年度收入、支出决算总计10万元。支出决算总计10万元。收入决算总计10万元。",
            [("grand_total", "10"), ("total_expenditure", "10"), ("total_income", "10")],
            id="Jiangsu: totals",
        ),
        pytest.param(
            "四、财政拨款收入支出决算总体情况说明",
            "2023年度财政拨款收、支总决算9万元。与上年相比，财政拨款收、支总计各增加1万元。",
            [("fiscal_grand_total", "9"), ("fiscal_grand_total", "1", "prior_year_actual")],
            id="Jiangsu: totals of fiscal appropriations",
        ),
        pytest.param(
            THREE,
            "公务接待费支出5万元。其中：国内公务接待支出4万元，接待30批次，300人次；"
            "国（境）外公务接待支出1万元，接待2批次，9人次。",
            [
                ("three_public_reception", "5"),
                ("domestic_reception_cost", "4"),
                ("domestic_receptions", "30"),
                ("domestic_visitors", "300"),
                ("overseas_reception_cost", "1"),
                ("overseas_receptions", "2"),
                ("overseas_visitors", "9"),
            ],
            id="Jiangsu: whom the money was spent on",
        ),
        pytest.param(
            "二、收入决算情况说明",
            "本年收入合计49万元；包括财政拨款收入48万元（其中，一般公共预算47万元，政府性基金预算1万元，"
            "国有资本经营预算0万元）；其他收入1万元。资金来源：一般公共预算3万元。",
            [
                ("income_total", "49"),
                ("income_fiscal", "48"),
                ("income_general_public", "47"),
                ("income_government_fund", "1"),
                ("income_state_capital", "0"),
                ("income_other", "1"),
                (None, "3"),
            ],
            id="Zhejiang: funds of fiscal appropriations",
        ),
        pytest.param(
            "十一、国有资产占用情况说明",
            "共有车辆6辆，其中，副省级及以上领导用车1辆、主要领导干部用车5辆。",
            [("vehicles_total", "6"), ("vehicles_ministerial", "1"), ("vehicles_leaders", "5")],
            id="Zhejiang: vehicles",
        ),
        pytest.param(
            THREE,
            "本年度购置（更新）公务用车2辆。",
            [("vehicles_purchased", "2")],
            id="Hubei: vehicles",
        ),
        pytest.param(
            "（二）“三公”经费分项支出情况",
            "公务车运行维护费10万元，主要用于维修。费用支出较年初预算数减少2万元，较上年支出数减少1万元。",
            [
                ("three_public_vehicle_running", "10"),
                ("three_public_vehicle_running", "2", "initial_budget"),
                ("three_public_vehicle_running", "1", "prior_year_actual"),
            ],
            id="Chongqing: costs",
        ),
        pytest.param(
            "（三）“三公”经费实物量情况",
            "因公出国（境）共计3个团组，8人；公务用车购置1辆，公务车保有量为4辆。车均维护费2.50万元。",
            [
                ("abroad_groups", "3"),
                ("abroad_people", "8"),
                ("vehicles_purchased", "1"),
                ("vehicles_held", "4"),
                (None, "2.50"),
            ],
            id="Chongqing: counts",
        ),
        pytest.param(
            GENERAL,
            "（1）一般公共服务支出40万元，占84.2%，较年初预算数增加1万元。",
            [
                ("function_class", "40"),
                ("function_class", "84.2", None),
                ("function_class", "1", "initial_budget"),
            ],
            id="Chongqing: classes",
        ),
        pytest.param(
            "三、支出决算情况说明",
            "（1）一般公共服务支出40万元，占84.2%。",
            [("function_class_all", "40"), ("function_class_all", "84.2", None)],
            id="classes of all funds are not those of form 5",
        ),
        pytest.param(
            "三、支出决算情况说明",
            "本年支出合计47.5万元。按支出功能分类科目分，一般公共服务支出40万元，占84.2%；住房保障支出7.5万元。",
            [
                ("expenditure_total", "47.5"),
                ("function_class_all", "40"),
                ("function_class_all", "84.2", None),
                ("function_class_all", "7.5"),
            ],
            id="Guangxi: classes of all that was spent",
        ),
        pytest.param(
            "一、2023年度收入支出决算总体情况",
            "1.一般公共服务支出40万元：主要用于办公。较2022年度决算数减少2万元。",
            [("function_class_all", "40"), ("function_class_all", "2", "prior_year_actual")],
            id="Guangxi: classes are listed beside what came in",
        ),
        pytest.param(
            "一、2023年度收入支出决算总体情况",
            "（五）结余分配0.30万元，（六）年末结转和结余5.40万元。",
            [("surplus_distribution", "0.30"), ("closing_balance", "5.40")],
            id="no other line of form 1 is a class",
        ),
        pytest.param(
            "三、财政拨款支出决算情况说明",
            "（一）一般公共服务支出年初预算数为140万元，决算数为150万元，完成年初预算的107.14%。",
            [
                ("function_class_fiscal", "140", "initial_budget"),
                ("function_class_fiscal", "150"),
                ("function_class_fiscal", "107.14", "initial_budget"),
            ],
            id="Jiangxi: a class with its budget",
        ),
        pytest.param(
            GENERAL,
            "1.一般公共服务（201类）支出年初预算为140万元，支出决算为150万元。",
            [("function_class", "140", "initial_budget"), ("function_class", "150")],
            id="Guizhou: a class with its code and its budget",
        ),
        pytest.param(
            GENERAL,
            "1.一般公共服务支出（201类）人大事务（01款）行政运行（01项），年初预算110万元，支出决算120万元。",
            [("function_item", "110", "initial_budget"), ("function_item", "120")],
            id="Ningxia: an item with the parts of its code",
        ),
        pytest.param(
            "二、财政拨款收入支出决算情况说明",
            "一般公共预算财政拨款支出决算数180万元，其中：一般公共服务支出决算数150万元，占83.33%；其他支出18万元。",
            [
                ("expenditure_general_public", "180"),
                ("function_class", "150"),
                ("function_class", "83.33", None),
                (None, "18"),
            ],
            id="Hainan: classes as parts; what is left of a list is none",
        ),
        pytest.param(
            "一、收入支出决算总体情况说明",
            "总收入232.70万元，总支出232.70万元。收、支与2022年度相比，各增加12.70万元，增长5.77%。",
            [
                ("total_income", "232.70"),
                ("total_expenditure", "232.70"),
                ("grand_total", "12.70", "prior_year_actual"),
                ("grand_total", "5.77", "prior_year_actual"),
            ],
            id="Tibet: both sides by their short names",
        ),
        pytest.param(
            "九、三公经费支出决算情况说明",
            "因公出国（境）1个团组，参加出国（境）2人次。国（境）外接待1批次2人次。",
            [
                ("abroad_groups", "1"),
                ("abroad_people", "2"),
                ("overseas_receptions", "1"),
                ("overseas_visitors", "2"),
            ],
            id="Guizhou: groups and their people",
        ),
        pytest.param(
            "七、三公经费支出决算情况说明",
            "其中：外事接待支出0.20万元，接待2人次，1批次。",
            [
                ("foreign_reception_cost", "0.20"),
                ("foreign_visitors", "2"),
                ("foreign_reception_groups", "1"),
            ],
            id="Zhejiang: groups behind their people",
        ),
        pytest.param(
            "三、支出决算情况说明",
            "一般公共预算财政拨款支出30万元，主要用于以下方面：一般公共服务支出（类）30万元。",
            [("expenditure_general_public", "30"), ("function_class", "30")],
            id="classes are of the fund that a passage begins with",
        ),
        pytest.param(
            "六、一般公共预算财政拨款基本支出决算情况说明",
            "工资福利支出107万元，较上年增加5万元，主要包括：基本工资60万元、年终绩效奖金3万元；公务接待费1万元。",
            [
                ("economic_class", "107"),
                ("economic_class", "5", "prior_year_actual"),
                ("economic_class", "60"),
                (None, "3"),
                ("economic_class", "1"),
            ],
            id="economic classes of basic expenditure, and what only ends with the name of one",
        ),
        pytest.param(
            "三、支出决算情况说明",
            "基本支出132万元，其中：工资福利支出107万元。公务接待费1万元。",
            [("expenditure_basic", "132"), (None, "107"), ("three_public_reception", "1")],
            id="economic classes of all money stand in no form",
        ),
        pytest.param(
            "三、支出决算情况说明",
            "本年支出合计2O5.00万元，比上年增长5O.2%。本年支出合计1.234.56万元。本年支出合计234.万元。本年支出合计.56万元。本年支出合计l23.45万元。",
            [
                ("expenditure_total", "2O5.00"),
                ("expenditure_total", "5O.2", "prior_year_actual"),
                ("expenditure_total", "1.234.56"),
                ("expenditure_total", "234."),
                ("expenditure_total", ".56"),
                ("expenditure_total", "l23.45"),
            ],
            id="figures that cannot be read are figures",
        ),
        pytest.param(
            "三、支出决算情况说明",
            "用于项目VI5万元和WIFI覆盖5.0万元。2023年支出1.5万元，其中：1.基本支出1.0万元；2.项目支出0.5万元。",
            [
                (None, "5.0"),
                ("expenditure_total", "1.5"),
                ("expenditure_basic", "1.0"),
                ("expenditure_project", "0.5"),
            ],
            id="numbers of items and letters of names are none",
        ),
        pytest.param(
            "五、政府性基金和国有资本经营预算财政拨款支出情况",
            "城乡社区支出（类）30万元。",
            [(None, "30")],
            id="a class may be of one of two funds",
        ),
        pytest.param(
            "（三）一般公共预算财政拨款支出决算具体情况",
            "1.一般公共服务（类）政府办公厅（室）及相关机构事务（款）行政运行（项）：支出决算为20万元，完成预算100%。",
            [("function_item", "20"), ("function_item", "100", "budget")],
            id="Sichuan: an item with a colon",
        ),
        pytest.param(
            "五、财政拨款支出决算情况说明",
            "财政拨款支出决算98万元，与2023年度财政拨款支出年初预算90万元相比，完成年初预算的108.89%。",
            [
                ("expenditure_fiscal", "98"),
                ("expenditure_fiscal", "90", "initial_budget"),
                ("expenditure_fiscal", "108.89", "initial_budget"),
            ],
            id="Jiangsu: a budget that is compared with",
        ),
        pytest.param(
            "（三）一般公共预算财政拨款支出决算具体情况",
            "2023年一般公共预算支出决算数为53万元，完成预算100%。",
            [("expenditure_general_public", "53"), ("expenditure_general_public", "100", "budget")],
            id="Sichuan: the total of form 5",
        ),
        pytest.param(
            "四、财政拨款收入支出决算总体情况说明",
            "2023年度财政拨款本年收入48万元，比2022年度增加1万元；本年支出49万元，增加2万元。其中：一般公共预算财政拨款"
            "本年收入47万元，比上年增加3万元；本年支出46万元，比上年减少4万元。",
            [
                ("income_fiscal", "48"),
                ("income_fiscal", "1", "prior_year_actual"),
                ("expenditure_fiscal", "49"),
                ("expenditure_fiscal", "2", "prior_year_actual"),
                ("income_general_public", "47"),
                ("income_general_public", "3", "prior_year_actual"),
                ("expenditure_general_public", "46"),
                ("expenditure_general_public", "4", "prior_year_actual"),
            ],
            id="Hebei: expenditure of the fund whose income is said before it",
        ),
        pytest.param(
            THREE,
            "因公出国（境）团组3个、共8人、参加其他单位组织的因公出国（境）团组1个、共2人。公务用车购置量0辆。",
            [
                ("abroad_groups", "3"),
                ("abroad_people", "8"),
                (None, "1"),
                (None, "2"),
                ("vehicles_purchased", "0"),
            ],
            id="Hebei: groups and vehicles",
        ),
        pytest.param(
            "九、国有资产占用情况",
            "其他用车1辆；单位价值100万元（含）以上设备（不含车辆）2台（套）比上年增加1套。"
            "其他用车1辆；某种设备5台比上年增加3台。",
            [
                ("vehicles_other", "1"),
                ("equipment_over_1m", "2"),
                ("equipment_over_1m", "1", "prior_year_actual"),
                ("vehicles_other", "1"),
                (None, "5"),
                (None, "3", "prior_year_actual"),
            ],
            id="Hebei: equipment",
        ),
        pytest.param(
            THREE,
            "财政拨款安排因公出国（境）预算2万元，支出决算1万元，决算数小于预算数，与上年相比增加1万元。",
            [
                ("three_public_abroad", "2", "budget"),
                ("three_public_abroad", "1"),
                ("three_public_abroad", "1", "prior_year_actual"),
            ],
            id="Shaanxi: what a fund arranged",
        ),
        pytest.param(
            THREE,
            "公务接待费支出决算5万元，差旅费支出决算7万元，劳务费预算6万元，比上年增加1万元。",
            [
                ("three_public_reception", "5"),
                (None, "7"),
                (None, "6", "budget"),
                (None, "1", "prior_year_actual"),
            ],
            id="what no measure names is not that of the measure before it",
        ),
        pytest.param(
            THREE,
            "公务接待费5万元，占三公经费的25%，劳务费完成预算的80%，占三公经费的20%。完成预算的70%。",
            [
                ("three_public_reception", "5"),
                ("three_public_reception", "25", "three_public_total"),
                (None, "80", "budget"),
                (None, "20", "three_public_total"),
                ("three_public_reception", "70", "budget"),
            ],
            id="nor its completion and its share",
        ),
        pytest.param(
            "六、一般公共预算财政拨款基本支出决算情况说明",
            "人员经费28万元，占基本支出的93.3%，占本年支出合计的60%。",
            [
                ("basic_personnel", "28"),
                ("basic_personnel", "93.3", "general_public_basic"),
                ("basic_personnel", "60", "expenditure_total"),
            ],
            id="a share of basic expenditure is of that of the section",
        ),
        pytest.param(
            THREE,
            "因公出国（境）费、公务用车购置及运行维护费、公务接待费支出决算分别为0万元、10万元和5万元，比上年减少1万元。",
            [
                ("three_public_abroad", "0"),
                ("three_public_vehicle", "10"),
                ("three_public_reception", "5"),
                (None, "1", "prior_year_actual"),
            ],
            id="measures and their figures in turn",
        ),
        pytest.param(
            THREE,
            "差旅费、公务接待费分别为1万元、2万元。2022年、2023年“三公”经费分别为3万元、4万元。"
            "公务接待费、公务用车购置费分别为5万元、6辆、7万元。",
            [(None, text) for text in "1234567"],
            id="not as many measures as figures",
        ),
        pytest.param(
            THREE,
            "公务接待费支出决算5万元，差旅费预算8万元，支出决算7万元，年初预算9万元，2022年支出6万元。",
            [
                ("three_public_reception", "5"),
                (None, "8", "budget"),
                (None, "7"),
                (None, "9", "initial_budget"),
                (None, "6"),
            ],
            id="nor its budget, its figure and that of the year before",
        ),
        pytest.param(
            "三、支出决算情况",
            "基本支出30万元，项目支出20万元。与上年相比基本支出增加1万元，项目支出减少2万元。",
            [
                ("expenditure_basic", "30"),
                ("expenditure_project", "20"),
                ("expenditure_basic", "1", "prior_year_actual"),
                ("expenditure_project", "2", "prior_year_actual"),
            ],
            id="what is compared stands right behind 相比",
        ),
        pytest.param(
            THREE,
            "公务用车购置及运行费10万元（其中购置费0万元，运行费10万元），比上年11万元减少1万元；"
            "公务接待费5万元，比上年6万元减少1万元，国内公务接待40批次320人次。",
            [
                ("three_public_vehicle", "10"),
                ("three_public_vehicle_purchase", "0"),
                ("three_public_vehicle_running", "10"),
                ("three_public_vehicle", "11", "prior_year_actual"),
                ("three_public_vehicle", "1", "prior_year_actual"),
                ("three_public_reception", "5"),
                ("three_public_reception", "6", "prior_year_actual"),
                ("three_public_reception", "1", "prior_year_actual"),
                ("domestic_receptions", "40"),
                ("domestic_visitors", "320"),
            ],
            id="a year that is compared with does not hold for what is listed behind it",
        ),
        pytest.param(
            "六、机关运行经费",
            "机关运行经费支出20万元，用于办公费5万元、印刷费2万元。较上年增加1万元。",
            [
                ("operating_cost", "20"),
                (None, "5"),
                (None, "2"),
                ("operating_cost", "1", "prior_year_actual"),
            ],
            id="a sentence of its own goes on with what was spoken of",
        ),
        pytest.param(
            THREE,
            "公务接待费2万元，全年接待40批次，320人次。",
            [("three_public_reception", "2"), (None, "40"), (None, "320")],
            id="groups of any kind are not domestic ones",
        ),
        pytest.param(
            "一、收入支出决算总体情况说明",
            "2023年度收入总计10万元，支出总计10万元。收支较上年决算数减少2万元、下降16.67%，主要原因是节约。",
            [
                ("total_income", "10"),
                ("total_expenditure", "10"),
                ("grand_total", "2", "prior_year_actual"),
                ("grand_total", "16.67", "prior_year_actual"),
            ],
            id="Chongqing: income and expenditure change together",
        ),
        pytest.param(
            "一、收入支出决算总体情况说明",
            "2023年度收入总计10万元。财政拨款收支较上年减少2万元。收支结余1万元。",
            [
                ("total_income", "10"),
                ("fiscal_grand_total", "2", "prior_year_actual"),
                (None, "1"),
            ],
            id="income and expenditure of a fund are those of that fund, and a balance is neither",
        ),
        pytest.param(
            f"{GENERAL}/（二）一般公共预算财政拨款支出决算结构情况",
            "2023年一般公共预算财政拨款支出10万元，主要用于以下方面：教育支出6万元，占60%；农林水支出4万元，占40%。",
            [
                ("expenditure_general_public", "10"),
                ("function_class", "6"),
                ("function_class", "60", None),
                ("function_class", "4"),
                ("function_class", "40", None),
            ],
            id="Sichuan: the first class of a list stands behind a colon",
        ),
        pytest.param(
            "二、收入决算情况",
            "2023年度，本单位收入为10万元，其中：财政拨款收入9万元，占90%；其他收入1万元，占10%。",
            [
                ("income_total", "10"),
                ("income_fiscal", "9"),
                ("income_fiscal", "90", None),
                ("income_other", "1"),
                ("income_other", "10", None),
            ],
            id="Gansu: the income of the section",
        ),
        pytest.param(
            "二、财政拨款支出决算情况",
            "2023年度，本单位支出为10万元。",
            [(None, "10")],
            id="the expenditure of a section on a fund is not that of the department",
        ),
        pytest.param(
            GENERAL,
            "1.教育支出6万元，主要用于人员经费、办公经费，完成年初预算120%，决算数大于预算数1万元，主要原因是调资。",
            [
                ("function_class", "6"),
                ("function_class", "120", "initial_budget"),
                ("function_class", "1", "budget"),
            ],
            id="Gansu: what the money was spent on stands between, and by how much it is more than the budget",
        ),
        pytest.param(
            THREE,
            "三公经费决算数10万元，按同口径同比减少2万元，下降16.7%。公务用车及运行维护费支出6万元，"
            "比上年累计支出8万元下降2万元；公务接待支出4万元。",
            [
                ("three_public_total", "10"),
                ("three_public_total", "2", "prior_year_actual"),
                ("three_public_total", "16.7", "prior_year_actual"),
                ("three_public_vehicle", "6"),
                ("three_public_vehicle", "8", "prior_year_actual"),
                ("three_public_vehicle", "2", "prior_year_actual"),
                ("three_public_reception", "4"),
            ],
            id="counties: like for like, and what was spent in all the year before",
        ),
        pytest.param(
            THREE,
            "因公出国（境）团组0个，人数0人；国内公务接待批次30个，接待人次200人；国（境）外公务接待批次2个，接待人次9人。",
            [
                ("abroad_groups", "0"),
                ("abroad_people", "0"),
                ("domestic_receptions", "30"),
                ("domestic_visitors", "200"),
                ("overseas_receptions", "2"),
                ("overseas_visitors", "9"),
            ],
            id="Guangxi: people of the groups named before them",
        ),
        pytest.param(
            THREE,
            "国内公务接待12批次130人次，其中：国内外事接待2批次，20人次；国（境）外公务接待1批次，5人次。",
            [
                ("domestic_receptions", "12"),
                ("domestic_visitors", "130"),
                ("foreign_reception_groups", "2"),
                ("foreign_visitors", "20"),
                ("overseas_receptions", "1"),
                ("overseas_visitors", "5"),
            ],
            id="Chongqing: receptions of foreigners are not those that were held overseas",
        ),
        pytest.param(
            THREE,
            "国内公务接待12批次，130人次（不包括陪同人员），共计支出1.60万元，具体内容包括：接待考察1.60万元。"
            "外事接待1批次，4人（不包括陪同人员），共计支出0.30万元。",
            [
                ("domestic_receptions", "12"),
                ("domestic_visitors", "130"),
                ("domestic_reception_cost", "1.60"),
                (None, "1.60"),
                ("foreign_reception_groups", "1"),
                ("foreign_visitors", "4"),
                ("foreign_reception_cost", "0.30"),
            ],
            id="Sichuan: what was spent on people, of whom an aside says more",
        ),
        pytest.param(
            THREE,
            "公务接待费支出1万元。其中：外宾接待支出0.20万元，共接待国（境）外来访团组1个、来访外宾4人次。"
            "其他国内公务接待支出0.80万元，共接待国内来访团组10个、来访宾客80人次。其他公务接待费0.30万元，比上年增加0.10万元。",
            [
                ("three_public_reception", "1"),
                ("foreign_reception_cost", "0.20"),
                ("foreign_reception_groups", "1"),
                ("foreign_visitors", "4"),
                (None, "0.80"),
                ("domestic_receptions", "10"),
                ("domestic_visitors", "80"),
                (None, "0.30"),
                (None, "0.10", "prior_year_actual"),
            ],
            id="ministries: other receptions are not all of them",
        ),
        pytest.param(
            "六、一般公共预算财政拨款基本支出决算情况说明",
            "基本支出100万元，其中：人员经费80万元，其他人员经费5万元，公用经费20万元，其余公用经费3万元。",
            [
                ("general_public_basic", "100"),
                ("basic_personnel", "80"),
                (None, "5"),
                ("basic_public", "20"),
                (None, "3"),
            ],
            id="what else there is of a kind is not all of it",
        ),
        pytest.param(
            THREE,
            "公务接待费4万元，其中下属单位公务接待费1万元。二级预算单位的培训费3万元。"
            "本部门及所属单位培训费5万元。本部门（含下属单位）会议费6万元。本部门及其所属单位机关运行经费9万元。",
            [
                ("three_public_reception", "4"),
                (None, "1"),
                (None, "3"),
                ("training_cost", "5"),
                ("meeting_cost", "6"),
                ("operating_cost", "9"),
            ],
            id="what units spent is not what the department did with them",
        ),
        pytest.param(
            THREE,
            "2023年年初预算安排“三公”经费20万元，其中公务接待费3万元；实际支出16万元，完成80%。"
            "全年预算安排培训费5万元，实际支出4万元。2023年预算批复会议费2万元。"
            "一般公共预算安排公务接待费3万元。按预算安排公务用车运行维护费支出9万元。",
            [
                ("three_public_total", "20", "initial_budget"),
                ("three_public_reception", "3", "initial_budget"),
                ("three_public_total", "16"),
                ("three_public_total", "80", "initial_budget"),
                ("training_cost", "5", "full_year_budget"),
                ("training_cost", "4"),
                ("meeting_cost", "2", "budget"),
                ("three_public_reception", "3"),
                ("three_public_vehicle_running", "9"),
            ],
            id="a budget that stands before what it is for",
        ),
        pytest.param(
            THREE,
            "公务用车购置及运行维护费13万元，其中购置费2万元、运行维护费11万元。"
            "公务用车购置及运行维护费13万元，其中：设备购置费2万元、平台运行维护费3万元。",
            [
                ("three_public_vehicle", "13"),
                ("three_public_vehicle_purchase", "2"),
                ("three_public_vehicle_running", "11"),
                ("three_public_vehicle", "13"),
                (None, "2"),
                (None, "3"),
            ],
            id="both parts of the vehicles by their short names",
        ),
        pytest.param(
            "八、机关运行经费支出情况说明",
            "机关运行经费支出20万元，其中：办公费5万元、会议费2万元、公务接待费1万元、公务用车运行维护费4万元。"
            "公务接待费支出3万元。",
            [
                ("operating_cost", "20"),
                (None, "5"),
                (None, "2"),
                (None, "1"),
                (None, "4"),
                ("three_public_reception", "3"),
            ],
            id="parts of the operating costs are not all of their kind",
        ),
        pytest.param(
            THREE,
            "公务用车购置支出决算比预算无增减变化，比去年无增减变化，公务用车运行维护费支出决算比预算无增减变化，比去年增加2万元。",
            [("three_public_vehicle_running", "2", "prior_year_actual")],
            id="Guangxi: what did not change is not what a figure changed against",
        ),
        pytest.param(
            THREE,
            "因公出国（境）费0万元，与2022年持平；公务接待费支出决算减少为3万元，与2022年持平。",
            [("three_public_abroad", "0"), ("three_public_reception", "3")],
            id="Shanghai: what something was reduced to is not by how much",
        ),
        pytest.param(
            THREE,
            "公务接待4万元，公务用车运行费用6万元。公务接待较上年同期减少1万元。公务接待30批次，200人次。",
            [
                ("three_public_reception", "4"),
                ("three_public_vehicle_running", "6"),
                ("three_public_reception", "1", "prior_year_actual"),
                ("domestic_receptions", "30"),
                ("domestic_visitors", "200"),
            ],
            id="Inner Mongolia: 公务接待 is money or groups, as its figure is",
        ),
        pytest.param(
            "三、支出决算情况说明",
            "项目支出2万元；上缴上级支出、经营支出、对附属单位补助支出共3万元，占总支出的30%。",
            [("expenditure_project", "2"), (None, "3"), (None, "30", "total_expenditure")],
            id="Yunnan: a sum of several measures is none of them",
        ),
        pytest.param(
            "三、支出决算情况说明/（一）基本支出情况",
            "2023年度用于保障机关、下属事业单位等机构正常运转的日常支出8万元。",
            [("expenditure_basic", "8")],
            id="Yunnan: 基本支出 in other words",
        ),
        pytest.param(
            GENERAL,
            "1.一般公共服务（类）支出8万元，占一般公共预算财政拨款总支出的80%。主要用于人员经费。",
            [("function_class", "8"), ("function_class", "80", None)],
            id="Yunnan: numbered classes",
        ),
        pytest.param(
            f"{GENERAL}/（三）具体情况",
            "2023年度一般公共预算财政拨款支出年初预算为8万元，支出决算为9万元，完成年初预算的112.50%。其中："
            "1.教育支出（类）普通教育（款）小学教育（项）。年初预算为5万元，支出决算为6万元；"
            "2.卫生健康支出（类）（1）公共卫生（款）疾病预防控制机构（项）3万元，比上年增加1万元。",
            [
                ("expenditure_general_public", "8", "initial_budget"),
                ("expenditure_general_public", "9"),
                ("expenditure_general_public", "112.50", "initial_budget"),
                ("function_item", "5", "initial_budget"),
                ("function_item", "6"),
                ("function_item", "3"),
                ("function_item", "1", "prior_year_actual"),
            ],
            id="Shandong, Inner Mongolia: items within the sentence on their sum",
        ),
        pytest.param(
            THREE,
            "全年国内公务接待40批，累计接待320人次，其中外事接待2批，累计接待9人次。",
            [
                ("domestic_receptions", "40"),
                ("domestic_visitors", "320"),
                ("foreign_reception_groups", "2"),
                ("foreign_visitors", "9"),
            ],
            id="Jiangxi: groups",
        ),
        pytest.param(
            "六、机关运行经费",
            "机关运行经费支出18万元（与一般公共预算财政拨款基本支出中公用经费之和一致），较年初预算数增加2万元，增幅12.5%。",
            [
                ("operating_cost", "18"),
                ("operating_cost", "2", "initial_budget"),
                ("operating_cost", "12.5", "initial_budget"),
            ],
            id="Jiangxi: what a figure is equal to stands between it and its change",
        ),
        pytest.param(
            "四、财政拨款收入支出决算总体情况说明",
            "财政拨款收入支出总体与上年相比，增加5万元。与年初预算相比，年初预算数4万元，决算数9万元。",
            [
                ("fiscal_grand_total", "5", "prior_year_actual"),
                ("fiscal_grand_total", "4", "initial_budget"),
                ("fiscal_grand_total", "9"),
            ],
            id="Xinjiang: budget and accounts of what was compared before",
        ),
        pytest.param(
            THREE,
            "安排出国团组3个，参加其他部门出国团组2个，参加外单位组织的因公出国（境）团组1个。",
            [("abroad_groups", "3"), (None, "2"), (None, "1")],
            id="Fujian: groups of other departments, however they are called",
        ),
        pytest.param(
            THREE,
            "“三公”经费支出决算6万元，比上年决算数增加3万元，增长100%；比2019年（疫情前）决算数减少2万元，降低25%。"
            "其中：公务用车购置支出决算为0万元，完成预算0万元的--%（基数为0，不可比），比上年决算数增加0万元，"
            "增长--（基数为0，不可比）。",
            [
                ("three_public_total", "6"),
                ("three_public_total", "3", "prior_year_actual"),
                ("three_public_total", "100", "prior_year_actual"),
                (None, "2"),
                (None, "25"),
                ("three_public_vehicle_purchase", "0"),
                ("three_public_vehicle_purchase", "0", "budget"),
                ("three_public_vehicle_purchase", "0", "prior_year_actual"),
            ],
            id="Guangdong: against the year before the pandemic, and against nothing",
        ),
        pytest.param(
            THREE,
            "“三公”经费支出决算汇总数为6万元，较上年9万元减少3万元，较预算数8万元减少2万元。",
            [
                ("three_public_total", "6"),
                ("three_public_total", "9", "prior_year_actual"),
                ("three_public_total", "3", "prior_year_actual"),
                ("three_public_total", "8", "budget"),
                ("three_public_total", "2", "budget"),
            ],
            id="Yunnan: of all units of a place",
        ),
        pytest.param(
            "二、国有资产占用情况",
            "处置车辆1辆，账面原值5万元；共有车辆6辆。",
            [(None, "1"), (None, "5"), ("vehicles_total", "6")],
            id="Yunnan: vehicles that were disposed of are not those that there are",
        ),
        pytest.param(
            "七、政府性基金预算财政拨款支出决算情况说明",
            "1.城乡社区支出（类）国有土地使用权出让收入安排的支出（款）年初预算为10万元，支出决算为12万元，完成年初预算的120%。"
            "土地开发支出（项）8万元。",
            [
                ("function_group_government_fund", "10", "initial_budget"),
                ("function_group_government_fund", "12"),
                ("function_group_government_fund", "120", "initial_budget"),
                ("function_item_government_fund", "8"),
            ],
            id="a group at the head of a passage, of a fund; what is below it is an item of it, not that group",
        ),
        pytest.param(
            GENERAL,
            "一般公共服务支出（类）财政事务（款）行政运行20万元，一般公共服务支出（201类）政府办公厅（室）及相关机构事务（03款）支出30万元。",
            [(None, "20"), ("function_group", "30")],
            id="an item without its mark is not the group before it; a group with brackets in its name",
        ),
        pytest.param(
            "五、财政拨款支出决算情况说明",
            "“财政事务”（款）2023年度决算8万元。",
            [("function_group", "8")],
            id="no form prints the groups of all appropriations: those of the general public budget are meant",
        ),
        pytest.param(
            GENERAL,
            "一般公共服务类（201）支出51万元，占87.93%，与年初预算相比增加1万元，增长2%。",
            [
                ("function_class", "51"),
                ("function_class", "87.93", None),
                ("function_class", "1", "initial_budget"),
                ("function_class", "2", "initial_budget"),
            ],
            id="Inner Mongolia: a class with its code",
        ),
        pytest.param(
            "六、一般公共预算财政拨款基本支出决算情况说明",
            "财政拨款基本支出40万元，其中：人员经费35万元，主要包括基本工资、津贴补贴等，较上年增加1万元；"
            "公用经费5万元，主要包括：办公费等，较上年减少2万元。",
            [
                ("general_public_basic", "40"),
                ("basic_personnel", "35"),
                ("basic_personnel", "1", "prior_year_actual"),
                ("basic_public", "5"),
                ("basic_public", "2", "prior_year_actual"),
            ],
            id="Inner Mongolia: what a cost includes stands between it and its change",
        ),
        pytest.param(
            "八、政府性基金预算财政拨款支出决算情况说明",
            "2023年度政府性基金预算财政拨款收入10万元，支出8万元，年末结转和结余2万元。事业收入3万元，支出1万元。",
            [
                ("income_government_fund", "10"),
                ("expenditure_government_fund", "8"),
                ("government_fund_closing", "2"),
                ("income_institutional", "3"),
                (None, "1"),
            ],
            id="Inner Mongolia: what came in of a fund, and what was spent of it",
        ),
        pytest.param(
            "（三）国有资产占用情况",
            "共有车辆6辆，其中，部级领导干部用车0辆、一般公务用车3辆、一般执法执勤用车1辆、其他用车2辆。",
            [
                ("vehicles_total", "6"),
                ("vehicles_ministerial", "0"),
                ("vehicles_general", "3"),
                ("vehicles_enforcement", "1"),
                ("vehicles_other", "2"),
            ],
            id="until 2018: vehicles for general duties",
        ),
        pytest.param(
            "一、收入支出决算总体情况说明",
            "与2022年相比，收入总计增加10万元、支出总计减少9万元，分别增长3.45%、下降3.1%。"
            "收入比上年增加8万元，支出比上年增加7万元，分别增长3%、2%。",
            [
                ("total_income", "10", "prior_year_actual"),
                ("total_expenditure", "9", "prior_year_actual"),
                ("total_income", "3.45", "prior_year_actual"),
                ("total_expenditure", "3.1", "prior_year_actual"),
                (None, "8", "prior_year_actual"),
                (None, "7", "prior_year_actual"),
                (None, "3"),
                (None, "2"),
            ],
            id="rates in turn of what changed one by one, not of what was listed before something unknown",
        ),
        pytest.param(
            "四、财政拨款收支情况",
            "2023年度财政拨款收入77万元，其中一般公共预算财政拨款76万元，政府性基金预算财政拨款1万元；"
            "财政拨款支出75万元，其中：一般公共预算财政拨款74.5万元，政府性基金预算财政拨款0.5万元。",
            [
                ("income_fiscal", "77"),
                ("income_general_public", "76"),
                ("income_government_fund", "1"),
                ("expenditure_fiscal", "75"),
                ("expenditure_general_public", "74.5"),
                ("expenditure_government_fund", "0.5"),
            ],
            id="funds of an income, and of what was spent, behind 其中",
        ),
        pytest.param(
            "一、收入支出决算总体情况说明",
            "1.财政拨款收入52万元，其中：一般公共预算财政拨款收入51万元，政府性基金收入1万元，国有资本经营收入0万元；2.经营收入3万元。",
            [
                ("income_fiscal", "52"),
                ("income_general_public", "51"),
                ("income_government_fund", "1"),
                ("income_state_capital", "0"),
                ("income_operating", "3"),
            ],
            id="Liaoning: income of state capital without 预算",
        ),
        pytest.param(
            "五、“三公”经费支出情况",
            "“三公”经费支出合计30万元，较预算数节约10万元。公务用车运行维护费27万元，同比压减6万元，节约率18.18%。",
            [
                ("three_public_total", "30"),
                ("three_public_total", "10", "budget"),
                ("three_public_vehicle_running", "27"),
                ("three_public_vehicle_running", "6", "prior_year_actual"),
                ("three_public_vehicle_running", "18.18", "prior_year_actual"),
            ],
            id="money that was saved",
        ),
        pytest.param(
            "七、政府采购情况",
            "政府采购决算总额30万元，货物类10万元，工程类5万元，服务类15万元。",
            [
                ("procurement_total", "30"),
                ("procurement_goods", "10"),
                ("procurement_works", "5"),
                ("procurement_services", "15"),
            ],
            id="procurement as 决算",
        ),
        pytest.param(
            "三、年末结转和结余情况",
            "年末结转和结余25万元，其中：基本支出结转5万元，项目支出结转和结余20万元。年初结转和结余18万元。",
            [
                ("closing_balance", "25"),
                (None, "5"),
                (None, "20"),
                ("opening_balance", "18"),
            ],
            id="a section of its own on what is left",
        ),
        pytest.param(
            "三、年末财政拨款结转和结余情况",
            "年末结转和结余25万元。",
            [(None, "25")],
            id="what is left of appropriations is not all that is left",
        ),
        pytest.param(
            "一、收入支出决算总体情况说明",
            "2.项目支出21万元。主要包括办案经费10万元、设备购置费5万元、培训费6万元。会议费、培训费支出共包括：会议费1万元，培训费7万元。",
            [
                ("expenditure_project", "21"),
                (None, "10"),
                (None, "5"),
                (None, "6"),
                ("meeting_cost", "1"),
                ("training_cost", "7"),
            ],
            id="training within projects is not all training",
        ),
        pytest.param(
            THREE,
            "2023年度国内公务接待25批次、180人，国外公务接待2批次、9人。境外公务接待费0.5万元。涉外公务接待3批次。",
            [
                ("domestic_receptions", "25"),
                ("domestic_visitors", "180"),
                ("overseas_receptions", "2"),
                ("overseas_visitors", "9"),
                ("overseas_reception_cost", "0.5"),
                (None, "3"),
            ],
            id="receptions overseas, whatever they are called, are not the domestic ones",
        ),
        pytest.param(
            THREE,
            "“三公”经费年初预算安排25万元，实际支出18万元，比预算节约7万元；比2022年支出数20万元减少2万元，下降10%。"
            "公务接待费预算5万元，支出2万元，完成预算的40%。公务接待费3万元，支出2万元。",
            [
                ("three_public_total", "25", "initial_budget"),
                ("three_public_total", "18"),
                ("three_public_total", "7", "budget"),
                ("three_public_total", "20", "prior_year_actual"),
                ("three_public_total", "2", "prior_year_actual"),
                ("three_public_total", "10", "prior_year_actual"),
                ("three_public_reception", "5", "budget"),
                ("three_public_reception", "2"),
                ("three_public_reception", "40", "budget"),
                ("three_public_reception", "3"),
                (None, "2"),
            ],
            id="what was spent of a budget, without 决算",
        ),
        pytest.param(
            "（二）政府采购支出情况",
            "政府采购合同金额12万元，其中政府采购货物合同金额6万元，政府采购服务合同金额6万元。授予中小企业合同金额11万元，占政府采购合同金额的91.67%。",
            [
                ("procurement_total", "12"),
                ("procurement_goods", "6"),
                ("procurement_services", "6"),
                ("procurement_sme", "11"),
                ("procurement_sme", "91.67", "procurement_total"),
            ],
            id="procurement by its contracts",
        ),
        pytest.param(
            "六、机关运行经费支出情况",
            "机关运行经费支出56万元。其中：办公费10万元、会议费1万元、培训费2万元。",
            [("operating_cost", "56"), (None, "10"), (None, "1"), (None, "2")],
            id="meetings within what it costs to run an office are not all meetings",
        ),
        pytest.param(
            "六、“三公”经费、会议费和培训费支出情况",
            "支出合计9万元。其中：会议费1万元、培训费2万元。",
            [(None, "9"), ("meeting_cost", "1"), ("training_cost", "2")],
            id="a section on meetings and training",
        ),
        pytest.param(
            "五、一般公共预算财政拨款支出决算情况说明",
            "2023年度一般公共预算财政拨款支出95万元，其中：当年财政拨款支出80万元，上年结转资金支出15万元。",
            [("expenditure_general_public", "95"), (None, "80"), (None, "15")],
            id="what was spent of the appropriation of the year is a part where the whole stands before it",
        ),
        pytest.param(
            GENERAL,
            "1.一般公共服务支出（类）财政事务（款）行政运行（项）支出50万元，完成年初预算45万元的111.11%。其中基本支出40万元，项目支出10万元。"
            "2023年度项目支出20万元。",
            [
                ("function_item", "50"),
                ("function_item", "45", "initial_budget"),
                ("function_item", "111.11", "initial_budget"),
                (None, "40"),
                (None, "10"),
                ("general_public_project", "20"),
            ],
            id="what is basic and what is project of an item",
        ),
        pytest.param(
            GENERAL,
            "2.一般公共服务支出（类）财政事务（款）一般行政管理事务（项）2023年初预算安排20万元，年中追加5万元，调整后预算25万元，实际支出24万元，完成调整预算的96%。",
            [
                ("function_item", "20", "initial_budget"),
                (None, "5"),
                ("function_item", "25", "full_year_budget"),
                ("function_item", "24"),
                ("function_item", "96", "full_year_budget"),
            ],
            id="a budget that was added to; 2023年初 is 2023年年初",
        ),
        pytest.param(
            "一、部门决算情况/（一）收入决算说明",
            "本年度收入决算15万元，比2022年增加1万元。",
            [("income_total", "15"), ("income_total", "1", "prior_year_actual")],
            id="a terse place: income",
        ),
        pytest.param(
            "一、部门决算情况/（三）结转结余说明",
            "年末结转和结余2万元。",
            [("closing_balance", "2")],
            id="a terse place: what is left",
        ),
        pytest.param(
            "一、部门决算情况/（四）“三公”经费情况说明",
            "公务用车购置及运行费12万元（购置费0万元、运行费12万元）。公务用车购置0辆，保有4辆。运行费3万元。",
            [
                ("three_public_vehicle", "12"),
                ("three_public_vehicle_purchase", "0"),
                ("three_public_vehicle_running", "12"),
                ("vehicles_purchased", "0"),
                ("vehicles_held", "4"),
                (None, "3"),
            ],
            id="a terse place: vehicles",
        ),
        pytest.param(
            "一、部门决算情况/（六）政府采购情况说明",
            "本年度政府采购总额15万元，货物10万元，工程0万元，服务5万元。完成工程3万元。",
            [
                ("procurement_total", "15"),
                ("procurement_goods", "10"),
                ("procurement_works", "0"),
                ("procurement_services", "5"),
                (None, "3"),
            ],
            id="a terse place: procurement",
        ),
        pytest.param(
            THREE,
            "公务用车运行维护费6万元，与上年的7万元相比减少1万元；与预算6.5万元相比，减少0.5万元，下降7.69%。",
            [
                ("three_public_vehicle_running", "6"),
                ("three_public_vehicle_running", "7", "prior_year_actual"),
                ("three_public_vehicle_running", "1", "prior_year_actual"),
                ("three_public_vehicle_running", "6.5", "budget"),
                ("three_public_vehicle_running", "0.5", "budget"),
                ("three_public_vehicle_running", "7.69", "budget"),
            ],
            id="beside what is said to be the other amount",
        ),
        pytest.param(
            "一、收入支出决算总体情况说明",
            "2023年度收入总计45万元。收入总计较2022年度的43万元增加2万元，增幅4.65%。支出总计比上年43万元增加2万元。",
            [
                ("total_income", "45"),
                ("total_income", "43", "prior_year_actual"),
                ("total_income", "2", "prior_year_actual"),
                ("total_income", "4.65", "prior_year_actual"),
                ("total_expenditure", "43", "prior_year_actual"),
                ("total_expenditure", "2", "prior_year_actual"),
            ],
            id="a total beside its amount of the year before",
        ),
        pytest.param(
            "二、财政拨款支出决算情况说明",
            "1.公共安全支出（204）35万元，占82.35%。2.其他项目（204）7万元。",
            [
                ("function_class_fiscal", "35"),
                ("function_class_fiscal", "82.35", None),
                (None, "7"),
            ],
            id="a class with its code alone",
        ),
        pytest.param(
            "五、一般公共预算财政拨款支出决算情况说明",
            "201一般公共服务支出100万元，其中：20103政府办公厅（室）及相关机构事务60万元，其中：2010301行政运行55万元；"
            "财政事务（20106）40万元。202310120项目支出3万元。",
            [
                ("function_class", "100"),
                ("function_group", "60"),
                ("function_item", "55"),
                ("function_group", "40"),
                (None, "202310120"),
                (None, "3"),
            ],
            id="groups by their codes",
        ),
        pytest.param(
            "五、一般公共预算财政拨款支出决算情况说明",
            "（一）财政事务（20106）年初预算30万元，支出决算40万元。",
            [("function_group", "30", "initial_budget"), ("function_group", "40")],
            id="a group by its code, with its figures behind it",
        ),
        pytest.param(
            "五、一般公共预算财政拨款支出决算情况说明",
            "一般公共服务（类）年初预算为70万元，支出决算为77万元，完成110%。教育支出（类）支出决算为5万元，完成50%。",
            [
                ("function_class", "70", "initial_budget"),
                ("function_class", "77"),
                ("function_class", "110", "initial_budget"),
                ("function_class", "5"),
                (None, "50"),
            ],
            id="a completion is of the budget that was said of that class",
        ),
        pytest.param(
            THREE,
            "“三公”经费年初预算20万元，支出决算16万元，完成80%，其中：公务接待费全年预算10万元，支出6万元，执行率为60%。"
            "会议费支出3万元，完成30%。公务接待费预算10万元，支出6万元，绿化养护支出3万元，完成60%。",
            [
                ("three_public_total", "20", "initial_budget"),
                ("three_public_total", "16"),
                ("three_public_total", "80", "initial_budget"),
                ("three_public_reception", "10", "full_year_budget"),
                ("three_public_reception", "6"),
                ("three_public_reception", "60", "full_year_budget"),
                ("meeting_cost", "3"),
                (None, "30"),
                ("three_public_reception", "10", "budget"),
                ("three_public_reception", "6"),
                (None, "3"),
                (None, "60"),
            ],
            id="a completion that names no budget is of the one that was said",
        ),
        pytest.param(
            THREE,
            "公务接待费3万元，占6.67%，共接待36批次、288人次。国（境）外公务接待费1万元，接待2批次。",
            [
                ("three_public_reception", "3"),
                ("three_public_reception", "6.67", None),
                ("domestic_receptions", "36"),
                ("domestic_visitors", "288"),
                ("overseas_reception_cost", "1"),
                ("overseas_receptions", "2"),
            ],
            id="receptions behind what was spent on them",
        ),
        pytest.param(
            "一、收入支出决算总体情况说明",
            "收入总计45万元，支出总计46万元。与上年相比，收入增加5万元，增长12.5%；支出减少6万元，下降11.54%。",
            [
                ("total_income", "45"),
                ("total_expenditure", "46"),
                ("total_income", "5", "prior_year_actual"),
                ("total_income", "12.5", "prior_year_actual"),
                ("total_expenditure", "6", "prior_year_actual"),
                ("total_expenditure", "11.54", "prior_year_actual"),
            ],
            id="what came in and what was spent change by their side alone",
        ),
        pytest.param(
            "一、收入支出决算总体情况说明",
            "收入总计45万元，其中本年收入40万元；支出总计46万元，本年支出42万元。收入比上年增加5万元，支出比上年减少6万元。",
            [
                ("total_income", "45"),
                ("income_total", "40"),
                ("total_expenditure", "46"),
                ("expenditure_total", "42"),
                ("total_income", "5", "prior_year_actual"),
                (None, "6", "prior_year_actual"),
            ],
            id="the whole of a sentence changed; which of two amounts that were spent is not said",
        ),
        pytest.param(
            THREE,
            "公务接待费3万元，比上年减少1万元；公务用车运维费12万元，支出较上年增加2万元；公务用车购置费0万元，购置数0辆。",
            [
                ("three_public_reception", "3"),
                ("three_public_reception", "1", "prior_year_actual"),
                ("three_public_vehicle_running", "12"),
                ("three_public_vehicle_running", "2", "prior_year_actual"),
                ("three_public_vehicle_purchase", "0"),
                ("vehicles_purchased", "0"),
            ],
            id="a cost is spent; vehicles in short words",
        ),
        pytest.param(
            "三、支出决算情况说明",
            "按支出功能分类科目，教育支出8万元，占80%；卫生健康支出2万元，占20%。",
            [
                ("function_class_all", "8"),
                ("function_class_all", "80", None),
                ("function_class_all", "2"),
                ("function_class_all", "20", None),
            ],
            id="the first class of a list behind 按…科目",
        ),
        pytest.param(
            THREE,
            "“三公”经费预算20万元，其中：公务用车购置及运行维护费15万元（其中：购置费1万元），公务接待费5万元。"
            "实际支出16万元，其中：公务用车购置及运行维护费12万元，公务接待费4万元。",
            [
                ("three_public_total", "20", "budget"),
                ("three_public_vehicle", "15", "budget"),
                ("three_public_vehicle_purchase", "1", "budget"),
                ("three_public_reception", "5", "budget"),
                ("three_public_total", "16"),
                ("three_public_vehicle", "12"),
                ("three_public_reception", "4"),
            ],
            id="parts of a budget are budgets; what was spent behind them is of the whole",
        ),
        pytest.param(
            GENERAL,
            "一般公共预算财政拨款支出年初预算100万元（其中：基本支出80万元、项目支出20万元），支出决算110万元，其中：基本支出81万元。",
            [
                ("expenditure_general_public", "100", "initial_budget"),
                ("general_public_basic", "80", "initial_budget"),
                ("general_public_project", "20", "initial_budget"),
                ("expenditure_general_public", "110"),
                ("general_public_basic", "81"),
            ],
            id="parts of a budget in parentheses",
        ),
        pytest.param(
            THREE,
            "“三公”经费支出15万元，年初预算20万元，其中：公务接待费3万元。公务接待费预算5万元，其中国内公务接待8批次。",
            [
                ("three_public_total", "15"),
                ("three_public_total", "20", "initial_budget"),
                ("three_public_reception", "3"),
                ("three_public_reception", "5", "budget"),
                ("domestic_receptions", "8"),
            ],
            id="parts of what was spent though its budget stands behind it; counts are no budgets",
        ),
        pytest.param(
            THREE,
            "“三公”经费预算20万元，其中：公务接待费预算5万元，决算4万元；公务用车运行维护费预算15万元，决算11万元。",
            [
                ("three_public_total", "20", "budget"),
                ("three_public_reception", "5", "budget"),
                ("three_public_reception", "4"),
                ("three_public_vehicle_running", "15", "budget"),
                ("three_public_vehicle_running", "11"),
            ],
            id="parts that have a budget and an amount of their own",
        ),
        pytest.param(
            "一、收入支出决算总体情况说明",
            "2023年年初预算收入50万元，其中：财政拨款收入40万元。部门预算总支出50万元，其中：基本支出30万元。支出年初预算数为51万元。",
            [
                (None, "50", "initial_budget"),
                ("income_fiscal", "40", "initial_budget"),
                ("total_expenditure", "50", "budget"),
                ("expenditure_basic", "30", "budget"),
                ("total_expenditure", "51", "initial_budget"),
            ],
            id="budgets of what came in and what was spent",
        ),
        pytest.param(
            "八、会议费、培训费支出情况说明",
            "会议费支出2万元，培训费支出1万元，分别较上年减少0.5万元、0.3万元。"
            "会议费支出2万元，差旅费支出3万元，培训费支出1万元，分别较上年减少0.6万元、0.7万元。",
            [
                ("meeting_cost", "2"),
                ("training_cost", "1"),
                ("meeting_cost", "0.5", "prior_year_actual"),
                ("training_cost", "0.3", "prior_year_actual"),
                ("meeting_cost", "2"),
                (None, "3"),
                ("training_cost", "1"),
                (None, "0.6"),
                (None, "0.7"),
            ],
            id="in turn of what was said one by one, not of what may be missing among them",
        ),
        pytest.param(
            "一、收入支出决算总体情况说明",
            "收入总计45万元，其中：一般公共预算财政拨款收入40万元，其他收入3万元，年初结转和结余2万元。"
            "财政拨款收入总计41万元，其中：一般公共预算财政拨款收入40万元，年初结转和结余1万元。",
            [
                ("total_income", "45"),
                ("income_general_public", "40"),
                ("income_other", "3"),
                ("opening_balance", "2"),
                ("fiscal_grand_total", "41"),
                ("income_general_public", "40"),
                ("fiscal_opening", "1"),
            ],
            id="a balance among the parts of all that there was, though a fund is one of them",
        ),
        pytest.param(
            "十、政府采购支出情况说明",
            "2023年度政府采购预算60万元，其中货物20万元；政府采购支出总额50万元，其中：货物支出19万元。",
            [
                (None, "60", "budget"),
                ("procurement_goods", "20", "budget"),
                ("procurement_total", "50"),
                ("procurement_goods", "19"),
            ],
            id="a total behind the parts of a budget is none of them",
        ),
        pytest.param(
            THREE,
            "“三公”经费年初预算20万元，比2022年预算减少2万元，下降9.09%，实际支出15万元，较2023年预算减少5万元，较上年预算减少7万元。",
            [
                ("three_public_total", "20", "initial_budget"),
                (None, "2"),
                (None, "9.09"),
                ("three_public_total", "15"),
                ("three_public_total", "5", "budget"),
                (None, "7"),
            ],
            id="the budget of the year before is no base",
        ),
    ],
)
def test_figures_as_a_place_words_them(parse, heading, sentence, expected):
    assert linked(parse(prose(heading, sentence))) == expected


def test_the_class_of_a_numbered_item_is_its_name_alone(parse):
    found = parse(prose(GENERAL, "1.一般公共服务（类）支出8万元。2.教育（类）支出2万元。"))
    assert [s.subject for s in found.statements] == ["一般公共服务", "教育"]


def test_an_item_is_that_of_the_figures_behind_it_alone(parse):
    text = (
        "一般公共预算财政拨款支出9万元。其中：1.教育支出（类）普通教育（款）小学教育（项）6万元。"
    )
    found = parse(prose(GENERAL, text))
    assert [s.subject for s in found.statements] == [
        "一般公共预算财政拨款支出",
        "教育支出/普通教育/小学教育",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "全年公务接待30批次、200人次，其中：国内公务接待25批次、150人次。",
        "外事接待费1万元，公务接待5批次、50人；国内公务接待25批次、150人次。",
        "国（境）外公务接待支出1万元，公务接待2批次、20人次。",
    ],
)
def test_all_receptions_are_not_the_domestic_ones(parse, sentence):
    found = dict.fromkeys(linked(parse(prose(THREE, sentence))))
    named = {text for key, text in found if key in ("domestic_receptions", "domestic_visitors")}
    assert named == ({"25", "150"} if "国内" in sentence else set())


def test_items_below_a_group_at_the_head_of_a_passage_are_of_that_group(parse):
    text = (
        "一般公共服务支出（类）财政事务（款）年初预算为7万元，支出决算为8万元。"
        "其中：行政运行（项）支出决算为5万元；一般行政管理事务（项）支出决算为3万元。"
    )
    found = parse(prose(GENERAL, text))
    assert [(s.measure_key, s.subject) for s in found.statements] == [
        ("function_group", "财政事务"),
        ("function_group", "财政事务"),
        ("function_item", "一般公共服务支出/财政事务/行政运行"),
        ("function_item", "一般公共服务支出/财政事务/一般行政管理事务"),
    ]


def test_a_class_and_its_items_by_their_codes_within_a_sentence(parse):
    text = "201一般公共服务支出8万元，其中：2010301行政运行5万元，比上年增加1万元；一般行政管理事务（2010302）3万元。"
    found = parse(prose(GENERAL, text))
    assert [(s.measure_key, s.subject, s.relation) for s in found.statements] == [
        ("function_class", "一般公共服务", "value"),
        ("function_item", "2010301行政运行", "value"),
        ("function_item", "2010301行政运行", "change"),
        ("function_item", "2010302一般行政管理事务", "value"),
    ]


def test_receptions_are_the_domestic_ones_where_nothing_says_otherwise(parse):
    sentence = "公务接待费支出5万元，全年公务接待30批次、200人次。"
    assert linked(parse(prose(THREE, sentence)))[1:] == [
        ("domestic_receptions", "30"),
        ("domestic_visitors", "200"),
    ]


@pytest.mark.parametrize(
    ("words", "base"),
    [
        ("为预算的", "budget"),
        ("占年初预算的", "initial_budget"),
        ("达到全年预算的", "full_year_budget"),
    ],
)
def test_how_much_of_a_budget_was_spent(parse, words, base):
    document = parse(prose(THREE, f"公务接待费支出决算5万元，{words}80%。"))
    last = document.statements[-1]
    assert (last.measure_key, last.relation, last.base) == (
        *("three_public_reception", "completion", base),
    )


def test_money_of_a_cost_is_not_all_that_was_spent(parse):
    heading = "十、机关运行经费支出情况说明"
    sentence = (
        "机关运行经费财政拨款支出9万元，比上年减少1万元。会议费财政拨款支出2万元。"
        "印刷费2023年财政拨款支出3万元。"
    )
    assert linked(parse(prose(heading, sentence))) == [
        ("operating_cost", "9"),
        ("operating_cost", "1", "prior_year_actual"),
        ("meeting_cost", "2"),
        (None, "3"),
    ]


def test_a_cost_with_its_year_behind_it(parse):
    heading = "七、财政拨款“三公”经费支出决算情况说明"
    sentence = (
        "其中：因公出国（境）费2023年财政拨款支出决算数为7.50万元，比2023年度预算数减少1.50万元，"
        "比2022年度决算数8.00万元减少0.50万元。"
        "公务用车购置及运行费2023年财政拨款决算数为3.00万元，比2023年度预算减少1.00万元，降低25%。"
    )
    assert linked(parse(prose(heading, sentence))) == [
        ("three_public_abroad", "7.50"),
        ("three_public_abroad", "1.50", "budget"),
        ("three_public_abroad", "8.00", "prior_year_actual"),
        ("three_public_abroad", "0.50", "prior_year_actual"),
        ("three_public_vehicle", "3.00"),
        ("three_public_vehicle", "1.00", "budget"),
        ("three_public_vehicle", "25", "budget"),
    ]


def test_what_is_compared_behind_its_parts_is_what_was_valued_before_them(parse):
    heading = "七、财政拨款“三公”经费支出决算情况说明"
    sentence = (
        "“三公”经费支出10.00万元，比上年减少1.00万元，主要是公务接待费减少1.00万元。"
        "其中：因公出国（境）费0.00万元，公务用车运行费8.00万元，公务接待费2.00万元。"
        "比预算减少3.00万元，下降23.1%。"
    )
    assert linked(parse(prose(heading, sentence)))[-2:] == [
        ("three_public_total", "3.00", "budget"),
        ("three_public_total", "23.1", "budget"),
    ]


def test_what_is_compared_behind_a_figure_without_a_name_is_of_no_sentence_before(parse):
    heading = "七、财政拨款“三公”经费支出决算情况说明"
    sentence = (
        "公务用车购置费支出3.00万元，其中：国产车2.00万元。印刷费9.00万元，比上年减少2.00万元。"
    )
    assert linked(parse(prose(heading, sentence))) == [
        ("three_public_vehicle_purchase", "3.00"),
        (None, "2.00"),
        (None, "9.00"),
        (None, "2.00", "prior_year_actual"),
    ]


def test_a_list_of_classes_behind_a_sentence_with_its_year(parse):
    heading = "（三）一般公共预算财政拨款支出决算情况说明"
    sentence = (
        "4.比较情况。本单位2023年度一般公共预算财政拨款支出主要用于以下几个方面：\n"
        "（1）社会保障和就业支出30.50万元，占30.5%，较年初预算数增加2.50万元，增长8.9%，主要原因是基数调整。\n"
        "（2）卫生健康支出69.50万元，占69.5%，较年初预算数减少5.00万元，下降6.7%。"
    )
    assert linked(parse(prose(heading, sentence))) == [
        ("function_class", "30.50"),
        ("function_class", "30.5", None),
        ("function_class", "2.50", "initial_budget"),
        ("function_class", "8.9", "initial_budget"),
        ("function_class", "69.50"),
        ("function_class", "69.5", None),
        ("function_class", "5.00", "initial_budget"),
        ("function_class", "6.7", "initial_budget"),
    ]


def test_contracts_of_small_enterprises(parse):
    sentence = "授予中小企业的合同金额4万元，其中：授予小微企业的合同金额3万元。"
    assert linked(parse(prose("十一、政府采购支出情况说明", sentence))) == [
        ("procurement_sme", "4"),
        ("procurement_micro", "3"),
    ]


def test_an_item_of_a_fund_is_spent_though_an_income_is_in_its_name(parse):
    sentence = (
        "1、城乡社区支出（类）国有土地使用权出让收入安排的支出（款）征地和拆迁补偿支出（项）。"
        "主要用于：装修工程。年初预算为0万元，支出决算为20.00万元。"
    )
    document = parse(prose("八、政府性基金预算财政拨款收入支出决算情况说明", sentence))
    assert linked(document) == [
        ("function_item_government_fund", "0", "initial_budget"),
        ("function_item_government_fund", "20.00"),
    ]


def test_classes_that_are_named_once_for_all_that_follows(parse):
    text = "“一般公共服务支出”（类，下同）2023年度决算1213万元，比2023年年初预算减少10万元。其中：“财政事务”（款，下同）2023年度决算1200万元，比2023年年初预算减少9万元。"
    assert linked(parse(prose(f"{GENERAL}/（三）支出决算具体情况", text))) == [
        ("function_class", "1213"),
        ("function_class", "10", "initial_budget"),
        ("function_group", "1200"),
        ("function_group", "9", "initial_budget"),
    ]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("（二）一般公共预算支出决算情况说明", "function_class"),
        ("（二）政府性基金预算支出决算情况说明", "function_class_government_fund"),
        ("（二）部门基本情况", None),
    ],
)
def test_classes_listed_behind_by_what_they_are_classified(parse, heading, expected):
    text = "其中：按功能分类科目，教育支出2万元，科学技术支出2.06万元。"
    assert linked(parse(prose(heading, text))) == [(expected, "2"), (expected, "2.06")]


def test_a_class_behind_an_item_is_that_of_its_own_figures(parse):
    sentence = (
        "1、教育支出（类）其他教育支出（款）其他教育支出（项）。年初预算为3万元，支出决算为2万元。"
        "城乡社区支出(类)15万元，占76.23%；住房保障支出（类）5万元。"
    )
    statements = parse(prose(GENERAL, sentence)).statements
    assert [(s.subject.split("/")[-1], s.measure_key) for s in statements] == [
        *[("其他教育支出", "function_item")] * 2,
        *[("城乡社区支出", "function_class")] * 2,
        ("住房保障支出", "function_class"),
    ]


ITEMS = (
    "2.科学技术支出（类）",
    "（1）基础研究（款）",
    "①机构运行（项）年初预算为8万元，支出决算为9万元。",
    "②自然科学基金（项）年初预算为20万元，支出决算为19万元。",
)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (ITEMS, ["科学技术支出/基础研究/机构运行", "科学技术支出/基础研究/自然科学基金"]),
        # another group stands between them, whose item is not that of the first: by its name alone
        (
            (*ITEMS[:3], "（2）应用研究（款）。", ITEMS[3]),
            ["科学技术支出/基础研究/机构运行", "//自然科学基金"],
        ),
        ((*ITEMS[:3], "（三）其他说明", ITEMS[3]), ["科学技术支出/基础研究/机构运行", None]),
        ((ITEMS[3],), ["//自然科学基金"]),
    ],
)
def test_an_item_is_of_the_class_and_the_group_of_the_one_before_it(parse, lines, expected):
    found = parse(prose(GENERAL, "\n\n".join(lines)))
    assert [s.subject for s in found.statements if s.printed_text in ("9", "19")] == expected
