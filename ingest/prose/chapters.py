"""The chapters of a disclosure: the department, the explanation of its accounts, and what is attached to it."""

import re
from functools import lru_cache

from ingest.wording import PART

EXPLANATION, OVERVIEW, EVALUATION = "explanation", "overview", "evaluation"
COSTS, ATTACHMENT, GLOSSARY = "costs", "attachment", "glossary"
_WORDS_EXPLAINED = "名词解释"
_PART = re.compile(f"^{PART}")
_PART_ALONE = re.compile(f"^{PART}[:.、]?$")
_WORK = "职[责能]|机构设置|(?:重点|主要|年度)工作|工作(?:任务|完成|开展|总结|成效|亮点|回顾)|大事记"
_OF_DEPARTMENT = re.compile(f"概况|基本情况|{_WORK}")
# of headings, 基本情况 may stand below anything
_ON_DEPARTMENT = re.compile(f"(?:部门|单位)概况|{_WORK}")
_OF_ACCOUNTS = re.compile("决算|预算|收入|支出|收支|经费|采购|资产|绩效")
_ATTACHED = re.compile(r"^(?:附件|附录)[\d一二三四五六七八九十]{0,2}(?:[:.、].{0,60})?$")
# 2023年度样例局部门整体支出绩效自评报告, without a number: one with a number is a section
_REPORT = re.compile(
    r"^(?![一二三四五六七八九十]{1,3}、|\(|\d{1,2}[.、]).{0,50}(?:绩效|评价)[^。:;,]{0,20}报告(?:\([^()]*\))?$"
)
_EVALUATED = re.compile("绩效|评价|自评")
_ATTACHMENTS = re.compile("附件|附录")
# 一、收入支出决算总体情况说明, 2023年度样例局部门决算, 附件2:2023年度部门决算情况说明
_ACCOUNTS_BEGIN = re.compile(
    "^一、.*(?:决算|收入支出|收支).*(?:情况|说明)"
    r"|^(?!\(|\d{1,2}[.、]).{0,50}(?<!预)(?<!预、)决算(?:信息|公开|情况|报告|说明|报表|表|的)*$"
)
# 十一、预算绩效情况说明/(二)项目绩效自评结果, but not what is explained beside it: 绩效和政府采购情况
_ON_PERFORMANCE = re.compile("绩效(?!.*(?:采购|资产|经费|三公|收入|支出决算|基本支出))")
# 三公经费支出12万元（其中：一般公共预算财政拨款支出12万元）
_ON_COSTS = re.compile("^(?!.*(?:收入|收支)).*(?:三公|采购|运行经费|会议费|培训费)")
_OF_ALL = re.compile(
    "^(?:total_|grand_total|fiscal_|(?:income|expenditure)_(?:total|fiscal|general_public)$)"
)
_REASONS = {
    OVERVIEW: "a figure of the chapter on the department, not on its accounts",
    COSTS: "a figure of the costs that the section is about, not of all money",
    EVALUATION: "a figure of what is evaluated, not of the accounts",
    ATTACHMENT: "a figure of an attachment, such as the report of an evaluation",
}


def _is_report(word: str) -> bool:
    return word.endswith(("报告", ")")) and bool(_REPORT.match(word))


class Chapters:
    """Which chapter the lines of a document stand in, as they are read one by one."""

    def __init__(self) -> None:
        self.part = ""
        self._is_attached = False
        self._is_open = False

    def begins_part(self, word: str) -> bool:
        """Whether a line is the title of a part (第三部分 …), which begins."""
        if not _PART.match(word):
            return False
        self.part, self._is_open = word, bool(_PART_ALONE.match(word))
        self._is_attached = bool(_ATTACHMENTS.search(word))
        return True

    def turns(self, word: str) -> bool:
        """Whether an attachment begins with a line that is no title of a part, or the accounts are explained again."""
        if self._is_open:  # 第四部分 | 附件
            self.part, self._is_open = self.part + word, False
            self._is_attached = bool(_ATTACHMENTS.search(self.part))
        begins = bool(_ATTACHED.match(word)) or _is_report(word)
        if not begins and not self._is_attached:
            return False
        if _ACCOUNTS_BEGIN.match(word) and not _EVALUATED.search(word):
            begins, self._is_attached = True, False
        elif begins:
            self._is_attached = True
        return begins

    def enter(self, heading: str) -> None:
        """Go on below a main heading (一、): the glossary may be one, up to the next part."""
        if _WORDS_EXPLAINED in heading:
            self.part = heading

    def of(self, section: str) -> str:
        """The chapter of what stands below these headings."""
        if self._is_attached:
            return ATTACHMENT
        return _chapter_of(self.part, section)


# many passages stand below one heading
@lru_cache(maxsize=4096)
def _chapter_of(part: str, section: str) -> str:
    """What a part and the headings in it say; nothing of what is attached."""
    if _WORDS_EXPLAINED in part:
        return GLOSSARY
    of_part = _OF_DEPARTMENT.search(part) and not _OF_ACCOUNTS.search(part)
    if not _OF_ACCOUNTS.search(section) and (of_part or _ON_DEPARTMENT.search(section)):
        return OVERVIEW
    if _ON_PERFORMANCE.search(section):
        return EVALUATION
    return COSTS if _ON_COSTS.match(section) else EXPLANATION


def why_not_of_accounts(chapter: str, measure_key: str, figure_kind: str) -> str | None:
    """Why a figure of a chapter is none of the accounts, None where it is one.

    The overview counts units, people and vehicles; what it says of money is of the place (财政总收入200亿元).
    A section on costs names funds and totals that are of these costs. Attachments, and sections on performance, speak of projects; what they say of performance is theirs to say.
    """
    if chapter == EXPLANATION or measure_key.startswith("performance_"):
        return None
    if chapter == OVERVIEW and figure_kind == "count":
        return None
    if chapter == COSTS and not _OF_ALL.match(measure_key):
        return None
    return _REASONS[chapter]
