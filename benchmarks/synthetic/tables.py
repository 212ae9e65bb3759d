"""The nine forms of one year as printed tables: header, rows, and which true cell stands where."""

from collections.abc import Callable

from benchmarks.synthetic import chart
from benchmarks.synthetic.economic import economic
from benchmarks.synthetic.layouts import Layout
from benchmarks.synthetic.printed import Printed, Writer, amount_text
from benchmarks.synthetic.truth import CLASSES, Truth
from ingest.forms.layouts import layouts

PART = "part"


def _lines(form_no: int, side: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for name, found in layouts().lines[form_no, side].items():
        for line in found:
            if line.line_name == name:
                names[line.line_key] = name
    return dict(sorted(names.items(), key=lambda item: int(item[0][1:])))


_UNITS = "一二三四五六七八九"
_ORDINALS = [ten + unit for ten in ("", "十", "二十") for unit in ("", *_UNITS)][1:]


def _two_sided(truth: Truth, layout: Layout, form_no: int) -> Printed:
    first = 31 if form_no == 1 else 33
    amounts = (
        ["amount"]
        if form_no == 1
        else ["total", "general_public", "government_fund", "state_capital"]
    )
    heads = {
        "amount": "决算数",
        "total": "合计",
        "general_public": "一般公共预算财政拨款",
        "government_fund": "政府性基金预算财政拨款",
        "state_capital": "国有资本经营预算财政拨款",
    }
    right_heads = [heads[a] for a in amounts]
    left_head = "决算数" if form_no == 1 else layout.form4_amount
    number = ["行次"] if layout.line_numbers else []
    order = [""] if layout.line_numbers else []
    left_width, right_width = 2 + len(number), 1 + len(number) + len(amounts)
    table = Printed(
        [
            ["收入"] + [""] * (left_width - 1) + ["支出"] + [""] * (right_width - 1),
            ["项目", *number, left_head, "项目", *number, *right_heads],
        ]
    )
    if layout.column_numbers:
        numbers = [str(n) for n in range(1, 2 + len(amounts))]
        table.header.append(["栏次", *order, numbers[0], "栏次", *order, *numbers[1:]])
    income, spending = _lines(form_no, "income"), _lines(form_no, "expenditure")
    items = [f"L{first + i}" for i in range(layout.functions)]
    # before 2019 one line for all funds, with that of government funds as a part of it
    pooled = form_no == 1 and layout.pools_appropriation
    heads_left = [k for k in income if 1 <= int(k[1:]) <= 8]
    if pooled:
        heads_left = ["L0", *heads_left[3:]]
    tail_left = [k for k in income if int(k[1:]) > 8]
    tail_right: list[str | None] = [k for k in spending if int(k[1:]) > first + len(CLASSES) - 1]
    if form_no == 4:
        tail_right = [*tail_right[:2], None, None, None, *tail_right[2:]]
    left: list[str | None] = [*heads_left, *[None] * (len(items) - len(heads_left)), *tail_left]
    right: list[str | None] = [*items, *tail_right]
    if pooled:
        left[1:1] = [PART]
        left.remove(None)
    rows = max(len(left), len(right))
    left += [None] * (rows - len(left))
    writer = Writer(truth, layout, form_no)
    for index, (one, two) in enumerate(zip(left, right, strict=True)):
        row: list[str] = []
        for side, key, names, columns, start, base in (
            ("income", one, income, ["amount"], 0, 1),
            ("expenditure", two, spending, amounts, left_width, rows + 1),
        ):
            if key is None:
                cells = [""] * len(columns)
                name = ""
            elif key == PART:
                fund = truth[form_no, side, "L2", "amount"]
                cells = [amount_text(fund, layout, form_no)]
                name = f"其中：{names['L2']}"
            else:
                cells = writer.amounts(table, start + 1 + len(number), side, key, columns)
                ordinal = (
                    items.index(key)
                    if key in items
                    else heads_left.index(key)
                    if key in heads_left
                    else -1
                )
                name = (f"{_ORDINALS[ordinal]}、" if ordinal >= 0 else "") + names[key]
            row += [name, *([str(base + index)] if layout.line_numbers else []), *cells]
        table.body.append(row)
    return table


_FUNCTION_COLUMNS: dict[int, dict[str, str]] = {
    2: {
        "total": "本年收入合计",
        "fiscal_appropriation": "财政拨款收入",
        "superior_subsidy": "上级补助收入",
        "institutional": "事业收入",
        "operating": "经营收入",
        "affiliate_remittance": "附属单位上缴收入",
        "other": "其他收入",
    },
    3: {
        "total": "本年支出合计",
        "basic": "基本支出",
        "project": "项目支出",
        "superior_remittance": "上缴上级支出",
        "operating": "经营支出",
        "affiliate_subsidy": "对附属单位补助支出",
    },
}


# as Yunnan and the forms of the Ministry itself have it; what has no true cell of its own is a part of one
_BY_NATURE: dict[str, tuple[str, ...]] = {
    "opening": ("年初结转和结余", "合计"),
    "opening-basic": ("年初结转和结余", "基本支出结转"),
    "opening-project": ("年初结转和结余", "项目支出结转和结余"),
    "income": ("本年收入", "合计"),
    "income-basic": ("本年收入", "基本支出收入"),
    "income-project": ("本年收入", "项目支出收入"),
    "total": ("本年支出", "合计"),
    "basic": ("本年支出", "基本支出", "小计"),
    "basic-personnel": ("本年支出", "基本支出", "人员经费"),
    "basic-public": ("本年支出", "基本支出", "公用经费"),
    "project": ("本年支出", "项目支出"),
    "closing": ("年末结转和结余", "合计"),
    "closing-basic": ("年末结转和结余", "基本支出结转"),
    "closing-project": ("年末结转和结余", "项目支出结转和结余", "小计"),
    "closing-carried": ("年末结转和结余", "项目支出结转和结余", "项目支出结转"),
    "closing-left": ("年末结转和结余", "项目支出结转和结余", "项目支出结余"),
}


def function_columns(layout: Layout, form_no: int) -> dict[str, tuple[str, ...]]:
    """Column key to its header path, top down."""
    if form_no in _FUNCTION_COLUMNS:
        return {key: (name,) for key, name in _FUNCTION_COLUMNS[form_no].items()}
    if layout.by_nature:
        return _BY_NATURE
    if form_no == 5 and not layout.form5_flows:
        return {"total": (layout.form5_total,), "basic": ("基本支出",), "project": ("项目支出",)}
    spent = {
        "total": ("本年支出", layout.form7_total),
        "basic": ("本年支出", "基本支出"),
        "project": ("本年支出", "项目支出"),
    }
    if form_no == 8 and layout.form8_columns == 3:
        return spent
    return {
        "opening": ("年初结转和结余",),
        "income": ("本年收入",),
        **spent,
        "closing": ("年末结转和结余",),
    }


def _header_rows(paths: list[tuple[str, ...]], *, repeats: bool) -> list[list[str]]:
    """The header by rows, two at least: a parent once above its children, or above each."""
    rows = []
    for level in range(max(2, *map(len, paths))):
        above: tuple[str, ...] = ()
        row = []
        for path in paths:
            is_new = path[: level + 1] != above
            row.append(path[level] if level < len(path) and (is_new or repeats) else "")
            above = path[: level + 1]
        rows.append(row)
    return rows


def _function(truth: Truth, layout: Layout, form_no: int) -> Printed:
    columns = function_columns(layout, form_no)
    three = layout.code_columns == 3
    labels = 4 if three else 2
    tops, leaves, *below = _header_rows(list(columns.values()), repeats=layout.repeats_parents)
    if three:
        header = [["科目编码", "", "", "科目名称", *tops], ["类", "款", "项", "", *leaves]]
    else:
        header = [["项目", "", *tops], ["功能分类科目编码", "科目名称", *leaves]]
    header += [[*[""] * labels, *row] for row in below]
    if layout.column_numbers:
        header.append(["栏次", *[""] * (labels - 1), *[str(n + 1) for n in range(len(columns))]])
    if layout.numbers_rows:
        labels += 1
        header = [["序号" if not n else "", *row] for n, row in enumerate(header)]
    table = Printed(header)
    writer = Writer(truth, layout, form_no)
    codes = sorted({row for (form, _, row, _) in truth if form == form_no and row != "total"})
    rows = ["total", *codes] if layout.total_place != "last" else [*codes, "total"]
    for row in rows:
        if row == "total":
            at = labels - 1 if layout.total_in_name or layout.total_place == "header" else 0
            label = [""] * labels
            label[at] = "合计"
            if layout.total_place == "header":
                label[:3] = ["类", "款", "项"]
        elif three:
            levels = [row[:3], row[3:5], row[5:7]]
            if layout.codes_once:
                levels = [x if n == (len(row) - 3) // 2 else "" for n, x in enumerate(levels)]
            label = [*levels, chart.NAMES[row]]
        else:
            label = [row, chart.NAMES[row]]
        if layout.numbers_rows and row != "total":
            label = [str(len(table.body) + 1), *label]
        table.body.append([*label, *writer.amounts(table, labels, "", row, list(columns))])
    if layout.total_place == "header":
        table.header.pop()  # 类 | 款 | 项 share their row with 合计
        if any(leaves):
            table.header.append([*[""] * labels, *leaves])
    return table


_ITEMS = ("total", "abroad", "vehicle", "vehicle_purchase", "vehicle_running", "reception")


def _three_public(truth: Truth, layout: Layout, form_no: int) -> Printed:
    running = layout.running_cost
    group = running.replace("公务用车运行", "公务用车购置及运行")
    writer = Writer(truth, layout, form_no)
    if layout.three_public == "vertical":
        table = Printed([["项目", "预算数", "决算数"]])
        names = {
            "total": "合计",
            "abroad": "1．因公出国（境）费",
            "reception": "2．公务接待费",
            "vehicle": f"3．{group}",
            "vehicle_purchase": "（1）公务用车购置费",
            "vehicle_running": f"（2）{running}",
        }
        for item, name in names.items():
            keys = [f"budget_{item}", f"actual_{item}"]
            table.body.append([name, *writer.amounts(table, 1, "", "total", keys)])
        return table
    if layout.three_public == "alternating":
        top = ["合计", "", "因公出国（境）费", "", group, "", "", "", "", "", "公务接待费", ""]
        middle = ["", "", "", "", "小计", "", "公务用车购置费", "", running, "", "", ""]
        table = Printed([top, middle, ["预算数", "决算数"] * 6])
        keys = [f"{phase}_{item}" for item in _ITEMS for phase in ("budget", "actual")]
    else:
        top = ["合计", "因公出国（境）费", group, "", "", "公务接待费"]
        leaf = ["", "", "小计", "公务用车购置费", running, ""]
        table = Printed([["预算数", *[""] * 5, "决算数", *[""] * 5], top * 2, leaf * 2])
        if layout.column_numbers:
            table.header.append([str(n) for n in range(1, 13)])
        keys = [f"{phase}_{item}" for phase in ("budget", "actual") for item in _ITEMS]
    table.body.append(writer.amounts(table, 0, "", "total", keys))
    return table


_PRINTERS: dict[int, Callable[[Truth, Layout, int], Printed]] = {
    **dict.fromkeys((1, 4), _two_sided),
    **dict.fromkeys((2, 3, 5, 7, 8), _function),
    6: economic,
    9: _three_public,
}


def _break_words(table: Printed) -> None:
    """Blanks inside header words, as justified cells give them."""
    for row in table.header:
        for index, word in enumerate(row):
            if len(word) >= 4 and not word.isascii():
                row[index] = f"{word[:3]} {word[3:5]} {word[5:]}".strip()


def print_form(truth: Truth, layout: Layout, form_no: int) -> Printed:
    """One form as this layout prints it."""
    table = _PRINTERS[form_no](truth, layout, form_no)
    if layout.broken_words:
        _break_words(table)
    return table
