"""Links the words before a figure to a measure of the list, by the longest wording that ends there."""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ingest.errors import LayoutError
from ingest.forms.layouts import LAYOUTS, layouts, map_rows
from ingest.prose.years import is_compared, is_year_alone
from ingest.wording import plain

ECONOMIC = "economic_class"  # of basic expenditure
# words that may stand between the name of a measure and its figure
FILLER = re.compile(
    r"^(?:20\d\d年度?)?(?:财政拨款)?(?:支出|收入|决算|汇总|合计|总计|总额|金额|数量?|费用?|年度|本年|实际|安排|执行|20\d\d年度?|辆|共|各|均|总|累|计|(?:增加|减少|增长|下降|上升|降低)[为到至]|约|为|是|有|达|达到|:|\([^()]*\))*$"
)
# 一般公共预算财政拨款 · 公共财政预算拨款 · 政府性基金预算财政拨款 · 国有资本经营预算财政拨款 · 财政拨款
_FUND = re.compile(
    r"(?:(?P<general_public>公共预算|公共财政预算|公共财政)|(?P<government_fund>政府性基金)|(?P<state_capital>国有资本经营))"
    r"(?:预算)?(?:财政)?(?:拨款)?|(?P<fiscal>(?<!非)财政拨款)"
)
# 参加其他单位组织的出国(境)团组 are not those of the department, 下属单位公务接待费 not all of its own
_OF_OTHERS = re.compile(
    "参加(?:其[他它]|外|兄弟)(?:单位|部门|机关|地区)?(?:组织)?的?$"
    "|(?<![及和与、含括])(?<![及和与]其)(?:下属|所属|直属|二级)(?:预算|事业|行政)?(?:单位|机构|部门)的?$"
)
# 人均因公出国(境)费用, 车均运行维护费 are means
_MEAN = re.compile("(?:人均|车均|次均|批均|平均|每人|每人次|每辆|每车|每批次?)$")
# 会议费财政拨款支出, 公务接待费2023年财政拨款支出 are of that cost, not all that was spent
_COST = re.compile(r"费(?:20\d\d年度?|[本当全]年度?)?$")
# 项目支出10万元，主要包括办案经费5万元、培训费5万元: a part of what was spent on training
_OF_ANY = ("meeting_cost", "training_cost")
_USES, _ON_THESE = ("包括", "包含", "用于", "其中"), ("会议", "培训", "三公")
# 机关运行经费20万元，其中：办公费5万元、公务接待费1万元: a part of it
_OF_RUNNING = re.compile("(?:机关|机构)运行经费[^。;]*(?:其中|包括|包含|用于)[^。;]*$")
# 财政拨款支出95万元，其中：当年财政拨款支出80万元: what was left of the year before is not in it
_OF_THE_YEAR = re.compile("(?:当年|本年|今年)度?(?:预算)?(?:安排)?的?$")
_OF_ALL = re.compile("财政拨款|一般公共|政府性基金|国有资本|(?:本年|基本|项目)?支出")
# 总收入、总支出均为10.00万元
_BOTH_TOTALS = re.compile(
    r"(?:总收入|收入(?:决算)?总计)[、和与及](?:财政拨款)?(?:总支出|支出(?:决算)?总计)"
)
_BOTH = "收入支出总计"
# 养护项目支出, 教育事业收入 and 国有资本经营收入 are not the whole of that name; 2023年度项目支出 is
_HAVE_PARTS = ("基本支出", "项目支出", "经营支出", "财政拨款收入", "事业收入", "经营收入")
_BEFORE_THE_WHOLE = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|其中|年度?|(?<!非财政)拨款|预算|资本经营|基金|公共财政|部门|单位|[局委办厅院校站队处府镇乡]|中心|街道|委员会|协会"
    r"|同级|(?<!非)本级|实际|发生|完成|安排|合计|共计?|总|[的和与及为是等中括含有由即以自于部])$"
)
# 三公经费总支出, 专项支出合计 are not all that was spent
_TOTALS = ("总支出", "支出总计", "支出决算总计", "支出合计")
_BEFORE_A_PART = re.compile(
    "(?:经费|采购|专项|投资|费用?|资金|工程|货物|服务|贷款|债务|救助|福利)$"
)
_OTHERS = ("其他", "其它", "其余")  # 其他国内公务接待支出, 其他人员经费: not all of them
# 基础绩效奖金 is not 奖金, 平台运行维护费 not that of vehicles
_BARE = ("购置费", "购置费用", "运行费", "运行费用", "运行维护费")
_BEFORE_A_CLASS = re.compile(r"(?:^|[^\u4e00-\u9fff]|其中|包括|包含|用于|[为是含中])$")
GENERAL, FISCAL = "general_public", "fiscal"
ALL = "all"  # whatever the money is
_YEARS_EXPENDITURE = ("expenditure_total", "expenditure_fiscal")
_PARTS = ("expenditure_basic", "expenditure_project", "basic_personnel", "basic_public")


