"""The true ledger of synthetic departments, in whole yuan, rolled forward from year to year."""

import random
from dataclasses import dataclass, field

from benchmarks.synthetic import chart

GENERAL, FUND, CAPITAL, OWN = "general_public", "government_fund", "state_capital", "own"


@dataclass
class Entry:
    """One item of one fund in one year, in yuan: closing is opening plus income less spending."""

    opening: int = 0
    income: int = 0
    basic: int = 0
    project: int = 0

    @property
    def spent(self) -> int:
        """Basic and project expenditure."""
        return self.basic + self.project

    @property
    def closing(self) -> int:
        """What is carried over to the next year."""
        return self.opening + self.income - self.spent


@dataclass
class Year:
    """The accounts of one department for one year; ``entries`` by fund and functional code.

    ``units`` are the departments whose accounts these hold, where they are added up from several.
    """

    department: str
    fiscal_year: int
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    economic: dict[str, int] = field(default_factory=dict)
    three_public_budget: dict[str, int] = field(default_factory=dict)
    three_public: dict[str, int] = field(default_factory=dict)
    procurement: dict[str, int] = field(default_factory=dict)
    vehicles: int = 0
    receptions: int = 0
    visitors: int = 0
    units: tuple[str, ...] = ()

    def total(self, what: str, *funds: str) -> int:
        """The sum of one attribute over all entries of the funds (all funds when none is named)."""
        return sum(
            getattr(entry, what)
            for (fund, _), entry in self.entries.items()
            if not funds or fund in funds
        )


MOVED = ("2010302", "2010399")  # an item and the code it moves to
THREE_PUBLIC = {
    "abroad": "30212",
    "vehicle_purchase": "31013",
    "vehicle_running": "30231",
    "reception": "30217",
}


def _spread(rng: random.Random, total: int, codes: list[str]) -> dict[str, int]:
    """A total divided at random, to the last yuan."""
    weights = [rng.random() ** 2 + 0.01 for _ in codes]
    shares = [int(total * w / sum(weights)) for w in weights]
    shares[-1] += total - sum(shares)
    return dict(zip(codes, shares, strict=True))


def _economic(rng: random.Random, year: Year) -> None:
    """Basic expenditure of the general public budget by economic code."""

    def basic(code: str) -> int:
        entry = year.entries.get((GENERAL, code))
        return entry.basic if entry else 0

    fixed = {
        "30108": basic("2080505"),
        "30109": basic("2080506"),
        "30110": basic("2101101") + basic("2101102"),
        "30113": basic("2210201"),
        "30102": basic("2210203"),
    }
    rest = year.total("basic", GENERAL) - sum(fixed.values())
    public = int(rest * rng.uniform(0.05, 0.3))
    spread = _spread(rng, public, list(chart.PUBLIC))
    if rng.random() < 0.5:  # no car was bought, nobody went abroad
        for code in ("31013", "30212"):
            spread["30299"] += spread.pop(code)
    personnel = _spread(rng, rest - public, [c for c in chart.PERSONNEL if c not in fixed])
    year.economic = {c: v for c, v in {**fixed, **personnel, **spread}.items() if v}


