"""Prose to statements: the oracle's figures of the first document, and phrasings of other places."""

import csv
from decimal import Decimal

import pytest

from ingest.corpus import parse_document
from ingest.errors import LayoutError
from ingest.forms import layouts as maps
from ingest.forms.layouts import LAYOUTS, layouts
from ingest.prose import measures
from tests.conftest import LONGGANG, ROOT

# the oracle's words for a measure -> ours; what follows a slash is the relation
ALIASES = {
    "三公经费决算": "three_public_total",
    "三公经费全年预算": "three_public_total/full_year_budget",
    "三公经费完成预算%": "three_public_total/completion",
    "三公经费": "three_public_total",
    "总收入": "total_income",
    "总支出": "total_expenditure",
    "本年收入": "income_total",
    "本年支出": "expenditure_total",
    "财政拨款收入合计": "income_fiscal",
    "财政拨款支出合计": "expenditure_fiscal",
    "公务用车占三公%": "three_public_vehicle/share",
    "公务接待占三公%": "three_public_reception/share",
    "公务用车购置费决算": "three_public_vehicle_purchase",
    "公务用车购置费": "three_public_vehicle_purchase",
    "国(境)外来访团组": "foreign_reception_groups",
    "国内接待次数": "domestic_receptions",
    "授予中小企业合同占采购总额%": "procurement_sme/share",
    "小微占中小%": "procurement_micro/share",
    "货物采购授予中小企业占货物支出%": "procurement_goods_sme/share",
    "工程采购授予中小企业占工程支出%": "procurement_works_sme/share",
    "服务采购授予中小企业占服务支出%": "procurement_services_sme/share",
    "绩效自评/一级项目数": "performance_primary_projects",
    "绩效自评/二级项目数": "performance_secondary_projects",
    "绩效自评/一般公共预算项目资金": "performance_covered",
    "绩效自评/一般公共预算项目占比%": "performance_covered/share",
    "绩效自评/政府性基金项目数": "performance_projects",
    "绩效自评/政府性基金项目资金": "performance_covered",
    "整体支出自评/下属单位": "performance_units",
    "整体支出自评/一般公共预算支出": "performance_whole_general_public",
    "整体支出自评/政府性基金预算支出": "performance_whole_government_fund",
    "整体支出自评/国有资本经营预算支出": "performance_whole_state_capital",
    "整体支出自评/得分": "performance_score",
}
ENDINGS = {
    "比上年决算数": "prior_year_actual",
    "比年初预算数": "initial_budget",
}


def names_to_keys():
    with (ROOT / "seeds" / "measures.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["measure_name"].replace("（", "(").replace("）", ")"): row["measure_key"]
            for row in csv.DictReader(file)
        }


def wanted(key):
    """(measure_key, relation, base) of an oracle key."""
    if key in ALIASES:
        measure, _, relation = ALIASES[key].partition("/")
        if relation == "full_year_budget":
            return measure, "base_value", relation
        if relation == "completion":
            return measure, relation, "full_year_budget"
        return measure, relation or "value", None
    names = names_to_keys()
    for section in ("整体支出自评/", "项目自评/"):
        if key.startswith(section):
            last = key.rsplit("/", 1)[1]
            found = {
                "全年预算数": ("performance_budget", "value", None),
                "执行数": ("performance_executed", "value", None),
                "完成预算%": ("performance_executed", "completion", "budget"),
            }
            return found[last]
    base, _, change = key.partition("/")
    measure = ALIASES.get(base) or names.get(base) or names.get(base.removesuffix("决算"))
    if base.endswith("全年预算"):
        return names[base.removesuffix("全年预算")], "base_value", "full_year_budget"
    if not change:
        return measure, "value", None
    relation = "rate" if change.endswith("%") else "change"
    return measure, relation, ENDINGS[change.removesuffix("%")]


@pytest.fixture(scope="module")
def statements():
    return parse_document(LONGGANG.read_bytes(), "2024.txt").statements


def signed(statement):
    value = Decimal(statement.printed_text.replace(",", ""))
    return -value if statement.direction == "decrease" else value