class Around(NamedTuple):
    """Where a figure stands: the headings above it, and its sentence up to the figure."""

    headings: str
    sentence: str

    @property
    def text(self) -> str:
        """Both, as the contexts of measures.csv are looked for in them: a heading ends with a stroke."""
        return f"{self.headings}/{self.sentence}"


@dataclass(frozen=True)
class Subject:
    """What a figure measures: the words as printed and the key they stand for."""

    words: str
    measure_key: str

    @property
    def names_a_code(self) -> bool:
        """Whether it is a class or an item of expenditure: its words say which."""
        return self.measure_key.startswith("function_") or self.measure_key == ECONOMIC


@lru_cache(maxsize=1)
def _phrases() -> tuple[re.Pattern[str], dict[str, list[tuple[str, str]]]]:
    known: dict[str, list[tuple[str, str]]] = {}
    for row in map_rows("measures.csv", "phrase"):
        meanings = known.setdefault(plain(row["phrase"]), [])
        if any(context == row["context"] for context, _ in meanings):
            raise LayoutError("measures.csv", row["phrase"], "stands there twice for one context")
        meanings.append((row["context"], row["measure_key"]))
    for meanings in known.values():
        meanings.sort(key=lambda meaning: not meaning[0])  # that of a context before that of any
    words = sorted(known, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in words)), known


def kind_of(subject: Subject) -> str:
    """What the figures of a subject are: amount, count or score."""
    return layouts().measure_kinds[subject.measure_key]


# 公务用车购置0.00万元, 公务用车购置0辆; 因公出国(境)0.00万元, 因公出国(境)0个团组; 公务接待0.00万元, 0批次
_OF_ANOTHER_KIND = {
    "three_public_vehicle_purchase": "vehicles_purchased",
    "abroad_groups": "three_public_abroad",
    "three_public_reception": "domestic_receptions",
    "domestic_receptions": "domestic_reception_cost",
    "foreign_reception_groups": "foreign_reception_cost",
    "overseas_receptions": "overseas_reception_cost",
}


def of_kind(subject: Subject, figure_kind: str) -> Subject | None:
    """The subject, or what its words mean of figures of this kind; None where such a figure cannot be its: 0.50 万元 are no receptions."""
    for key in (subject.measure_key, _OF_ANOTHER_KIND.get(subject.measure_key)):
        if key and layouts().measure_kinds[key] == figure_kind:
            return Subject(subject.words, key)
    return None


