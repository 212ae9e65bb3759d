"""What earlier figures of a passage leave behind for later ones."""

import re
from dataclasses import dataclass, field

from ingest.prose.measures import Around, Subject, find_subject, kind_of
from ingest.prose.years import Year

# words that say nothing of what a figure behind them is of
_GOES_ON = re.compile(
    r"^(?:[比较与同为]|(?:年初|全年|调整)?预算数?相比|20\d\d(?:年度?)?|[本当全]年度?|其中|实际|调整后?|财政拨款|支出|费用?|安排|执行|总|的|相比|对比|[,:、()])*$"
)
# 收入增加10万元; 支出增加10万元: a side of what was spoken of, by no other name
_SIDE = re.compile(r"^[,，、]*(?:[本当]年度?)?(?P<side>收入|支出)(?:决算)?(?:总额|数)?$")
_ACCOUNTED = re.compile("决算|实际|执行|完成")
# of what a sentence says in parentheses
_PARENTHESES = re.compile(r"[()]")

# relation, base, direction, subject, and why no measure is meant
Classified = tuple[str, str | None, str | None, Subject | None, str | None]


@dataclass
class Context:
    """What earlier figures of the passage leave behind for later ones.

    ``items`` are those that forms of the document print, where they may be named. ``in_turn`` is what the next
    figures of a list are of, ``listed`` the measures of that list, ``changed`` those of the sentence that money was
    more or less of, ``said`` those whose own amounts it says. ``unnamed`` are the kinds of figures, later in the
    sentence than the subject, that no measure names. ``whole`` is what the parts behind 其中 are parts of, ``behind``
    that of the sentence before, ``item`` the last item of the section, ``amounts`` all money that was spoken of,
    ``valued`` that whose own amount was said last. ``accounted`` is all whose own amount was said, ``budgeted`` all
    whose budget was, and which. ``budget`` is the base of the last figure where that is a budget, ``of_budget`` the one
    that the parts of a sentence are parts of, ``part`` the last of them.
    """

    fiscal_year: int | None
    items: dict[str, bool] = field(default_factory=dict)
    subject: Subject | None = None
    base: str | None = None
    direction: str | None = None
    year: Year | None = None
    topic: str | None = None
    item: str = ""
    about: str = ""
    outer: list[tuple[Subject | None, set[str]]] = field(default_factory=list)
    unnamed: set[str] = field(default_factory=set)
    in_turn: list["Classified"] = field(default_factory=list)
    listed: list[Subject] = field(default_factory=list)
    changed: list[Subject] = field(default_factory=list)
    said: list[Subject] = field(default_factory=list)
    whole: Subject | None = None
    behind: Subject | None = None
    amounts: dict[str, Subject] = field(default_factory=dict)
    valued: Subject | None = None
    accounted: set[str] = field(default_factory=set)
    budgeted: dict[str, str] = field(default_factory=dict)
    budget: str | None = None
    of_budget: str | None = None
    part: str = ""

    def speak_of(self, subject: Subject | None) -> None:
        """What follows without a name is of this."""
        if subject and subject.names_a_code and subject != self.subject:
            self.budgeted.pop(subject.measure_key, None)  # of another class or item
        self.subject = subject
        self.behind = None
        self.listed = []
        self.unnamed.clear()
        if subject and kind_of(subject) == "amount":
            self.amounts[subject.measure_key] = subject

    def pass_unnamed(self, kind: str) -> None:
        """A figure that no measure names: what is compared behind it is of no sentence before."""
        self.unnamed.add(kind)
        self.behind = None

    def end_sentence(self, *, goes_on: bool) -> None:
        """Years and parentheses end with their sentence; what parts were parts of may be compared behind it."""
        if not goes_on:
            self.valued = self.of_budget = None
        self.outer.clear()
        self.unnamed.clear()
        self.changed, self.said = [], []
        self.year = None
        self.behind, self.whole = self.whole, None

    def begin_parts(self) -> None:
        """What follows 其中 is a part of what was spoken of, if that is not in parentheses; of its budget, where that was said alone."""
        if self.whole is None and not self.outer:
            self.whole = self.valued or self.subject
        is_accounted = self.subject is not None and self.subject.measure_key in self.accounted
        self.of_budget, self.part = None if is_accounted else self.budget, ""

    def budget_of_part(self, subject: Subject, gap: str) -> str | None:
        """The base of the budget that a part without its own words is of.

        What is said to be spent ends the parts, and so do a total and, behind a semicolon, what is no part of the
        same whole: 政府采购预算60万元，其中货物20万元；政府采购支出总额50万元.
        """
        key = subject.measure_key
        is_total = key.startswith("total_") or key.endswith("_total")
        is_another = ";" in gap and self.part and _family(self.part) != _family(key)
        if is_total or is_another or _ACCOUNTED.search(gap):
            self.of_budget = None
        self.part = key
        return self.of_budget

    def accounted_for(self, kind: str) -> Subject | None:
        """What an amount of the accounts, without a name, is of: behind the parts of a budget, of the whole."""
        whole = self.behind or (self.whole if self.of_budget else None)
        if (
            whole
            and kind_of(whole) == kind
            and whole.measure_key in self.budgeted.keys() - self.accounted
        ):
            return whole
        return self.compared(kind)

    @property
    def spent_budget(self) -> str | None:
        """Which budget of what was spoken of last was said, where what was spent of it was, too."""
        subject = self.compared("percent")
        if subject is None or subject.measure_key not in self.accounted:
            return None
        return self.budgeted.get(subject.measure_key)

    def compared(self, kind: str) -> Subject | None:
        """What a figure of this kind, without a name, is of: of what no measure names, where that stood last."""
        if self.subject is None:
            return None
        own = kind_of(self.subject)
        # 接待24批次,支出2.05万元,比上年减少1.44%: not of the receptions; 在职人员19人,减少5%: not of the money before it
        overtaken_by = {own} | ({"amount"} if own == "count" else set())
        if kind in ("percent", "count"):
            overtaken_by.add("count")
        return None if self.unnamed & overtaken_by else self.subject

    def named_before(self, words: str, where: Around, kind: str = "percent") -> Subject | None:
        """What a comparison is of: what the words right before it name, or, where they name nothing, what was spoken of."""
        if named := find_subject(words.lstrip(",，"), where):
            self.speak_of(named)
        elif self.subject and not says_nothing(words):
            self.unnamed.add(kind_of(self.subject))
        return self.compared(kind)

    def speak_of_side(self, words: str) -> Subject | None:
        """What came in or was spent of what was spoken of, where words say that alone; nothing where it may be several."""
        said, spoken = _SIDE.match(words), self.behind or self.subject
        if said is None or spoken is None or spoken.names_a_code:
            return None
        side, other = ("收", "支") if said["side"] == "收入" else ("支", "收")
        # a cost is spent, and of both sides it says so itself
        if side in spoken.words or (side == "支" and other not in spoken.words):
            return spoken
        of_side = [
            one for one in self.amounts.values() if side in one.words and other not in one.words
        ]
        self.speak_of(of_side[0] if len(of_side) == 1 else None)
        return self.subject

    def enter(self, gap: str) -> None:
        """Come back, behind a parenthesis, to what was spoken of before it."""
        for mark in _PARENTHESES.findall(gap):
            if mark == "(":
                self.outer.append((self.subject, set(self.unnamed)))
            elif self.outer:
                self.subject, self.unnamed = self.outer.pop()


def _family(measure_key: str) -> str:
    return measure_key.partition("_")[0]


def says_nothing(words: str) -> bool:
    """Whether words name nothing of their own: 其中, 2023年度, 实际支出."""
    return bool(_GOES_ON.match(words))