def test_every_figure_of_the_oracle_is_a_linked_statement(statements, gold):
    found = {
        (s.measure_key, s.relation, s.base if s.relation != "share" else None, signed(s))
        for s in statements
    }
    missing = []
    for entry in gold["narrative"]:
        measure, relation, base = wanted(entry["key"])
        if (measure, relation, base, Decimal(str(entry["value"]))) not in found:
            missing.append((entry, measure, relation, base))
    assert not missing
    assert len(gold["narrative"]) == 110


def test_unlinked_figures_say_why(statements):
    unlinked = [s for s in statements if s.measure_key is None]
    assert unlinked
    assert all(s.unlinked_reason for s in unlinked)
    assert all(s.unlinked_reason is None for s in statements if s.measure_key)


def test_a_figure_inside_a_reason_is_no_measure(statements):
    (reason,) = [
        s
        for s in statements
        if "年初预算2,000万元于年中" in s.sentence and s.printed_text == "2,000"
    ]
    assert reason.measure_key is None
    assert "causes" in reason.unlinked_reason


def test_statements_stand_where_the_line_says(statements, longgang_text):
    lines = longgang_text.split("\n")
    for statement in statements:
        line = "".join(lines[statement.source_line - 1].split())
        assert statement.printed_text in line


def prose(*sentences):
    table = "科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n合计\t\t1.00\t1.00\t0.00\n"
    return (
        "2023年度样例局部门决算\n\n支出决算表\n\n单位：万元\n\n"
        + table
        + "\n第三部分 决算情况说明\n\n"
        + "\n\n".join(sentences)
    )


def figures(document):
    return [
        (s.measure_key, s.relation, s.base, s.direction, s.printed_text)
        for s in document.statements
    ]


def test_comparison_before_its_subject(parse):
    document = parse(
        prose("2023年度收入支出总计300万元。与2022年度相比，收入支出总计减少20.5万元，下降6.4%。")
    )
    assert figures(document) == [
        ("grand_total", "value", None, None, "300"),
        ("grand_total", "change", "prior_year_actual", "decrease", "20.5"),
        ("grand_total", "rate", "prior_year_actual", "decrease", "6.4"),
    ]


def test_one_wording_means_another_form_in_another_section(parse):
    document = parse(
        prose(
            "一、支出决算情况说明",
            "本年支出合计9万元，其中：基本支出5万元，占55.6%；项目支出4万元，占44.4%。",
            "二、一般公共预算财政拨款支出决算情况说明",
            "基本支出3万元，项目支出2万元。",
        )
    )
    values = [(s.measure_key, s.printed_text) for s in document.statements if s.relation == "value"]
    assert values == [
        ("expenditure_total", "9"),
        ("expenditure_basic", "5"),
        ("expenditure_project", "4"),
        ("general_public_basic", "3"),
        ("general_public_project", "2"),
    ]


def test_budget_actual_and_completion(parse):
    document = parse(
        prose(
            "一般公共预算财政拨款支出年初预算为100万元，支出决算为95.89万元，完成年初预算的95.89%。"
        )
    )
    key = "expenditure_general_public"
    assert figures(document) == [
        (key, "base_value", "initial_budget", None, "100"),
        (key, "value", None, None, "95.89"),
        (key, "completion", "initial_budget", None, "95.89"),
    ]


def test_template_words_left_in_give_no_direction_of_their_own(parse):
    document = parse(prose("机关运行经费支出5万元，比上年减少1万元，下降（增长）16.7%。"))
    assert figures(document)[2] == (
        "operating_cost",
        "rate",
        "prior_year_actual",
        "decrease",
        "16.7",
    )
    document = parse(prose("机关运行经费支出5万元，比上年下降（增长）16.7%。"))
    assert figures(document)[1] == ("operating_cost", "rate", "prior_year_actual", None, "16.7")


def test_a_paragraph_cut_by_a_page_break_is_one_passage(parse):
    document = parse(prose("机关运行经费支出5万元，比上年", "- 减少1万元。"))
    assert figures(document)[1] == (
        "operating_cost",
        "change",
        "prior_year_actual",
        "decrease",
        "1",
    )