@lru_cache(maxsize=1)
def _of_funds() -> dict[str, dict[str, str]]:
    """Measure to fund to the measure of that fund; what has none is not in the forms."""
    found: dict[str, dict[str, str]] = {}
    with (LAYOUTS / "funds_of_measures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["measure_key"], {})[row["fund"]] = row["fund_measure_key"]
    return found


def funds_in(text: str) -> list[str]:
    """The funds that a text names, in order."""
    return [str(found.lastgroup) for found in _FUND.finditer(text)]


def _the_one(funds: set[str]) -> str | None:
    """The fund where it is one, None where it may be one of several."""
    return next(iter(funds)) if len(funds) == 1 else None


# the headings of a corpus repeat
@lru_cache(maxsize=4096)
def fund_of_headings(headings: str) -> str | None:
    """The fund that the lowest heading names that names any, None where it names several.

    财政拨款支出 below 一般公共预算财政拨款支出 is of that budget.
    """
    named = [set(funds) for level in reversed(headings.split("/")) if (funds := funds_in(level))]
    own = next((funds for funds in named if funds != {FISCAL}), None)
    return _the_one(own or named[0]) if named else ALL


def _fund_of(key: str, before: str, around: Around) -> str | None:
    """The fund that a measure is of: named right before it, by the heading, or by the whole it is a part of.

    None where several may be meant.
    """
    before = before.removesuffix("的").removesuffix("安排")  # 一般公共预算财政拨款安排的基本支出
    near = list(_FUND.finditer(before))
    if near and near[-1].end() == len(before) and near[-1].lastgroup != FISCAL:
        return near[-1].lastgroup
    fund = fund_of_headings(around.headings)
    lead, is_part, _ = around.sentence.partition("其中")
    if fund == ALL and is_part and key in _PARTS and (of_whole := funds_in(lead)):
        fund = of_whole[-1]
    if near and near[-1].end() == len(before) and fund == ALL:
        return FISCAL
    *before_it, part = around.sentence.split(";")
    of_part = set(funds_in(part)) - {FISCAL}
    may_go_on = key in _YEARS_EXPENDITURE
    # 政府性基金预算财政拨款本年收入10万元，本年支出8万元
    if may_go_on and of_part and "本年收入" in part:
        return _the_one(of_part)
    # 一般公共预算…10万元，政府性基金…2万元，支出合计…: of which of them is not said
    if of_part - {fund}:
        return None
    # 一般公共预算财政拨款本年收入…；本年支出…
    if may_go_on and not of_part and before_it and "本年收入" in before_it[-1]:
        of_income = set(funds_in(before_it[-1])) - {FISCAL}
        return _the_one(of_income) if of_income else fund
    return fund


def _is_part(words: str, before: str) -> bool:
    """Whether what stands before the name of a whole makes it that of a part."""
    return words in _HAVE_PARTS and not _BEFORE_THE_WHOLE.search(before)


def _is_of_cost(words: str, before: str) -> bool:
    """Whether it is the spending on a cost that is named before it, or the total of such a part."""
    if words in _TOTALS:
        return bool(_BEFORE_A_PART.search(before))
    return bool(_OF_ALL.match(words) and _COST.search(before))


def _is_among_uses(text: str) -> bool:
    """Whether a text ends in a list of what something was used for that is not said to be of meetings and training."""
    uses = max(map(text.rfind, _USES))
    return uses >= 0 and not any(word in text[:uses] for word in _ON_THESE)


def _is_of_another(words: str, key: str, before: str, around: Around) -> bool:
    """Whether what stands before a wording makes it another thing: a part, trips of others, a mean."""
    if key in _OF_ANY and _is_among_uses(around.text):
        return True
    if key.startswith("three_public") and _OF_RUNNING.search(around.sentence):
        return True
    if (key == ECONOMIC or words in _BARE) and not _BEFORE_A_CLASS.search(before):
        return True
    is_foreign = words.startswith("公务接待") and before.endswith("外")
    if is_foreign or before.endswith(_OTHERS) or _is_part(words, before):
        return True
    lead, _, _ = around.sentence.partition("其中")
    if (
        lead != around.sentence
        and _OF_THE_YEAR.search(before)
        and words in lead.replace(f"{words}总", "")
    ):
        return True
    return bool(_OF_OTHERS.search(before) or _MEAN.search(before))


def find_subject(clause: str, around: Around, *, is_whole: bool = False) -> Subject | None:
    """The last measure named in the clause, when only filler follows it up to the figure.

    A wording that needs a context (全年预算数 of a performance evaluation) only counts within it, one without
    a measure is of none, and one of a total (支出合计) is that of the fund of which its heading speaks: of
    政府性基金, the total of form 7. ``is_whole`` asks for what a share is of: that of the department, whatever the heading.
    """
    if "总" in clause and (both := _BOTH_TOTALS.search(clause)):
        found = find_subject(_BOTH_TOTALS.sub(_BOTH, clause), around, is_whole=is_whole)
        return found and Subject(found.words.replace(_BOTH, both.group()), found.measure_key)
    known = _phrases()[1]
    for words, start, is_near in _phrases_of(clause):
        if is_near and _is_of_cost(words, clause[:start]):
            continue
        for needed, key in known[words]:
            if not needed or re.search(needed, around.text):
                if not is_near or not key or _is_of_another(words, key, clause[:start], around):
                    return None
                if is_whole:
                    around = Around("", "")
                return _subject_of_fund(words, key, clause[:start], around)
    return None


def of_another_year(clause: str, around: Around) -> Subject | None:
    """What is compared with its amount of another year: 收入总计较2022年度的4,321.00万元增加."""
    if not is_compared(clause):
        return None
    named, _, year = clause.rpartition("较") if "较" in clause else clause.rpartition("比")
    return find_subject(named, around) if named and is_year_alone(f"比{year}") else None


def subjects_in(text: str, around: Around) -> list[Subject]:
    """Every measure that a text names, in order."""
    found = []
    for match in _phrases()[0].finditer(text):
        if _is_part(match.group(), text[: match.start()]):
            continue
        meanings = _phrases()[1][match.group()]
        key = next((k for c, k in meanings if not c or re.search(c, around.text)), "")
        subject = (
            _subject_of_fund(match.group(), key, text[: match.start()], around) if key else None
        )
        if subject:
            found.append(subject)
    return found


def _subject_of_fund(words: str, key: str, before: str, around: Around) -> Subject | None:
    of_funds = _of_funds().get(key)
    if of_funds is None:
        return Subject(words, key)
    fund = _fund_of(key, before, around)
    is_its_own = fund == ALL or (fund == FISCAL and key.endswith("_fiscal"))
    own = of_funds.get(fund or "", key if is_its_own else "")
    return Subject(words, own) if own else None


# the clauses of a corpus repeat: their figures stand between them
@lru_cache(maxsize=16384)
def _phrases_of(clause: str) -> tuple[tuple[str, int, bool], ...]:
    """The wordings in a clause from its end on, each with its place and whether only filler follows it."""
    found = list(_phrases()[0].finditer(clause))
    return tuple(
        (m.group(), m.start(), bool(FILLER.match(clause[m.end() :]))) for m in reversed(found)
    )
