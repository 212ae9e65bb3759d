"""The explanatory part of a synthetic disclosure, in the phrasings of two places."""

from decimal import ROUND_HALF_UP, Decimal

from benchmarks.synthetic import chart
from benchmarks.synthetic.layouts import Layout
from benchmarks.synthetic.ledger import FUND, GENERAL, OWN, Year
from benchmarks.synthetic.truth import FISCAL


def _wan(yuan: int) -> str:
    value = (Decimal(yuan) / 10000).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _percent(part: int, whole: int) -> str:
    value = (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{value:f}%"


def _change(now: int, before: int, *, says_base: bool = False) -> str:
    """比上年…, with both template ways of a zero base, and where a place says it, what it compares with."""
    change = now - before
    word, grown = ("增加", "增长") if change >= 0 else ("减少", "下降")
    rate = f"{grown}{_percent(abs(change), before)}" if before else "--（基数为0，不可比）"
    base = f"{_wan(before)}万元" if says_base else ""
    return f"比上年决算数{base}{word}{_wan(abs(change))}万元，{rate}，主要原因是业务安排调整"


def _three(year: Year) -> tuple[int, int]:
    return sum(year.three_public.values()), sum(year.three_public_budget.values())


def _initial(code: str, spent: int) -> int:
    """The initial budget of an item, in yuan: what was spent, a fifth more or less."""
    return spent * (80 + int(code) % 41) // 100


def _items(year: Year) -> list[str]:
    """What was spent on each item of the general public budget, and its initial budget, as most places state it."""
    spent = {
        code: entry.spent
        for (fund, code), entry in sorted(year.entries.items())
        if fund == GENERAL and entry.spent
    }
    whole = sum(spent.values())
    budget = sum(_initial(code, amount) for code, amount in spent.items())
    if not budget:
        return []
    texts = [
        f"一般公共预算财政拨款支出年初预算为{_wan(budget)}万元，支出决算为{_wan(whole)}万元，"
        f"完成年初预算的{_percent(whole, budget)}。其中："
    ]
    for number, (code, amount) in enumerate(spent.items(), start=1):
        initial = _initial(code, amount)
        names = (chart.PARENTS[code[:3]], chart.PARENTS[code[:5]], chart.NAMES[code])
        rate = f"，完成年初预算的{_percent(amount, initial)}" if initial else ""
        texts.append(
            f"（{number}）{names[0]}（类）{names[1]}（款）{names[2]}（项）。年初预算为{_wan(initial)}万元，"
            f"支出决算为{_wan(amount)}万元{rate}。"
        )
    return texts


def paragraphs(year: Year, layout: Layout, prior: Year | None) -> list[str]:
    """The prose of one year; with the year before, totals are compared with it."""
    number = iter("一二三四五六")
    texts = [f"{next(number)}、收入支出决算总体情况说明"]
    says_base = layout.style == "east"
    resources = year.total("income") + year.total("opening")
    against = ""
    if prior is not None:
        before = prior.total("income") + prior.total("opening")
        against = "，" + _change(resources, before, says_base=says_base)
    texts.append(
        f"{year.fiscal_year}年度收入总计{_wan(resources)}万元，支出总计{_wan(resources)}万元{against}。"
    )
    income, fiscal, own = (
        year.total("income"),
        year.total("income", *FISCAL),
        year.total("income", OWN),
    )
    texts.append(f"{next(number)}、收入决算情况说明")
    if layout.style == "east" and income:
        texts.append(
            f"本年收入合计{_wan(income)}万元，其中：财政拨款收入{_wan(fiscal)}万元，占{_percent(fiscal, income)}；"
            f"事业收入{_wan(own)}万元，占{_percent(own, income)}。"
        )
    else:
        compared = (
            f"，{_change(year.total('income', GENERAL), prior.total('income', GENERAL))}"
            if prior
            else ""
        )
        texts.append(
            f"1. 一般公共预算财政拨款收入{_wan(year.total('income', GENERAL))}万元{compared}。"
        )
        compared = (
            f"，{_change(year.total('income', FUND), prior.total('income', FUND))}" if prior else ""
        )
        texts.append(
            f"2. 政府性基金预算财政拨款收入{_wan(year.total('income', FUND))}万元{compared}。"
        )
    texts.append(f"{next(number)}、支出决算情况说明")
    spent, basic, project = year.total("spent"), year.total("basic"), year.total("project")
    if layout.style == "east" and spent:
        texts.append(
            f"本年支出合计{_wan(spent)}万元，其中：基本支出{_wan(basic)}万元，占{_percent(basic, spent)}；"
            f"项目支出{_wan(project)}万元，占{_percent(project, spent)}。"
        )
    else:
        compared = f"，{_change(basic, prior.total('basic'))}" if prior else ""
        texts.append(f"1. 基本支出{_wan(basic)}万元{compared}。")
        compared = f"，{_change(project, prior.total('project'))}" if prior else ""
        texts.append(f"2. 项目支出{_wan(project)}万元{compared}。")
    actual, budget = _three(year)
    if layout.style == "east" and (items := _items(year)):
        texts += [f"{next(number)}、一般公共预算财政拨款支出决算情况说明", *items]
    texts.append(f"{next(number)}、“三公”经费财政拨款支出决算情况说明")
    if budget:
        compared = f"，{_change(actual, _three(prior)[0], says_base=says_base)}" if prior else ""
        texts.append(
            f"{year.fiscal_year}年度“三公”经费财政拨款支出决算为{_wan(actual)}万元，完成全年预算"
            f"{_wan(budget)}万元的{_percent(actual, budget)}{compared}。"
        )
        running, visit = year.three_public["vehicle_running"], year.three_public["reception"]
        texts.append(
            f"公务用车运行维护费支出{_wan(running)}万元，公务用车保有量为{year.vehicles}辆。"
            f"公务接待费支出{_wan(visit)}万元，发生国内接待{year.receptions}次，接待人数共{year.visitors}人。"
        )
    else:
        texts.append(f"{year.fiscal_year}年度无“三公”经费财政拨款支出。")
    texts.append(f"{next(number)}、其他重要事项的情况说明")
    parts = year.procurement
    texts.append(
        f"{year.fiscal_year}年度政府采购支出总额{_wan(sum(parts.values()))}万元，其中：政府采购货物支出"
        f"{_wan(parts['goods'])}万元、政府采购工程支出{_wan(parts['works'])}万元、政府采购服务支出"
        f"{_wan(parts['services'])}万元。"
    )
    return texts