def test_functional_classes_and_items(parse):
    document = parse(
        prose(
            "教育支出（类）10万元，占5%。",
            "1、教育支出（类）进修及培训（款）培训支出（项）。全年预算为9.00万元，支出决算为6.18万元。",
        )
    )
    assert [(s.measure_key, s.subject, s.relation) for s in document.statements] == [
        ("function_class", "教育支出", "value"),
        ("function_class", "教育支出", "share"),
        ("function_item", "教育支出/进修及培训/培训支出", "base_value"),
        ("function_item", "教育支出/进修及培训/培训支出", "value"),
    ]


def test_totals_of_both_sides_at_once(parse):
    document = parse(
        prose(
            "四、财政拨款收入支出决算总体情况说明",
            "2023年度财政拨款收、支总计各229.50万元。与2022年度相比，财政拨款收、支总计各减少3.20万元，下降1.38%。"
            "其中：本年收入224.00万元，本年支出225.00万元。",
        )
    )
    key = "fiscal_grand_total"
    assert figures(document) == [
        (key, "value", None, None, "229.50"),
        (key, "change", "prior_year_actual", "decrease", "3.20"),
        (key, "rate", "prior_year_actual", "decrease", "1.38"),
        ("income_fiscal", "value", None, None, "224.00"),
        ("expenditure_fiscal", "value", None, None, "225.00"),
    ]


def test_balances_are_those_of_the_section(parse):
    document = parse(
        prose(
            "一、收入支出决算总体情况说明",
            "2023年度收入总计230.00万元，其中：本年收入合计227.00万元，使用非财政拨款结余1.00万元，年初结转和结余2.00万元。",
            "2023年度支出总计230.00万元，其中：本年支出合计225.00万元，结余分配0.50万元，年末结转和结余4.50万元。",
            "收入支出总体与上年相比，增加10.00万元，增长4.55%。",
            "四、财政拨款收入支出决算总体情况说明",
            "财政拨款收入总计226.00万元，其中：年初结转和结余1.50万元，本年财政拨款收入224.50万元。",
            "财政拨款支出总计226.00万元，其中：年末财政拨款结转和结余3.00万元。",
            "八、政府性基金预算财政拨款收入支出决算情况说明",
            "年初结转和结余0.10万元，年末结转和结余0.20万元。",
            "十、项目支出绩效自评情况",
            "该项目年末结转和结余7.00万元。",
        )
    )
    assert [(s.measure_key, s.relation, s.printed_text) for s in document.statements] == [
        ("total_income", "value", "230.00"),
        ("income_total", "value", "227.00"),
        ("surplus_used", "value", "1.00"),
        ("opening_balance", "value", "2.00"),
        ("total_expenditure", "value", "230.00"),
        ("expenditure_total", "value", "225.00"),
        ("surplus_distribution", "value", "0.50"),
        ("closing_balance", "value", "4.50"),
        ("grand_total", "change", "10.00"),
        ("grand_total", "rate", "4.55"),
        ("fiscal_grand_total", "value", "226.00"),
        ("fiscal_opening", "value", "1.50"),
        ("income_fiscal", "value", "224.50"),
        ("fiscal_grand_total", "value", "226.00"),
        ("fiscal_closing", "value", "3.00"),
        ("government_fund_opening", "value", "0.10"),
        ("government_fund_closing", "value", "0.20"),
        (None, "value", "7.00"),
    ]


def test_revenue_of_the_year_is_that_of_the_section(parse):
    """本年收入 is that of the department only where no section speaks of one fund."""
    document = parse(
        prose(
            "二、收入决算情况说明",
            "2023年度本年收入227.00万元，其中：政府性基金预算财政拨款收入41.00万元。",
            "八、政府性基金预算支出决算情况说明",
            "年初结转和结余1.00万元，本年收入41.00万元，本年支出40.00万元，其中：基本支出0万元，项目支出40.00万元。",
            "九、国有资本经营预算支出决算情况说明",
            "本年收入5.00万元，本年支出4.00万元。",
        )
    )
    assert [(s.measure_key, s.printed_text) for s in document.statements] == [
        ("income_total", "227.00"),
        ("income_government_fund", "41.00"),
        ("government_fund_opening", "1.00"),
        ("income_government_fund", "41.00"),
        ("expenditure_government_fund", "40.00"),
        ("government_fund_basic", "0"),
        ("government_fund_project", "40.00"),
        ("income_state_capital", "5.00"),
        ("expenditure_state_capital", "4.00"),
    ]


