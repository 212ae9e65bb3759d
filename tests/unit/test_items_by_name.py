"""Items by function that the prose names by their words alone, where a form of the document prints them."""

import pytest

ROWS = [
    "201\t一般公共服务支出\t150.00\t120.00\t30.00",
    "20106\t财政事务\t150.00\t120.00\t30.00",
    "2010601\t行政运行\t120.00\t120.00\t0.00",
    "2010602\t一般行政管理事务\t30.00\t0.00\t30.00",
    "208\t社会保障和就业支出\t40.00\t40.00\t0.00",
    "20805\t行政事业单位养老支出\t40.00\t40.00\t0.00",
    "2080505\t机关事业单位基本养老保险缴费支出\t40.00\t40.00\t0.00",
    "221\t住房保障支出\t20.00\t20.00\t0.00",
    "22102\t住房改革支出\t20.00\t20.00\t0.00",
    "2210201\t住房公积金\t20.00\t20.00\t0.00",
]
BUDGET = "五、一般公共预算财政拨款支出决算情况说明"


def linked(parse, heading, sentence):
    lines = [
        *("2023年度样例局部门决算", "", "支出决算表", "", "单位：万元", ""),
        "科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出",
        *ROWS,
        *("合计\t\t210.00\t180.00\t30.00", "", "第三部分 决算情况说明", "", heading, "", sentence),
    ]
    return [
        (s.measure_key, s.subject, s.printed_text, s.base)
        for s in parse("\n".join(lines)).statements
    ]


def item(name, figure, base=None, key="function_item"):
    return (key, f"//{name}", figure, base)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "1.行政运行支出决算为120万元，完成年初预算的110%。",
            [item("行政运行", "120"), item("行政运行", "110", "initial_budget")],
            id="right before its figure",
        ),
        pytest.param(
            "（1）行政运行。年初预算为100万元，支出决算为120万元。",
            [item("行政运行", "100", "initial_budget"), item("行政运行", "120")],
            id="before a sentence with its figures",
        ),
        pytest.param(
            "1.行政运行（项）支出决算为120万元。",
            [item("行政运行", "120")],
            id="said to be an item, of no class and no group",
        ),
        pytest.param(
            "（1）行政运行120万元，较上年增加10万元。（2）一般行政管理事务30万元，较上年减少1万元。",
            [
                item("行政运行", "120"),
                item("行政运行", "10", "prior_year_actual"),
                item("一般行政管理事务", "30"),
                item("一般行政管理事务", "1", "prior_year_actual"),
            ],
            id="one after the other",
        ),
        pytest.param(
            "（一）一般公共服务支出150万元，其中：行政运行120万元、一般行政管理事务30万元。",
            [
                ("function_class", "一般公共服务支出", "150", None),
                item("行政运行", "120"),
                item("一般行政管理事务", "30"),
            ],
            id="behind their class",
        ),
        pytest.param(
            "机关事业单位基本养老保险缴费2023年决算40万元；行政运行支出120万元。",
            [item("机关事业单位基本养老保险缴费", "40"), item("行政运行", "120")],
            id="with 支出 or without it",
        ),
        pytest.param(
            "（3）住房公积金支出20万元。",
            [item("住房公积金", "20")],
            id="called as an economic class is, at the head",
        ),
        pytest.param(
            "1.行政运行120万元，其中：住房公积金15万元。",
            [item("行政运行", "120"), (None, "//行政运行", "15", None)],
            id="called as an economic class is, which may be a part of another item",
        ),
        pytest.param(
            "按经济分类科目，行政运行120万元，住房公积金20万元。",
            [(None, None, "120", None), (None, None, "20", None)],
            id="among economic classes",
        ),
        pytest.param(
            "行政运行经费120万元，用于行政运行的专项30万元，机关服务20万元。",
            [(None, None, "120", None), (None, None, "30", None), (None, None, "20", None)],
            id="other words, and an item that no form prints",
        ),
    ],
)
def test_an_item_that_a_form_prints_is_known_by_its_name(parse, sentence, expected):
    assert linked(parse, BUDGET, sentence) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("三、支出决算情况说明", item("住房公积金", "20", key="function_item_all")),
        # an economic class of the same name
        (
            "六、一般公共预算财政拨款基本支出决算情况说明",
            ("economic_class", "住房公积金", "20", None),
        ),
        ("七、预算绩效情况说明", (None, None, "20", None)),
    ],
)
def test_a_name_is_an_item_where_a_section_lists_them(parse, heading, expected):
    assert linked(parse, heading, "住房公积金20万元。") == [expected]
