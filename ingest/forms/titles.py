"""Recognises the small print around a table: its title, unit, department and number."""

import re
from functools import lru_cache

from ingest.forms.layouts import layouts
from ingest.wording import plain, unspaced

_MAX_TITLE = 60
_IN_SENTENCES = re.compile("[。;!?,]")
_LEAD = re.compile(
    r"^-?(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.、．])?"
    r"(?:公开)?(?:附?表(?:[\d一二三四五六七八九十]+(?:-\d+)?)[:.、]?|公开\d+表)?"
)
_TAIL = re.compile(r"\((?:续|续表|公开.{0,6}表|(?:金额)?单位:.{1,3}元)\)$")
_YEAR_END = re.compile(r"(?:20\d\d|二[〇○0]..)年度?$")
_OWNER_END = re.compile(
    r"(?:年度|部门|本级|机关|单位|[局委办院会部厅所站队校府处团署社]|中心|法庭|学院|医院|公司|支队|党组)$"
)
_UNIT = re.compile(r"(?:金额)?单位:?(?:人民币)?(万元|千元|百万元|亿元|元)")
_OWNER = re.compile(
    r"^(?:编制|填报|公开|预算|汇总)?(?:部门|单位)(?:名称)?[:：](?!人民币|[万千亿]?元)(.+?)"
    r"(?=(?:金额)?单位[:：]|(?:20\d\d)年度?$|$)"
)
_OTHER_TITLE = re.compile(r"..表(?:\([^()]{1,12}\))?$")
_SMALL = re.compile(
    r"^(?:公开\d+表|附?表[\d一二三四五六七八九十]+(?:-\d+)?|[(（]?20\d\d年度?[)）]?|第?\d+页?|-\d+-|\d+|[a-zA-Z\]\[]+)$"
)


@lru_cache(maxsize=1)
def _titles() -> tuple[str, ...]:
    return tuple(title for title, _ in layouts().titles)


@lru_cache(maxsize=65536)
def match_title(text: str) -> int | None:
    """The form whose statutory title this line is, or None.

    The longest title wins (支出决算表 is a suffix of three others), and what stands before it
    may only be a number, a year or a department: 项目支出决算表 is not form 3.
    """
    word = plain(text)
    if not 5 <= len(word) <= _MAX_TITLE or _IN_SENTENCES.search(word):
        return None
    if word.endswith(")"):
        word = _TAIL.sub("", word)
    if not word.endswith(_titles()):
        return None
    for title, form_no in layouts().titles:
        if word.endswith(title):
            before = _LEAD.sub("", word[: -len(title)])
            before = _YEAR_END.sub("", before)
            return form_no if not before or _OWNER_END.search(before) else None
    return None


def is_other_title(text: str) -> bool:
    """Whether a line is the title of a table that is no statutory form."""
    word = plain(text)
    return (
        bool(_OTHER_TITLE.search(word))
        and len(word) <= _MAX_TITLE
        and not is_small_print(text)
        and match_title(text) is None
    )


def find_unit(text: str) -> str | None:
    """The money unit a line declares (单位：万元), or None."""
    if "位" not in text:
        return None
    found = _UNIT.search(plain(text))
    return found.group(1) if found else None


def find_owner(text: str) -> str | None:
    """The department a 部门： line names, as printed without blanks, or None."""
    if "部" not in text and "单" not in text:
        return None
    word = unspaced(text)
    found = _OWNER.match(word)
    return found.group(1).strip("：:") if found else None


# each line of prose is asked by recognition and by the passages
@lru_cache(maxsize=65536)
def is_small_print(text: str) -> bool:
    """Whether a line may stand between a title and its table without ending the title."""
    word = plain(text)
    return bool(_SMALL.match(word)) or find_unit(text) is not None or find_owner(text) is not None
