"""What the nine forms of one department and year hold, in yuan, whatever layout prints them."""

from benchmarks.synthetic import chart
from benchmarks.synthetic.ledger import CAPITAL, FUND, GENERAL, OWN, Entry, Year

# (form, side, row key, column key) -> yuan; the row key is a line, a code or "total"
Truth = dict[tuple[int, str, str, str], int]
CLASSES = [
    "201",
    "202",
    "203",
    "204",
    "205",
    "206",
    "207",
    "208",
    "210",
    "211",
    "212",
    "213",
    "214",
    "215",
    "216",
    "217",
    "219",
    "220",
    "221",
    "222",
    "223",
    "224",
    "229",
    "231",
    "232",
    "234",
]
FISCAL = (GENERAL, FUND, CAPITAL)


def _levels(year: Year, funds: tuple[str, ...]) -> dict[str, dict[str, Entry]]:
    """Per code of 类, 款 and 项 and for the total: the entries below it, summed by fund."""
    found: dict[str, dict[str, Entry]] = {}
    for (fund, code), entry in year.entries.items():
        if fund not in funds:
            continue
        for row in ("total", code[:3], code[:5], code):
            held = found.setdefault(row, {}).setdefault(fund, Entry())
            held.opening += entry.opening
            held.income += entry.income
            held.basic += entry.basic
            held.project += entry.project
    return found


def _sum(entries: dict[str, Entry], what: str, *funds: str) -> int:
    return sum(getattr(e, what) for f, e in entries.items() if not funds or f in funds)


def _two_sided(year: Year, truth: Truth) -> None:
    income = {"L1": (GENERAL,), "L2": (FUND,), "L3": (CAPITAL,)}
    for line, funds in income.items():
        truth[1, "income", line, "amount"] = year.total("income", *funds)
        truth[4, "income", line, "amount"] = year.total("income", *funds)
    truth[1, "income", "L0", "amount"] = year.total("income", *FISCAL)
    own = year.total("income", OWN)
    for line in ("L4", "L6", "L7"):
        truth[1, "income", line, "amount"] = 0
    truth[1, "income", "L5", "amount"] = own
    truth[1, "income", "L8", "amount"] = 0
    truth[1, "income", "L27", "amount"] = year.total("income")
    truth[1, "income", "L28", "amount"] = 0
    truth[1, "income", "L29", "amount"] = year.total("opening")
    truth[1, "income", "L30", "amount"] = year.total("income") + year.total("opening")
    truth[4, "income", "L27", "amount"] = year.total("income", *FISCAL)
    truth[4, "income", "L28", "amount"] = year.total("opening", *FISCAL)
    for line, fund in (("L29", GENERAL), ("L30", FUND), ("L31", CAPITAL)):
        truth[4, "income", line, "amount"] = year.total("opening", fund)
    truth[4, "income", "L32", "amount"] = year.total("income", *FISCAL) + year.total(
        "opening", *FISCAL
    )
    by_class = _levels(year, (*FISCAL, OWN))
    for number, code in enumerate(CLASSES):
        entries = by_class.get(code, {})
        truth[1, "expenditure", f"L{31 + number}", "amount"] = _sum(entries, "spent")
        truth[4, "expenditure", f"L{33 + number}", "total"] = _sum(entries, "spent", *FISCAL)
        for fund in FISCAL:
            truth[4, "expenditure", f"L{33 + number}", fund] = _sum(entries, "spent", fund)
    truth[1, "expenditure", "L57", "amount"] = year.total("spent")
    truth[1, "expenditure", "L58", "amount"] = 0
    truth[1, "expenditure", "L59", "amount"] = year.total("closing")
    truth[1, "expenditure", "L60", "amount"] = year.total("spent") + year.total("closing")
    for line, what in (("L59", ("spent",)), ("L60", ("closing",)), ("L64", ("spent", "closing"))):
        truth[4, "expenditure", line, "total"] = sum(year.total(w, *FISCAL) for w in what)
        for fund in FISCAL:
            truth[4, "expenditure", line, fund] = sum(year.total(w, fund) for w in what)


def _functions(year: Year, truth: Truth) -> None:
    for row, entries in _levels(year, (*FISCAL, OWN)).items():
        if _sum(entries, "income") or row == "total":
            cells = {
                "total": _sum(entries, "income"),
                "fiscal_appropriation": _sum(entries, "income", *FISCAL),
                "institutional": _sum(entries, "income", OWN),
            }
            for key in ("superior_subsidy", "operating", "affiliate_remittance", "other"):
                cells[key] = 0
            truth.update({(2, "", row, key): value for key, value in cells.items()})
        if _sum(entries, "spent") or row == "total":
            cells = {
                "total": _sum(entries, "spent"),
                "basic": _sum(entries, "basic"),
                "project": _sum(entries, "project"),
            }
            for key in ("superior_remittance", "operating", "affiliate_subsidy"):
                cells[key] = 0
            truth.update({(3, "", row, key): value for key, value in cells.items()})
    for form_no, fund in ((5, GENERAL), (7, FUND), (8, CAPITAL)):
        rows = _levels(year, (fund,)) or {"total": {}}
        for row, entries in rows.items():
            flows = ("opening", "income", "spent", "closing")
            if row != "total" and not any(_sum(entries, what) for what in flows):
                continue
            for key, what in (
                ("opening", "opening"),
                ("income", "income"),
                ("total", "spent"),
                ("basic", "basic"),
                ("project", "project"),
                ("closing", "closing"),
            ):
                truth[form_no, "", row, key] = _sum(entries, what)


def _economic(year: Year, truth: Truth) -> None:
    for code, value in year.economic.items():
        side = "人员经费" if code in chart.PERSONNEL else "公用经费"
        for row in (code[:3], code, "total"):
            key = (6, side, row, "amount")
            truth[key] = truth.get(key, 0) + value
    for side in ("人员经费", "公用经费"):
        truth.setdefault((6, side, "total", "amount"), 0)


def _three_public(year: Year, truth: Truth) -> None:
    for phase, values in (("budget", year.three_public_budget), ("actual", year.three_public)):
        vehicle = values["vehicle_purchase"] + values["vehicle_running"]
        cells = {**values, "vehicle": vehicle}
        cells["total"] = values["abroad"] + vehicle + values["reception"]
        truth.update({(9, "", "total", f"{phase}_{item}"): v for item, v in cells.items()})


def truth_of(year: Year) -> Truth:
    """Every cell of the nine forms, in yuan."""
    truth: Truth = {}
    _two_sided(year, truth)
    _functions(year, truth)
    _economic(year, truth)
    _three_public(year, truth)
    return truth