def _three_public(rng: random.Random, year: Year) -> None:
    actual = {item: year.economic.get(code, 0) for item, code in THREE_PUBLIC.items()}
    year.three_public = actual
    year.three_public_budget = {
        item: (int(value * rng.uniform(1.0, 1.6)) // 100 * 100 + 100 if value else 0)
        for item, value in actual.items()
    }
    year.vehicles = (
        max(1, round(actual["vehicle_running"] / 30000)) if actual["vehicle_running"] else 0
    )
    year.visitors = max(1, round(actual["reception"] / 120)) if actual["reception"] else 0
    year.receptions = max(1, year.visitors // 8) if actual["reception"] else 0
    spent = max(year.total("spent") // 5, 3)
    goods, works, services = _spread(rng, spent, ["goods", "works", "services"]).values()
    year.procurement = {"goods": goods, "works": works, "services": services}


def _first_size(rng: random.Random) -> int:
    return int(10 ** rng.uniform(5.2, 7.6))


Balances = dict[tuple[str, str], int]


def _run(
    number: int, years: list[int], seed: int, *, move_codes: bool, inherited: Balances | None = None
) -> tuple[list[Year], Balances]:
    """One department over the years, and its closing balances; it inherits in the middle year."""
    rng = random.Random(seed * 1_000_003 + number)
    middle = years[len(years) // 2]
    trade = chart.TRADES[number % len(chart.TRADES)]
    codes = {(GENERAL, code): _first_size(rng) for code in (*chart.COMMON, *trade)}
    if number % 3 == 0:
        codes |= {(FUND, code): _first_size(rng) for code in chart.GOVERNMENT_FUND}
    if number % 5 == 0:
        codes |= {(CAPITAL, code): _first_size(rng) for code in chart.STATE_CAPITAL}
    if number % 4 == 1:
        codes |= {(OWN, "2010302"): _first_size(rng), (OWN, "2010350"): _first_size(rng)}
    balances = {
        key: rng.randrange(0, size // 10 + 1) if rng.random() < 0.4 else 0
        for key, size in codes.items()
    }
    found: list[Year] = []
    for fiscal_year in years:
        if inherited and fiscal_year == middle:
            for key, amount in inherited.items():
                codes.setdefault(key, _first_size(rng))
                balances[key] = balances.get(key, 0) + amount
        year = Year(f"合成市样例第{number + 1:04d}局", fiscal_year)
        for (fund, code), size in codes.items():
            entry = _entry(rng, fund, code, size, balances[fund, code])
            balances[fund, code] = entry.closing
            if any((entry.opening, entry.income, entry.spent)):
                has_moved = move_codes and fiscal_year >= middle and code == MOVED[0]
                held = year.entries.setdefault((fund, MOVED[1] if has_moved else code), Entry())
                held.opening += entry.opening
                held.income += entry.income
                held.basic += entry.basic
                held.project += entry.project
        _economic(rng, year)
        _three_public(rng, year)
        found.append(year)
    return found, balances


def departments(
    count: int, years: list[int], seed: int = 1, *, merge: bool = False, move_codes: bool = False
) -> list[Year]:
    """The accounts of ``count`` departments over the years, department by department.

    With ``merge`` each tenth department ends half way and the one before it takes its balances over
    on the first day of the middle year; with ``move_codes`` one item is booked under another code
    from that year on. One in eight department-years of a fund is a zero year.
    """
    found: list[Year] = []
    before_middle = years[: len(years) // 2]
    number = 0
    while number < count:
        if merge and number % 10 == 8 and number + 1 < count:
            ending, balances = _run(number + 1, before_middle, seed, move_codes=move_codes)
            found += _run(number, years, seed, move_codes=move_codes, inherited=balances)[0]
            found += ending
            number += 2
            continue
        found += _run(number, years, seed, move_codes=move_codes)[0]
        number += 1
    return found


def consolidated(department: str, parts: list[Year]) -> Year:
    """The accounts of a department that are those of its units of one year added up."""
    whole = Year(department, parts[0].fiscal_year, units=tuple(part.department for part in parts))
    for part in parts:
        for key, entry in part.entries.items():
            held = whole.entries.setdefault(key, Entry())
            for name in ("opening", "income", "basic", "project"):
                setattr(held, name, getattr(held, name) + getattr(entry, name))
        for name in ("economic", "three_public_budget", "three_public", "procurement"):
            held_of = getattr(whole, name)
            for key, amount in getattr(part, name).items():
                held_of[key] = held_of.get(key, 0) + amount
        whole.vehicles += part.vehicles
        whole.receptions += part.receptions
        whole.visitors += part.visitors
    return whole


_BASIC_ONLY = ("2080505", "2080506", "2101101", "2101102", "2210201", "2210203", "2010301")


def _entry(rng: random.Random, fund: str, code: str, size: int, opening: int) -> Entry:
    if fund != GENERAL and rng.random() < 0.125:
        return Entry(opening)  # a year in which nothing moved
    spent = int(size * rng.uniform(0.6, 1.5))
    basic = spent if code in _BASIC_ONLY else 0
    if code == "2010350":
        basic = spent // 2
    if fund in (FUND, CAPITAL):
        basic = 0
    if fund == OWN:
        basic = spent // 3
    # most items spend just what they receive; some draw on, or add to, what is carried over
    kind = rng.random()
    if kind < 0.6:
        income = spent
    elif kind < 0.8:
        income = max(spent - opening, 0)
    else:
        income = spent + rng.randrange(0, size // 20 + 1)
    if opening + income < spent:
        income = spent - opening
    return Entry(opening, income, basic, spent - basic)