def test_a_share_is_of_the_expenditure_of_the_department(parse):
    document = parse(
        prose(
            "八、政府性基金预算支出决算情况说明",
            "政府性基金预算财政拨款支出40.00万元，占本年支出合计的17.62%。",
        )
    )
    assert figures(document)[1] == (
        "expenditure_government_fund",
        "share",
        "expenditure_total",
        None,
        "17.62",
    )


def test_a_budget_that_says_not_which(parse):
    document = parse(
        prose("“三公”经费财政拨款支出预算为6.00万元，支出决算为5.40万元，完成预算的90.00%。")
    )
    key = "three_public_total"
    assert figures(document) == [
        (key, "base_value", "budget", None, "6.00"),
        (key, "value", None, None, "5.40"),
        (key, "completion", "budget", None, "90.00"),
    ]


def test_a_fund_is_no_budget_to_compare_with(parse):
    document = parse(prose("机关运行经费支出5万元，资金来源：一般公共预算3万元。"))
    assert figures(document)[1] == (None, "value", None, None, "3")


def test_a_figure_of_another_kind_is_not_that_of_the_measure(parse):
    document = parse(
        prose("公务用车保有量0.50万元。共接待国内来访团组5个。国（境）外来访团组2个。")
    )
    assert [(s.measure_key, s.printed_text) for s in document.statements] == [
        (None, "0.50"),
        ("domestic_receptions", "5"),
        ("foreign_reception_groups", "2"),
    ]
    assert "kind" in document.statements[0].unlinked_reason


def test_words_before_a_comparison_say_what_is_compared(parse):
    document = parse(
        prose(
            "机关运行经费支出5万元。“三公”经费财政拨款支出决算数比2022年度减少3.59万元，下降15.31%。",
            "机关运行经费支出5万元，绿化养护比上年增加2万元，比上年增长4%。",
        )
    )
    assert figures(document)[1:3] == [
        ("three_public_total", "change", "prior_year_actual", "decrease", "3.59"),
        ("three_public_total", "rate", "prior_year_actual", "decrease", "15.31"),
    ]
    assert [s.measure_key for s in document.statements[4:]] == [None, None]


def test_a_year_before_that_is_said_once_for_all_that_a_sentence_lists(parse):
    document = parse(
        prose(
            "“三公”经费支出比2022年度增加21.90万元，其中：因公出国（境）费支出决算0万元；"
            "公务用车购置及运行维护费支出决算增加21.90万元，增长141.75%。"
        )
    )
    assert figures(document)[1:] == [
        ("three_public_abroad", "value", None, None, "0"),
        ("three_public_vehicle", "change", "prior_year_actual", "increase", "21.90"),
        ("three_public_vehicle", "rate", "prior_year_actual", "increase", "141.75"),
    ]


def test_groups_and_their_people(parse):
    document = parse(
        prose(
            "全年安排因公出国（境）团组2个、累计5人次。公务接待3批次、24人次，其中：接待外宾1批次、4人次。"
            "接待批次1次、接待15人次、陪同5人。"
        )
    )
    assert [(s.measure_key, s.printed_text) for s in document.statements] == [
        ("abroad_groups", "2"),
        ("abroad_people", "5"),
        ("domestic_receptions", "3"),
        ("domestic_visitors", "24"),
        ("foreign_reception_groups", "1"),
        ("foreign_visitors", "4"),
        ("domestic_receptions", "1"),
        ("domestic_visitors", "15"),
        (None, "5"),
    ]


