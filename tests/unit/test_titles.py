import pytest

from ingest.forms.money_units import find_unit
from ingest.forms.titles import (
    find_owner,
    is_small_print,
    match_title,
    title_with_caption,
)
from ingest.wording import plain


@pytest.mark.parametrize(
    ("line", "form_no"),
    [
        ("收入支出决算总表", 1),
        ("一、收入支出决算总表", 1),
        ("收入、支出决算总表", 1),
        ("收入支出决算总表（汇总）", 1),
        ("表七：一般公共预算财政拨款安排的“三公”经费支出决算表", 9),
        ("财政拨款安排的“三公”经费支出决算表", 9),
        ("“三公”经费支出预决算对比表", 9),
        ("“三公”经费支出预算表", None),
        ("一般公共预算财政拨款支出预决算表", None),
        ("项目支出决算情况表", None),
        ("- 二、收入决算表", 2),
        ("支出决算表", 3),
        ("财政拨款收入支出决算总表", 4),
        ("表4：财政拨款收入支出决算总表", 4),
        ("2023年度一般公共预算财政拨款支出决算表", 5),
        ("一般公共预算财政拨款基本支出决算表", 6),
        ("一般公共预算财政拨款基本支出决算明细表", 6),
        ("政府性基金预算财政拨款收入支出决算表", 7),
        ("国有资本经营预算财政拨款收入支出决算表", 8),
        ('财政拨款"三公"经费支出决算表', 9),
        ("财政拨款 “三公” 经费 支出决算表", 9),
        ("一般公共预算财政拨款“三公”经费支出决算表", 9),
        ("样例市示范局2023年度收入支出决算总表", 1),
        ("支出决算表（续）", 3),
        ("一般公共预算支出决算表（功能科目）", 5),
        ("一般公共预算基本支出决算表（经济科目）", 6),
        ("支出决算表（按功能分类）", 3),
        ("政府性基金预算财政拨款收入支出决算表（空表）", 7),
        ("公共财政预算财政拨款支出决算表", 5),  # before the budget law of 2014
        ("“三公”经费、会议费和培训费支出决算表", 9),
        ("“三公”经费及机关运行经费情况表", 9),
        ("“三公”经费及会议费培训费支出决算表", 9),
        ("收入支出决算公开表", 1),
        ("收入支出决算总体情况表", 1),
        ("表4-财政拨款收入支出决算总表", 4),
        ("Z01_收入支出决算总表", 1),
        ("一般公共预算财政拨款基本支出决算公开明细表", 6),
        ("2023年度收入支出决算总表（单位公开）", 1),
        ("收入支出决算总表（万元）", 1),
        ("支出决算表（单位:元）", 3),
        ("收入支出决算总表（2023年度）（人民币万元）", 1),
        ("部门公开表1 收入支出决算总表", 1),
        ("收人支出决算总表", 1),
        ("财政拔款收人支出决箅总表", 4),
        ("政府性基金预算财政拨款收入支出决算表（本表无数据）", 7),
        ("部门决算公开表", None),
        # by the other classification they are other forms
        ("一般公共预算财政拨款支出决算表（经济分类）", None),
        ("一般公共预算财政拨款基本支出决算表（功能科目）", None),
        ("财政拨款支出决算表（功能科目）", None),  # of all funds
        ("机关运行经费及会议费支出决算表", None),
        ("项目支出决算表", None),  # a suffix of it is form 3, the thing itself is not
        ("支出决算表（分单位）", None),
        ("分单位支出决算表", None),
        ("收入决算表（分科目）", 2),
        ("《收入决算表（按功能分类列示）》", 2),
        ("收入决算表（按单位列示）", None),
        ("表2-2：支出决算表（按支出功能分类科目）", 3),
        ("2023年度分科目收入决算表", 2),
        ("支出决算分科目表", 3),
        ("收入支出决算总表（分科目）", None),
        ("项目支出决算表（分科目）", None),
        ("政府性基金预算收支决算表", 7),
        ("国有资本经营支出决算表", 8),
        ("2024年部门收入支出预算总表", None),
        ("本年支出决算表反映部门本年度各项支出，其中基本支出决算表", None),
        ("", None),
        ("1、收入支出决算总表(公开表01 )", 1),
        ("收入决算表（公开表2-1）", 2),
        ("项目支出决算表（公开表5）", None),
        ("样例局2015年度部门决算收支总表", 1),
        ("部门决算收入总表", 2),
        ("部门决算支出总表", 3),
        ("部门收支总表", None),
        ("样例县样例街道办事处2021年一般公共预算财政拨款支出决算表(一)", 5),
        ("六、一般公共预算财政拨款支出决算表（二）", 6),
        ("一般公共预算财政拨款支出决算表（三）", None),
        ("支出决算表（二）", None),
        # of a government
        ("2022年度样例区一般公共预算本级支出决算表", None),
        ("政府性基金预算本级支出决算表", None),
        ("样例局本级支出决算表", 3),
        ("样例市社会保险基金管理局支出决算表", 3),
    ],
)
def test_match_title(line, form_no):
    assert match_title(line) == form_no


def test_unit_and_owner_are_told_apart():
    assert find_unit("金额单位： 万元") == "万元"
    assert find_unit("单位:元") == "元"
    assert find_unit("单位：（万元）") == "万元"
    assert find_owner("单位：（万元）") is None
    assert find_unit("（人民币元）") == "元"
    assert find_unit("收入支出决算总表（2023年度）（元）") == "元"
    assert find_unit("支出5万元") is None
    assert find_unit("单位名称：样例局") is None
    assert find_owner("部门： 样例市示范局 金额单位：万元") == "样例市示范局"
    assert find_owner("编制单位：样例市示范局") == "样例市示范局"
    assert find_owner("单位：万元") is None
    assert find_owner("单位：县委") == "县委"
    assert find_owner("单位：万侟") is None  # a unit that was misread


def test_small_print_is_not_prose():
    assert is_small_print("公开01表")
    assert is_small_print("表 1")
    assert not is_small_print("本部门为测试而虚构。")


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("本年收人合计", "本年收入合计"),
        ("财政拔款收人224.00万元", "财政拨款收入224.00万元"),
        ("年未结转和结佘", "年末结转和结余"),
        # what can be meant as it stands
        ("接收人员5人", "接收人员5人"),
        ("2023年未发生支出", "2023年未发生支出"),
        ("回收人民币5元", "回收人民币5元"),
        ("新收人5名", "新收人5名"),
    ],
)
def test_letters_that_are_taken_for_others(printed, read):
    assert plain(printed) == read


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "# 收入支出决算总表 编制部门：样例局 金额单位：万元",
            ("# 收入支出决算总表", "编制部门：样例局 金额单位：万元"),
        ),
        ("项目支出决算表 部门：样例局", ("项目支出决算表", "部门：样例局")),
        ("详见决算 单位：元", None),
        ("支出决算表 部门：本表由各单位编制，单位领导签字。", None),
        ("支出决算表", None),
    ],
)
def test_a_title_with_its_caption_on_the_same_line(line, found):
    assert title_with_caption(line) == found


def test_a_title_is_kept_without_the_marks_of_markdown(parse):
    text = "# **收入决算表** 单位：万元\n\n科目编码\t科目名称\t本年收入合计\n合计\t\t1.00\n"
    form = next(each for each in parse(text).forms if each.form_no == 2)
    assert (form.printed_title, form.unit_text) == ("收入决算表", "万元")
