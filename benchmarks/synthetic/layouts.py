"""The layouts a synthetic disclosure is printed in; between them they cover how real ones differ."""

import random
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Layout:
    """How one place prints its disclosures.

    ``order`` is the order of the forms, ``zero`` what nothing spent is printed as, ``split`` after
    how many rows a table goes on over the page (0 never), ``repeats_header`` whether it says its
    header again there; ``pools_appropriation`` is form 1 before 2019: 财政拨款收入 of all funds.
    ``by_nature`` prints forms 5, 7 and 8 with income and balances by nature.
    ``codes_once`` prints 类 and 款 in the first row of theirs alone, ``numbers_rows`` a column 序号 before the codes.
    """

    name: str
    titles: dict[int, str] = field(default_factory=dict)
    order: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7, 8, 9)
    number_style: str = ""
    year_in_title: bool = False
    line_numbers: bool = True
    column_numbers: bool = True
    code_columns: int = 1
    codes_once: bool = False
    numbers_rows: bool = False
    economic_code_columns: int = 1
    economic: str = "two_blocks"
    total_place: str = "first"
    total_in_name: bool = False
    three_public: str = "six_six"
    functions: int = 26
    unit: str = "万元"
    units: dict[int, str] = field(default_factory=dict)
    zero: str = "0.00"
    thousands: str = ","
    trims_zeros: bool = False
    negative: str = "-{}"
    form4_amount: str = "决算数"
    form5_total: str = "本年支出合计"
    form7_total: str = "小计"
    form5_flows: bool = False
    by_nature: bool = False
    pools_appropriation: bool = False
    form8_columns: int = 6
    split: int = 0
    repeats_header: bool = True
    repeats_parents: bool = False
    broken_words: bool = False
    extra_forms: bool = False
    owner_label: str = "部门"
    running_cost: str = "公务用车运行维护费"
    style: str = "south"


LAYOUTS = (
    Layout("base"),
    Layout(
        "plain_two_sided",
        titles={
            6: "一般公共预算财政拨款基本支出决算明细表",
            8: "国有资本经营预算财政拨款收入支出决算表",
        },
        order=(1, 2, 3, 4, 5, 6, 9, 7, 8),
        line_numbers=False,
        column_numbers=False,
        economic="three_blocks",
        total_place="last",
        zero="",
        form5_total="合计",
        style="east",
        owner_label="编制部门",
    ),
    Layout(
        "three_code_columns",
        number_style="表{}：",
        code_columns=3,
        economic_code_columns=2,
        total_in_name=True,
        three_public="alternating",
        functions=24,
        column_numbers=False,
        form4_amount="金额",
        form7_total="合计",
        form8_columns=3,
        split=12,
    ),
    Layout(
        "total_in_header",
        number_style="公开{:02d}表",
        year_in_title=True,
        total_place="header",
        code_columns=3,
        economic="list",
        three_public="vertical",
        column_numbers=False,
        line_numbers=False,
        zero="0",
        trims_zeros=True,
        thousands="",
        running_cost="公务用车运行费",
        form5_flows=True,
        style="east",
    ),
    Layout(
        "in_yuan",
        unit="元",
        code_columns=3,
        codes_once=True,
        negative="（{}）",
        split=15,
        repeats_header=False,
        extra_forms=True,
        order=(1, 2, 3, 4, 5, 6, 9, 7, 8),
    ),
    Layout(
        "mixed_units",
        numbers_rows=True,
        units={5: "元", 9: "元"},
        functions=24,
        negative="△{}",
        thousands="，",
        form8_columns=3,
        repeats_parents=True,
        extra_forms=True,
        three_public="alternating",
    ),
    Layout(
        "broken_words",
        broken_words=True,
        split=10,
        total_place="last",
        total_in_name=True,
        economic_code_columns=2,
        zero="0.00",
        number_style="附表{}",
        order=(4, 1, 2, 3, 5, 6, 7, 8, 9),
    ),
    Layout(
        "sparse",
        titles={
            1: "收支决算总表",
            4: "财政拨款收支决算总表",
            7: "政府性基金预算支出决算表",
            8: "国有资本经营预算支出决算表",
            9: "一般公共预算财政拨款“三公”经费支出决算表",
        },
        zero="",
        thousands="",
        pools_appropriation=True,
        three_public="vertical",
        line_numbers=False,
        column_numbers=False,
        code_columns=3,
        economic_code_columns=2,
        split=9,
        form5_total="合计",
        style="east",
    ),
)


def any_layout(chance: random.Random) -> Layout:
    """A layout whose features are put together at random: what one place has with what another has."""
    one = chance.choice
    place = one(["first", "last", "header"])
    codes = 3 if place == "header" else one([1, 3])
    return Layout(
        "any",
        titles=one([each.titles for each in LAYOUTS]),
        order=one([each.order for each in LAYOUTS]),
        number_style=one(["", "表{}：", "公开{:02d}表", "附表{}"]),
        year_in_title=one([True, False]),
        line_numbers=one([True, False]),
        column_numbers=one([True, False]),
        code_columns=codes,
        codes_once=codes == 3 and place != "header" and one([True, False]),
        numbers_rows=place != "header" and one([True, False]),
        economic_code_columns=one([1, 2]),
        economic=one(["two_blocks", "three_blocks", "list"]),
        total_place=place,
        total_in_name=one([True, False]),
        three_public=one(["six_six", "alternating", "vertical"]),
        functions=one([26, 24]),
        unit=one(["万元", "元"]),
        units=one([{}, {5: "元", 9: "元"}, {6: "元"}]),
        zero=one(["0.00", "0", "", "—", "-"]),
        thousands=one([",", "", "，"]),
        trims_zeros=one([True, False]),
        negative=one(["-{}", "（{}）", "△{}"]),
        form4_amount=one(["决算数", "金额"]),
        form5_total=one(["本年支出合计", "合计"]),
        form7_total=one(["小计", "合计"]),
        form5_flows=one([True, False]),
        pools_appropriation=one([True, False]),
        form8_columns=one([3, 6]),
        split=one([0, 7, 10, 15, 25]),
        repeats_header=one([True, False]),
        repeats_parents=one([True, False]),
        broken_words=one([True, False]),
        extra_forms=one([True, False]),
        owner_label=one(["部门", "编制部门", "单位", "公开部门"]),
        running_cost=one(["公务用车运行维护费", "公务用车运行费"]),
        style=one(["south", "east"]),
    )