def test_a_figure_that_lost_its_unit_is_kept(parse):
    document = parse(
        prose(
            "国内公务接待支出0.40万（含外宾接待支出0万元）。服务群众1.2万人次。",
            "教育支出（类）10.00万元，占76.23；住房保障支出（类）2.00万元，占5.33%。",
            "1.教育支出（类）普通教育（款）小学教育（项）。年初预算为0，支出决算为4.19。共3项。",
        )
    )
    assert [
        (s.measure_key, s.relation, s.figure_kind, s.printed_text, s.unit_text)
        for s in document.statements
    ] == [
        ("domestic_reception_cost", "value", "amount", "0.40", "万"),
        ("foreign_reception_cost", "value", "amount", "0", "万元"),
        ("function_class", "value", "amount", "10.00", "万元"),
        ("function_class", "share", "percent", "76.23", ""),
        ("function_class", "value", "amount", "2.00", "万元"),
        ("function_class", "share", "percent", "5.33", "%"),
        ("function_item", "base_value", "amount", "0", ""),
        ("function_item", "value", "amount", "4.19", ""),
        (None, "value", "count", "3", "项"),
    ]


def test_classes_and_items_by_their_names(parse):
    """A list of classes without (类), and the amount of an item right behind its name."""
    document = parse(
        prose(
            "五、一般公共预算财政拨款支出决算情况说明",
            "（二）一般公共预算财政拨款支出决算结构情况",
            "1.“一般公共服务”306.90万元，占1.61%；",
            "2.“信息化建设”5.00万元，占0.03%。",
            "（三）一般公共预算财政拨款支出决算具体情况",
            "“教育支出（类）普通教育（款）小学教育（项）”20.04万元，主要用于：校舍2间。年初预算为77.59万元。",
        )
    )
    assert [(s.measure_key, s.subject, s.printed_text) for s in document.statements] == [
        ("function_class", "一般公共服务", "306.90"),
        ("function_class", "一般公共服务", "1.61"),
        (None, None, "5.00"),
        (None, None, "0.03"),
        ("function_item", "教育支出/普通教育/小学教育", "20.04"),
        ("function_item", "教育支出/普通教育/小学教育", "77.59"),
    ]


def test_performance_by_stage_and_grade(parse):
    document = parse(
        prose(
            "十、预算绩效管理情况",
            "编报绩效目标的2023年度项目48个，涉及预算金额7,589.42万元；绩效跟踪评价的2023年度项目47个，"
            "涉及预算金额4,974.93万元；绩效自评的2023年度项目46个，涉及预算金额4,900.00万元，平均得分99.22分"
            "（其中，绩效评级为“优”的项目40个；绩效评级为“良”的项目3个；绩效评级为“合格”的项目2个；"
            "绩效评级为“不合格”的项目1个。绩效自评中共发现问题5个，已经完成整改的4个，正在整改的1个）。",
        )
    )
    assert [(s.measure_key, s.printed_text) for s in document.statements] == [
        ("performance_target_projects", "48"),
        ("performance_target_amount", "7,589.42"),
        ("performance_tracked_projects", "47"),
        ("performance_tracked_amount", "4,974.93"),
        ("performance_projects", "46"),
        ("performance_covered", "4,900.00"),
        ("performance_score", "99.22"),
        ("performance_rated_excellent", "40"),
        ("performance_rated_good", "3"),
        ("performance_rated_qualified", "2"),
        ("performance_rated_unqualified", "1"),
        ("performance_issues", "5"),
        ("performance_issues_resolved", "4"),
        ("performance_issues_pending", "1"),
    ]


def test_contracts_that_were_reserved(parse):
    document = parse(
        prose(
            "在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额3.00万元；"
            "在面向小微企业预留政府采购项目中，由小微企业供应商中标或成交的，采购金额2.00万元；"
            "在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额1.00万元。"
        )
    )
    assert [(s.measure_key, s.printed_text) for s in document.statements] == [
        ("procurement_reserved_sme_awarded", "3.00"),
        ("procurement_reserved_micro_awarded", "2.00"),
        ("procurement_other_sme_awarded", "1.00"),
    ]


def test_what_stands_in_parentheses_is_an_aside(parse):
    """The three public expenses as two other provinces write of them."""
    document = parse(
        prose(
            "公务用车购置及运行维护费7.00万元（其中：公务用车购置费2.00万元，公务用车运行维护费5.00万元），"
            "比年初预算增加1.00万元。公务用车购置支出0元，购置车辆3辆。",
            "国内公务接待共15批次（其中外事接待2批次），105人次（其中外事接待4人次）。"
            "国（境）外公务接待1批次，接待人次6人。因公出国（境）团组3次，累计出国（境）9人次。",
        )
    )
    assert [(s.measure_key, s.relation, s.printed_text) for s in document.statements] == [
        ("three_public_vehicle", "value", "7.00"),
        ("three_public_vehicle_purchase", "value", "2.00"),
        ("three_public_vehicle_running", "value", "5.00"),
        ("three_public_vehicle", "change", "1.00"),
        ("three_public_vehicle_purchase", "value", "0"),
        ("vehicles_purchased", "value", "3"),
        ("domestic_receptions", "value", "15"),
        ("foreign_reception_groups", "value", "2"),
        ("domestic_visitors", "value", "105"),
        ("foreign_visitors", "value", "4"),
        ("overseas_receptions", "value", "1"),
        ("overseas_visitors", "value", "6"),
        ("abroad_groups", "value", "3"),
        ("abroad_people", "value", "9"),
    ]


def test_a_sentence_that_goes_on_with_the_one_before_has_its_base(parse):
    document = parse(
        prose(
            "“三公”经费支出决算数比2022年增加9.00万元，增长5%。其中：公务接待费支出决算增加2.00万元，增长95%。"
            "绿化养护增加4.00万元。"
        )
    )
    assert figures(document)[2:] == [
        ("three_public_reception", "change", "prior_year_actual", "increase", "2.00"),
        ("three_public_reception", "rate", "prior_year_actual", "increase", "95"),
        (None, "value", None, None, "4.00"),
    ]


def test_a_share_of_a_total_that_is_not_said_is_linked_to_none(parse):
    document = parse(prose("公务接待费支出决算为3.00万元，占总支出决算的29.84%。"))
    assert document.statements[1].measure_key is None
    assert "总支出" in document.statements[1].unlinked_reason


def test_what_a_project_evaluation_is_about_is_said_once(parse):
    document = parse(
        prose(
            "办公楼维修项目绩效自评综述：项目自评得分为98.5分。项目全年预算数为100.00万元，执行数为95.00万元，"
            "完成预算的95%。",
            "共对10个项目开展绩效自评，共涉及项目10个，资金300.00万元。",
        )
    )
    assert [(s.measure_key, s.relation, s.printed_text) for s in document.statements[:4]] == [
        ("performance_score", "value", "98.5"),
        ("performance_budget", "value", "100.00"),
        ("performance_executed", "value", "95.00"),
        ("performance_executed", "completion", "95"),
    ]
    assert {s.subject for s in document.statements[:4]} == {"办公楼维修"}
    assert [(s.measure_key, s.printed_text) for s in document.statements[-2:]] == [
        ("performance_projects", "10"),
        ("performance_covered", "300.00"),
    ]


def test_a_budget_right_behind_an_item(parse):
    document = parse(
        prose(
            "3.教育支出（类）进修及培训（款）培训支出（项）年初预算为300万元，支出决算为310万元。"
        )
    )
    assert figures(document) == [
        ("function_item", "base_value", "initial_budget", None, "300"),
        ("function_item", "value", None, None, "310"),
    ]


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        (
            "八、政府性基金预算财政拨款收入支出决算情况说明",
            ["income_government_fund", "expenditure_government_fund"],
        ),
        (
            "九、国有资本经营预算财政拨款收入支出决算情况说明",
            ["income_state_capital", "expenditure_state_capital"],
        ),
        ("四、财政拨款收入支出决算情况说明", ["income_fiscal", "expenditure_fiscal"]),
        (
            "五、一般公共预算财政拨款收入支出决算情况说明",
            ["income_general_public", "expenditure_general_public"],
        ),
        ("一、收入支出决算情况说明", ["income_total", "expenditure_total"]),
    ],
)
def test_income_and_expenditure_are_those_of_the_heading(parse, heading, keys):
    """Its words 财政拨款收入支出 stand in the heading of each fund as well."""
    document = parse(prose(heading, "2023年度本年收入20.00万元，本年支出20.00万元。"))
    assert [s.measure_key for s in document.statements] == keys


@pytest.mark.parametrize(
    ("heading", "sentence", "keys"),
    [
        (
            "五、一般公共预算财政拨款支出决算情况说明",
            "支出合计8万元，其中：基本支出6万元，项目支出2万元。财政拨款支出8万元。",
            [
                "expenditure_general_public",
                "general_public_basic",
                "general_public_project",
                "expenditure_general_public",
            ],
        ),
        # the forms have no basic expenditure of all fiscal appropriations
        (
            "五、财政拨款支出决算情况说明",
            "财政拨款支出9万元，其中：基本支出6万元，项目支出3万元。",
            ["expenditure_fiscal", None, None],
        ),
        (
            "四、财政拨款收入支出决算总体情况说明",
            "收入总计9万元，支出总计9万元。",
            ["fiscal_grand_total", "fiscal_grand_total"],
        ),
        ("八、政府性基金预算收支情况", "收入总计9万元。", [None]),
        (
            "九、国有资本经营预算收支情况",
            "收入合计9万元，支出合计8万元，其中：项目支出8万元。",
            ["income_state_capital", "expenditure_state_capital", "state_capital_project"],
        ),
        # of the basic expenditure of all funds the forms do not say who has how much
        (
            "三、支出决算情况说明",
            "基本支出8万元，其中：人员经费6万元，公用经费2万元。",
            ["expenditure_basic", None, None],
        ),
        (
            "三、支出决算情况说明",
            "一般公共预算财政拨款基本支出8万元，其中：人员经费6万元。",
            ["general_public_basic", "basic_personnel"],
        ),
        ("三、支出决算情况说明", "财政拨款基本支出8万元。", [None]),
        (
            "三、支出决算情况说明",
            "财政拨款支出9万元，其中：基本支出6万元。",
            ["expenditure_fiscal", None],
        ),
        (
            "一、收支情况",
            "一般公共预算财政拨款收入8万元，政府性基金预算财政拨款收入1万元，收入合计9万元。",
            ["income_general_public", "income_government_fund", None],
        ),
        (
            "八、政府性基金预算财政拨款支出决算情况说明",
            "支出合计1万元，占本年支出合计的10%。",
            ["expenditure_government_fund", "expenditure_government_fund"],
        ),
        ("五、一般公共预算和政府性基金预算支出情况", "支出合计9万元。", [None]),
    ],
)
def test_a_total_is_that_of_the_fund_that_is_spoken_of(parse, heading, sentence, keys):
    found = parse(prose(heading, sentence)).statements
    assert [s.measure_key for s in found] == keys
    assert [s.base for s in found if s.relation == "share"] == ["expenditure_total"] * (
        "占" in sentence
    )


def test_a_wording_that_stands_twice_for_one_context_is_refused(tmp_path, monkeypatch):
    copied = (LAYOUTS / "measures.csv").read_text(
        encoding="utf-8"
    ) + "training_cost,会议费{用|的},\n"
    (tmp_path / "measures.csv").write_text(copied, encoding="utf-8")
    monkeypatch.setattr(maps, "LAYOUTS", tmp_path)
    with pytest.raises(LayoutError, match="会议费用: stands there twice"):
        measures._phrases.__wrapped__()


def test_the_measures_of_funds_are_measures():
    with (LAYOUTS / "funds_of_measures.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    known = set(layouts().measure_kinds)
    assert {row["measure_key"] for row in rows} <= known
    assert {row["fund_measure_key"] for row in rows} <= known | {""}
    assert {row["fund"] for row in rows} == {
        "all",
        "fiscal",
        "general_public",
        "government_fund",
        "state_capital",
    }
